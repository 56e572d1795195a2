"""Calendars: one for each chosen feed, and one of the history."""

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final, override

from homeassistant.components.calendar import CalendarEntity, CalendarEntityDescription, CalendarEvent
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .account import TraktConfigEntry
from .agenda import MovieRelease, Release
from .api.trakt import Feed, Section
from .const import DOMAIN
from .entity import FeedEntity, UserDataEntity
from .user_data import Timeline, TimelineEntry

PARALLEL_UPDATES = 0

_HISTORY_KEY: Final = "history"
_COLORS: Final[tuple[Mapping[str, str], ...]] = (
    {
        Feed.EPISODES: "#b388ff",
        Feed.MOVIES: "#ff8a80",
        Feed.STREAMING: "#4fc3f7",
        Feed.DVD: "#81c784",
        _HISTORY_KEY: "#ffcc80",
    },
    {
        Feed.EPISODES: "#f48fb1",
        Feed.MOVIES: "#ffd54f",
        Feed.STREAMING: "#80cbc4",
        Feed.DVD: "#dce775",
        _HISTORY_KEY: "#bcaaa4",
    },
)
"""Colors of the first account, of the second, and again; light enough for the calendar's black letters."""
_MINUTE: Final = timedelta(minutes=1)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: TraktConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the calendars of an account."""
    feeds = entry.runtime_data.options.feeds
    async_add_entities([*(TraktCalendar(entry, feed) for feed in feeds), HistoryCalendar(entry)])


class TraktCalendar(FeedEntity, CalendarEntity):
    """The agenda of one feed, from memory; only pages outside the window are requested."""

    def __init__(self, entry: TraktConfigEntry, feed: Feed) -> None:
        """Initialize the Trakt calendar."""
        super().__init__(entry, _description(entry, feed), feed)
        self._pages = entry.runtime_data.calendar_pages
        self._wording = entry.runtime_data.wording
        # Home Assistant reads the event three times for one state, and validates each new one.
        self._last_event = lru_cache(maxsize=1)(self._event)

    @property
    @override
    def event(self) -> CalendarEvent | None:
        """Return the current release, else the next one."""
        release = self.agenda.current_or_next(dt_util.utcnow())
        return self._last_event(release, self.agenda.zone) if release is not None else None

    @override
    async def async_get_events(
        self, hass: HomeAssistant, start_date: datetime, end_date: datetime
    ) -> list[CalendarEvent]:
        """Return the releases that are on at some moment of a range."""
        agenda = await self._pages.async_agenda(self._feed, start_date, end_date)
        return [self._event(release, agenda.zone) for release in agenda.between(start_date, end_date)]

    def _event(self, release: Release, zone: tzinfo) -> CalendarEvent:
        start, end = release.start_in(zone).astimezone(zone), release.end_in(zone).astimezone(zone)
        all_day = isinstance(release, MovieRelease)
        return CalendarEvent(
            start=start.date() if all_day else start,
            end=end.date() if all_day else end,
            summary=self._wording.summary(release),
            description=self._wording.description(release),
            location=None if isinstance(release, MovieRelease) else release.show.network,
            uid=release.uid,
        )


class HistoryCalendar(UserDataEntity, CalendarEntity):
    """The whole history, from memory."""

    def __init__(self, entry: TraktConfigEntry) -> None:
        """Initialize the history calendar."""
        super().__init__(entry, _description(entry, _HISTORY_KEY), Section.HISTORY)
        self._history = entry.runtime_data.history

    @property
    @override
    def available(self) -> bool:
        """Return whether the history was ever read; a failed refresh does not matter."""
        return self._history.timeline is not None

    @property
    @override
    def event(self) -> CalendarEvent | None:
        """Return what is being watched; the history has no next event."""
        seen = self._timeline.at(dt_util.utcnow())
        return _event_of(seen) if seen is not None else None

    @override
    async def async_get_events(
        self, hass: HomeAssistant, start_date: datetime, end_date: datetime
    ) -> list[CalendarEvent]:
        """Return the plays at some moment of a range."""
        # A range of years would block the event loop.
        return await hass.async_add_executor_job(_events, self._timeline, start_date, end_date)

    @property
    def _timeline(self) -> Timeline:
        return self._history.timeline or Timeline()


def _description(entry: TraktConfigEntry, key: str) -> CalendarEntityDescription:
    """Return the description of a calendar; those of two accounts differ in color."""
    accounts = entry.runtime_data.agenda.hass.config_entries.async_entries(DOMAIN)
    position = [account.entry_id for account in accounts].index(entry.entry_id)
    color = _COLORS[position % len(_COLORS)][key]
    return CalendarEntityDescription(key=key, translation_key=key, initial_color=color)


def _events(timeline: Timeline, start: datetime, end: datetime) -> list[CalendarEvent]:
    return [_event_of(seen) for seen in timeline.between(start, end)]


def _event_of(seen: TimelineEntry) -> CalendarEvent:
    return CalendarEvent(
        start=_local(seen.start),
        end=_local(seen.end),
        summary=seen.summary,
        description=seen.url,
        uid=seen.uid,
    )


def _local(moment: datetime) -> datetime:
    """Return a moment in local time, in UTC if its offset has seconds, which browsers cannot read."""
    local = dt_util.as_local(moment)
    offset = local.utcoffset()
    return moment if offset is None or offset % _MINUTE else local
