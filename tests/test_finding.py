"""Finding what somebody means: by ids, by title and year, and by numbers."""

from datetime import UTC, date, datetime
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.trakt_upcoming.api.http import HttpClient
from custom_components.trakt_upcoming.api.ledger import Ledger
from custom_components.trakt_upcoming.api.trakt import TraktClient
from custom_components.trakt_upcoming.api.waits import Budget, Waits
from custom_components.trakt_upcoming.const import DOMAIN
from custom_components.trakt_upcoming.finding import Wanted, async_find

from .api.trakt.conftest import ANYTHING, BASE, Tokens
from .trakt_json import Json
from .works_json import episode, found, movie, season, show

FATHERS = [found(movie("The Father", 2020, 1)), found(movie("The Godfather", 1972, 2))]


@pytest.fixture
async def client(hass: HomeAssistant, aioclient_mock: AiohttpClientMocker) -> TraktClient:
    """Return the client of an account, in a home that knows the texts."""
    assert await async_setup_component(hass, DOMAIN, {})
    http = HttpClient(async_get_clientsession(hass), "Test/1.0", Ledger())
    return TraktClient(http, BASE, client_id="client-id", tokens=Tokens(), waits=Waits(), budget=Budget())


def asked(mock: AiohttpClientMocker) -> list[str]:
    """Return the paths that were asked for."""
    return [str(url).removeprefix(BASE) for _, url, _, _ in mock.mock_calls]


def answer(mock: AiohttpClientMocker, path: str, json: Json | list[Json], **more: Any) -> None:
    """Answer what is asked below a path."""
    mock.get(f"{BASE}{path}", json=json, **more)


@pytest.mark.parametrize(
    ("ids", "path"),
    [
        ({"trakt": 501}, "/search/trakt/501"),
        ({"imdb": "tt501"}, "/search/imdb/tt501"),
        ({"tmdb": 7501}, "/search/tmdb/7501"),
        ({"trakt": 501, "tmdb": 7501, "imdb": "tt501"}, "/search/trakt/501"),
        ({"tvdb": 9, "tmdb": 7501}, "/search/tmdb/7501"),
    ],
)
async def test_a_film_by_ids(
    client: TraktClient, aioclient_mock: AiohttpClientMocker, ids: dict[str, Any], path: str
) -> None:
    """One request, for the surest of them."""
    answer(aioclient_mock, path, [found(movie(released="2021-10-22", runtime=155))])

    item = await async_find(client, Wanted(type="movie", ids=ids))

    assert asked(aioclient_mock) == [f"{path}?extended=full&type=movie"]
    assert item.type == "movie"
    assert item.movie is not None
    assert (item.movie.title, item.movie.ids.trakt, item.movie.released) == ("Dune", 501, date(2021, 10, 22))
    assert (item.movie.runtime, item.show, item.season, item.episode) == (155, None, None, None)


@pytest.mark.parametrize(
    ("kind", "path", "work"), [("movie", "/movies/movie-501", movie()), ("show", "/shows/show-1", show())]
)
async def test_a_slug(
    client: TraktClient, aioclient_mock: AiohttpClientMocker, kind: str, path: str, work: Json
) -> None:
    """It is Trakt's own name for a work."""
    answer(aioclient_mock, path, work)

    item = await async_find(client, Wanted(type=kind, ids={"slug": work["ids"]["slug"]}))

    assert item.work is not None
    assert (item.type, item.work.title) == (kind, work["title"])
    assert asked(aioclient_mock) == [f"{path}?extended=full"]


