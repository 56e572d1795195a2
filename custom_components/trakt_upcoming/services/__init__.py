"""The actions: what can be asked and done beside what the entities show."""

from homeassistant.core import HomeAssistant, callback

from .upcoming import async_setup_upcoming


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    async_setup_upcoming(hass)
