"""Calendars: one for each chosen feed."""

from datetime import datetime
from typing import Final, override

from homeassistant.components.calendar import CalendarEntity, CalendarEntityDescription, CalendarEvent
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .account import TraktConfigEntry
from .agenda import MovieRelease, Release
from .api.trakt import Feed
from .entity import FeedEntity

PARALLEL_UPDATES = 0

_COLORS: Final = {
    Feed.EPISODES: "#b388ff",
    Feed.MOVIES: "#ff8a80",
    Feed.STREAMING: "#4fc3f7",
    Feed.DVD: "#81c784",
}
"""Light enough for the black letters that the calendar puts on them."""


async def async_setup_entry(
    hass: HomeAssistant,
    entry: TraktConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the calendars of an account."""
    async_add_entities(TraktCalendar(entry, feed) for feed in entry.runtime_data.coordinator.presentation.options.feeds)


class TraktCalendar(FeedEntity, CalendarEntity):
    """The agenda of one feed, from memory; only pages beyond the window are asked for."""

    def __init__(self, entry: TraktConfigEntry, feed: Feed) -> None:
        """Take the feed to show."""
        description = CalendarEntityDescription(key=feed, translation_key=feed, initial_color=_COLORS[feed])
        super().__init__(entry, description, feed)
        self._beyond = entry.runtime_data.beyond

    @property
    @override
    def event(self) -> CalendarEvent | None:
        """Return what is on, else what comes next."""
        release = self.agenda.current_or_next(dt_util.utcnow())
        return self._event(release) if release is not None else None

    @override
    async def async_get_events(
        self, hass: HomeAssistant, start_date: datetime, end_date: datetime
    ) -> list[CalendarEvent]:
        """Return what is on at some moment of a range."""
        agenda = await self._beyond.async_agenda(self._feed, start_date, end_date)
        return [self._event(release) for release in agenda.between(start_date, end_date)]

    def _event(self, release: Release) -> CalendarEvent:
        wording = self.coordinator.presentation.wording
        zone = self.agenda.zone
        start, end = release.start_in(zone).astimezone(zone), release.end_in(zone).astimezone(zone)
        all_day = isinstance(release, MovieRelease)
        return CalendarEvent(
            start=start.date() if all_day else start,
            end=end.date() if all_day else end,
            summary=wording.summary(release),
            description=wording.description(release),
            location=None if isinstance(release, MovieRelease) else release.show.network,
            uid=release.uid,
        )
