"""What people are told when Trakt does not do what they asked for."""

from datetime import timedelta

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.setup import async_setup_component
import pytest

from custom_components.trakt_upcoming.api.errors import (
    AccountLockedError,
    ApiError,
    AppRejectedError,
    AuthenticationError,
    ConflictError,
    LimitReachedError,
    NotFoundError,
    RateLimitedError,
    RefusedError,
    UnavailableError,
    VipRequiredError,
)
from custom_components.trakt_upcoming.api.http import HttpClient
from custom_components.trakt_upcoming.api.ledger import Ledger
from custom_components.trakt_upcoming.api.trakt import TraktClient
from custom_components.trakt_upcoming.api.waits import Budget, Waits
from custom_components.trakt_upcoming.const import DOMAIN
from custom_components.trakt_upcoming.refusals import in_words

from .api.trakt.conftest import BASE, Tokens

# It is noon in London.
ERRORS: list[tuple[ApiError, str]] = [
    (AuthenticationError("x"), "sign in again"),
    (AppRejectedError("x"), "no longer accepts the API app"),
    (AccountLockedError("x"), "locked or deactivated"),
    (VipRequiredError("x"), "VIP members only"),
    (LimitReachedError("x"), "one of Trakt's limits"),
    (LimitReachedError("x", limit=1000), "Trakt's limit of 1000"),
    (NotFoundError("x"), "could not find this"),
    (RateLimitedError(timedelta(minutes=5)), "pause until 12:05:00"),
    (ConflictError("x"), "does not accept"),
    (RefusedError("x"), "does not accept"),
    (ConflictError("x"), "does not accept"),
    (RefusedError("x"), "does not accept"),
    (UnavailableError("x"), "not answer properly"),
]


@pytest.fixture
def waits() -> Waits:
    """Return the waits of the account."""
    return Waits()


@pytest.fixture
async def client(hass: HomeAssistant, waits: Waits) -> TraktClient:
    """Return the client of an account, in a home that knows the texts."""
    assert await async_setup_component(hass, DOMAIN, {})
    http = HttpClient(async_get_clientsession(hass), "Test/1.0", Ledger())
    return TraktClient(http, BASE, client_id="client-id", tokens=Tokens(), waits=waits, budget=Budget())


@pytest.mark.parametrize(("error", "said"), ERRORS, ids=lambda value: type(value).__name__)
def test_every_error(client: TraktClient, error: ApiError, said: str) -> None:
    """It is said in words, and what it was stays known."""
    with pytest.raises(HomeAssistantError, match=said) as caught, in_words(client):
        raise error

    assert caught.value.__cause__ is error


def test_a_pause_that_runs(client: TraktClient, waits: Waits) -> None:
    """It ends when it ends, not as long after the question as it is."""
    waits.impose(RateLimitedError(timedelta(minutes=2)))

    with pytest.raises(HomeAssistantError, match="pause until 12:02:00"), in_words(client):
        raise RateLimitedError(timedelta(minutes=30))


def test_other_errors(client: TraktClient) -> None:
    """They are not Trakt's."""
    with pytest.raises(KeyError), in_words(client):
        raise KeyError("x")
