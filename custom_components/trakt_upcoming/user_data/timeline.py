"""Plays in order of time, for questions about a range of time."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Final

from ..agenda.release import LONGEST_EVENT
from ..api.trakt import EpisodeRef, MovieRef, Play, WatchableRef

_FIRST: Final = datetime(1800, 1, 1, tzinfo=UTC)
_LAST: Final = datetime(9999, 1, 1, tzinfo=UTC)
"""No movie is older; what was watched when it was released may have been in any year since."""
_UNKNOWN: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""What Trakt says of plays that were added with the date `unknown`."""
_MINUTE: Final = timedelta(minutes=1)
"""Trakt keeps moments to the minute."""
_USUAL: Final[Mapping[type[WatchableRef], timedelta]] = {
    MovieRef: timedelta(minutes=90),
    EpisodeRef: timedelta(minutes=30),
}
"""How long something lasts when nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """A play in its place in time.

    Trakt's moment is that at which somebody was done: players tell it of a movie when it ends, and people tick off what
    they have seen. So it is the end, and the beginning lies as long before as the movie or the episode lasts. What is
    placed at its air date instead begins there.

    Sources disagree on the moment of an episode that was watched "when released": the start of its airing, or that and
    its runtime. Nobody is done when the airing starts, so an episode with that moment begins there. Both ways it was
    watched while it aired.
    """

    play: Play
    at: datetime
    """The moment on whose day it counts, in UTC."""
    start: datetime
    end: datetime

    @property
    def uid(self) -> str:
        """What tells this play from all others."""
        return f"trakt-play-{self.play.id}"

    @property
    def minutes(self) -> int:
        """How much time it took, as far as that is known."""
        return self.play.ref.runtime or 0

    @property
    def summary(self) -> str:
        """What it was, in one line; there is nothing to spoil."""
        return self.play.ref.title

    @property
    def url(self) -> str:
        """Its page on Trakt."""
        return self.play.ref.url


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """What was watched and when, what began first first. What was watched nobody knows when is not in it."""

    seen: tuple[TimelineEntry, ...] = ()

    @classmethod
    def of(cls, plays: Iterable[Play], aired: Mapping[int, datetime]) -> Timeline:
        """Return the past that consists of these plays, some of them at their air dates, by the id of the play."""
        seen = (_seen(play, aired.get(play.id)) for play in plays if play.id in aired or is_dated(play.watched_at))
        return cls(seen=tuple(sorted(seen, key=lambda each: (each.start, each.play.id))))

    def between(self, start: datetime, end: datetime) -> tuple[TimelineEntry, ...]:
        """Return what went on at some moment from `start` until before `end`."""
        first, behind = (bisect_left(self._starts, moment) for moment in (start - self._longest, end))
        return tuple(each for each in self.seen[first:behind] if each.end > start)

    def at(self, now: datetime) -> TimelineEntry | None:
        """Return what goes on, of several what began last, None when nothing does."""
        return next(reversed(self.between(now, now + timedelta(microseconds=1))), None)

    @cached_property
    def _starts(self) -> list[datetime]:
        return [each.start for each in self.seen]

    @cached_property
    def _longest(self) -> timedelta:
        return max((each.end - each.start for each in self.seen), default=timedelta())


def is_dated(moment: datetime) -> bool:
    """Return whether this is when something was watched.

    Nobody knows when, where Trakt says the first minute of 1970; any other moment is one, long before that as well.
    """
    return _FIRST <= moment < _LAST and not _UNKNOWN <= moment < _UNKNOWN + _MINUTE


def _seen(play: Play, aired: datetime | None) -> TimelineEntry:
    minutes = play.ref.runtime
    lasts = min(timedelta(minutes=minutes), LONGEST_EVENT) if minutes is not None else _USUAL[type(play.ref)]
    start = aired or (play.watched_at if _is_start_of_airing(play) else play.watched_at - lasts)
    return TimelineEntry(play=play, at=aired or play.watched_at, start=start, end=start + lasts)


def _is_start_of_airing(play: Play) -> bool:
    aired = play.ref.released_at if isinstance(play.ref, EpisodeRef) else None
    return aired is not None and timedelta() <= aired - play.watched_at < _MINUTE
