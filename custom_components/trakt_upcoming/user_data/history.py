"""Merges the end of the history into the known plays, and notices changes farther back."""

from collections.abc import Iterable, Set as AbstractSet
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ..api.trakt import EpisodeRef, MovieRef, NamedWork, Play

LOOK_BACK: Final = timedelta(days=7)
"""How far before the last play is looked; so late people remember what they watched, or take it back."""


def end_of(plays: Iterable[Play], now: datetime) -> datetime | None:
    """Return from when on the history has to be read, None when nothing is known of it."""
    last = max((play.watched_at for play in plays), default=None)
    return min(last, now) - LOOK_BACK if last is not None else None


def joined(known: tuple[Play, ...], found: Iterable[Play], start: datetime | None = None) -> tuple[Play, ...]:
    """Return the plays that were known until `start`, and those that were found from there on, the last first.

    Without `start` only what was found counts. What is as it was is the same object, and so are equal works.
    """
    before = {play.id: play for play in known}
    kept = (play for play in known if start is not None and play.watched_at < start)
    by_id = {play.id: play for play in (*kept, *found)}
    works = {play.ref.work: play.ref.work for play in known}
    plays = (last if (last := before.get(play.id)) == play else play for play in by_id.values())
    shared = [_with_work(play, works) for play in plays if play is not None]
    return tuple(sorted(shared, key=lambda play: (play.watched_at, play.id), reverse=True))


def explained(known: Iterable[Play], plays: Iterable[Play]) -> frozenset[str]:
    """Return the activities that are explained by plays which differ from what was known."""
    differing = {*_marks(known)} ^ {*_marks(plays)}
    return frozenset(f"{kind}s.watched_at" for kind, _, _ in differing)


def explains(known: Iterable[Play], plays: Iterable[Play], moved: AbstractSet[str]) -> bool:
    """Return whether plays of each kind that has moved differ from what was known.

    Where they do not, something must have changed farther back, or is not told yet.
    """
    return explained(known, plays) >= moved


def _marks(plays: Iterable[Play]) -> Iterable[tuple[str, int, datetime]]:
    return ((play.ref.type, play.id, play.watched_at) for play in plays)


def _with_work(play: Play, works: dict[NamedWork, NamedWork]) -> Play:
    """Return the play with a work that it shares with others."""
    ref = play.ref
    if (work := works.setdefault(ref.work, ref.work)) is ref.work:
        return play
    match ref:
        case MovieRef():
            return replace(play, ref=MovieRef(movie=work))
        case EpisodeRef():
            return replace(play, ref=EpisodeRef(show=work, episode=ref.episode))
