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
"""The range of moments that are used; plays at the release of a movie may be as old as movies are."""
_UNKNOWN: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""The moment that Trakt sends for plays that were added with the date `unknown`."""
_MINUTE: Final = timedelta(minutes=1)
"""The precision of moments at Trakt."""
_USUAL: Final[Mapping[type[WatchableRef], timedelta]] = {
    MovieRef: timedelta(minutes=90),
    EpisodeRef: timedelta(minutes=30),
}
"""The length of movies and episodes whose runtime is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """A play with its start and end.

    Trakt's moment is the end of watching: players report a movie when it ends, and users mark what they have seen. The
    start is therefore earlier by the runtime. A play that is placed at its air date starts there.

    For an episode that was watched "when released", the moment is the start of the airing or its end, depending on the
    app. Watching cannot end when the airing starts, so a play with that moment starts there. In both cases it was
    watched while it aired.
    """

    play: Play
    at: datetime
    """The moment whose day counts for the statistics, in UTC."""
    start: datetime
    end: datetime

    @property
    def uid(self) -> str:
        """The unique id of the play."""
        return f"trakt-play-{self.play.id}"

    @property
    def minutes(self) -> int:
        """Its length in minutes."""
        return self.play.ref.runtime or 0

    @property
    def summary(self) -> str:
        """The movie or episode in one line; it was watched, so this is no spoiler."""
        return self.play.ref.title

    @property
    def url(self) -> str:
        """Its page on Trakt."""
        return self.play.ref.url


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """The history sorted by start. Plays without a date are left out."""

    seen: tuple[TimelineEntry, ...] = ()

    @classmethod
    def of(cls, plays: Iterable[Play], aired: Mapping[int, datetime]) -> Timeline:
        """Return the timeline of these plays; `aired` are air dates in UTC, by the id of the play."""
        seen = (_seen(play, aired.get(play.id)) for play in plays if play.id in aired or is_dated(play.watched_at))
        return cls(seen=tuple(sorted(seen, key=lambda each: (each.start, each.play.id))))

    def between(self, start: datetime, end: datetime) -> tuple[TimelineEntry, ...]:
        """Return the plays at some moment from `start` until before `end`."""
        first, stop = (bisect_left(self._starts, moment) for moment in (start - self._longest, end))
        return tuple(each for each in self.seen[first:stop] if each.end > start)

    def at(self, now: datetime) -> TimelineEntry | None:
        """Return the play at a moment, of several the one that began last, None if there is none."""
        return next(reversed(self.between(now, now + timedelta(microseconds=1))), None)

    @cached_property
    def _starts(self) -> list[datetime]:
        return [each.start for each in self.seen]

    @cached_property
    def _longest(self) -> timedelta:
        return max((each.end - each.start for each in self.seen), default=timedelta())


def is_dated(moment: datetime) -> bool:
    """Return whether a moment is a real date.

    Trakt sends the first minute of 1970 for plays without a date; any other moment is real, also an earlier one.
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
