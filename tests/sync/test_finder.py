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
from custom_components.trakt_upcoming.api.trakt import EpisodeRef, MovieRef, SeasonRef, TraktClient
from custom_components.trakt_upcoming.api.waits import Budget, Waits
from custom_components.trakt_upcoming.const import DOMAIN
from custom_components.trakt_upcoming.exceptions import SpeakableValidationError
from custom_components.trakt_upcoming.sync.finder import async_find
from custom_components.trakt_upcoming.user_data import MediaQuery

from ..api.trakt.conftest import ANYTHING, BASE, Tokens
from ..trakt_json import Json
from ..works_json import episode, found, movie, season, show

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
async def test_a_movie_by_ids(
    client: TraktClient, aioclient_mock: AiohttpClientMocker, ids: dict[str, Any], path: str
) -> None:
    """One request, for the surest of them."""
    answer(aioclient_mock, path, [found(movie(released="2021-10-22", runtime=155))])

    ref = await async_find(client, MediaQuery(type="movie", ids=ids))

    assert asked(aioclient_mock) == [f"{path}?extended=full&type=movie"]
    assert isinstance(ref, MovieRef)
    assert (ref.title, ref.trakt, ref.movie.released, ref.runtime) == ("Dune", 501, date(2021, 10, 22), 155)


@pytest.mark.parametrize(
    ("kind", "path", "work"), [("movie", "/movies/movie-501", movie()), ("show", "/shows/show-1", show())]
)
async def test_a_slug(
    client: TraktClient, aioclient_mock: AiohttpClientMocker, kind: str, path: str, work: Json
) -> None:
    """It is Trakt's own name for a work."""
    answer(aioclient_mock, path, work)

    ref = await async_find(client, MediaQuery(type=kind, ids={"slug": work["ids"]["slug"]}))

    assert (ref.type, ref.work.title) == (kind, work["title"])
    assert asked(aioclient_mock) == [f"{path}?extended=full"]


