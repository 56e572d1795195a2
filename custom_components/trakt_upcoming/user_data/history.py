"""Merges the end of the history into the known plays, and notices changes farther back."""

from collections.abc import Iterable, Set as AbstractSet
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ..api.trakt import EpisodeRef, MovieRef, NamedWork, Play

LOOK_BACK: Final = timedelta(days=7)
"""The time before the last play that is read again, because users edit recent history."""


def end_of(plays: Iterable[Play], now: datetime) -> datetime | None:
    """Return from when on the history has to be read, in UTC, None if nothing is known of it."""
    last = max((play.watched_at for play in plays), default=None)
    return min(last, now) - LOOK_BACK if last is not None else None


def joined(known: tuple[Play, ...], found: Iterable[Play], start: datetime | None = None) -> tuple[Play, ...]:
    """Return the plays that were known until `start`, and those that were found from there on, newest first.

    Without `start`, only the found plays are returned. Unchanged plays are the same objects, and equal movies and shows
    are shared.
    """
    before = {play.id: play for play in known}
    kept = (play for play in known if start is not None and play.watched_at < start)
    by_id = {play.id: play for play in (*kept, *found)}
    works = {play.ref.work: play.ref.work for play in known}
    plays = (last if (last := before.get(play.id)) == play else play for play in by_id.values())
    shared = [_with_work(play, works) for play in plays if play is not None]
    return tuple(sorted(shared, key=lambda play: (play.watched_at, play.id), reverse=True))


def explained(known: Iterable[Play], plays: Iterable[Play]) -> frozenset[str]:
    """Return the activities that are explained by differences between the plays."""
    differing = {*_marks(known)} ^ {*_marks(plays)}
    return frozenset(f"{kind}s.watched_at" for kind, _, _ in differing)


def explains(known: Iterable[Play], plays: Iterable[Play], moved: AbstractSet[str]) -> bool:
    """Return whether the differences between the plays explain the activities in `moved`.

    If they do not, an older play has changed, or Trakt does not list the change yet.
    """
    return explained(known, plays) >= moved


def _marks(plays: Iterable[Play]) -> Iterable[tuple[str, int, datetime]]:
    return ((play.ref.type, play.id, play.watched_at) for play in plays)


def _with_work(play: Play, works: dict[NamedWork, NamedWork]) -> Play:
    """Return the play with the movie or show object of the other plays."""
    ref = play.ref
    if (work := works.setdefault(ref.work, ref.work)) is ref.work:
        return play
    match ref:
        case MovieRef():
            return replace(play, ref=MovieRef(movie=work))
        case EpisodeRef():
            return replace(play, ref=EpisodeRef(show=work, episode=ref.episode))
