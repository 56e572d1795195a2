"""A cursor for the pages of the history, so that reading it can stop and continue anywhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self, override

from .listing import SkippedItem
from .sync import Play


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the history is read on: a page of what was watched until a moment.

    Moments stay where they are when something is watched or taken back meanwhile; pages do not. So the next page is
    the first one of what is older than the last play, and only where a page holds a single moment another page.
    """

    until: datetime | None = None
    """In UTC, None for the newest."""
    page: int = 1

    @classmethod
    def behind(cls, plays: Iterable[Play]) -> Self:
        """Return where to read on after these; they have to be the newest."""
        return cls(until=min((play.watched_at for play in plays), default=None))

    def after(self, plays: Iterable[Play]) -> Place:
        """Return the place of the page that follows one with these plays."""
        moments = {play.watched_at for play in plays}
        oldest = min(moments, default=None)
        if oldest is None or len(moments) == 1 or (self.until is not None and oldest >= self.until):
            return Place(until=self.until, page=self.page + 1)
        return Place(until=oldest)

    def is_cut(self, page: HistoryPage) -> bool:
        """Return whether the plays of the moment itself are missing, which were the last of the page before.

        The contract lets the end of a range be a day, so a service may take one with a time for the start of that day.
        """
        return self.until is not None and self.page == 1 and all(play.watched_at < self.until for play in page.plays)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedPlace(Place):
    """A page by its number alone, for a service that cuts the ends of ranges.

    What is watched or taken back meanwhile moves the pages that follow.
    """

    @override
    def after(self, plays: Iterable[Play]) -> NumberedPlace:
        """Return the place of the next page."""
        return NumberedPlace(page=self.page + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """Plays, the last first. The next page begins with plays of the moment at which this one ends, again."""

    plays: tuple[Play, ...]
    odd: tuple[SkippedItem, ...]
    """What had to be left out."""
    left: int
    """How many more there are, as far as Trakt can be trusted to know."""
    following: Place | None
    """None after the last one."""
