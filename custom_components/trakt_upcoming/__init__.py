"""The Trakt Upcoming integration."""

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv, entity_registry as er
from homeassistant.helpers.typing import ConfigType

from .account import Account, TraktConfigEntry, async_forget
from .api.trakt import Feed
from .config_flow import TraktFlowHandler
from .const import DOMAIN, LOGGER
from .entity import KEYS_OF_FEED
from .frontend.register import async_setup_card
from .frontend.views import ArtworkView
from .frontend.websocket_api import async_setup_websocket_api
from .issues import async_cure_all
from .services import async_setup_services

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)
PLATFORMS = [
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.CALENDAR,
    Platform.IMAGE,
    Platform.SENSOR,
    Platform.TODO,
]


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Set up the actions and the card."""
    async_setup_services(hass)
    async_setup_websocket_api(hass)
    await async_setup_card(hass)
    hass.http.register_view(ArtworkView())
    _explain_newer_accounts(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: TraktConfigEntry) -> bool:
    """Set up an account."""
    entry.runtime_data = await Account.async_open(hass, entry)
    _remove_entities_of_other_feeds(hass, entry)
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    entry.runtime_data.user_data.async_catch_up()
    return True


async def async_unload_entry(hass: HomeAssistant, entry: TraktConfigEntry) -> bool:
    """Unload a config entry."""
    return await hass.config_entries.async_unload_platforms(entry, PLATFORMS)


async def async_remove_entry(hass: HomeAssistant, entry: TraktConfigEntry) -> None:
    """Delete all files of an account, and revoke its token."""
    async_cure_all(hass, entry)
    await async_forget(hass, entry)


def _explain_newer_accounts(hass: HomeAssistant) -> None:
    """Log how to recover entries that a newer version created; Home Assistant refuses to set those up."""
    for entry in hass.config_entries.async_entries(DOMAIN):
        if entry.version > TraktFlowHandler.VERSION:
            LOGGER.error(
                "%s was set up by a newer version of Trakt Upcoming and cannot be used by this one: "
                "install the newer version again, or delete the account and add it anew",
                entry.title,
            )


def _remove_entities_of_other_feeds(hass: HomeAssistant, entry: TraktConfigEntry) -> None:
    chosen = entry.runtime_data.options.feeds
    unwanted = {f"{entry.unique_id}_{key}" for feed in Feed if feed not in chosen for key in KEYS_OF_FEED[feed]}
    registry = er.async_get(hass)
    for entity in er.async_entries_for_config_entry(registry, entry.entry_id):
        if entity.unique_id in unwanted:
            registry.async_remove(entity.entity_id)
