"""The import of the history: all of it is read again, for the calendar and the statistics."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Final

from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.util import dt as dt_util

from ..api.errors import ApiError, UnavailableError
from ..api.trakt import Play, Section
from ..const import DOMAIN, LOGGER
from ..coordinator import UserDataCoordinator
from ..coordinator.history_reader import HistoryReader, reading_of
from ..coordinator.paged_history import PagedHistory
from ..coordinator.signals import SIGNAL_REFRESHED_HOURLY
from ..issues import async_react
from ..user_data import ImportState, PartialHistory, SectionData, air_dates
from .history import History
from .last_import import LastImport
from .statistics import async_series_of, has_recorder

_READING: Final = 0.95
"""The part of the progress for reading the pages."""


class HistoryImporter:
    """Imports the history of one account in the background; resumes after errors and restarts, until it is stopped."""

    def __init__(
        self, user_data: UserDataCoordinator, reader: HistoryReader, history: History, last_import: LastImport
    ) -> None:
        """Initialize with the reader, the consumers of the plays, and the state of the last import."""
        self.error: ApiError | None = None
        """Why the import is paused, until Trakt has answered a refresh."""
        self._user_data = user_data
        self._hass = user_data.hass
        self._entry = user_data.config_entry
        self._reader = reader
        self._history = history
        self._last_import = last_import
        self._task: asyncio.Task[None] | None = None
        name = SIGNAL_REFRESHED_HOURLY.format(self._entry.entry_id)
        self._entry.async_on_unload(async_dispatcher_connect(self._hass, name, self.async_resume))
        self._listeners: list[CALLBACK_TYPE] = []

    @callback
    def async_resume(self) -> None:
        """Resume an import that a restart or an error interrupted."""
        if self._last_import.is_running and not self.is_under_way:
            self._task = self._entry.async_create_background_task(self._hass, self._async_run(), f"{DOMAIN} import")

    @property
    def last(self) -> ImportState | None:
        """The last import, None if there was none."""
        return self._last_import.state

    @property
    def partial(self) -> PartialHistory:
        """What was read so far, empty if the import is done."""
        return self._reader.partial

    @property
    def is_under_way(self) -> bool:
        """Whether the import is running at the moment."""
        return self._task is not None and not self._task.done()

    @property
    def progress(self) -> float:
        """The progress, from 0 to 1."""
        return _READING * self.partial.share

    async def async_start(self, *, with_air_dates: bool) -> None:
        """Start an import; the results of the last one are kept until it is done."""
        await self.async_stop()
        await self._reader.async_discard()
        await self._last_import.async_begin(with_air_dates=with_air_dates)
        self.async_resume()

    async def async_go_on(self) -> None:
        """Resume a stopped import."""
        await self._last_import.async_go_on()
        self.async_resume()

    async def async_stop(self) -> None:
        """Stop the import; what was read is kept."""
        if not self._last_import.is_running:
            return
        await self._last_import.async_stop()
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait((self._task,))

    async def async_wait(self) -> None:
        """Wait until the import is done, stopped or paused; cancelling the wait does not stop it."""
        if self._task is not None:
            await asyncio.wait((self._task,))

    @callback
    def async_add_listener(self, listener: CALLBACK_TYPE) -> CALLBACK_TYPE:
        """Register a listener that is called after every page, and return the function that removes it."""
        self._listeners.append(listener)
        return partial(self._listeners.remove, listener)

    async def _async_run(self) -> None:
        self.error = None
        try:
            at = dt_util.utcnow()
            await self._async_finish(await self._reader.async_read_all(self._known, self._notify_listeners), at)
        except ApiError as error:
            LOGGER.debug("The import of the history rests: %s", error)
            self.error = error
            async_react(self._hass, self._entry, error)

    @callback
    def _notify_listeners(self) -> None:
        for listener in self._listeners:
            listener()

    async def _async_finish(self, pages: PagedHistory, at: datetime) -> None:
        """Fill the calendar and the statistics with the history that was read at `at`, in UTC."""
        reading, aired = await self._hass.async_add_executor_job(self._made_of, pages, at)
        await self._hass.async_add_executor_job(lambda: reading.names)
        series = async_series_of(self._hass, self._entry) if has_recorder(self._hass) else None
        if not await self._user_data.async_accept(Section.HISTORY, reading):
            await self._reader.async_discard()
            raise UnavailableError("a history from which most plays are gone")
        self._last_import.async_set_results(aired, series)
        await self._history.async_renew()
        await self._history.async_write_statistics()
        LOGGER.debug("The history was imported: %d plays, %d left out", len(reading.records), len(pages.skipped))
        await self._reader.async_discard()
        await self._last_import.async_finish(tuple(pages.skipped))

    def _made_of(self, pages: PagedHistory, at: datetime) -> tuple[SectionData, Mapping[int, datetime]]:
        """Return the history that was read, and the air dates of plays by their ids; not for the event loop."""
        reading = reading_of(self._known, pages, at, self._watched_meanwhile(pages, at))
        if not self._last_import.with_air_dates:
            return reading, {}
        plays = self._user_data.confirmed.having(Section.HISTORY, reading).plays
        return reading, air_dates(plays, dt_util.get_default_time_zone())

    def _watched_meanwhile(self, pages: PagedHistory, at: datetime) -> tuple[Play, ...]:
        """Return the plays since the reading began; they are known only if user data was refreshed meanwhile."""
        known = self._known
        if known is None or not known.is_after(pages.stamps):
            return ()
        newest = max((play.watched_at for play in pages.plays.values()), default=at)
        return tuple(play for play in self._user_data.confirmed.plays if play.watched_at > newest)

    @property
    def _known(self) -> SectionData | None:
        return self._user_data.confirmed.readings.get(Section.HISTORY)
