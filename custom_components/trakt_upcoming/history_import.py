"""The import of the whole history: read anew from Trakt page by page, for the calendar and the statistics."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.util import dt as dt_util

from .api.errors import ApiError, UnavailableError
from .api.trakt import HistoryPage, Place, Section, TraktClient
from .api.trakt.pages import MOST_PAGES
from .const import DOMAIN, LOGGER
from .coordinator import AgendaCoordinator
from .history import History
from .issues import async_react
from .long_term import has_recorder, series_of
from .sync import Sync
from .watching import Import, Reading, Stage, air_dates, joined, stamps_of

_SAVED_EVERY: Final = 10
"""Pages."""
_READING: Final = 0.95
"""The part of the whole that consists of reading."""


class HistoryImport:
    """The import of one account, which goes on whoever looks, through faults and restarts, until it is stopped."""

    def __init__(self, coordinator: AgendaCoordinator, history: History, sync: Sync, client: TraktClient) -> None:
        """Take where the plays come from, and where they go."""
        self.error: ApiError | None = None
        """Why it rests, until a turn is answered."""
        self._coordinator = coordinator
        self._hass = coordinator.hass
        self._entry = coordinator.config_entry
        self._history = history
        self._sync = sync
        self._client = client
        self._task: asyncio.Task[None] | None = None
        self._listeners: list[CALLBACK_TYPE] = []

    @callback
    def async_begin(self) -> None:
        """Go on with what a restart broke off, and after every turn with what a fault did."""
        self._coordinator.async_on_answers(self._async_run_soon)
        self._async_run_soon()

    @property
    def last(self) -> Import | None:
        """The last import, None where there was none."""
        return self._history.imported

    @property
    def is_under_way(self) -> bool:
        """Whether something is being done right now."""
        return self._task is not None and not self._task.done()

    @property
    def progress(self) -> float:
        """How far it is, from 0 to 1."""
        return _READING * self.last.share if self.last is not None else 0

    async def async_start(self, *, with_air_dates: bool) -> None:
        """Begin anew; what the last import brought holds until this one is done."""
        await self.async_stop()
        last = self.last
        begun = Import(
            stage=Stage.RUNNING,
            with_air_dates=with_air_dates,
            aired=last.aired if last is not None else {},
            series=last.series if last is not None else None,
        )
        await self._history.async_keep(begun)
        self._async_run_soon()

    async def async_go_on(self) -> None:
        """Go on where it was stopped."""
        await self._history.async_keep(replace(self._now, stage=Stage.RUNNING))
        self._async_run_soon()

    async def async_stop(self) -> None:
        """Stop; what was read is kept."""
        if self.last is None or self.last.stage is not Stage.RUNNING:
            return
        self._history.imported = replace(self.last, stage=Stage.STOPPED)
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait((self._task,))
        await self._history.async_keep(self._now)

    async def async_wait(self) -> None:
        """Wait until it is done, is stopped, or rests; whoever gives up waiting does not stop it."""
        if self._task is not None:
            await asyncio.wait((self._task,))

    @callback
    def async_add_listener(self, listener: CALLBACK_TYPE) -> CALLBACK_TYPE:
        """Have something done after every step."""
        self._listeners.append(listener)
        return partial(self._listeners.remove, listener)

    @callback
    def _async_run_soon(self) -> None:
        if self.last is not None and self.last.stage is Stage.RUNNING and not self.is_under_way:
            self._task = self._entry.async_create_background_task(
                self._hass, self._async_run(self.last), f"{DOMAIN} import"
            )

    async def _async_run(self, imported: Import) -> None:
        self.error = None
        try:
            await self._async_read(imported)
            await self._async_finish(self._now)
        except ApiError as error:
            LOGGER.debug("The import of the history rests: %s", error)
            self.error = error
            async_react(self._hass, self._entry, error)
        finally:
            if self._now.stage is Stage.RUNNING:
                await self._history.async_keep(self._now)

    async def _async_read(self, imported: Import) -> None:
        """Read on until the first play; what was read is kept now and then."""
        if not imported.stamps:
            self._history.imported = replace(imported, stamps=await self._client.last_activities())
        known = {play.id for play in imported.plays}
        async for page in self._async_pages(Place.behind(imported.plays)):
            self._take(page, known)
            known.update(play.id for play in page.plays)

    async def _async_pages(self, place: Place | None) -> AsyncIterator[HistoryPage]:
        before: HistoryPage | None = None
        for number in range(1, MOST_PAGES + 1):
            if place is None:
                return
            page = await self._client.history_page(place)
            if before is not None and page.plays and page.plays == before.plays:
                # A service that gives the same whatever it is asked for would never come to an end.
                return
            yield page
            before, place = page, page.following
            if number % _SAVED_EVERY == 0:
                await self._history.async_keep(self._now)

    @callback
    def _take(self, page: HistoryPage, known: AbstractSet[int]) -> None:
        imported = self._now
        self._history.imported = replace(
            imported,
            plays=(*imported.plays, *(play for play in page.plays if play.id not in known)),
            left=page.left,
            odd=tuple(dict.fromkeys((*imported.odd, *page.odd))),
        )
        for listener in self._listeners:
            listener()

    async def _async_finish(self, imported: Import) -> None:
        """Fill the calendar and the statistics."""
        if imported.odd and not imported.plays:
            raise UnavailableError("a history in which nothing makes sense")
        reading, aired = await self._hass.async_add_executor_job(self._made_of, imported, dt_util.utcnow())
        await self._hass.async_add_executor_job(lambda: reading.names)
        series = series_of(self._hass, self._entry) if has_recorder(self._hass) else None
        await self._sync.async_take_in(Section.HISTORY, reading)
        self._history.imported = replace(self._now, aired=aired, series=imported.series or series)
        await self._history.async_renew()
        await self._history.async_write_statistics()
        LOGGER.debug("The history was imported: %d plays, %d left out", len(reading.records), len(imported.odd))
        await self._history.async_keep(replace(self._now, stage=Stage.DONE, plays=(), left=0))

    def _made_of(self, imported: Import, now: datetime) -> tuple[Reading, Mapping[int, datetime]]:
        """Return the history that was read, and the plays that belong to their air dates; not for the event loop."""
        known = self._sync.watching.plays
        newest = max((play.watched_at for play in imported.plays), default=now)
        # What was watched since it began has been read meanwhile, if anything was.
        plays = joined(known, (*imported.plays, *(play for play in known if play.watched_at > newest)))
        stamps = stamps_of(Section.HISTORY, imported.stamps)
        reading = Reading(at=now, stamps=stamps, records=plays)
        aired = air_dates(plays, dt_util.get_default_time_zone()) if imported.with_air_dates else {}
        return reading, aired

    @property
    def _now(self) -> Import:
        assert self.last is not None  # noqa: S101 - only what was begun runs
        return self.last
