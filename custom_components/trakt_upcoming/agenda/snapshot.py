"""The last good answer of a feed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from ..api.trakt import Feed, ScheduledEpisode, ScheduledMovie
from .release import EpisodeRelease, MovieRelease, SingleRelease
from .transform import as_before


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRequest:
    """The days that were requested, and when Trakt answered."""

    start: date
    """First day, in UTC."""
    days: int
    at: datetime
    """Moment of the answer, in UTC."""

    def covers(self, today: date, days: int) -> bool:
        """Return whether `days` local days from today on lie within the requested days."""
        return self.start < today and today + timedelta(days=days) <= self.start + timedelta(days=self.days)

    def holds(self, first: date, last: date) -> bool:
        """Return whether all days from `first` to `last`, in UTC, were requested."""
        return self.start <= first and last < self.start + timedelta(days=self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSnapshot:
    """The last good answer of one feed."""

    asked: FeedRequest
    releases: tuple[SingleRelease, ...]

    @classmethod
    def of(
        cls,
        asked: FeedRequest,
        feed: Feed,
        entries: Iterable[ScheduledEpisode | ScheduledMovie],
        before: Self | None = None,
    ) -> Self:
        """Return a snapshot of these entries; releases that equal one of `before` are that object."""
        releases = (_release(feed, entry) for entry in entries)
        return cls(asked=asked, releases=as_before(releases, before.releases if before is not None else ()))


def _release(feed: Feed, entry: ScheduledEpisode | ScheduledMovie) -> SingleRelease:
    if isinstance(entry, ScheduledEpisode):
        return EpisodeRelease.from_schedule(entry)
    return MovieRelease.from_schedule(feed, entry)
