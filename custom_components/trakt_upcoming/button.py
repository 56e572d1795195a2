"""Buttons: refresh now."""

from typing import override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .account import TraktConfigEntry
from .api.waits import EVERYTHING
from .clients import limits_of
from .const import DOMAIN
from .entity import AgendaEntity
from .exceptions import translated_error
from .issues import issue_of

PARALLEL_UPDATES = 1

REFRESH = ButtonEntityDescription(key="refresh", translation_key="refresh", entity_category=EntityCategory.DIAGNOSTIC)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: TraktConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the button of an account."""
    async_add_entities([RefreshButton(entry, REFRESH)])


class RefreshButton(AgendaEntity, ButtonEntity):
    """Button to refresh now, with old and doubted user data; refused during a pause."""

    def __init__(self, entry: TraktConfigEntry, description: ButtonEntityDescription) -> None:
        """Initialize the refresh button."""
        super().__init__(entry, description)
        self._user_data = entry.runtime_data.user_data
        self._waits = limits_of(self.coordinator.hass, entry.entry_id).waits

    @property
    @override
    def available(self) -> bool:
        """Return True; a refresh can always be requested."""
        return True

    @override
    async def async_press(self) -> None:
        """Refresh now.

        Raises HomeAssistantError during a pause, and if Trakt does not answer.
        """
        self._raise_pause()
        self._user_data.async_renew_old()
        before = self.coordinator.last_exception
        await self.coordinator.async_request_refresh()
        self._raise_pause()
        # If pressed again within seconds, Home Assistant refreshes once, a little later; then there is no new error.
        error = self.coordinator.last_exception
        if error is not before and isinstance(error, HomeAssistantError):
            raise error

    def _raise_pause(self) -> None:
        """Raise the error of a running pause: what the user has to do, or until when Trakt pauses."""
        if (pause := self._waits.running.get(EVERYTHING)) is None:
            return
        remaining, error = pause
        if issue_of(error) is not None:
            raise translated_error(error) from error
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="waiting",
            translation_placeholders={"until": f"{dt_util.now() + remaining:%H:%M}"},
        ) from error
