"""What the handlers of all actions do: find the account, and report errors of Trakt."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import ServiceCall
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import service

from ..account import Account, TraktConfigEntry
from ..api.errors import ApiError
from ..const import DOMAIN
from ..exceptions import translated_errors
from ..issues import async_react


@asynccontextmanager
async def async_account(call: ServiceCall) -> AsyncIterator[Account]:
    """Provide the account of an action, for handlers that send requests.

    Errors of the API leave the block as HomeAssistantError in the user's language. Those that the user has to fix also
    create a repair issue, or ask to sign in again.

    Raises what `async_get_entry` raises.
    """
    entry = await async_get_entry(call)
    try:
        with translated_errors(entry.runtime_data.client):
            yield entry.runtime_data
    except HomeAssistantError as error:
        if isinstance(cause := error.__cause__, ApiError):
            async_react(call.hass, entry, cause)
        raise


async def async_get_entry(call: ServiceCall) -> TraktConfigEntry:
    """Return the config entry that an action names, or the only one, once it is set up.

    Raises ServiceValidationError if the action has to name one, or if there is none that is loaded.
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
    """Wait while accounts are being set up: their first states trigger automations shortly before they are loaded."""
    entry_id = call.data.get(ATTR_CONFIG_ENTRY_ID)
    for entry in call.hass.config_entries.async_entries(DOMAIN):
        if entry_id not in (None, entry.entry_id):
            continue
        changed = asyncio.Event()
        remove_listener = entry.async_on_state_change(changed.set)
        try:
            while entry.state is ConfigEntryState.SETUP_IN_PROGRESS:
                await changed.wait()
                changed.clear()
        finally:
            remove_listener()
