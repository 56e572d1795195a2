"""What all entities of an account share."""

from typing import Final, override

from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity import EntityDescription
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .account import TraktConfigEntry
from .agenda import Agenda
from .api.trakt import Feed, Section
from .const import ATTRIBUTION_TRAKT, DOMAIN, TRAKT_WEBSITE
from .coordinator import AgendaCoordinator
from .watching import Watching

KEYS_OF_FEED: Final = {
    Feed.EPISODES: (
        "episodes",
        "next_episode",
        "next_episode_poster",
        "next_episode_title",
        "episodes_today",
        "upcoming_episodes",
    ),
    Feed.MOVIES: (
        "movies",
        "next_movie",
        "next_movie_poster",
        "next_movie_title",
        "movies_today",
        "upcoming_movies",
    ),
    Feed.STREAMING: ("streaming",),
    Feed.DVD: ("dvd",),
}
"""The entities that are there only while the feed is chosen."""


class TraktEntity(CoordinatorEntity[AgendaCoordinator]):
    """An entity of an account."""

    _attr_attribution = ATTRIBUTION_TRAKT
    _attr_has_entity_name = True

    def __init__(self, entry: TraktConfigEntry, description: EntityDescription) -> None:
        """Take the account and what the entity is."""
        super().__init__(entry.runtime_data.coordinator)
        self.entity_description = description
        self._attr_unique_id = f"{entry.unique_id}_{description.key}"
        self._attr_device_info = DeviceInfo(
            configuration_url=TRAKT_WEBSITE,
            entry_type=DeviceEntryType.SERVICE,
            identifiers={(DOMAIN, str(entry.unique_id))},
            manufacturer="Trakt",
            name=entry.title,
        )


class FeedEntity(TraktEntity):
    """An entity that shows one feed, and is there as long as the feed's last answer is not too old."""

    def __init__(self, entry: TraktConfigEntry, description: EntityDescription, feed: Feed) -> None:
        """Take the feed as well."""
        super().__init__(entry, description)
        self._attr_attribution = self.coordinator.presentation.attribution
        self._feed = feed

    @property
    def agenda(self) -> Agenda:
        """The feed's agenda."""
        return self.coordinator.data.of_feed(self._feed)

    @property
    @override
    def available(self) -> bool:
        """Return whether the feed has answered lately, whatever happened to the last turn."""
        return self.coordinator.is_available(self._feed)


class PersonEntity(TraktEntity):
    """An entity that shows a section of what Trakt keeps of the person, as it was last read."""

    def __init__(self, entry: TraktConfigEntry, description: EntityDescription, section: Section) -> None:
        """Take the section as well."""
        super().__init__(entry, description)
        self.coordinator_context = section

    @property
    def watching(self) -> Watching:
        """What is known of the person."""
        return self.coordinator.presentation.watching

    @property
    @override
    def available(self) -> bool:
        """Return that what is known stays known."""
        return True
