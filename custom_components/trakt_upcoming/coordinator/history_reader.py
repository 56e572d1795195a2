"""The history of a user: its end where that tells what happened, else all of it, page by page."""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..api.errors import UnavailableError
from ..api.trakt import (
    HistoryPage,
    LastActivities,
    NumberedPlace,
    Place,
    Play,
    Section,
    SkippedCounts,
    SkippedItem,
    TraktClient,
)
from ..api.trakt.pages import MOST_PAGES, PAGE
from ..const import LOGGER
from ..user_data import PendingChange, SectionData, end_of, explained, explains, joined, stamps_of
from ..user_data.effects import after


class HistoryWalk:
    """A way through the whole history, which can be broken off between two pages and taken up again.

    What was read is compared with the number of plays that Trakt counts. Where some are missing, the pages are asked
    for in another way.
    """

    def __init__(
        self,
        client: TraktClient,
        *,
        plays: Iterable[Play] = (),
        odd: Iterable[SkippedItem] = (),
        left: int | None = None,
        unread: int = 0,
    ) -> None:
        """Initialize with what was read before, how much was left then, and how many plays Trakt never gives."""
        self.plays = {play.id: play for play in plays}
        self.odd = dict.fromkeys(odd)
        """What had to be left out, each once."""
        self.left_out: SkippedCounts = Counter(each.field for each in self.odd)
        self._client = client
        self._total = self._count + left if left is not None else None
        self._never_given = unread
        self._place: Place | None = Place.behind(self.plays.values())
        self._last_page: HistoryPage | None = None
        self._has_ranges = False
        self._is_counting = False
        """Whether the pages are asked for by their numbers alone."""

    @property
    def total(self) -> int:
        """How many plays Trakt counts."""
        return self._total or 0

    @property
    def unread(self) -> int:
        """How many plays more Trakt counts than were read."""
        return max(0, self.total - len(self.plays))

    @property
    def missing(self) -> int:
        """How many of those should have been read."""
        return max(0, self.unread - max(self.left_out.total(), self._never_given))

    async def async_pages(self) -> AsyncIterator[HistoryPage]:
        """Read on to the end; raises what the client raises."""
        for _ in range(MOST_PAGES):
            if self._place is None and await self._async_has_lost_some():
                LOGGER.debug("%d plays are missing, so the history is read by the numbers of its pages", self.missing)
                self._count_pages(from_page=1)
            if self._place is None:
                return
            page = await self._client.history_page(self._place)
            self._take(self._place, page)
            yield page

    def _take(self, place: Place, page: HistoryPage) -> None:
        if self._total is None:
            self._total = page.left + len(page.plays) + len(page.odd)
        if place.is_cut(page):
            LOGGER.debug("A page of the history does not go on where the last one ended")
            # A page before, because something may have been taken back.
            self._count_pages(from_page=max(1, self._count // PAGE))
            return
        self._has_ranges = self._has_ranges or place.until is not None
        is_over = self._brings_nothing(page)
        self.plays |= {play.id: play for play in page.plays}
        self.odd |= dict.fromkeys(page.odd)
        self.left_out.update(each.field for each in page.odd)
        self._last_page = page
        self._place = None if is_over else page.following
        if is_over and page.following is not None and (self._is_counting or not self._has_ranges):
            # Who gives the same page whatever is asked for does not count well, either.
            self._total = self._count

    def _count_pages(self, *, from_page: int) -> None:
        self._place, self._last_page = NumberedPlace(page=from_page), None
        self._is_counting = True

    def _brings_nothing(self, page: HistoryPage) -> bool:
        """Return whether it is the last page, whatever Trakt says.

        A service that gives the same whatever it is asked for would never come to an end.
        """
        if self._is_counting:
            return self._last_page is not None and page.plays == self._last_page.plays
        return not page.odd and all(play.id in self.plays for play in page.plays)

    async def _async_has_lost_some(self) -> bool:
        """Return whether there are plays that the numbers of pages may bring, but ranges of time did not."""
        if self._is_counting or not self._has_ranges or not self.missing:
            return False
        # Something may have been taken back meanwhile.
        self._total = await self._client.history_length() or self._total
        return self.missing > 0

    @property
    def _count(self) -> int:
        return len(self.plays) + self.left_out.total()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """A reading of the whole that may be broken off."""

    at: datetime
    """Moment of the first page, in UTC."""
    stamps: LastActivities
    """The last activities as they were before it: what happened since has to be read by itself."""
    walk: HistoryWalk


class HistoryReader:
    """Reads the history as cheaply as it is certain. Where a page does not come, the next try goes on with it."""

    def __init__(self, hass: HomeAssistant, client: TraktClient, tell: Callable[[SkippedCounts], None]) -> None:
        """Initialize the reader; `tell` is called with what was left out."""
        self._hass = hass
        self._client = client
        self._tell = tell
        self._begun: _Begun | None = None

    async def async_read(
        self, known: SectionData | None, stamps: LastActivities, done: Iterable[PendingChange] = ()
    ) -> SectionData:
        """Return the history; `stamps` are the last activities by now. Raises what the client raises.

        Of one that is known only the end is asked for, if that tells what happened, and of the changes in `done`, which
        have to be listed by now. A reading that does not tell it is doubted, and so is one in which plays are missing
        that Trakt counts.
        """
        ours = tuple(done)
        read = await self._async_end(known, stamps) if known is not None else None
        if read is not None and not await self._async_lacks(read, ours):
            return read
        is_missed = known is not None and await self._async_lacks(known, ours)
        return await self._async_whole(known, stamps, is_missed=is_missed)

    async def _async_lacks(self, reading: SectionData, done: tuple[PendingChange, ...]) -> bool:
        """Return whether a history does not tell of changes; one added and another removed are as many as before."""
        return await self._hass.async_add_executor_job(lacks, reading, done)

    async def _async_end(self, known: SectionData, stamps: LastActivities) -> SectionData | None:
        at, plays = dt_util.utcnow(), _plays(known)
        if (start := end_of(plays, at)) is None:
            return None
        found, left_out = await self._client.section(Section.HISTORY, start)
        self._tell(left_out)
        now = await self._hass.async_add_executor_job(joined, plays, cast("tuple[Play, ...]", found), start)
        moved = known.moved(Section.HISTORY, stamps)
        if await self._hass.async_add_executor_job(explains, plays, now, moved):
            length = await self._client.history_length()
            if length in {None, len(now) + known.unread}:
                return SectionData(at=at, stamps=stamps_of(Section.HISTORY, stamps), records=now, unread=known.unread)
        LOGGER.debug("The end of the history, from %s on, does not tell what happened", start)
        return None

    async def _async_whole(self, known: SectionData | None, stamps: LastActivities, *, is_missed: bool) -> SectionData:
        begun = self._begun or _Begun(
            at=dt_util.utcnow(),
            stamps=stamps_of(Section.HISTORY, stamps),
            walk=HistoryWalk(self._client, unread=known.unread if known is not None else 0),
        )
        is_first = self._begun is None
        self._begun = begun
        async for page in begun.walk.async_pages():
            if is_first and not is_missed and known is not None and _is_as_before(known, page, begun.walk.total):
                self._begun = None
                whole = replace(known, at=begun.at, stamps=begun.stamps, doubts=0)
                return await self._hass.async_add_executor_job(judged, known, whole, 0)
            is_first = False
        self._begun = None
        if begun.walk.odd and not begun.walk.plays:
            raise UnavailableError("a history in which nothing makes sense")
        self._tell(begun.walk.left_out)
        return await self._hass.async_add_executor_job(_reading_of, known, begun)


def lacks(reading: SectionData, done: Iterable[PendingChange]) -> bool:
    """Return whether a history does not tell of changes that were done."""
    return after({Section.HISTORY: reading}, done, {})[Section.HISTORY] is not reading


def _is_as_before(known: SectionData, page: HistoryPage, total: int) -> bool:
    """Return whether the first page and the number of plays tell of nothing new; the last doubt wants to see all."""
    plays = _plays(known)
    first = sorted(page.plays, key=lambda play: (play.watched_at, play.id), reverse=True)
    is_known = [(play.id, play.watched_at) for play in first] == [
        (play.id, play.watched_at) for play in plays[: len(first)]
    ]
    return known.may_be_doubted and is_known and total == len(plays) + known.unread


def _reading_of(known: SectionData | None, begun: _Begun) -> SectionData:
    plays = joined(_plays(known) if known is not None else (), begun.walk.plays.values())
    whole = SectionData(at=begun.at, stamps=begun.stamps, records=plays, unread=begun.walk.unread)
    return judged(known, whole, begun.walk.missing)


def judged(known: SectionData | None, whole: SectionData, missing: int) -> SectionData:
    """Return the whole history as it was read, doubted where it does not fit what happened, or what Trakt counts.

    It holds thousands of plays, so this is not for the event loop.
    """
    if known is None:
        return whole.doubted if missing else whole
    before, plays = _plays(known), _plays(whole)
    told, moved = explained(before, plays), known.moved(Section.HISTORY, whole.stamps)
    if (told >= moved and not missing) or not known.may_be_doubted:
        return whole
    return replace(
        known.doubted,
        at=whole.at,
        stamps={**known.stamps, **{name: at for name, at in whole.stamps.items() if name in told}},
        # None that was known goes as long as some are missing.
        records=joined(before, (*before, *plays)) if missing else plays,
    )


def _plays(reading: SectionData) -> tuple[Play, ...]:
    return cast("tuple[Play, ...]", reading.records)
