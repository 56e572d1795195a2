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
"""No activity tells of a new episode; however many there are, they cost three requests a day."""
_QUIET_AFTER: Final = timedelta(hours=36)
"""Without any activity; who watches something every evening is never quiet."""


class UserDataCoordinator(DataUpdateCoordinator[UserData]):
    """Keeps what was seen, rated, wanted and hidden by one account. A fault costs the section in which it happens.

    Its data is what Trakt said with the changes of the outbox laid over it. An answer that does not fit what happened,
    or has lost most of a long list, is asked for again, and each section is read anew once in a while.
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
        """What went wrong when each section was last asked for."""
        self.confirmed = UserData()
        """What Trakt said."""
        self._is_hourly = False
        self._last_aired: datetime | None = None
        self._client = client
        self._store = store
        self._waits = waits
        self._reader = reader
        self._seasons = SeasonReader(client, episodes)
        # Not all accounts read their sections anew at the same time.
        self._home = crc32(entry.entry_id.encode())
        self._confirmed: set[Section] = set()
        self._newer_than: datetime | None = None
        """Sections that are older were asked for by hand."""
        # The last activities of the last refresh, None where it did not ask for them.
        self._last_stamps: LastActivities | None = None
        self._task: asyncio.Task[None] | None = None
        self._lock = asyncio.Lock()
        self._assumed: tuple[PendingChange, ...] = ()
        self._timer = ChangeTimer(hass, self._next_change, self.async_update_listeners)
        entry.async_on_unload(self._timer.async_stop)
        tell = callback(lambda _: self.async_update_listeners())
        entry.async_on_unload(hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, tell))

    async def async_load(self) -> None:
        """Show what was last read."""
        self.confirmed = await self._seasons.async_load(await self._store.async_load())
        self._publish()

    @callback
    def async_set_pending(self, changes: Iterable[PendingChange]) -> None:
        """Show everything as if Trakt had done these changes."""
        self._assumed = tuple(changes)
        self._publish()

    def is_confirmed(self, section: Section) -> bool:
        """Return whether Trakt has said since the start that a section still is as it was last read."""
        reading = self.confirmed.readings.get(section)
        return section in self._confirmed and reading is not None and not reading.is_doubted

    @callback
    def async_catch_up(self) -> None:
        """Read what was never read, because that was broken off, or because nobody wanted it until now."""
        missing = (section for section in Section if section not in self.confirmed.readings)
        # What was tried since the account was set up comes with the next refresh.
        if self._task is None and any(map(self._is_wanted, missing)):
            self.async_refresh_soon()

    @callback
    def async_renew_old(self) -> None:
        """Have the next refresh read anew what is doubted or more than an hour old, because somebody asked for it."""
        self._newer_than = dt_util.utcnow() - REFRESH_INTERVAL
        if self._task is not None and not self._task.done():
            self.async_read_anew()

    @callback
    def async_refresh_hourly(self, last_aired: datetime | None) -> None:
        """Read what has changed, because Trakt has answered; an episode last aired at a moment in UTC."""
        self._last_aired, self._is_hourly = last_aired, True
        self.async_refresh_soon()

    @callback
    def async_refresh_soon(self) -> None:
        """Read what has changed in the background, unless that is under way."""
        if self._task is None or self._task.done():
            # What the calendars brought is shown first.
            self._task = self.config_entry.async_create_background_task(
                self.hass, self.async_refresh(), f"{DOMAIN} user data", eager_start=False
            )

    @callback
    def async_read_anew(self) -> None:
        """Read what has changed by now, even if that is under way."""
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

    async def async_take_in(self, section: Section, reading: SectionData) -> bool:
        """Take what somebody else has read, and read on if something has happened since.

        Return whether it was taken; it is not where most of what was known is gone.
        """
        async with self._lock:
            before = self.confirmed.readings.get(section)
            is_taken = self._take(section, reading)
            await self._store.async_save(self.confirmed)
        if before is not None and before.stamps != reading.stamps:
            self.async_refresh_soon()
        return is_taken

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
        # What one section is answered may be a reason to ask for another.
        wanted = (each for each in Section if each is renewed or self._is_wanted_now(each, stamps, newer_than))
        await self._async_read_sections(wanted, stamps)

    async def _async_read_sections(self, sections: Iterable[Section], stamps: LastActivities) -> None:
        before, asked = self.confirmed, list[Section]()
        try:
            for section in sections:
                # One after the other: a refusal of the first saves the others.
                error = await self._async_read_section(section, stamps)
                if isinstance(error, AuthenticationError):
                    break
                if error is None:
                    asked.append(section)
        finally:
            if asked:
                # Also where the account is unloaded in the middle, so that nothing is asked for twice.
                await asyncio.shield(self.config_entry.async_create_task(self.hass, self._async_keep(before, asked)))
        await self._async_follow_seasons()

    async def _async_keep(self, before: UserData, asked: list[Section]) -> None:
        """Write what was asked for, and doubt what says what it said before, although something happened."""
        now, queue = self.confirmed, self._assumed
        late = await self.hass.async_add_executor_job(without_explanation, before.readings, now.readings, asked, queue)
        for section in filter(before.may_doubt, late):
            LOGGER.debug("%s says what it said before, although something happened", section)
            self.confirmed = self.confirmed.doubting(section, before.readings[section])
        await self._store.async_save(self.confirmed)

    async def _async_follow_seasons(self) -> None:
        followed = await self._seasons.async_follow(self.confirmed)
        if followed is not self.confirmed:
            self.confirmed = followed
            self._publish()

    def _renewed(self, now: datetime) -> Section | None:
        """Return the section whose time has come to be read anew; what failed last goes behind the others."""
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
        """Return whether a section that is read anew takes the place of the last activities in a refresh.

        That keeps a quiet day at one request beside the calendars. Never twice in a row, or while anything is awaited.
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
        # The statistics are read while an entity shows them.
        return section is not Section.STATISTICS or section in set(self.async_contexts())

    def _has_begun(self, section: Section, now: datetime) -> bool:
        """Return whether an episode came out since it was last asked what comes next, which is hours ago."""
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
        self._take(section, reading)
        return None

    def _take(self, section: Section, reading: SectionData) -> bool:
        """Take what was read, and return whether that was done; not where most of a long list has gone at once."""
        if self.confirmed.may_doubt(section) and self.confirmed.would_lose_most(section, reading, self._assumed):
            LOGGER.debug("%s has lost most of what it had, so it is asked for again", section)
            self.confirmed = self.confirmed.having(section, self.confirmed.readings[section].doubted)
            return False
        self.confirmed = self.confirmed.having(section, reading)
        self._confirmed.add(section)
        self._publish()
        return True
