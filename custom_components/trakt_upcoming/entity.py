"""Base classes of the entities."""

from typing import Final, override

from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity import EntityDescription
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .account import TraktConfigEntry
from .agenda import Agenda
from .api.trakt import Feed, Section
from .const import ATTRIBUTION_TRAKT, DOMAIN, TRAKT_WEBSITE
from .coordinator import AgendaCoordinator, UserDataCoordinator

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
"""The keys of entities that exist only while their feed is chosen."""


class TraktEntity[CoordinatorT: AgendaCoordinator | UserDataCoordinator](CoordinatorEntity[CoordinatorT]):
    """An entity of an account."""

    _attr_attribution = ATTRIBUTION_TRAKT
    _attr_has_entity_name = True

    def __init__(
        self,
        entry: TraktConfigEntry,
        description: EntityDescription,
        coordinator: CoordinatorT,
        context: Section | None = None,
    ) -> None:
        """Initialize the entity; its context is the section that it shows."""
        super().__init__(coordinator, context)
        self.entity_description = description
        self._attr_unique_id = f"{entry.unique_id}_{description.key}"
        self._attr_device_info = DeviceInfo(
            configuration_url=TRAKT_WEBSITE,
            entry_type=DeviceEntryType.SERVICE,
            identifiers={(DOMAIN, str(entry.unique_id))},
            manufacturer="Trakt",
            name=entry.title,
        )


class AgendaEntity(TraktEntity[AgendaCoordinator]):
    """An entity of the agenda."""

    def __init__(self, entry: TraktConfigEntry, description: EntityDescription) -> None:
        """Initialize the entity."""
        super().__init__(entry, description, entry.runtime_data.agenda)


class FeedEntity(AgendaEntity):
    """An entity that shows one feed; available for 24 hours after the feed's last answer."""

    def __init__(self, entry: TraktConfigEntry, description: EntityDescription, feed: Feed) -> None:
        """Initialize the entity."""
        super().__init__(entry, description)
        self._attr_attribution = entry.runtime_data.attribution
        self._feed = feed

    @property
    def agenda(self) -> Agenda:
        """The feed's agenda."""
        return self.coordinator.data.of_feed(self._feed)

    @property
    @override
    def available(self) -> bool:
        """Return whether the feed has answered within 24 hours; a failed refresh does not matter."""
        return self.coordinator.is_available(self._feed)


class UserDataEntity(TraktEntity[UserDataCoordinator]):
    """An entity that shows a section of user data."""

    def __init__(self, entry: TraktConfigEntry, description: EntityDescription, section: Section) -> None:
        """Initialize the entity."""
        super().__init__(entry, description, entry.runtime_data.user_data, section)
        self._section = section

    @property
    @override
    def available(self) -> bool:
        """Return True; user data that was read stays valid."""
        return True
