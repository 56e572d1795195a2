"""The actions."""

from homeassistant.core import HomeAssistant, callback

from .changes import async_setup_changes
from .details import async_setup_details
from .discover import async_setup_discover
from .history import async_setup_history
from .upcoming import async_setup_upcoming


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    async_setup_upcoming(hass)
    async_setup_discover(hass)
    async_setup_details(hass)
    async_setup_history(hass)
    async_setup_changes(hass)
