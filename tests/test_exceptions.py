"""Errors in the user's language: in the frontend, in actions, and spoken."""

from datetime import timedelta
import logging

from homeassistant.components.conversation import async_converse
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

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
from custom_components.trakt_upcoming.const import DOMAIN, TRAKT_API
from custom_components.trakt_upcoming.exceptions import (
    SpeakableError,
    SpeakableValidationError,
    translated_errors,
)

from .api.trakt.conftest import BASE, Tokens
from .conftest import SetUp
from .records_json import listed_movie
from .trakt import FakeTrakt, know, sent, take
from .works_json import found, movie

MOVIES = "todo.trakt_demo_movie_watchlist"
DUNES = [found(movie("Dune", year, 500 + n)) for n, year in enumerate((1984, 2021))]
SEVERAL = 'Several titles match "Dune": Dune (1984), Dune (2021). Add the year.'

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
    (UnavailableError("x"), "not answer properly"),
]


@pytest.fixture
def language() -> str:
    """Return the language of the home; parametrize it for another one."""
    return "en"


@pytest.fixture
async def home(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, language: str) -> None:
    """Let the list be one that users can speak of, and Trakt know two movies of one title."""
    await hass.config.async_update(language=language)
    assert await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, "conversation", {})
    await set_up()
    await know(hass, entry, watchlist_movies=[listed_movie(900)])
    registry = er.async_get(hass)
    movies = registry.async_get_entity_id("todo", DOMAIN, f"{entry.unique_id}_watchlist_movies")
    assert movies is not None
    registry.async_update_entity(movies, aliases=["movie watchlist", "Filmliste"])
    async_expose_entity(hass, "conversation", movies, True)
    trakt.mock.get(f"{TRAKT_API}/search/movie", json=DUNES)
    take(hass, trakt)


async def say(hass: HomeAssistant, words: str) -> str:
    """Return what Home Assistant answers to a user who speaks."""
    result = await async_converse(hass, words, None, Context())
    return str(result.response.speech["plain"]["speech"])


def complaints(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was logged that a user would have to look at."""
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR or record.exc_info]


@pytest.mark.usefixtures("home")
async def test_a_title_that_several_have(
    hass: HomeAssistant, trakt: FakeTrakt, caplog: pytest.LogCaptureFixture
) -> None:
    """The voice says which, and the year is enough then."""
    assert await say(hass, "add Dune to my movie watchlist") == SEVERAL
    assert complaints(caplog) == []
    assert not sent(trakt)

    assert "Added" in await say(hass, "add Dune 2021 to my movie watchlist")
    assert sent(trakt) == [("/sync/watchlist", {"movies": [{"ids": {"trakt": 501}}]})]


@pytest.mark.usefixtures("home")
async def test_trakt_does_not_answer(hass: HomeAssistant, trakt: FakeTrakt, caplog: pytest.LogCaptureFixture) -> None:
    """That is said, too."""
    trakt.clear()
    trakt.mock.get(f"{TRAKT_API}/search/movie", status=503)

    assert "not answer properly" in await say(hass, "add Alien to my movie watchlist")
    assert complaints(caplog) == []


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("language", ["de"])
async def test_another_language(hass: HomeAssistant) -> None:
    """It is the one of the home."""
    said = await say(hass, "Setze Dune auf meine Filmliste")

    assert said == "Mehrere Titel passen zu „Dune“: Dune (1984), Dune (2021). Gib das Jahr dazu an."


@pytest.mark.usefixtures("home")
async def test_the_frontend(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    """It translates the error into the language of the user."""
    client = await hass_ws_client(hass)
    await client.send_json_auto_id(
        {
            "type": "call_service",
            "domain": "todo",
            "service": "add_item",
            "service_data": {"entity_id": MOVIES, "item": "Dune"},
        }
    )
    answer = await client.receive_json()

    assert answer["error"] == {
        "code": "service_validation_error",
        "message": f"Validation error: {SEVERAL}",
        "translation_domain": DOMAIN,
        "translation_key": "title_ambiguous",
        "translation_placeholders": {"title": "Dune", "candidates": "Dune (1984), Dune (2021)"},
    }


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("kind", [SpeakableError, SpeakableValidationError])
def test_base_classes(kind: type[SpeakableError]) -> None:
    """It is caught as any error of Home Assistant, and as a mistake only where it is one."""
    error = kind(translation_domain=DOMAIN, translation_key="being_watched", translation_placeholders={"until": "9:00"})

    assert isinstance(error, HomeAssistantError)
    assert isinstance(error, ServiceValidationError) == (kind is SpeakableValidationError)
    assert "something else on Trakt until 9:00" in str(error)


def test_texts_that_are_not_loaded(hass: HomeAssistant) -> None:
    """What is said then is what Home Assistant says of a text that it does not have."""
    error = SpeakableError(translation_domain="nowhere", translation_key="nothing")

    assert str(error) == "nothing"


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
    with pytest.raises(HomeAssistantError, match=said) as caught, translated_errors(client):
        raise error

    assert caught.value.__cause__ is error


def test_a_pause_that_runs(client: TraktClient, waits: Waits) -> None:
    """It ends when it ends, not as long after the question as it is."""
    waits.impose(RateLimitedError(timedelta(minutes=2)))

    with pytest.raises(HomeAssistantError, match="pause until 12:02:00"), translated_errors(client):
        raise RateLimitedError(timedelta(minutes=30))


def test_other_errors(client: TraktClient) -> None:
    """They are not Trakt's."""
    with pytest.raises(KeyError), translated_errors(client):
        raise KeyError("x")
