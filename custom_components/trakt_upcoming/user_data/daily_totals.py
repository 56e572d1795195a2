"""Sums of plays: by day for statistics, by year for the preview of the import."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import accumulate

from ..api.trakt import EpisodeRef, MovieRef, Play
from .timeline import Timeline, TimelineEntry, is_dated


class Measure(StrEnum):
    """A measure of the statistics."""

    MOVIES_WATCHED = "movies_watched"
    MOVIE_MINUTES = "movie_minutes"
    EPISODES_WATCHED = "episodes_watched"
    EPISODE_MINUTES = "episode_minutes"

    @property
    def is_time(self) -> bool:
        """Whether its unit is minutes."""
        return self in {Measure.MOVIE_MINUTES, Measure.EPISODE_MINUTES}

    def of(self, seen: TimelineEntry) -> int | None:
        """Return what a play adds to it, None if it does not count for it."""
        is_movie = self in {Measure.MOVIES_WATCHED, Measure.MOVIE_MINUTES}
        if is_movie != isinstance(seen.play.ref, MovieRef):
            return None
        return seen.minutes if self.is_time else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The value of a day, and the sum up to that day."""

    start: datetime
    """The first full hour of the day, in UTC."""
    amount: int
    sum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """How many movies and episodes were watched in a year."""

    year: int | None
    """None for plays without a date."""
    movies: int
    episodes: int


def daily(timeline: Timeline, zone: tzinfo) -> Mapping[Measure, tuple[Total, ...]]:
    """Return the totals of the days on which something was watched, in a time zone, in ascending order."""
    days = [(each, each.at.astimezone(zone).date()) for each in timeline.seen]
    return {measure: _totals(measure, days, zone) for measure in Measure}


def yearly(plays: Iterable[Play], zone: tzinfo) -> tuple[Year, ...]:
    """Return the totals of years, newest first and plays without a date at the end."""
    counts = Counter(
        (play.watched_at.astimezone(zone).year if is_dated(play.watched_at) else None, type(play.ref)) for play in plays
    )
    years = sorted({year for year, _ in counts}, key=lambda year: -(year or 0))
    return tuple(Year(year=year, movies=counts[year, MovieRef], episodes=counts[year, EpisodeRef]) for year in years)


def _totals(measure: Measure, days: Iterable[tuple[TimelineEntry, date]], zone: tzinfo) -> tuple[Total, ...]:
    amounts: Counter[date] = Counter()
    for seen, day in days:
        if (amount := measure.of(seen)) is not None:
            amounts[day] += amount
    ordered = sorted(amounts.items())
    sums = accumulate(amount for _, amount in ordered)
    return tuple(
        Total(start=_first_hour(day, zone), amount=amount, sum=total)
        for (day, amount), total in zip(ordered, sums, strict=True)
    )


def _first_hour(day: date, zone: tzinfo) -> datetime:
    """Return the first full hour of a day; midnight may not be a full hour in UTC, or not exist."""
    midnight = datetime.combine(day, time(0), zone).astimezone(UTC)
    full = midnight.replace(minute=0, second=0, microsecond=0)
    return full if full == midnight else full + timedelta(hours=1)
