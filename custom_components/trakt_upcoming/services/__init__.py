"""The actions: what can be asked and done beside what the entities show."""

from homeassistant.core import HomeAssistant, callback

from .details import async_setup_details
from .past import async_setup_past
from .reading import async_setup_reading
from .upcoming import async_setup_upcoming
from .writing import async_setup_writing


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    async_setup_upcoming(hass)
    async_setup_reading(hass)
    async_setup_details(hass)
    async_setup_past(hass)
    async_setup_writing(hass)
