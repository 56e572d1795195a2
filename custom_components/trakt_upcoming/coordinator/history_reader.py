"""Reads the history of a user: only its end if that explains the new activities, else all of it, page by page."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime
from typing import Final, cast

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..api.errors import ApiError, UnavailableError
from ..api.trakt import HistoryPage, LastActivities, Play, Section, TraktClient
from ..const import LOGGER
from ..storage import PartialHistoryStore
from ..user_data import (
    PartialHistory,
    PendingChange,
    SectionData,
    end_of,
    explained,
    explains,
    joined,
    stamps_of,
)
from ..user_data.effects import after
from .paged_history import PagedHistory
from .skipped_log import SkippedLog

_SAVED_EVERY: Final = 10
"""Pages between two writes to disk."""


class HistoryReader:
    """Reads the history with as few requests as is safe, for the refresh of user data and for imports.

    A reading of the whole history that was interrupted resumes with the missing page, also after a restart, as long as
    no play was added or removed since it began. There is one such reading at a time.
    """

    def __init__(self, hass: HomeAssistant, client: TraktClient, store: PartialHistoryStore) -> None:
        """Initialize the reader."""
        self._hass = hass
        self._client = client
        self._store = store
        self._log = SkippedLog()
        self._pages: PagedHistory | None = None
        """What was read so far of the whole history, None if no reading has begun."""
        self._lock = asyncio.Lock()

    async def async_load(self) -> None:
        """Load the pages that were read before a restart."""
        if (partial := await self._store.async_load()) is not None:
            self._pages = PagedHistory(self._client, partial)

    @property
    def partial(self) -> PartialHistory:
        """What was read so far of the whole history; empty if no reading has begun, or it is complete."""
        return self._pages.partial if self._pages is not None else PartialHistory()

    async def async_discard(self) -> None:
        """Delete what was read so far, also on disk."""
        self._pages = None
        await self._store.async_remove()

    async def async_read(
        self, known: SectionData | None, stamps: LastActivities, done: Iterable[PendingChange] = ()
    ) -> SectionData:
        """Return the history; `stamps` are the last activities by now. Raises what the client raises.

        Of a known history only the end is requested, if that explains the new activities and contains the changes in
        `done`, which have to be listed by now. A history that does not is doubted, and so is one that lacks plays which
        Trakt counts.
        """
        ours = tuple(done)
        read = await self._async_end(known, stamps) if known is not None else None
        if read is not None and not await self._async_lacks(read, ours):
            return read
        is_missed = known is not None and await self._async_lacks(known, ours)
        return await self._async_whole(known, stamps, is_missed=is_missed)

    async def _async_lacks(self, reading: SectionData, done: tuple[PendingChange, ...]) -> bool:
        """Return whether a history lacks changes; an equal number of plays proves nothing."""
        return await self._hass.async_add_executor_job(lacks, reading, done)

    async def _async_end(self, known: SectionData, stamps: LastActivities) -> SectionData | None:
        at, plays = dt_util.utcnow(), _plays(known)
        if (start := end_of(plays, at)) is None:
            return None
        found, left_out = await self._client.section(Section.HISTORY, start)
        self._log.log(Section.HISTORY, left_out)
        now = await self._hass.async_add_executor_job(joined, plays, cast("tuple[Play, ...]", found), start)
        moved = known.moved(Section.HISTORY, stamps)
        if await self._hass.async_add_executor_job(explains, plays, now, moved):
            length = await self._client.history_length()
            if length in {None, len(now) + known.unread}:
                return SectionData(at=at, stamps=stamps_of(Section.HISTORY, stamps), records=now, unread=known.unread)
        LOGGER.debug("The end of the history, from %s on, does not explain the activities", start)
        return None

    async def _async_whole(self, known: SectionData | None, stamps: LastActivities, *, is_missed: bool) -> SectionData:
        at = dt_util.utcnow()
        async with self._lock:
            pages = self._begun(stamps)
            is_first = not pages.plays
            async with aclosing(self._async_pages(pages, known)) as read:
                async for page in read:
                    if is_first and not is_missed and known is not None and _is_as_before(known, page, pages.total):
                        await self.async_discard()
                        whole = replace(known, at=at, stamps=pages.stamps, doubts=0)
                        return await self._hass.async_add_executor_job(judged, known, whole, 0)
                    is_first = False
            reading = await self._hass.async_add_executor_job(reading_of, known, pages, at)
            await self.async_discard()
        self._log.log(Section.HISTORY, pages.left_out)
        return reading

    async def async_read_all(self, known: SectionData | None, on_page: Callable[[], None]) -> PagedHistory:
        """Read the whole history again, or resume an interrupted reading, and return it.

        `on_page` is called after each page. The pages stay on disk until `async_discard`. Raises ApiError.
        """
        stamps = await self._client.last_activities()
        async with self._lock:
            pages = self._begun(stamps)
            async for _ in self._async_pages(pages, known):
                on_page()
        return pages

    def _begun(self, stamps: LastActivities) -> PagedHistory:
        """Return what was read so far, or an empty history if plays were added or removed since.

        The file may be from a backup or another home: it must not bring back plays that were removed.
        """
        own = stamps_of(Section.HISTORY, stamps)
        if self._pages is None or self._pages.stamps != own:
            if self._pages is not None:
                LOGGER.debug("The history has changed since its reading began, so it begins again")
            self._pages = PagedHistory(self._client, PartialHistory(stamps=own))
        return self._pages

    async def _async_pages(self, pages: PagedHistory, known: SectionData | None) -> AsyncGenerator[HistoryPage]:
        """Read on to the end; the pages are saved regularly, and when the reading is interrupted.

        Raises ApiError, also where plays were left out and none was read.
        """
        unsaved = 0
        try:
            async for page in pages.async_pages(known.unread if known is not None else 0):
                unsaved += 1
                yield page
                if unsaved == _SAVED_EVERY:
                    await self._store.async_save(pages.partial)
                    unsaved = 0
        except ApiError, asyncio.CancelledError:
            if unsaved and pages.plays:
                await self._store.async_save(pages.partial)
            raise
        if pages.skipped and not pages.plays:
            await self.async_discard()
            raise UnavailableError("a history in which nothing makes sense")


def lacks(reading: SectionData, done: Iterable[PendingChange]) -> bool:
    """Return whether a history lacks changes that were done."""
    return after({Section.HISTORY: reading}, done, {})[Section.HISTORY] is not reading


def _is_as_before(known: SectionData, page: HistoryPage, total: int) -> bool:
    """Return whether first page and number of plays are unchanged; with the last doubt, all pages are read."""
    plays = _plays(known)
    first = sorted(page.plays, key=lambda play: (play.watched_at, play.id), reverse=True)
    is_known = [(play.id, play.watched_at) for play in first] == [
        (play.id, play.watched_at) for play in plays[: len(first)]
    ]
    return known.may_be_doubted and is_known and total == len(plays) + known.unread


def reading_of(known: SectionData | None, pages: PagedHistory, at: datetime, newer: Iterable[Play] = ()) -> SectionData:
    """Return the whole history as it was read at a moment in UTC, with newer plays; not for the event loop."""
    plays = joined(_plays(known) if known is not None else (), (*pages.plays.values(), *newer))
    whole = SectionData(at=at, stamps=pages.stamps, records=plays, unread=pages.unread)
    return judged(known, whole, pages.missing)


def judged(known: SectionData | None, whole: SectionData, missing: int) -> SectionData:
    """Return the whole history, doubted if it does not explain the new activities, or lacks plays that Trakt counts.

    It holds thousands of plays, so this is not for the event loop.
    """
    if known is None:
        return whole.doubted if missing else whole
    before, plays = _plays(known), _plays(whole)
    covered, moved = explained(before, plays), known.moved(Section.HISTORY, whole.stamps)
    if (covered >= moved and not missing) or not known.may_be_doubted:
        return whole
    return replace(
        known.doubted,
        at=whole.at,
        stamps={**known.stamps, **{name: at for name, at in whole.stamps.items() if name in covered}},
        # Known plays are kept as long as some are missing.
        records=joined(before, (*before, *plays)) if missing else plays,
    )


def _plays(reading: SectionData) -> tuple[Play, ...]:
    return cast("tuple[Play, ...]", reading.records)
