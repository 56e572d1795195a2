"""What is made of TMDB's answers, and when it hears nothing."""

from datetime import timedelta
from email.utils import format_datetime
import re
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.trakt_upcoming.api.errors import KeyRejectedError, RateLimitedError, UnavailableError
from custom_components.trakt_upcoming.api.http import HttpClient
from custom_components.trakt_upcoming.api.ledger import Ledger
from custom_components.trakt_upcoming.api.pace import Pace
from custom_components.trakt_upcoming.api.tmdb import Kind, TmdbClient
from custom_components.trakt_upcoming.api.waits import Waits

BASE = "https://tmdb.example"
ANYTHING = re.compile(f"{BASE}/.*")
HTML = {"Content-Type": "text/html"}
SQUID_GAME = {
    "id": 93405,
    "name": "오징어 게임",
    "original_name": "오징어 게임",
    "original_language": "ko",
    "overview": "",
    "poster_path": "/p.jpg",
    "season/1": {
        "episodes": [
            {"season_number": 1, "episode_number": 1, "name": "무궁화 꽃이 피던 날", "overview": ""},
            {"season_number": 1, "episode_number": 2, "name": "Folge 2", "overview": "Was geschieht."},
        ]
    },
}


@pytest.fixture
def waits() -> Waits:
    """Return the waits of the home."""
    return Waits(dt_util.utcnow)


@pytest.fixture
def client(hass: HomeAssistant, aioclient_mock: AiohttpClientMocker, waits: Waits) -> TmdbClient:
    """Return a client with a key."""
    http = HttpClient(async_get_clientsession(hass), "Test/1.0", Ledger())
    return TmdbClient(http, BASE, "key", pace=Pace(timedelta()), waits=waits)


@pytest.mark.parametrize(
    ("language", "title", "names"),
    [("de", None, [None, "Folge 2"]), ("ko-KR", "오징어 게임", ["무궁화 꽃이 피던 날", "Folge 2"])],
)
async def test_what_is_not_in_the_language(
    client: TmdbClient, aioclient_mock: AiohttpClientMocker, language: str, title: str | None, names: list[str | None]
) -> None:
    """It is left out, and the pictures are there."""
    aioclient_mock.get(ANYTHING, json=SQUID_GAME)
    details = await client.details(Kind.TV, 93405, language, [1])

    assert (details.title, details.overview, details.poster_path) == (title, None, "/p.jpg")
    assert [episode.name for episode in details.episodes] == names


def refused(**headers: str) -> dict[str, Any]:
    """Return a 429."""
    return {"status": 429, "headers": headers}


@pytest.mark.parametrize(
    ("answer", "least", "most"),
    [
        pytest.param(refused(**{"Retry-After": "1"}), 1, 1, id="a second"),
        pytest.param(refused(**{"Retry-After": "0"}), 1, 1, id="no time"),
        pytest.param(refused(**{"Retry-After": "7200"}), 7_200, 7_200, id="two hours"),
        pytest.param(refused(**{"Retry-After": "9999999"}), 86_400, 86_400, id="for ever"),
        pytest.param(refused(), 30, 45, id="nothing said"),
        pytest.param(refused(**{"Retry-After": "soon"}), 30, 45, id="nonsense"),
        pytest.param(refused(**{"Retry-After": "60", **HTML}) | {"text": "<html>"}, 60, 60, id="a web page"),
    ],
)
async def test_it_asks_for_a_pause(
    client: TmdbClient, aioclient_mock: AiohttpClientMocker, waits: Waits, answer: dict[str, Any], least: int, most: int
) -> None:
    """As long as it says, a day at most; nothing is sent meanwhile, whoever wants it."""
    aioclient_mock.get(ANYTHING, **answer)
    with pytest.raises(RateLimitedError):
        await client.details(Kind.TV, 1, "de")
    with pytest.raises(RateLimitedError):
        await client.check_key()
    remaining = waits.remaining()

    assert aioclient_mock.call_count == 1
    assert remaining is not None
    assert least <= remaining.total_seconds() <= most


async def test_a_pause_until_a_date(
    client: TmdbClient, aioclient_mock: AiohttpClientMocker, waits: Waits, freezer: FrozenDateTimeFactory
) -> None:
    """The standard allows it."""
    until = dt_util.utcnow() + timedelta(hours=3)
    aioclient_mock.get(ANYTHING, **refused(**{"Retry-After": format_datetime(until, usegmt=True)}))
    with pytest.raises(RateLimitedError):
        await client.check_key()

    assert waits.remaining() == timedelta(hours=3)


async def test_pauses_grow(
    client: TmdbClient, aioclient_mock: AiohttpClientMocker, waits: Waits, freezer: FrozenDateTimeFactory
) -> None:
    """While it refuses again and again; an answer ends that."""
    aioclient_mock.get(ANYTHING, **refused(**{"Retry-After": "5"}))
    pauses = []
    for _ in range(5):
        with pytest.raises(RateLimitedError) as raised:
            await client.check_key()
        pauses.append(raised.value.wait.total_seconds())
        freezer.tick(raised.value.wait)
    aioclient_mock.clear_requests()
    aioclient_mock.get(ANYTHING, json={})
    await client.check_key()

    assert pauses == [5, 5, 5, 8, 16]
    assert (waits.refusals, waits.remaining()) == (0, None)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"status": 401, "json": {"status_code": 7}}, KeyRejectedError),
        ({"status": 401, "text": "<html>", "headers": HTML}, UnavailableError),
        ({"status": 500}, UnavailableError),
        ({"status": 200, "text": "<html>", "headers": HTML}, UnavailableError),
        ({"status": 200, "json": []}, UnavailableError),
    ],
)
async def test_other_faults_impose_no_pause(
    client: TmdbClient,
    aioclient_mock: AiohttpClientMocker,
    waits: Waits,
    answer: dict[str, Any],
    error: type[Exception],
) -> None:
    """A web page is a proxy's, which knows nothing of keys."""
    aioclient_mock.get(ANYTHING, **answer)
    with pytest.raises(error):
        await client.details(Kind.MOVIE, 1, "de")

    assert waits.remaining() is None
