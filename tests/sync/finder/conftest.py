"""The client of an account."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.trakt_upcoming.api.http import HttpClient
from custom_components.trakt_upcoming.api.ledger import Ledger
from custom_components.trakt_upcoming.api.trakt import TraktClient
from custom_components.trakt_upcoming.api.waits import Budget, Waits
from custom_components.trakt_upcoming.const import DOMAIN

from ...api.trakt.conftest import BASE, Tokens


@pytest.fixture
async def client(hass: HomeAssistant, aioclient_mock: AiohttpClientMocker) -> TraktClient:
    """Return the client of an account, in a home that knows the texts."""
    assert await async_setup_component(hass, DOMAIN, {})
    http = HttpClient(async_get_clientsession(hass), "Test/1.0", Ledger())
    return TraktClient(http, BASE, client_id="client-id", tokens=Tokens(), waits=Waits(), budget=Budget())
