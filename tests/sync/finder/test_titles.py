"""A work is found by its title, in any language, and by its year."""

from homeassistant.exceptions import ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.trakt_upcoming.api.trakt import TraktClient
from custom_components.trakt_upcoming.exceptions import SpeakableValidationError
from custom_components.trakt_upcoming.sync.finder import async_find
from custom_components.trakt_upcoming.user_data import MediaQuery

from ...api.trakt.conftest import ANYTHING
from ...trakt_json import Json
from ...works_json import found, movie, show
from .common import FATHERS, answer, asked


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
async def test_searches_for_a_title_with_a_number(
    client: TraktClient, aioclient_mock: AiohttpClientMocker, title: str, searched: list[str]
) -> None:
    """Of a title that ends with digits Trakt is asked first, and then of the one without them."""
    titles = ("Dune", "Dune 2049", "2012")
    answer(aioclient_mock, "/search/movie", [found(movie(each, 2021, 500 + n)) for n, each in enumerate(titles)])

    await async_find(client, MediaQuery(type="movie", title=title))

    assert [url.query["query"] for _, url, _, _ in aioclient_mock.mock_calls] == searched


async def test_only_result_of_a_search(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
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
async def test_title_of_another_type(
    client: TraktClient, aioclient_mock: AiohttpClientMocker, kind: str, said: str
) -> None:
    """It is told, even where one of the wanted type has a title like it."""
    works = {"movie": movie("Red Ledger", 2020, 1), "show": show("Red Ledger", 2020, 1)}
    works[kind]["title"] = "Red Letter"
    for each, work in works.items():
        answer(aioclient_mock, f"/search/{each}", [found(work, each)])
    answer(aioclient_mock, f"/search/{kind}/exact", [])

    with pytest.raises(SpeakableValidationError) as caught:
        await async_find(client, MediaQuery(type=kind, title="Red Ledger"))

    assert str(caught.value) == said
