"""Everything that is known of one work."""

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest

from ..conftest import SetUp
from ..trakt import FakeTrakt
from ..trakt_json import Json
from ..works_json import episode, found, movie, season, show
from .common import answer, ask, requests

ADA = {"name": "Ada Quill", "ids": {"trakt": 1, "slug": "ada-quill", "imdb": "nm0000001", "tmdb": 2}}
PEOPLE = {
    "cast": [{"characters": ["The Keeper"], "person": ADA}],
    "crew": {"directing": [{"jobs": ["Director"], "person": ADA}]},
}
SCORES = {
    "trakt": {"rating": 7.843, "votes": 100, "distribution": {}},
    "tmdb": {"rating": 7.7, "votes": 90, "link": "https://www.themoviedb.org/movie/1"},
    "imdb": {"rating": None, "votes": None, "link": None},
    "metascore": {"rating": 74, "link": None},
    "rotten_tomatoes": {
        "rating": 83,
        "user_rating": 90,
        "state": "fresh",
        "link": "https://www.rottentomatoes.com/m/x",
    },
}
GERMAN = {"language": "de", "country": "de", "title": "Der Wüstenplanet", "overview": "Sand.", "tagline": None}


@pytest.fixture(autouse=True)
async def _account(set_up: SetUp, trakt: FakeTrakt) -> None:
    """Let there be an account; Trakt answers nothing yet."""
    await set_up()
    trakt.clear()


def answer_about(trakt: FakeTrakt, path: str) -> None:
    """Let Trakt answer all that can be asked about a work."""
    answer(trakt, f"{path}/ratings", SCORES)
    answer(trakt, f"{path}/people", PEOPLE)
    answer(trakt, f"{path}/translations", [GERMAN])


