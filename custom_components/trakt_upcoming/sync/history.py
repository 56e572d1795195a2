"""The timeline of an account's plays, for the calendar and the statistics; built again whenever it changes."""

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
from ..user_data import Measure, Timeline, daily
from .last_import import LastImport
from .statistics import async_fill, async_write, has_recorder


@dataclass(frozen=True, slots=True)
class _Basis:
    """What the timeline is built from."""

    plays: tuple[Play, ...]
    aired: Mapping[int, datetime]
    """The air dates of plays, in UTC, by the ids of the plays."""
    zone: tzinfo
    """The time zone of Home Assistant, for the days of the statistics."""


class History:
    """The timeline of one account, and its long-term statistics from the first import on."""

    def __init__(self, user_data: UserDataCoordinator, wording: Wording, last_import: LastImport) -> None:
        """Initialize the history."""
        self.timeline: Timeline | None = None
        """All plays in order of time, None until the history was read."""
        self._user_data = user_data
        self._hass = user_data.hass
        self._wording = wording
        self._last_import = last_import
        self._is_written = False
        """Whether the statistics are those of a history that Trakt has confirmed."""
        self._built_from: _Basis | None = None
        self._lock = asyncio.Lock()

    async def async_load(self) -> None:
        """Build the timeline, and again whenever user data or the time zone of Home Assistant changes."""
        await self.async_renew()
        entry = self._user_data.config_entry
        name = SIGNAL_REFRESHED.format(entry.entry_id)
        entry.async_on_unload(self._user_data.async_add_listener(self.async_renew_soon))
        entry.async_on_unload(async_dispatcher_connect(self._hass, name, self._handle_refreshed))
        entry.async_on_unload(self._hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, self._handle_core_config))
        entry.async_on_unload(async_at_started(self._hass, self._handle_started))

    @callback
    def async_renew_soon(self) -> None:
        """Build the timeline again in the background, and the statistics with it, unless all is as before."""
        if self._basis != self._built_from:
            self._user_data.config_entry.async_create_background_task(
                self._hass, self._async_follow(), f"{DOMAIN} history"
            )

    async def async_renew(self) -> bool:
        """Build the timeline again unless all is as before, and return whether that was done."""
        async with self._lock:
            basis = self._basis
            if basis == self._built_from or basis is None:
                return False
            # Thousands of plays would block the event loop.
            self.timeline = await self._hass.async_add_executor_job(Timeline.of, basis.plays, basis.aired)
            self._built_from = basis
        self._user_data.async_update_listeners()
        return True

    async def async_write_statistics(self) -> None:
        """Write what differs from the timeline to the long-term statistics; nothing before the first import.

        A history from the disk may be older than what the recorder has, after a backup was restored. Until Trakt has
        confirmed it, and while it is doubted, missing rows are added, but none is deleted or lowered.
        """
        series = self._last_import.series
        if series is None or self.timeline is None or not has_recorder(self._hass):
            return
        async with self._lock:
            zone = dt_util.get_default_time_zone()
            totals = await self._hass.async_add_executor_job(daily, self.timeline, zone)
            is_confirmed = self._user_data.is_confirmed(Section.HISTORY)
            write = async_write if is_confirmed else async_fill
            await write(self._hass, series, self._names, totals)
            self._is_written = is_confirmed

    async def _async_follow(self) -> None:
        if await self.async_renew():
            await self.async_write_statistics()

    @callback
    def _handle_started(self, _hass: HomeAssistant) -> None:
        """Write the statistics again: a power cut may have lost rows that were deleted to be rewritten."""
        self._write_soon()

    @callback
    def _handle_refreshed(self) -> None:
        """Write the statistics once when Trakt has confirmed the history."""
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
        return _Basis(known.plays, self._last_import.aired, dt_util.get_default_time_zone())

    @property
    def _names(self) -> Mapping[Measure, str]:
        phrases = self._wording.phrases
        account = self._user_data.config_entry.title
        return {measure: phrases[f"statistic_{measure}"].format(account=account) for measure in Measure}
