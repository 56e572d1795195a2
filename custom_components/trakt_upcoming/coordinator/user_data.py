"""The coordinator of user data: reads the sections that have changed on Trakt."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final, override
from zlib import crc32

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_CORE_CONFIG_UPDATE
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator
from homeassistant.util import dt as dt_util

from ..api.errors import ApiError, AuthenticationError, VipRequiredError
from ..api.trakt import LastActivities, Section, TraktClient
from ..api.waits import Waits
from ..const import DOMAIN, LOGGER, REFRESH_INTERVAL
from ..issues import async_react
from ..storage import EpisodesStore, UserDataStore
from ..user_data import PendingChange, SectionData, UserData, listed_by, without_explanation
from ..user_data.todo_items import next_release
from .change_timer import ChangeTimer
from .season_reader import SeasonReader
from .section_reader import SectionReader
from .signals import SIGNAL_REFRESHED, SIGNAL_REFRESHED_HOURLY

_BETWEEN_EPISODES: Final = timedelta(hours=8)
"""No activity reports new episodes; this limits the requests for them to three a day."""
_QUIET_AFTER: Final = timedelta(hours=36)
"""Time without any activity; a user who watches something every evening is never quiet."""


class UserDataCoordinator(DataUpdateCoordinator[UserData]):
    """Keeps the user data of one account. After a fault, only the affected section is not updated.

    The data is Trakt's last response with the changes of the outbox applied. An answer that does not fit the
    activities, or has lost most of a long list, is requested again. Each section is read again from time to time.
    """

    config_entry: ConfigEntry

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        *,
        client: TraktClient,
        waits: Waits,
        store: UserDataStore,
        episodes: EpisodesStore,
        reader: SectionReader,
    ) -> None:
        """Initialize the coordinator."""
        super().__init__(hass, LOGGER, config_entry=entry, name=f"{DOMAIN} user", always_update=False)
        self.data = UserData()
        self.errors: Mapping[Section, ApiError] = {}
        """The errors of the sections in their last requests."""
        self.confirmed = UserData()
        """User data as Trakt returned it, without pending changes."""
        self._is_hourly = False
        self._last_aired: datetime | None = None
        self._client = client
        self._store = store
        self._waits = waits
        self._reader = reader
        self._seasons = SeasonReader(client, episodes)
        # Accounts read their sections again at different times.
        self._home = crc32(entry.entry_id.encode())
        self._confirmed: set[Section] = set()
        self._newer_than: datetime | None = None
        """The user has requested sections that are older than this, in UTC."""
        # The last activities of the last refresh, None if it did not request them.
        self._last_stamps: LastActivities | None = None
        self._task: asyncio.Task[None] | None = None
        self._lock = asyncio.Lock()
        self._assumed: tuple[PendingChange, ...] = ()
        self._timer = ChangeTimer(hass, self._next_change, self.async_update_listeners)
        entry.async_on_unload(self._timer.async_stop)
        update = callback(lambda _: self.async_update_listeners())
        entry.async_on_unload(hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, update))

    async def async_load(self) -> None:
        """Load and show the last user data."""
        self.confirmed = await self._seasons.async_load(await self._store.async_load())
        self._publish()

    @callback
    def async_set_pending(self, changes: Iterable[PendingChange]) -> None:
        """Show user data as if Trakt had done these changes."""
        self._assumed = tuple(changes)
        self._publish()

    def is_confirmed(self, section: Section) -> bool:
        """Return whether Trakt has confirmed since the start that a section is up to date."""
        reading = self.confirmed.readings.get(section)
        return section in self._confirmed and reading is not None and not reading.is_doubted

    @callback
    def async_catch_up(self) -> None:
        """Read sections that were never read, because reading was interrupted or no entity needed them."""
        missing = (section for section in Section if section not in self.confirmed.readings)
        # Sections that failed since the account was set up are read with the next refresh.
        if self._task is None and any(map(self._is_wanted, missing)):
            self.async_refresh_soon()

    @callback
    def async_renew_old(self) -> None:
        """Have the next refresh read doubted sections and those over an hour old, because the user requested it."""
        self._newer_than = dt_util.utcnow() - REFRESH_INTERVAL
        if self._task is not None and not self._task.done():
            self.async_read_anew()

    @callback
    def async_refresh_hourly(self, last_aired: datetime | None) -> None:
        """Read changed sections after a refresh of the agenda; `last_aired` is when an episode last aired, in UTC."""
        self._last_aired, self._is_hourly = last_aired, True
        self.async_refresh_soon()

    @callback
    def async_refresh_soon(self) -> None:
        """Read changed sections in the background, unless that is under way."""
        if self._task is None or self._task.done():
            # Show the new agenda first.
            self._task = self.config_entry.async_create_background_task(
                self.hass, self.async_refresh(), f"{DOMAIN} user data", eager_start=False
            )

    @callback
    def async_read_anew(self) -> None:
        """Read changed sections again, also if that is under way."""
        self.config_entry.async_create_background_task(self.hass, self._async_read_anew(), f"{DOMAIN} user data anew")

    def _publish(self) -> None:
        self.async_set_updated_data(self.confirmed.after(self._assumed))
        self._timer.async_start()

    def _next_change(self, now: datetime) -> datetime:
        return next_release(self.data, now, dt_util.get_default_time_zone())

    async def _async_read_anew(self) -> None:
        if self._task is not None:
            await asyncio.wait((self._task,))
        self._last_stamps = None
        self.async_refresh_soon()

    async def async_accept(self, section: Section, reading: SectionData) -> bool:
        """Accept a section that an import has read, and refresh if there was activity since.

        Return whether it was accepted: it is not if it lacks most of the known records.
        """
        async with self._lock:
            before = self.confirmed.readings.get(section)
            is_accepted = self._accept(section, reading)
            await self._store.async_save(self.confirmed)
        if before is not None and before.stamps != reading.stamps:
            self.async_refresh_soon()
        return is_accepted

    @callback
    @override
    def _async_refresh_finished(self) -> None:
        entry_id = self.config_entry.entry_id
        async_dispatcher_send(self.hass, SIGNAL_REFRESHED.format(entry_id))
        if self._is_hourly:
            self._is_hourly = False
            async_dispatcher_send(self.hass, SIGNAL_REFRESHED_HOURLY.format(entry_id))

    @override
    async def _async_update_data(self) -> UserData:
        async with self._lock:
            await self._async_read_what_is_due()
        return self.confirmed.after(self._assumed)

    async def _async_read_what_is_due(self) -> None:
        renewed = self._renewed(dt_util.utcnow())
        if renewed is not None and self._can_replace_activities(renewed):
            self._last_stamps = None
            await self._async_read_sections((renewed,), self.confirmed.readings[renewed].stamps)
            return
        try:
            stamps = self._last_stamps = await self._client.last_activities()
        except ApiError as error:
            LOGGER.debug("What happened last is not known: %s", error)
            async_react(self.hass, self.config_entry, error)
            return
        self._confirmed.update(each for each, known in self.confirmed.readings.items() if not known.moved(each, stamps))
        newer_than, self._newer_than = self._newer_than, None
        # The answer for one section may be a reason to request another.
        wanted = (each for each in Section if each is renewed or self._is_wanted_now(each, stamps, newer_than))
        await self._async_read_sections(wanted, stamps)

    async def _async_read_sections(self, sections: Iterable[Section], stamps: LastActivities) -> None:
        before, asked = self.confirmed, list[Section]()
        try:
            for section in sections:
                # One after the other: if the first is refused, the others are not sent.
                error = await self._async_read_section(section, stamps)
                if isinstance(error, AuthenticationError):
                    break
                if error is None:
                    asked.append(section)
        finally:
            if asked:
                # Also if the account is unloaded meanwhile, so that nothing is requested twice.
                await asyncio.shield(self.config_entry.async_create_task(self.hass, self._async_keep(before, asked)))
        await self._async_follow_seasons()

    async def _async_keep(self, before: UserData, asked: list[Section]) -> None:
        """Save the sections in `asked`, and doubt those that are unchanged although there was activity."""
        now, queue = self.confirmed, self._assumed
        late = await self.hass.async_add_executor_job(without_explanation, before.readings, now.readings, asked, queue)
        for section in filter(before.may_doubt, late):
            LOGGER.debug("%s is unchanged, although there was activity", section)
            self.confirmed = self.confirmed.doubting(section, before.readings[section])
        await self._store.async_save(self.confirmed)

    async def _async_follow_seasons(self) -> None:
        followed = await self._seasons.async_follow(self.confirmed)
        if followed is not self.confirmed:
            self.confirmed = followed
            self._publish()

    def _renewed(self, now: datetime) -> Section | None:
        """Return the section that is due to be read again; sections that failed last come after the others."""
        due = {
            section: reading
            for section, reading in self.confirmed.readings.items()
            if self._is_wanted(section) and (reading.is_due(section, now, self._home) or self._has_begun(section, now))
        }
        return min(
            due,
            key=lambda section: (section in self.errors, section is not Section.UP_NEXT, due[section].at),
            default=None,
        )

    def _can_replace_activities(self, renewed: Section) -> bool:
        """Return whether a refresh reads a section again in place of the last activities.

        That limits quiet days to one request besides the calendars. Never twice in a row, or while changes are pending.
        """
        return (
            self._last_stamps is not None
            and max(self._last_stamps.values()) < dt_util.utcnow() - _QUIET_AFTER
            and self._newer_than is None
            and not self._assumed
            and renewed not in self.errors
            and not any(reading.is_doubted for reading in self.confirmed.readings.values())
        )

    def _is_wanted_now(self, section: Section, stamps: LastActivities, newer_than: datetime | None) -> bool:
        if not self._is_wanted(section):
            return False
        if (reading := self.confirmed.readings.get(section)) is None:
            return True
        now = dt_util.utcnow()
        return (
            self.confirmed.is_outdated(section, stamps, now)
            or self.confirmed.misses(section, self._assumed, now)
            or (section is Section.SETTINGS and self._waits.have_imposed(VipRequiredError, since=reading.at))
            or self._has_begun(section, now)
            or self.confirmed.is_older(section, newer_than)
        )

    def _is_wanted(self, section: Section) -> bool:
        # Statistics are only read while an entity shows them.
        return section is not Section.STATISTICS or section in set(self.async_contexts())

    def _has_begun(self, section: Section, now: datetime) -> bool:
        """Return whether an episode has aired since the next episodes were last read, hours ago."""
        reading = self.confirmed.readings.get(Section.UP_NEXT)
        if section is not Section.UP_NEXT or reading is None or now < reading.at + _BETWEEN_EPISODES:
            return False
        return self._last_aired is not None and reading.at < self._last_aired

    async def _async_read_section(self, section: Section, stamps: LastActivities) -> ApiError | None:
        try:
            known, done = self.confirmed.readings.get(section), listed_by(dt_util.utcnow(), self._assumed)
            reading = await self._reader.async_read(section, known, stamps, done)
        except ApiError as error:
            LOGGER.debug("%s is as it was last read: %s", section, error)
            self.errors = {**self.errors, section: error}
            async_react(self.hass, self.config_entry, error)
            return error
        LOGGER.debug("%s was read: %d", section, len(reading.records))
        self.errors = {each: error for each, error in self.errors.items() if each is not section}
        self._accept(section, reading)
        return None

    def _accept(self, section: Section, reading: SectionData) -> bool:
        """Store a section and return True; return False and doubt it if most of a long list is gone at once."""
        if self.confirmed.may_doubt(section) and self.confirmed.would_lose_most(section, reading, self._assumed):
            LOGGER.debug("%s has lost most of what it had, so it is requested again", section)
            self.confirmed = self.confirmed.having(section, self.confirmed.readings[section].doubted)
            return False
        self.confirmed = self.confirmed.having(section, reading)
        self._confirmed.add(section)
        self._publish()
        return True
