"""A cursor for the pages of the history, so that reading it can stop and continue anywhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self, override

from .listing import SkippedItem
from .sync import Play


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The place from which the history is read: a page of the plays until a moment.

    Plays that are added or removed meanwhile move pages, but not moments. The next page is therefore the first page of
    the plays until the last moment; only if all plays of a page have that moment, it is the page with the next number.
    """

    until: datetime | None = None
    """In UTC, None for the newest."""
    page: int = 1

    @classmethod
    def older_than(cls, plays: Iterable[Play]) -> Self:
        """Return the place that follows these plays, which have to be the newest."""
        return cls(until=min((play.watched_at for play in plays), default=None))

    def after(self, plays: Iterable[Play]) -> Place:
        """Return the place of the page that follows one with these plays."""
        moments = {play.watched_at for play in plays}
        oldest = min(moments, default=None)
        if oldest is None or len(moments) == 1 or (self.until is not None and oldest >= self.until):
            return Place(until=self.until, page=self.page + 1)
        return Place(until=oldest)

    def is_cut(self, page: HistoryPage) -> bool:
        """Return whether the plays of the moment itself are missing, with which the previous page ended.

        Trakt's contract allows a date as the end of a range, so a service may read a time as the start of that day.
        """
        return self.until is not None and self.page == 1 and all(play.watched_at < self.until for play in page.plays)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedPlace(Place):
    """A page by its number alone, for a service that cuts the ends of ranges.

    Plays that are added or removed meanwhile move the following pages.
    """

    @override
    def after(self, plays: Iterable[Play]) -> NumberedPlace:
        """Return the place of the next page."""
        return NumberedPlace(page=self.page + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """A page of plays, newest first. The next page begins with the plays of the moment at which this one ends."""

    plays: tuple[Play, ...]
    skipped: tuple[SkippedItem, ...]
    """What had to be left out."""
    left: int
    """How many more plays there are according to Trakt, which may be wrong."""
    following: Place | None
    """None after the last one."""
