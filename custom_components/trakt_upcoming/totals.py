"""Sensors of totals: how much the user has watched, collected and rated."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import UnitOfTime

from .account import TraktConfigEntry
from .api.trakt import Section, Statistics
from .entity import UserDataEntity


@dataclass(frozen=True, kw_only=True)
class TotalDescription(SensorEntityDescription):
    """A number of Trakt's statistics; disabled by default, because it costs a request a day."""

    entity_registry_enabled_default: bool = False
    # It decreases when plays or ratings are removed.
    state_class: SensorStateClass = SensorStateClass.TOTAL
    value: Callable[[Statistics], int | None]


TOTALS: Final[tuple[TotalDescription, ...]] = (
    TotalDescription(
        key="movies_plays",
        translation_key="movies_plays",
        value=lambda statistics: statistics.movies.plays,
    ),
    TotalDescription(
        key="movies_minutes",
        translation_key="movies_minutes",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.MINUTES,
        suggested_display_precision=1,
        suggested_unit_of_measurement=UnitOfTime.HOURS,
        value=lambda statistics: statistics.movies.minutes,
    ),
    TotalDescription(
        key="movies_watched",
        translation_key="movies_watched",
        value=lambda statistics: statistics.movies.watched,
    ),
    TotalDescription(
        key="movies_collected",
        translation_key="movies_collected",
        value=lambda statistics: statistics.movies.collected,
    ),
    TotalDescription(
        key="movies_ratings",
        translation_key="movies_ratings",
        value=lambda statistics: statistics.movies.ratings,
    ),
    TotalDescription(
        key="shows_watched",
        translation_key="shows_watched",
        value=lambda statistics: statistics.shows.watched,
    ),
    TotalDescription(
        key="shows_collected",
        translation_key="shows_collected",
        value=lambda statistics: statistics.shows.collected,
    ),
    TotalDescription(
        key="shows_ratings",
        translation_key="shows_ratings",
        value=lambda statistics: statistics.shows.ratings,
    ),
    TotalDescription(
        key="episodes_plays",
        translation_key="episodes_plays",
        value=lambda statistics: statistics.episodes.plays,
    ),
    TotalDescription(
        key="episodes_minutes",
        translation_key="episodes_minutes",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.MINUTES,
        suggested_display_precision=1,
        suggested_unit_of_measurement=UnitOfTime.HOURS,
        value=lambda statistics: statistics.episodes.minutes,
    ),
    TotalDescription(
        key="episodes_watched",
        translation_key="episodes_watched",
        value=lambda statistics: statistics.episodes.watched,
    ),
    TotalDescription(
        key="episodes_collected",
        translation_key="episodes_collected",
        value=lambda statistics: statistics.episodes.collected,
    ),
    TotalDescription(
        key="episodes_ratings",
        translation_key="episodes_ratings",
        value=lambda statistics: statistics.episodes.ratings,
    ),
)


class TotalSensor(UserDataEntity, SensorEntity):
    """One of the totals."""

    entity_description: TotalDescription

    def __init__(self, entry: TraktConfigEntry, description: TotalDescription) -> None:
        """Initialize the total sensor."""
        super().__init__(entry, description, Section.STATISTICS)

    @property
    @override
    def native_value(self) -> int | None:
        """Return the total, None if not known."""
        statistics = self.coordinator.data.statistics
        return self.entity_description.value(statistics) if statistics is not None else None