async def test_a_movie_has_every_key(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """What is found by a search is a copy that may be old, so Trakt is asked for the work itself."""
    facts: Json = {
        "overview": "Sand.",
        "runtime": 155,
        "rating": 7.8,
        "votes": 1234,
        "genres": ["science-fiction"],
        "trailer": "https://youtube.com/watch?v=x",
        "released": "2021-10-22",
        "original_title": "Dune",
        "tagline": "Beyond fear",
        "status": "released",
        "certification": "PG-13",
        "country": "us",
        "language": "en",
    }
    answer(trakt, "/search/tmdb/7501", [found(movie("An old title"))])
    answer(trakt, "/movies/501", movie(**facts))
    answer_about(trakt, "/movies/501")

    details = await ask(hass, "get_details", type="movie", ids={"tmdb": 7501})

    assert details == {
        "type": "movie",
        "title": "Dune",
        "year": 2021,
        "runtime": 155,
        "ids": {"trakt": 501, "tmdb": 7501, "imdb": "tt501", "tvdb": None, "slug": "movie-501"},
        "url": "https://app.trakt.tv/movies/movie-501",
        "overview": "Sand.",
        "rating": 7.8,
        "genres": ["science-fiction"],
        "poster": None,
        "trailer": "https://youtube.com/watch?v=x",
        "released": "2021-10-22",
        "original_title": "Dune",
        "tagline": "Beyond fear",
        "status": "released",
        "certification": "PG-13",
        "country": "us",
        "language": "en",
        "votes": 1234,
        "ratings": {
            "trakt": {"rating": 7.8, "votes": 100, "url": None},
            "tmdb": {"rating": 7.7, "votes": 90, "url": "https://www.themoviedb.org/movie/1"},
            "imdb": None,
            "rotten_tomatoes": {
                "rating": 83,
                "votes": None,
                "user_rating": 90,
                "url": "https://www.rottentomatoes.com/m/x",
            },
            "metacritic": {"rating": 74, "votes": None, "url": None},
            "letterboxd": None,
            "myanimelist": None,
        },
        "cast": [{"name": "Ada Quill", "ids": ADA["ids"], "characters": ["The Keeper"]}],
        "crew": [{"name": "Ada Quill", "ids": ADA["ids"], "jobs": ["Director"], "department": "directing"}],
        "translations": [{"language": "de", "country": "de", "title": "Der Wüstenplanet", "overview": "Sand."}],
    }
    assert sorted(requests(trakt)) == [
        "/movies/501",
        "/movies/501/people",
        "/movies/501/ratings",
        "/movies/501/translations",
        "/search/tmdb/7501",
    ]


async def test_a_show(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """It has a network, and episodes that aired."""
    answer(trakt, "/search/show", [found(show(), "show")])
    answer(trakt, "/shows/1", show(network="Apple TV+", aired_episodes=19, status="returning series"))
    answer_about(trakt, "/shows/1")

    details = await ask(hass, "get_details", type="show", title="severance")

    assert (details["type"], details["title"], details["network"]) == ("show", "Severance", "Apple TV+")
    assert (details["aired_episodes"], details["status"], details["first_aired"]) == (19, "returning series", None)


async def test_an_episode(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """What is not its own is its show's."""
    answer(trakt, "/search/show", [found(show(genres=["drama"], overview="A show."), "show")])
    answer(trakt, "/shows/1/seasons/2/episodes/3", episode(votes=7, rating=8.0, episode_type="standard"))
    answer_about(trakt, "/shows/1/seasons/2/episodes/3")

    details = await ask(hass, "get_details", title="Severance", season=2, episode=3)

    assert (details["type"], details["title"]) == ("episode", "Severance S02E03 Part 3")
    assert (details["rating"], details["votes"], details["episode_type"]) == (8, 7, "standard")
    assert (details["genres"], details["overview"]) == (["drama"], "A show.")
    assert details["ratings"]["tmdb"]["rating"] == 7.7
    assert [each["name"] for each in details["cast"]] == ["Ada Quill"]


async def test_a_season(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """Trakt gives its cast, its crew and the ratings of other services only for the show and for its episodes."""
    answer(trakt, "/search/trakt/1", [found(show(), "show")])
    answer(trakt, "/shows/1/seasons", [season(2, rating=8.21, votes=5, episode_count=10, aired_episodes=8)])

    details = await ask(hass, "get_details", ids={"trakt": 1}, season=2)

    assert (details["type"], details["title"], details["votes"]) == ("season", "Severance S02", 5)
    assert (details["episode_count"], details["aired_episodes"]) == (10, 8)
    assert details["ratings"]["trakt"] == {"rating": 8.2, "votes": 5, "url": None}
    assert (details["cast"], details["crew"], details["translations"]) == ([], [], [])
    assert requests(trakt) == ["/search/trakt/1", "/shows/1/seasons"]


async def test_one_language(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """The others are not asked for."""
    answer(trakt, "/movies/movie-501", movie())
    answer(trakt, "/movies/501", movie())
    answer(trakt, "/movies/501/ratings", {})
    answer(trakt, "/movies/501/people", {})
    answer(trakt, "/movies/501/translations/de", [GERMAN])

    details = await ask(hass, "get_details", type="movie", ids={"slug": "movie-501"}, language="de")

    assert [each["title"] for each in details["translations"]] == ["Der Wüstenplanet"]
    assert "/movies/501/translations/de" in requests(trakt)


@pytest.mark.parametrize("status", [404, 405, 426, 503])
async def test_a_part_that_is_missing_costs_itself(hass: HomeAssistant, trakt: FakeTrakt, status: int) -> None:
    """What Trakt's own users think is in the details, too."""
    answer(trakt, "/search/imdb/tt501", [found(movie())])
    answer(trakt, "/movies/501", movie(rating=7.84, votes=12))
    for part in ("ratings", "people", "translations"):
        answer(trakt, f"/movies/501/{part}", status=status)

    details = await ask(hass, "get_details", type="movie", ids={"imdb": "tt501"})

    assert details["ratings"]["trakt"] == {"rating": 7.8, "votes": 12, "url": None}
    assert details["ratings"]["imdb"] is None
    assert (details["cast"], details["crew"], details["translations"]) == ([], [], [])


async def test_work_without_votes(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """Trakt says 0, which is no rating."""
    answer(trakt, "/search/movie", [found(movie())])
    answer(trakt, "/movies/501", movie(rating=0, votes=0))
    answer(trakt, "/movies/501/ratings", {"trakt": {"rating": 0, "votes": 0}})
    answer(trakt, "/movies/501/people", {})
    answer(trakt, "/movies/501/translations", [])

    details = await ask(hass, "get_details", type="movie", title="Dune")

    assert (details["rating"], details["ratings"]["trakt"]) == (None, None)


async def test_an_unclear_title(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """The error names what can be chosen."""
    answer(trakt, "/search/movie", [found(movie()), found(movie(year=1984, trakt=502))])

    with pytest.raises(ServiceValidationError, match=r"Dune \(2021\), Dune \(1984\)"):
        await ask(hass, "get_details", type="movie", title="Dune")


async def test_work_that_was_deleted(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """What the search still finds may be no more."""
    answer(trakt, "/search/movie", [found(movie())])
    answer(trakt, "/movies/501", status=404)

    with pytest.raises(ServiceValidationError, match='no movie "Dune" on Trakt'):
        await ask(hass, "get_details", type="movie", title="Dune")


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ({"type": "movie"}, "Enter a title or an ID"),
        ({"type": "movie", "title": "Dune", "language": "german"}, "by its two letters"),
        ({"type": "movie", "title": "Dune", "language": "DE"}, "by its two letters"),
    ],
)
async def test_bad_input(hass: HomeAssistant, trakt: FakeTrakt, data: Json, complaint: str) -> None:
    """It is refused before Trakt is asked."""
    with pytest.raises(ServiceValidationError, match=complaint):
        await ask(hass, "get_details", **data)

    assert requests(trakt) == []
