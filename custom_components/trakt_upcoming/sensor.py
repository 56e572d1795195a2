"""Sensors: the next release and its start, the releases of today, and the upcoming ones."""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import MAX_LENGTH_STATE_STATE, EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .account import TraktConfigEntry
from .agenda import MovieRelease, Release
from .agenda.release import episode_count
from .agenda.serialize import attributes
from .agenda.upcoming_media import EPISODE_LINES, MOVIE_LINES, Row, UpcomingRows, card_data
from .agenda.wording import short_title
from .api.trakt import Feed
from .entity import AgendaEntity, FeedEntity
from .totals import TOTALS, TotalSensor

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class NextDescription(SensorEntityDescription):
    """A sensor whose value is when the current or next release of a feed starts."""

    feed: Feed
    value: Callable[[Release], datetime | date]


@dataclass(frozen=True, kw_only=True)
class NextTitleDescription(SensorEntityDescription):
    """A sensor whose value is the title of the current or next release of a feed."""

    feed: Feed


@dataclass(frozen=True, kw_only=True)
class CountDescription(SensorEntityDescription):
    """A sensor that counts releases of a feed."""

    feed: Feed


@dataclass(frozen=True, kw_only=True)
class UpcomingDescription(CountDescription):
    """A sensor that also has its releases as rows; `lines` are the layout of the card."""

    lines: Row


NEXT: tuple[NextDescription, ...] = (
    NextDescription(
        key="next_episode",
        translation_key="next_episode",
        device_class=SensorDeviceClass.TIMESTAMP,
        feed=Feed.EPISODES,
        value=lambda release: release.start_in(dt_util.UTC),
    ),
    NextDescription(
        key="next_movie",
        translation_key="next_movie",
        device_class=SensorDeviceClass.DATE,
        feed=Feed.MOVIES,
        # The calendar day that Trakt names, which is the same in every zone.
        value=lambda release: release.start_in(dt_util.UTC).date(),
    ),
)

NEXT_TITLES: tuple[NextTitleDescription, ...] = (
    NextTitleDescription(key="next_episode_title", translation_key="next_episode_title", feed=Feed.EPISODES),
    NextTitleDescription(key="next_movie_title", translation_key="next_movie_title", feed=Feed.MOVIES),
)

TODAY: tuple[CountDescription, ...] = (
    CountDescription(
        key="episodes_today",
        translation_key="episodes_today",
        state_class=SensorStateClass.MEASUREMENT,
        feed=Feed.EPISODES,
    ),
    CountDescription(
        key="movies_today",
        translation_key="movies_today",
        state_class=SensorStateClass.MEASUREMENT,
        feed=Feed.MOVIES,
    ),
)

UPCOMING: tuple[UpcomingDescription, ...] = (
    UpcomingDescription(
        key="upcoming_episodes",
        translation_key="upcoming_episodes",
        state_class=SensorStateClass.MEASUREMENT,
        feed=Feed.EPISODES,
        lines=EPISODE_LINES,
    ),
    UpcomingDescription(
        key="upcoming_movies",
        translation_key="upcoming_movies",
        state_class=SensorStateClass.MEASUREMENT,
        feed=Feed.MOVIES,
        lines=MOVIE_LINES,
    ),
)