async def test_an_id_that_an_error_told(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """It stands behind the title."""
    answer(aioclient_mock, "/search/trakt/601", [found(movie("Pinocchio", 2022, 601))])

    ref = await async_find(client, MediaQuery(type="movie", title="Pinocchio (2022, trakt 601)"))

    assert ref.work.ids.trakt == 601


async def test_a_slug_that_is_a_number(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """Trakt would take it for its own id, so it is searched for."""
    westerns = [show("1883", 2021, 77), show("1883: Before", 2022, 78)]
    westerns[0]["ids"]["slug"] = "1883"
    answer(aioclient_mock, "/search/show", [found(each, "show") for each in westerns])

    ref = await async_find(client, MediaQuery(type="show", ids={"slug": "1883"}))

    assert ref.work.ids.trakt == 77


async def test_ids_of_two_works(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """Nobody can tell which of them is meant."""
    answer(aioclient_mock, "/search/trakt/501", [found(movie())])

    with pytest.raises(ServiceValidationError, match="the title that Trakt has for trakt has other IDs for imdb, tmdb"):
        await async_find(client, MediaQuery(type="movie", ids={"trakt": 501, "imdb": "tt502", "tmdb": 9}))


async def test_a_title(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """What Trakt's search would take for something else is marked, and the year is no part of what is searched for."""
    answer(aioclient_mock, "/search/movie", [found(movie("What If...? (Again)", 2021)), found(movie("What", 2020, 9))])

    ref = await async_find(client, MediaQuery(type="movie", title="What If...? (Again) (2021)"))

    assert ref.work.title == "What If...? (Again)"
    [(_, url, _, _)] = aioclient_mock.mock_calls
    assert dict(url.query) == {"extended": "full", "query": r"What If...\? \(Again\)", "limit": "30"}


async def test_a_title_in_another_language(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """Where no title is the very one, Trakt knows which work has it in some language."""
    answer(
        aioclient_mock, "/search/movie", [found(movie("The Father", 2020, 1)), found(movie("The Godfather", 1972, 2))]
    )
    answer(aioclient_mock, "/search/movie/exact", FATHERS[1:])

    ref = await async_find(client, MediaQuery(type="movie", title="Der Pate"))

    assert ref.work.title == "The Godfather"
    assert [path.partition("?")[0] for path in asked(aioclient_mock)] == ["/search/movie", "/search/movie/exact"]


async def test_the_title_of_several_in_another_language(
    client: TraktClient, aioclient_mock: AiohttpClientMocker
) -> None:
    """The year tells them apart there, too."""
    both = [found(movie("It", year, year)) for year in (1990, 2017)]
    answer(aioclient_mock, "/search/movie/exact?query=Es", both)
    aioclient_mock.get(ANYTHING, json=[])

    ref = await async_find(client, MediaQuery(type="movie", title="Es 2017"))

    assert ref.work.year == 2017


@pytest.mark.parametrize("title", ["father", "the Father", "Father 2020"])
async def test_an_article_more_or_less(client: TraktClient, aioclient_mock: AiohttpClientMocker, title: str) -> None:
    """It counts where nothing has the very title in any language."""
    answer(aioclient_mock, "/search/movie", FATHERS)
    answer(aioclient_mock, "/search/movie/exact", [])

    ref = await async_find(client, MediaQuery(type="movie", title=title))

    assert ref.work.title == "The Father"


@pytest.mark.parametrize(
    ("title", "searched"),
    [
        pytest.param("Dune (2021)", ["Dune"], id="in parentheses"),
        pytest.param("Dune 2021", ["Dune 2021", "Dune"], id="spoken"),
        pytest.param("2012", ["2012"], id="the title is a year"),
        pytest.param("Dune 2049", ["Dune 2049"], id="the title ends with one"),
    ],
)
async def test_what_is_searched_for(
    client: TraktClient, aioclient_mock: AiohttpClientMocker, title: str, searched: list[str]
) -> None:
    """Of a title that ends with digits Trakt is asked first, and then of the one without them."""
    titles = ("Dune", "Dune 2049", "2012")
    answer(aioclient_mock, "/search/movie", [found(movie(each, 2021, 500 + n)) for n, each in enumerate(titles)])

    await async_find(client, MediaQuery(type="movie", title=title))

    assert [url.query["query"] for _, url, _, _ in aioclient_mock.mock_calls] == searched


async def test_what_is_alone(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """A search in a language of which nothing is known here finds it, too; but not against the year."""
    answer(aioclient_mock, "/search/movie", [found(movie("Salt Harbour", 2024))])
    aioclient_mock.get(ANYTHING, json=[])

    ref = await async_find(client, MediaQuery(type="movie", title="Salzhafen"))

    assert ref.work.title == "Salt Harbour"
    with pytest.raises(
        ServiceValidationError, match=r'no movie "Salzhafen \(2023\)" on Trakt.*: Salt Harbour \(2024\)'
    ):
        await async_find(client, MediaQuery(type="movie", title="Salzhafen", year=2023))


@pytest.mark.parametrize(
    ("title", "candidates", "said"),
    [
        pytest.param(
            "Dune",
            [movie("Dune", 1984, 1), movie("Dune", 2021, 2), movie("Dune: Part Two", 2024, 3)],
            'Several titles match "Dune": Dune (1984), Dune (2021). Add the year.',
            id="of several years",
        ),
        pytest.param(
            "Pinocchio 2022",
            [movie("Pinocchio", 2022, 601), movie("Pinocchio", 2022, 602), movie("Pinocchio", 1940, 603)],
            'Several titles match "Pinocchio 2022": Pinocchio (2022, trakt 601), Pinocchio (2022, trakt 602). '
            "Enter one of them exactly as it is written here.",
            id="of one year",
        ),
        pytest.param(
            "Dune 1999",
            [movie("Dune", 1984, 1), movie("Dune", 2021, 2), movie("Jodorowsky's Dune", 2013, 3)],
            'There is no movie "Dune 1999" on Trakt. Similar titles: Dune (1984), Dune (2021).',
            id="of other years",
        ),
        pytest.param(
            "Fathers",
            [movie("The Father", 2020, 1), movie("The Godfather", 1972, 2)],
            'There is no movie "Fathers" on Trakt. Similar titles: The Father (2020), The Godfather (1972).',
            id="other words",
        ),
    ],
)
async def test_an_unclear_title(
    client: TraktClient, aioclient_mock: AiohttpClientMocker, title: str, candidates: list[Json], said: str
) -> None:
    """The error names what can be chosen, so that it can be said again."""
    answer(aioclient_mock, "/search/movie", [found(each) for each in candidates])
    aioclient_mock.get(ANYTHING, json=[])

    with pytest.raises(SpeakableValidationError) as caught:
        await async_find(client, MediaQuery(type="movie", title=title))

    assert str(caught.value) == said


async def test_many_of_one_title(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """Nobody listens to thirty."""
    answer(aioclient_mock, "/search/movie", [found(movie("Dune", year, year)) for year in range(1990, 2020)])

    with pytest.raises(ServiceValidationError, match=r"Dune \(1997\), …\. Add the year") as caught:
        await async_find(client, MediaQuery(type="movie", title="Dune"))

    assert str(caught.value).count("Dune (") == 8


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("movie", 'There is no movie "Red Ledger" on Trakt, but there is a show with this title.'),
        ("show", 'There is no show "Red Ledger" on Trakt, but there is a movie with this title.'),
    ],
)
async def test_the_other_type(client: TraktClient, aioclient_mock: AiohttpClientMocker, kind: str, said: str) -> None:
    """It is told, even where one of the wanted type has a title like it."""
    works = {"movie": movie("Red Ledger", 2020, 1), "show": show("Red Ledger", 2020, 1)}
    works[kind]["title"] = "Red Letter"
    for each, work in works.items():
        answer(aioclient_mock, f"/search/{each}", [found(work, each)])
    answer(aioclient_mock, f"/search/{kind}/exact", [])

    with pytest.raises(SpeakableValidationError) as caught:
        await async_find(client, MediaQuery(type=kind, title="Red Ledger"))

    assert str(caught.value) == said


async def test_an_episode(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """By its show, its season and its number."""
    answer(aioclient_mock, "/search/show", [found(show(), "show")])
    answer(aioclient_mock, "/shows/1/seasons/2/episodes/3", episode(first_aired="2025-02-01T02:00:00.000Z", runtime=47))

    ref = await async_find(client, MediaQuery(type="episode", title="severance", season=2, episode=3))

    assert isinstance(ref, EpisodeRef)
    assert (ref.episode.ids.trakt, ref.episode.season, ref.episode.number) == (101, 2, 3)
    assert (ref.episode.title, ref.episode.runtime) == ("Part 3", 47)
    assert ref.episode.first_aired == datetime(2025, 2, 1, 2, tzinfo=UTC)


async def test_a_season(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """By its show and its number; specials are 0."""
    answer(aioclient_mock, "/search/tvdb/8001", [found(show(), "show")])
    answer(aioclient_mock, "/shows/1/seasons", [season(0), season(1)])

    ref = await async_find(client, MediaQuery(type="season", ids={"tvdb": 8001}, season=0))

    assert isinstance(ref, SeasonRef)
    assert ref.season.number == 0


@pytest.mark.parametrize(
    ("query", "said"),
    [
        pytest.param(
            MediaQuery(type="movie", title="Nothing (1999)"),
            r'no movie "Nothing \(1999\)" on Trakt\. Check',
            id="movie",
        ),
        pytest.param(
            MediaQuery(type="episode", title="Nothing", season=1, episode=1),
            'no show "Nothing" on Trakt. Check',
            id="show",
        ),
        pytest.param(MediaQuery(type="movie", ids={"tmdb": 9}), "of this type with this ID: tmdb 9", id="id"),
        pytest.param(MediaQuery(type="show", ids={"slug": "nothing"}), "with this ID: slug nothing", id="slug"),
        pytest.param(MediaQuery(type="show", ids={"slug": "1923"}), "with this ID: slug 1923", id="slug of digits"),
    ],
)
async def test_nothing_is_found(
    client: TraktClient, aioclient_mock: AiohttpClientMocker, query: MediaQuery, said: str
) -> None:
    """The error says of what."""
    answer(aioclient_mock, "/shows/nothing", {}, status=404)
    aioclient_mock.get(ANYTHING, json=[])

    with pytest.raises(SpeakableValidationError, match=said):
        await async_find(client, query)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        pytest.param(MediaQuery(type="season", ids={"trakt": 1}, season=9), "Severance has no S09", id="season"),
        pytest.param(
            MediaQuery(type="episode", title="Severance", season=2, episode=99), "Severance has no S02E99", id="episode"
        ),
    ],
)
async def test_no_such_part(
    client: TraktClient, aioclient_mock: AiohttpClientMocker, query: MediaQuery, said: str
) -> None:
    """A show may have neither the season nor the episode."""
    answer(aioclient_mock, "/search/show", [found(show(), "show")])
    answer(aioclient_mock, "/search/trakt/1", [found(show(), "show")])
    answer(aioclient_mock, "/shows/1/seasons", [season(1)])
    answer(aioclient_mock, "/shows/1/seasons/2/episodes/99", {}, status=404)

    with pytest.raises(SpeakableValidationError, match=said):
        await async_find(client, query)


async def test_trakt_does_not_answer(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """That is another error than one of the person."""
    aioclient_mock.get(ANYTHING, status=503)

    with pytest.raises(HomeAssistantError, match="not answer properly at the moment") as caught:
        await async_find(client, MediaQuery(type="movie", title="Dune"))

    assert not isinstance(caught.value, ServiceValidationError)
