"""Makes dashboards load the card."""

from pathlib import Path
from typing import Final

from homeassistant.components import frontend
from homeassistant.components.http.server import StaticPathConfig
from homeassistant.core import HomeAssistant
from homeassistant.loader import async_get_integration

from ..const import DOMAIN

_FOLDER: Final = Path(__file__).with_name("card")
_MODULE: Final = "trakt-upcoming-card.js"


async def async_setup_card(hass: HomeAssistant) -> None:
    """Serve the card, at an address of its own for each version: browsers cache it."""
    integration = await async_get_integration(hass, DOMAIN)
    address = f"/{DOMAIN}/{integration.version}"
    await hass.http.async_register_static_paths([StaticPathConfig(address, str(_FOLDER))])
    frontend.add_extra_js_url(hass, f"{address}/{_MODULE}")
