"""Finds the plays that a change has added to the history."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from ..api.trakt import Play, WatchableRef
from .change import Change, ChangeKind, PendingChange
from .keys import concerns

_MINUTE: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)


def made(plays: Iterable[Play], queued: PendingChange) -> tuple[Play, ...]:
    """Return the plays that a change, which marks something as watched, may have added."""
    keys = {ref.key for ref in queued.watched}
    before = frozenset(queued.before)
    return tuple(
        play
        for play in plays
        if play.ref.key in keys and play.id not in before and is_then(play, queued.change.watched_at)
    )


def added(plays: Sequence[Play], queued: PendingChange, others: Iterable[PendingChange]) -> tuple[Play, ...]:
    """Return the plays that a change has added: of each movie or episode the first that none of the others has added.

    Plays that another change has removed do not count either, even if they are still listed. Changes with a
    `watched_at` have precedence, because their plays are certain.
    """
    done = [each for each in others if each.done_at is not None and each.change.id != queued.change.id]
    claimed = {play_id for each in done for play_id in each.play_ids or ()}
    if queued.change.watched_at is None:
        marks = (each for each in done if each.change.kind is ChangeKind.MARK_WATCHED and each.play_ids is None)
        named = (mark for mark in marks if mark.change.watched_at is not None)
        claimed |= {play.id for mark in named for play in made(plays, mark)}
    own = sorted((play for play in made(plays, queued) if play.id not in claimed), key=lambda play: play.id)
    return tuple({play.ref.key: play for play in reversed(own)}.values())


def there_before(plays: Iterable[Play], change: Change) -> tuple[int, ...]:
    """Return the ids of known plays that could be confused with those that a change adds once more."""
    if change.kind is not ChangeKind.MARK_WATCHED or not change.again:
        return ()
    return tuple(play.id for play in plays if concerns(play.ref, change.ref) and is_then(play, change.watched_at))


def missing(plays: Iterable[Play], queued: PendingChange) -> tuple[WatchableRef, ...]:
    """Return the movies and episodes that a change marks as watched and that have no play yet."""
    there = {play.ref.key for play in made(plays, queued)}
    return tuple(ref for ref in queued.watched if ref.key not in there)


def is_then(play: Play, watched_at: datetime | None) -> bool:
    """Return whether something was watched at a moment, in UTC, or at its release if that is None.

    Trakt stores minutes; at the release means within a day of it, or any time if it is not known.
    """
    if watched_at is not None:
        return abs(play.watched_at - watched_at) < _MINUTE
    released = play.ref.released_at
    return released is None or abs(play.watched_at - released) <= _DAY
