"""A client for Trakt, with tokens that are numbered."""

import re

from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession
import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.trakt_upcoming.api.http import HttpClient
from custom_components.trakt_upcoming.api.ledger import Ledger
from custom_components.trakt_upcoming.api.trakt import TraktClient
from custom_components.trakt_upcoming.api.waits import Budget, Waits

BASE = "https://trakt.example"
ANYTHING = re.compile(f"{BASE}/.*")


class Tokens:
    """Tokens that are numbered."""

    def __init__(self) -> None:
        """Start with the first."""
        self.number = 1
        self.error: Exception | None = None

    async def access_token(self) -> str:
        """Return the one in use."""
        if self.error is not None:
            raise self.error
        return f"token-{self.number}"

    async def renew(self, rejected: str) -> str:
        """Return the next."""
        self.number += 1
        return await self.access_token()


@pytest.fixture
def tokens() -> Tokens:
    """Return the tokens of the account."""
    return Tokens()


@pytest.fixture
def waits() -> Waits:
    """Return the waits of the account."""
    return Waits()


@pytest.fixture
def client(hass: HomeAssistant, aioclient_mock: AiohttpClientMocker, tokens: Tokens, waits: Waits) -> TraktClient:
    """Return the client."""
    http = HttpClient(async_get_clientsession(hass), "Test/1.0", Ledger())
    return TraktClient(http, BASE, client_id="client-id", tokens=tokens, waits=waits, budget=Budget())
