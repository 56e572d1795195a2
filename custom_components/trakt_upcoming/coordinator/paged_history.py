"""The whole history, page by page."""

from collections import Counter
from collections.abc import AsyncIterator

from ..api.trakt import HistoryPage, NumberedPlace, Place, SkippedCounts, TraktClient
from ..api.trakt.pages import MOST_PAGES, PAGE
from ..const import LOGGER
from ..user_data import PartialHistory


class PagedHistory:
    """The whole history of a user, read page by page from the newest play to the oldest.

    An interrupted reading resumes with the missing page. The number of plays is compared with the one that Trakt
    reports. If some are missing, the pages are requested by their numbers alone.
    """

    def __init__(self, client: TraktClient, partial: PartialHistory) -> None:
        """Initialize the history with the pages that were read before."""
        self.stamps = partial.stamps
        """The last activities before the first page; later changes have to be read separately."""
        self.plays = {play.id: play for play in partial.plays}
        """The plays that were read, by their ids."""
        self.skipped = dict.fromkeys(partial.skipped)
        """Invalid items, each once."""
        self.left_out: SkippedCounts = Counter(each.field for each in self.skipped)
        self._client = client
        self._total = self._count + partial.left if partial.plays else None
        self._never_given = 0
        self._place: Place | None = Place.older_than(self.plays.values())
        self._last_page: HistoryPage | None = None
        self._has_ranges = False
        self._is_counting = False
        """Whether the pages are requested by their numbers alone."""

    @property
    def partial(self) -> PartialHistory:
        """What was read so far."""
        left = max(0, self.total - self._count)
        return PartialHistory(
            stamps=self.stamps, plays=tuple(self.plays.values()), left=left, skipped=tuple(self.skipped)
        )

    @property
    def total(self) -> int:
        """How many plays Trakt counts, 0 before the first page."""
        return self._total or 0

    @property
    def unread(self) -> int:
        """How many plays more Trakt counts than were read."""
        return max(0, self.total - len(self.plays))

    @property
    def missing(self) -> int:
        """How many of those should have been read: without skipped items and plays that Trakt never gave."""
        return max(0, self.unread - max(self.left_out.total(), self._never_given))

    async def async_pages(self, never_given: int) -> AsyncIterator[HistoryPage]:
        """Read on to the end; Trakt counts `never_given` plays that it never gave before.

        Raises ApiError if a page cannot be read; the next reading begins with that page.
        """
        self._never_given = never_given
        for _ in range(MOST_PAGES):
            if self._place is None and await self._async_has_lost_some():
                LOGGER.debug("%d plays are missing, so the history is read by the numbers of its pages", self.missing)
                self._count_pages(from_page=1)
            if self._place is None:
                return
            page = await self._client.history_page(self._place)
            self._add(self._place, page)
            yield page

    def _add(self, place: Place, page: HistoryPage) -> None:
        if self._total is None:
            self._total = page.left + len(page.plays) + len(page.skipped)
        if place.is_cut(page):
            LOGGER.debug("A page of the history does not continue where the last one ended")
            # Begin a page earlier, because plays may have been removed.
            self._count_pages(from_page=max(1, self._count // PAGE))
            return
        self._has_ranges = self._has_ranges or place.until is not None
        is_over = self._brings_nothing(page)
        self.plays |= {play.id: play for play in page.plays}
        self.skipped |= dict.fromkeys(page.skipped)
        self.left_out.update(each.field for each in page.skipped)
        self._last_page = page
        self._place = None if is_over else page.following
        if is_over and page.following is not None and (self._is_counting or not self._has_ranges):
            # If Trakt repeats one page for every request, its number of plays is not reliable, either.
            self._total = self._count

    def _count_pages(self, *, from_page: int) -> None:
        self._place, self._last_page = NumberedPlace(page=from_page), None
        self._is_counting = True

    def _brings_nothing(self, page: HistoryPage) -> bool:
        """Return whether it is the last page, whatever its headers are.

        If a service repeated one page for every request, the reading would never end.
        """
        if self._is_counting:
            return self._last_page is not None and page.plays == self._last_page.plays
        return not page.skipped and all(play.id in self.plays for play in page.plays)

    async def _async_has_lost_some(self) -> bool:
        """Return whether plays are missing that reading by page numbers may bring."""
        if self._is_counting or not self._has_ranges or not self.missing:
            return False
        # Plays may have been removed meanwhile.
        self._total = await self._client.history_length() or self._total
        return self.missing > 0

    @property
    def _count(self) -> int:
        return len(self.plays) + self.left_out.total()