LAST_REFRESH = SensorEntityDescription(
    key="last_refresh",
    translation_key="last_refresh",
    device_class=SensorDeviceClass.TIMESTAMP,
    entity_category=EntityCategory.DIAGNOSTIC,
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: TraktConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the sensors of an account."""
    feeds = entry.runtime_data.options.feeds
    async_add_entities(
        [
            *(NextSensor(entry, description) for description in NEXT if description.feed in feeds),
            *(NextTitleSensor(entry, description) for description in NEXT_TITLES if description.feed in feeds),
            *(TodaySensor(entry, description) for description in TODAY if description.feed in feeds),
            *(UpcomingSensor(entry, description) for description in UPCOMING if description.feed in feeds),
            LastRefreshSensor(entry, LAST_REFRESH),
            *(TotalSensor(entry, description) for description in TOTALS),
        ]
    )


class ReleaseSensor(FeedEntity, SensorEntity):
    """Base of the sensors of the current or next release of a feed, with its poster."""

    entity_description: NextDescription | NextTitleDescription

    def __init__(self, entry: TraktConfigEntry, description: NextDescription | NextTitleDescription) -> None:
        """Initialize the sensor."""
        super().__init__(entry, description, description.feed)

    @property
    def release(self) -> Release | None:
        """The release that is on, else the next one, None if there is none."""
        return self.agenda.current_or_next(dt_util.utcnow())

    @property
    @override
    def entity_picture(self) -> str | None:
        """Return the address of its poster."""
        return release.pictures.poster if (release := self.release) is not None else None

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """Return the attributes of the release."""
        return attributes(release) if (release := self.release) is not None else None


class NextSensor(ReleaseSensor):
    """When the current or next release starts."""

    entity_description: NextDescription

    @property
    @override
    def native_value(self) -> datetime | date | None:
        """Return when it starts: a moment in UTC for an episode, a day for a movie."""
        return self.entity_description.value(release) if (release := self.release) is not None else None


class NextTitleSensor(ReleaseSensor):
    """The title of the current or next release."""

    entity_description: NextTitleDescription

    @property
    @override
    def native_value(self) -> str | None:
        """Return the title of the movie, or the show with the number of the episode."""
        return short_title(release, MAX_LENGTH_STATE_STATE) if (release := self.release) is not None else None

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """Return the attributes of the release and its start: local time for an episode, the day for a movie."""
        if (release := self.release) is None:
            return None
        start = release.start_in(self.agenda.zone).astimezone(self.agenda.zone)
        day_or_moment = start.date() if isinstance(release, MovieRelease) else start
        return {**attributes(release), "start": day_or_moment.isoformat()}


class CountSensor(FeedEntity, SensorEntity):
    """The number of episodes or movies among some releases of a feed."""

    entity_description: CountDescription

    def __init__(self, entry: TraktConfigEntry, description: CountDescription) -> None:
        """Initialize the count sensor."""
        super().__init__(entry, description, description.feed)

    @property
    @abstractmethod
    def releases(self) -> tuple[Release, ...]:
        """The releases that are counted."""

    @property
    @override
    def native_value(self) -> int:
        """Return how many episodes and movies there are."""
        return sum(map(episode_count, self.releases))


class TodaySensor(CountSensor):
    """The number of releases on the local day, also those that are over."""

    # On some days the titles exceed the recorder's limit for attributes.
    _unrecorded_attributes = frozenset({"titles"})

    def __init__(self, entry: TraktConfigEntry, description: CountDescription) -> None:
        """Initialize the sensor."""
        super().__init__(entry, description)
        self._wording = entry.runtime_data.wording

    @property
    @override
    def releases(self) -> tuple[Release, ...]:
        """The releases of today."""
        return self.agenda.today(dt_util.utcnow())

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any]:
        """Return the titles."""
        return {"titles": [self._wording.summary(release) for release in self.releases]}


class UpcomingSensor(CountSensor):
    """The number of releases in the window, with rows for the upcoming-media-card."""

    _unrecorded_attributes = frozenset({"data"})
    entity_description: UpcomingDescription

    def __init__(self, entry: TraktConfigEntry, description: UpcomingDescription) -> None:
        """Initialize the sensor."""
        super().__init__(entry, description)
        self._days = entry.runtime_data.options.days
        self._rows = UpcomingRows()

    @property
    @override
    def releases(self) -> tuple[Release, ...]:
        """The releases of the window that are not over."""
        return self.agenda.upcoming(dt_util.utcnow(), self._days)

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any]:
        """Return the rows of the card."""
        rows = self._rows.of(self.releases, self.coordinator.data.zone)
        return {"data": card_data(self.entity_description.lines, rows)}


class LastRefreshSensor(AgendaEntity, SensorEntity):
    """When all chosen feeds had last answered."""

    @property
    @override
    def available(self) -> bool:
        """Return True; the moment stays valid."""
        return True

    @property
    @override
    def native_value(self) -> datetime | None:
        """Return the moment."""
        return self.coordinator.last_update_success_time
