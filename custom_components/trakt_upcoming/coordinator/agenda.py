"""The coordinator of the agenda: requests each feed once an hour."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final, override
from zlib import crc32

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_CORE_CONFIG_UPDATE
from homeassistant.core import CoreState, Event, HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryAuthFailed, ConfigEntryNotReady
from homeassistant.helpers.update_coordinator import TimestampDataUpdateCoordinator, UpdateFailed
from homeassistant.util import dt as dt_util

from ..agenda import Agenda
from ..agenda.builder import AgendaBuilder
from ..agenda.release import SingleRelease
from ..agenda.snapshot import FeedRequest, FeedSnapshot
from ..api.errors import ApiError, AuthenticationError, UnavailableError
from ..api.trakt import Feed, SkippedCounts, TraktClient
from ..api.waits import Waits
from ..artwork.account import AccountArtwork
from ..const import DOMAIN, LOGGER, LONGEST_START_DELAY, REFRESH_INTERVAL, REFRESH_LIMIT, SETUP_LIMIT, STALE_AFTER
from ..issues import async_report
from ..storage import SnapshotStore
from .change_timer import ChangeTimer
from .user_data import UserDataCoordinator

_MARGIN_DAYS: Final = 1
"""Trakt's days are in UTC, so one day more is requested on both sides; the agenda cuts the window in local time."""
_SHORTEST_INTERVAL: Final = timedelta(seconds=30)