async def test_a_slug_that_is_a_number(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """Trakt would take it for its own id, so it is searched for."""
    westerns = [show("1883", 2021, 77), show("1883: Before", 2022, 78)]
    westerns[0]["ids"]["slug"] = "1883"
    answer(aioclient_mock, "/search/show", [found(each, "show") for each in westerns])

    item = await async_find(client, Wanted(type="show", ids={"slug": "1883"}))

    assert item.work is not None
    assert item.work.ids.trakt == 77


async def test_ids_of_two_works(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """Nobody can tell which of them is meant."""
    answer(aioclient_mock, "/search/trakt/501", [found(movie())])

    with pytest.raises(ServiceValidationError, match="what Trakt knows by trakt has others at imdb, tmdb"):
        await async_find(client, Wanted(type="movie", ids={"trakt": 501, "imdb": "tt502", "tmdb": 9}))


async def test_a_title(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """What Trakt's search would take for something else is marked, and the year is no part of what is searched for."""
    answer(aioclient_mock, "/search/movie", [found(movie("What If...? (Again)", 2021)), found(movie("What", 2020, 9))])

    item = await async_find(client, Wanted(type="movie", title="What If...? (Again) (2021)"))

    assert item.work is not None
    assert item.work.title == "What If...? (Again)"
    [(_, url, _, _)] = aioclient_mock.mock_calls
    assert dict(url.query) == {"extended": "full", "query": r"What If...\? \(Again\)", "limit": "30"}


async def test_a_title_in_another_language(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """Where no title is the very one, Trakt knows which work has it in some language."""
    answer(
        aioclient_mock, "/search/movie", [found(movie("The Father", 2020, 1)), found(movie("The Godfather", 1972, 2))]
    )
    answer(aioclient_mock, "/search/movie/exact", FATHERS[1:])

    item = await async_find(client, Wanted(type="movie", title="Der Pate"))

    assert item.work is not None
    assert item.work.title == "The Godfather"
    assert [path.partition("?")[0] for path in asked(aioclient_mock)] == ["/search/movie", "/search/movie/exact"]


async def test_other_words_than_the_title(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """Where nothing has that title in any language, what was found by its words can be chosen from."""
    answer(
        aioclient_mock, "/search/movie", [found(movie("The Father", 2020, 1)), found(movie("The Godfather", 1972, 2))]
    )
    answer(aioclient_mock, "/search/movie/exact", [])

    with pytest.raises(ServiceValidationError, match=r"The Father \(2020\); The Godfather \(1972\)"):
        await async_find(client, Wanted(type="movie", title="father"))


async def test_an_ambiguous_title(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """The error names what can be chosen."""
    answer(aioclient_mock, "/search/movie", [found(movie()), found(movie(year=1984, trakt=502))])

    with pytest.raises(ServiceValidationError, match=r"meant by Dune\. Trakt knows: Dune \(2021\); Dune \(1984\)\."):
        await async_find(client, Wanted(type="movie", title="Dune"))


async def test_an_episode(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """By its show, its season and its number."""
    answer(aioclient_mock, "/search/show", [found(show(), "show")])
    answer(aioclient_mock, "/shows/1/seasons/2/episodes/3", episode(first_aired="2025-02-01T02:00:00.000Z", runtime=47))

    item = await async_find(client, Wanted(type="episode", title="severance", season=2, episode=3))

    assert (item.type, item.show is not None, item.season) == ("episode", True, None)
    assert item.episode is not None
    assert (item.episode.ids.trakt, item.episode.season, item.episode.number) == (101, 2, 3)
    assert (item.episode.title, item.episode.runtime) == ("Part 3", 47)
    assert item.episode.first_aired == datetime(2025, 2, 1, 2, tzinfo=UTC)


async def test_a_season(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """By its show and its number; specials are 0."""
    answer(aioclient_mock, "/search/tvdb/8001", [found(show(), "show")])
    answer(aioclient_mock, "/shows/1/seasons", [season(0), season(1)])

    item = await async_find(client, Wanted(type="season", ids={"tvdb": 8001}, season=0))

    assert (item.type, item.show is not None, item.episode) == ("season", True, None)
    assert item.season is not None
    assert item.season.number == 0


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        pytest.param(Wanted(type="movie", title="Nothing (1999)"), r"Nothing \(1999\)", id="title"),
        pytest.param(Wanted(type="movie", ids={"tmdb": 9}), "tmdb 9", id="id"),
        pytest.param(Wanted(type="show", ids={"slug": "nothing"}), "slug nothing", id="slug"),
        pytest.param(Wanted(type="show", ids={"slug": "1923"}), "slug 1923", id="slug of digits"),
    ],
)
async def test_nothing_is_found(
    client: TraktClient, aioclient_mock: AiohttpClientMocker, wanted: Wanted, name: str
) -> None:
    """The error says of what."""
    answer(aioclient_mock, "/shows/nothing", {}, status=404)
    aioclient_mock.get(ANYTHING, json=[])

    with pytest.raises(ServiceValidationError, match=f"Trakt knows nothing that would be {name}"):
        await async_find(client, wanted)


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        pytest.param(Wanted(type="season", ids={"trakt": 1}, season=9), "trakt 1 S09", id="season"),
        pytest.param(Wanted(type="episode", title="Severance", season=2, episode=99), "Severance S02E99", id="episode"),
    ],
)
async def test_no_such_part(
    client: TraktClient, aioclient_mock: AiohttpClientMocker, wanted: Wanted, name: str
) -> None:
    """A show may have neither the season nor the episode."""
    answer(aioclient_mock, "/search/show", [found(show(), "show")])
    answer(aioclient_mock, "/search/trakt/1", [found(show(), "show")])
    answer(aioclient_mock, "/shows/1/seasons", [season(1)])
    answer(aioclient_mock, "/shows/1/seasons/2/episodes/99", {}, status=404)

    with pytest.raises(ServiceValidationError, match=f"nothing that would be {name}"):
        await async_find(client, wanted)


async def test_trakt_does_not_answer(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """That is another error than one of the person."""
    aioclient_mock.get(ANYTHING, status=503)

    with pytest.raises(HomeAssistantError, match="no usable answer at the moment") as caught:
        await async_find(client, Wanted(type="movie", title="Dune"))

    assert not isinstance(caught.value, ServiceValidationError)
