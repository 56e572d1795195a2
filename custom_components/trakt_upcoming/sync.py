"""What Trakt keeps of a person: after a turn, what has changed since is read in the background."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final, cast

from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.util import dt as dt_util

from .api.errors import ApiError, AuthenticationError, VipRequiredError
from .api.trakt import Feed, LeftOut, Play, Record, Section, Stamps, TraktClient
from .api.waits import Waits
from .const import DOMAIN, LOGGER
from .coordinator import AgendaCoordinator
from .issues import async_react
from .storage import WatchingStore
from .watching import Queued, Reading, Watching, end_of, explains, joined, stamps_of
from .whole_history import WholeHistory

_BETWEEN_EPISODES: Final = timedelta(hours=8)
"""No activity tells of a new episode; however many there are, they cost three requests a day."""


class Sync:
    """Keeps what was seen, rated, wanted and hidden by one account. A fault costs the section in which it happens."""

    def __init__(self, coordinator: AgendaCoordinator, client: TraktClient, store: WatchingStore, waits: Waits) -> None:
        """Start with nothing known."""
        self.errors: Mapping[Section, ApiError] = {}
        """What went wrong when each section was last asked for."""
        self.watching = Watching()
        """What Trakt said."""
        self._coordinator = coordinator
        self._hass = coordinator.hass
        self._entry = coordinator.config_entry
        self._client = client
        self._store = store
        self._waits = waits
        self._whole_history = WholeHistory(client)
        self._unread = 0
        """How many plays more Trakt counts than can be read."""
        self._told: set[tuple[Section, str]] = set()
        self._under_way: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()
        self._assumed: tuple[Queued, ...] = ()
        self._on_read: list[CALLBACK_TYPE] = []

    async def async_begin(self) -> None:
        """Take what was last read, and read on after every turn."""
        self.watching = await self._store.async_load()
        self._show()
        self._coordinator.async_on_answers(self.async_read_soon)

    @callback
    def async_assume(self, queue: Iterable[Queued]) -> None:
        """Show everything as if Trakt had done all that is in the queue."""
        self._assumed = tuple(queue)
        self._show()

    @callback
    def async_on_read(self, action: CALLBACK_TYPE) -> None:
        """Have something done whenever everything that changed was asked for."""
        self._on_read.append(action)

    @callback
    def async_catch_up(self) -> None:
        """Read what was never read, because that was broken off, or because nobody wanted it until now."""
        missing = (section for section in Section if section not in self.watching.readings)
        # What was tried since the account was set up comes with the next turn.
        if self._under_way is None and any(map(self._is_wanted, missing)):
            self.async_read_soon()

    @callback
    def async_read_soon(self) -> None:
        """Read what has changed in the background, unless that is under way."""
        if self._under_way is None or self._under_way.done():
            # What the turn brought is shown first.
            self._under_way = self._entry.async_create_background_task(
                self._hass, self._async_read(), f"{DOMAIN} sync", eager_start=False
            )

    @callback
    def async_read_anew(self) -> None:
        """Read what has changed by now, even if that is under way."""
        self._entry.async_create_background_task(self._hass, self._async_read_anew(), f"{DOMAIN} sync anew")

    @callback
    def _show(self) -> None:
        self._coordinator.async_take_in(self.watching.after(self._assumed))

    async def _async_read_anew(self) -> None:
        if self._under_way is not None:
            await asyncio.wait((self._under_way,))
        self.async_read_soon()

    async def async_take_in(self, section: Section, reading: Reading) -> None:
        """Take what somebody else has read, and read on if something has happened since."""
        async with self._one_at_a_time:
            before = self.watching.readings.get(section)
            self.watching = self.watching.having(section, reading)
            self._show()
            await self._store.async_save(self.watching)
        if before is not None and before.stamps != reading.stamps:
            self.async_read_soon()

    async def _async_read(self) -> None:
        async with self._one_at_a_time:
            await self._async_read_what_changed()

    async def _async_read_what_changed(self) -> None:
        try:
            stamps = await self._client.last_activities()
        except ApiError as error:
            LOGGER.debug("What happened last is not known: %s", error)
            async_react(self._hass, self._entry, error)
            return
        for section in Section:
            if not self._is_due(section, stamps):
                continue
            # One after the other: a refusal of the first saves the others.
            if isinstance(await self._async_read_section(section, stamps), AuthenticationError):
                break
        await self._store.async_save(self.watching)
        for action in self._on_read:
            action()

    def _is_due(self, section: Section, stamps: Stamps) -> bool:
        if not self._is_wanted(section):
            return False
        now = dt_util.utcnow()
        return (
            self.watching.is_outdated(section, stamps, now)
            or self.watching.misses(section, self._assumed, now)
            or (section is Section.SETTINGS and self._is_vip_in_doubt)
            or (section is Section.UP_NEXT and self._has_something_begun(now))
        )

    def _is_wanted(self, section: Section) -> bool:
        """Return whether a section is read; the statistics only while an entity shows them."""
        return section is not Section.STATISTICS or section in set(self._coordinator.async_contexts())

    def _has_something_begun(self, now: datetime) -> bool:
        """Return whether an episode came out since it was last asked what comes next, which is hours ago."""
        reading = self.watching.readings.get(Section.UP_NEXT)
        if reading is None or now < reading.at + _BETWEEN_EPISODES:
            return False
        agenda = self._coordinator.data.of_feed(Feed.EPISODES)
        begun = agenda.between(reading.at, now)
        return any(release.start_in(agenda.zone) > reading.at for release in begun)

    @property
    def _is_vip_in_doubt(self) -> bool:
        """Whether Trakt has asked for VIP since the settings were read."""
        settings = self.watching.readings.get(Section.SETTINGS)
        return settings is not None and self._waits.have_imposed(VipRequiredError, since=settings.at)

    async def _async_read_section(self, section: Section, stamps: Stamps) -> ApiError | None:
        try:
            reading = await self._async_reading(section, stamps)
        except ApiError as error:
            LOGGER.debug("%s is as it was last read: %s", section, error)
            self.errors = {**self.errors, section: error}
            async_react(self._hass, self._entry, error)
            return error
        LOGGER.debug("%s was read: %d", section, len(reading.records))
        self.errors = {each: error for each, error in self.errors.items() if each is not section}
        self.watching = self.watching.having(section, reading)
        self._show()
        return None

    async def _async_reading(self, section: Section, stamps: Stamps) -> Reading:
        if section is Section.HISTORY:
            reading = await self._async_history(stamps)
        else:
            at = dt_util.utcnow()
            records = await self._async_records(section)
            reading = Reading(at=at, stamps=stamps_of(section, stamps), records=records)
        # Thousands of plays would hold the event loop.
        await self._hass.async_add_executor_job(lambda: reading.names)
        return reading

    async def _async_history(self, stamps: Stamps) -> Reading:
        """Return the whole history; of one that is known only the end is asked for, if that tells what happened."""
        at = dt_util.utcnow()
        known, reading = self.watching.plays, self.watching.readings.get(Section.HISTORY)
        start, length = end_of(known, at), None
        if reading is not None and start is not None:
            found = cast("tuple[Play, ...]", await self._async_records(Section.HISTORY, start))
            plays = await self._hass.async_add_executor_job(joined, known, found, start)
            moved = reading.moved(Section.HISTORY, stamps)
            is_explained = await self._hass.async_add_executor_job(explains, known, plays, moved)
            length = await self._client.history_length() if is_explained else None
            if is_explained and length in {None, len(plays) + self._unread}:
                return Reading(at=at, stamps=stamps_of(Section.HISTORY, stamps), records=plays)
            LOGGER.debug("The history has changed before %s", start)
        whole = await self._whole_history.async_read(stamps)
        self._tell(Section.HISTORY, whole.left_out)
        plays = await self._hass.async_add_executor_job(joined, known, whole.plays.values())
        self._unread = length - len(plays) if length is not None else whole.left_out.total()
        return Reading(at=whole.at, stamps=whole.stamps, records=plays)

    async def _async_records(self, section: Section, since: datetime | None = None) -> tuple[Record, ...]:
        records, left_out = await self._client.section(section, since)
        self._tell(section, left_out)
        return records

    def _tell(self, section: Section, left_out: LeftOut) -> None:
        if new := [field for field in left_out if (section, field) not in self._told]:
            self._told.update((section, field) for field in new)
            fields = ", ".join(f"{field} of {section} ({left_out[field]})" for field in new)
            LOGGER.warning("Items were left out, because these fields make no sense: %s", fields)
