"""Which account an action is about."""

import asyncio
from typing import Final

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import ServiceCall
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv, service
import probatio

from ..account import TraktConfigEntry
from ..const import DOMAIN

ACCOUNT_FIELD: Final = {probatio.Optional(ATTR_CONFIG_ENTRY_ID): cv.string}
"""May be left out where there is only one account."""


async def async_entry(call: ServiceCall) -> TraktConfigEntry:
    """Return the account that is meant, once it is set up.

    Raises ServiceValidationError when it is not clear, or there is none that is set up.
    """
    await _async_wait_for_setup(call)
    entry_id = call.data.get(ATTR_CONFIG_ENTRY_ID)
    enabled = call.hass.config_entries.async_entries(DOMAIN, include_ignore=False, include_disabled=False)
    if entry_id is None and len(enabled) > 1:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="several_accounts",
            translation_placeholders={"field": ATTR_CONFIG_ENTRY_ID},
        )
    return service.async_get_config_entry(call.hass, DOMAIN, entry_id)


async def _async_wait_for_setup(call: ServiceCall) -> None:
    """Wait for accounts that are being set up: their first states trigger automations a moment before it is done."""
    meant = call.data.get(ATTR_CONFIG_ENTRY_ID)
    for entry in call.hass.config_entries.async_entries(DOMAIN):
        if meant not in (None, entry.entry_id):
            continue
        changed = asyncio.Event()
        remove_listener = entry.async_on_state_change(changed.set)
        try:
            while entry.state is ConfigEntryState.SETUP_IN_PROGRESS:
                await changed.wait()
                changed.clear()
        finally:
            remove_listener()
