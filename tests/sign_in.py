"""Signing in: the addresses, the answers and the dialog."""

from typing import Any

from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.trakt_upcoming.const import DOMAIN, TMDB_API, TRAKT_AUTH

REDIRECT = "https://example.com/auth/external/callback"


TOKEN_URL = f"{TRAKT_AUTH}/oauth/token"


CONFIGURATION_URL = f"{TMDB_API}/3/configuration"


TOKEN = {
    "access_token": "new-access-token",
    "refresh_token": "new-refresh-token",
    "token_type": "bearer",
    "expires_in": 604_800,
    "scope": "public",
    "created_at": 1,
}


HTML = {"Content-Type": "text/html"}


async def begin(hass: HomeAssistant) -> Any:
    """Begin to add an account."""
    return await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})


def token_request(aioclient_mock: AiohttpClientMocker) -> dict[str, Any]:
    """Return the JSON with which the code was exchanged."""
    requests = [data for method, url, data, _ in aioclient_mock.mock_calls if str(url) == TOKEN_URL]
    assert len(requests) == 1
    return dict(requests[0])
