"""Which plays of the history a change has added."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from ..api.trakt import Item, Play
from .names import name_of
from .released import released_at
from .write import Queued

_MINUTE: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)


def made(plays: Iterable[Play], queued: Queued) -> tuple[Play, ...]:
    """Return the plays that a change, which marks something as watched, has added."""
    names = {name_of(item) for item in queued.items}
    before = frozenset(queued.before)
    return tuple(
        play
        for play in plays
        if name_of(play) in names and play.id not in before and is_then(play, queued.write.watched_at)
    )


def missing(plays: Iterable[Play], queued: Queued) -> tuple[Item, ...]:
    """Return what a change marks as watched and has no play yet."""
    there = {name_of(play) for play in made(plays, queued)}
    return tuple(item for item in queued.items if name_of(item) not in there)


def is_then(play: Play, watched_at: datetime | None) -> bool:
    """Return whether something was watched at a moment, in UTC, or when it was released where there is none.

    Trakt keeps the minute, and knows best when something was released.
    """
    if watched_at is not None:
        return abs(play.watched_at - watched_at) < _MINUTE
    released = released_at(play)
    return released is None or abs(play.watched_at - released) <= _DAY