class AgendaCoordinator(TimestampDataUpdateCoordinator[Agenda]):
    """Keeps the agenda of one account: from disk at start, from Trakt every hour; faults keep the last one.

    It listens to the other coordinator, because the agenda depends on what the user has hidden or watched. User data is
    read after each refresh that Trakt answered, so it is not requested while Trakt is down, or soon after a restart.
    """

    config_entry: ConfigEntry

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        *,
        client: TraktClient,
        waits: Waits,
        builder: AgendaBuilder,
        artwork: AccountArtwork,
        user_data: UserDataCoordinator,
        snapshot: SnapshotStore,
    ) -> None:
        """Initialize the coordinator."""
        super().__init__(hass, LOGGER, config_entry=entry, name=DOMAIN, update_interval=REFRESH_INTERVAL)
        self.answers: dict[Feed, FeedSnapshot] = {}
        self.left_out: Mapping[Feed, SkippedCounts] = {}
        self.errors: Mapping[Feed, ApiError] = {}
        """The errors of the last refresh."""
        self._client = client
        self._waits = waits
        self._builder = builder
        self._options = builder.options
        self._artwork = artwork
        self._user_data = user_data
        self._wanted: frozenset[str] = frozenset()
        """The uids of the releases that the user wants to see."""
        self._snapshot = snapshot
        self._limit = REFRESH_LIMIT
        self._logged: set[tuple[Feed, str]] = set()
        self._timer = ChangeTimer(hass, self._next_change, self.async_update_listeners)
        entry.async_on_unload(hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, self._handle_core_config))
        entry.async_on_unload(user_data.async_add_listener(self._handle_user_data))

    async def async_begin(self) -> None:
        """Show the last good answer, or request the first one.

        Raises ConfigEntryAuthFailed and ConfigEntryNotReady, both only without a last good answer.
        """
        saved = await self._snapshot.async_load()
        self.answers = {feed: saved[feed] for feed in self._options.feeds if feed in saved}
        if not self.answers:
            await self._async_initial_refresh()
            return
        self._publish()
        self._artwork.async_schedule_lookup(self.releases)
        if not self._covers_options:
            self.async_refresh_soon()
        elif (due := self._last_answered + REFRESH_INTERVAL - dt_util.utcnow()) > timedelta():
            # The clock may have been ahead when Trakt answered.
            self.update_interval = min(due, REFRESH_INTERVAL)
        elif self.hass.state is not CoreState.running:
            self.update_interval = self._start_delay
        elif not self.config_entry.pref_disable_polling:
            self.async_refresh_soon()

    @callback
    def async_refresh_soon(self) -> None:
        """Refresh in the background."""
        self.config_entry.async_create_background_task(self.hass, self.async_refresh(), f"{DOMAIN} refresh")

    @callback
    def async_rebuild(self) -> None:
        """Build the agenda again after titles or the time zone changed."""
        if self.answers:
            self._publish()
            self.async_update_listeners()

    def page(self, releases: Iterable[SingleRelease]) -> Agenda:
        """Return an agenda of any releases according to the options of this account, in the agenda's zone."""
        return self._builder.page(releases, self._user_data.data, self.data.zone)

    def is_available(self, feed: Feed) -> bool:
        """Return whether a feed has answered within the last 24 hours."""
        answer = self.answers.get(feed)
        return answer is not None and dt_util.utcnow() < answer.asked.at + STALE_AFTER

    @override
    async def async_shutdown(self) -> None:
        """Stop all timers."""
        await super().async_shutdown()
        self._timer.async_stop()

    @override
    async def _async_update_data(self) -> Agenda:
        outcomes = dict(
            zip(
                self._options.feeds,
                await asyncio.gather(*(self._async_ask(feed) for feed in self._options.feeds)),
                strict=True,
            )
        )
        answered = {feed: outcome for feed, outcome in outcomes.items() if isinstance(outcome, FeedSnapshot)}
        self.errors = errors = {feed: outcome for feed, outcome in outcomes.items() if isinstance(outcome, ApiError)}
        self.update_interval = self._until_next_refresh(errors)
        self._log(outcomes)
        async_report(self.hass, self.config_entry, errors.values())
        if answered:
            self._keep(answered)
            self._artwork.async_schedule_lookup(self.releases)
            # Show the releases first; Home Assistant waits for the file when the account is unloaded.
            save = self._snapshot.async_save(self.answers.copy())
            self.config_entry.async_create_task(self.hass, save, f"{DOMAIN} snapshot", eager_start=False)
            self._user_data.async_refresh_hourly(self._last_aired)
        if errors:
            self.async_update_listeners()
            raise self._failure(errors)
        return self.data

    @callback
    @override
    def _async_refresh_finished(self) -> None:
        """Keep the time at which all feeds last had an answer."""
        if self.answers:
            self.last_update_success_time = self._last_answered if self._has_all_feeds else None

    async def _async_initial_refresh(self) -> None:
        if self.hass.state is not CoreState.running:
            # Do not delay the start of Home Assistant; it tries again once it runs.
            raise ConfigEntryNotReady(translation_domain=DOMAIN, translation_key="starting")
        self._limit = SETUP_LIMIT
        try:
            await self.async_config_entry_first_refresh()
        except ConfigEntryNotReady:
            if not self.answers:
                raise
        finally:
            self._limit = REFRESH_LIMIT

    async def _async_ask(self, feed: Feed) -> FeedSnapshot | ApiError:
        now = dt_util.utcnow()
        start = dt_util.now().date() - timedelta(days=_MARGIN_DAYS)
        days = self._options.days + 2 * _MARGIN_DAYS
        try:
            async with asyncio.timeout(self._limit.total_seconds()):
                entries, left_out = await self._client.calendar(feed, start, days)
        except TimeoutError:
            return UnavailableError("no answer in time")
        except ApiError as error:
            return error
        self.left_out = {**self.left_out, feed: left_out}
        return FeedSnapshot.of(FeedRequest(start=start, days=days, at=now), feed, entries, self.answers.get(feed))

    def _keep(self, answered: Mapping[Feed, FeedSnapshot]) -> None:
        """Store new answers; if they equal the last ones, the agenda is not built again."""
        before = self._announced
        self.answers.update(answered)
        if self._announced == before:
            self._timer.async_start()
        else:
            self._publish()

    def _log(self, outcomes: Mapping[Feed, FeedSnapshot | ApiError]) -> None:
        brought = ", ".join(
            f"{feed}: {len(outcome.releases) if isinstance(outcome, FeedSnapshot) else outcome}"
            for feed, outcome in outcomes.items()
        )
        LOGGER.debug("A refresh brought %s; the next one is due in %s", brought, self.update_interval)
        causes = {(feed, field): count for feed, left in self.left_out.items() for field, count in left.items()}
        if new := [cause for cause in causes if cause not in self._logged]:
            self._logged.update(new)
            fields = ", ".join(f"{field} of {feed} ({causes[feed, field]})" for feed, field in new)
            LOGGER.warning("Items were left out, because these fields make no sense: %s", fields)

    def _failure(self, errors: Mapping[Feed, ApiError]) -> UpdateFailed | ConfigEntryAuthFailed:
        rejected = any(isinstance(error, AuthenticationError) for error in errors.values())
        if rejected and not self.answers:
            return ConfigEntryAuthFailed(translation_domain=DOMAIN, translation_key="sign_in_again")
        if rejected:
            # Home Assistant ends the hourly refresh after ConfigEntryAuthFailed; with UpdateFailed it continues.
            self.config_entry.async_start_reauth(self.hass)
            return UpdateFailed(translation_domain=DOMAIN, translation_key="sign_in_again")
        return UpdateFailed(translation_domain=DOMAIN, translation_key="no_good_answer")

    def _until_next_refresh(self, errors: Mapping[Feed, ApiError]) -> timedelta:
        waits = (self._waits.remaining(feed) if feed in errors else None for feed in self._options.feeds)
        return max(_SHORTEST_INTERVAL, min(wait or REFRESH_INTERVAL for wait in waits))

    @property
    def _announced(self) -> dict[Feed, tuple[SingleRelease, ...]]:
        return {feed: answer.releases for feed, answer in self.answers.items()}

    @property
    def releases(self) -> tuple[SingleRelease, ...]:
        """All releases of the last answers."""
        return tuple(release for answer in self.answers.values() for release in answer.releases)

    def _uids_of_wanted(self) -> frozenset[str]:
        user = self._user_data.data
        return frozenset(release.uid for release in self.releases if self._builder.is_wanted(release, user))

    @property
    def _has_all_feeds(self) -> bool:
        return self.answers.keys() >= set(self._options.feeds)

    @property
    def _covers_options(self) -> bool:
        today = dt_util.now().date()
        return self._has_all_feeds and all(
            answer.asked.covers(today, self._options.days)
            for answer in self.answers.values()
            if dt_util.utcnow() < answer.asked.at + REFRESH_INTERVAL
        )

    @property
    def _last_answered(self) -> datetime:
        return min(answer.asked.at for answer in self.answers.values())

    @property
    def _last_aired(self) -> datetime | None:
        agenda, now = self.data.of_feed(Feed.EPISODES), dt_util.utcnow()
        starts = (release.start_in(agenda.zone) for release in agenda)
        return max((start for start in starts if start <= now), default=None)

    @property
    def _start_delay(self) -> timedelta:
        # The same at every start, and different in every home.
        return timedelta(seconds=1 + crc32(self.config_entry.entry_id.encode()) % LONGEST_START_DELAY.total_seconds())

    @callback
    def _publish(self) -> None:
        self._wanted = self._uids_of_wanted()
        self.data = self._builder.build(self.releases, self._user_data.data, dt_util.get_default_time_zone())
        self._artwork.async_publish(self.data)
        self._async_refresh_finished()
        self._timer.async_start()

    @callback
    def _handle_core_config(self, _event: Event) -> None:
        self.async_rebuild()

    @callback
    def _handle_user_data(self) -> None:
        """Rebuild the agenda if other releases are hidden or watched now."""
        if self._uids_of_wanted() != self._wanted:
            self.async_rebuild()

    def _next_change(self, now: datetime) -> datetime:
        stale = (answer.asked.at + STALE_AFTER for answer in self.answers.values())
        return min((self.data.next_change(now), *(moment for moment in stale if moment > now)))
