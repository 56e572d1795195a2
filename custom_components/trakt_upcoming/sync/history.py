"""What was watched, made ready for the calendar and the statistics whenever it changes."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from homeassistant.const import EVENT_CORE_CONFIG_UPDATE
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.start import async_at_started
from homeassistant.util import dt as dt_util

from ..agenda.wording import Wording
from ..api.trakt import Play, Section
from ..const import DOMAIN
from ..coordinator import UserDataCoordinator
from ..coordinator.signals import SIGNAL_REFRESHED
from ..storage import ImportStore
from ..user_data import ImportState, Measure, Timeline, daily
from .statistics import async_fill, async_write, has_recorder


@dataclass(frozen=True, slots=True)
class _Basis:
    """What the past is made of."""

    plays: tuple[Play, ...]
    aired: Mapping[int, datetime]
    zone: tzinfo


class History:
    """The past of one account. The statistics are kept up from the first import on."""

    def __init__(self, user_data: UserDataCoordinator, wording: Wording, store: ImportStore) -> None:
        """Initialize with nothing known."""
        self.past: Timeline | None = None
        """None as long as the history was not read."""
        self.imported: ImportState | None = None
        """The last import, None where there was none."""
        self._user_data = user_data
        self._hass = user_data.hass
        self._wording = wording
        self._store = store
        self._is_written = False
        """Whether the statistics have been made to say what a history says that Trakt has confirmed."""
        self._made_of: _Basis | None = None
        self._lock = asyncio.Lock()

    async def async_load(self) -> None:
        """Make the past of what is known, and again whenever that changes."""
        self.imported = await self._store.async_load()
        await self.async_renew()
        entry = self._user_data.config_entry
        name = SIGNAL_REFRESHED.format(entry.entry_id)
        entry.async_on_unload(self._user_data.async_add_listener(self.async_renew_soon))
        entry.async_on_unload(async_dispatcher_connect(self._hass, name, self._handle_refreshed))
        entry.async_on_unload(self._hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, self._handle_core_config))
        entry.async_on_unload(async_at_started(self._hass, self._handle_started))

    async def async_keep(self, imported: ImportState) -> None:
        """Take how far an import is, on disk as well."""
        self.imported = imported
        await self._store.async_save(imported)

    @callback
    def async_renew_soon(self) -> None:
        """Make the past anew in the background, and the statistics with it, if it is another one."""
        if self._basis != self._made_of:
            self._user_data.config_entry.async_create_background_task(
                self._hass, self._async_follow(), f"{DOMAIN} history"
            )

    async def async_renew(self) -> bool:
        """Make the past anew, and return whether it is another one."""
        async with self._lock:
            basis = self._basis
            if basis == self._made_of or basis is None:
                return False
            # Thousands of plays would hold the event loop.
            self.past = await self._hass.async_add_executor_job(Timeline.of, basis.plays, basis.aired)
            self._made_of = basis
        self._user_data.async_update_listeners()
        return True

    async def async_write_statistics(self) -> None:
        """Make the long-term statistics say what the past says.

        A history that comes from the disk may be older than what the recorder has, after a backup was restored. Until
        Trakt has confirmed it, and while it is in doubt, nothing is deleted or lowered, only filled in.
        """
        series = self.imported.series if self.imported is not None else None
        if series is None or self.past is None or not has_recorder(self._hass):
            return
        async with self._lock:
            zone = dt_util.get_default_time_zone()
            totals = await self._hass.async_add_executor_job(daily, self.past, zone)
            is_confirmed = self._user_data.is_confirmed(Section.HISTORY)
            write = async_write if is_confirmed else async_fill
            await write(self._hass, series, self._names, totals)
            self._is_written = is_confirmed

    async def _async_follow(self) -> None:
        if await self.async_renew():
            await self.async_write_statistics()

    @callback
    def _handle_started(self, _hass: HomeAssistant) -> None:
        """Write what a power cut may have left out between deleting days and writing the others again."""
        self._write_soon()

    @callback
    def _handle_refreshed(self) -> None:
        """Compare the statistics once with a history that Trakt has confirmed."""
        if not self._is_written and self._user_data.is_confirmed(Section.HISTORY):
            self._write_soon()

    @callback
    def _write_soon(self) -> None:
        self._user_data.config_entry.async_create_background_task(
            self._hass, self.async_write_statistics(), f"{DOMAIN} statistics"
        )

    @callback
    def _handle_core_config(self, _event: Event) -> None:
        self.async_renew_soon()

    @property
    def _basis(self) -> _Basis | None:
        known = self._user_data.data
        if Section.HISTORY not in known.readings:
            return None
        aired = self.imported.aired if self.imported is not None else {}
        return _Basis(known.plays, aired, dt_util.get_default_time_zone())

    @property
    def _names(self) -> Mapping[Measure, str]:
        phrases = self._wording.phrases
        account = self._user_data.config_entry.title
        return {measure: phrases[f"statistic_{measure}"].format(account=account) for measure in Measure}
