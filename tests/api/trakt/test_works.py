"""Works at Trakt: what is asked for, what comes of it, and what odd answers cost."""

from datetime import UTC, date, datetime
from itertools import batched
from typing import Any

import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker, AiohttpClientMockResponse
from yarl import URL

from custom_components.trakt_upcoming.api.errors import NotFoundError, UnavailableError, VipRequiredError
from custom_components.trakt_upcoming.api.trakt import TraktClient, Works

from ...trakt_json import Json
from ...works_json import episode, found, movie, season, show
from .conftest import ANYTHING, BASE
from .works import EPISODE, MOVIE, SHOW


@pytest.fixture
def works(client: TraktClient) -> Works:
    """Return the part of the client that asks about works."""
    return client.works


def asked(mock: AiohttpClientMocker) -> list[str]:
    """Return what was asked for."""
    return [str(url).removeprefix(BASE) for _, url, _, _ in mock.mock_calls]


async def test_search(works: Works, aioclient_mock: AiohttpClientMocker) -> None:
    """Several kinds at once, each result with all that is known of it; odd ones and other kinds are left out."""
    person = {"type": "person", "person": {"name": "Dune"}}
    unnamed = {"type": "movie", "show": show()}
    aioclient_mock.get(
        ANYTHING,
        json=[
            found(movie(overview="Sand.", released="2021-10-22", tagline="Beyond fear", country="us", votes=9)),
            person,
            unnamed,
            None,
            found(show(), "show"),
            found(show(), "show", episode=episode()) | {"type": "episode"},
        ],
    )

    first, second, third = await works.search("Dune", ("movie", "show", "episode"), 5)

    assert asked(aioclient_mock) == ["/search/movie,show,episode?extended=full&query=Dune&limit=5"]
    assert first.movie is not None
    assert (first.movie.overview, first.movie.released, first.movie.votes) == ("Sand.", date(2021, 10, 22), 9)
    assert (first.movie.tagline, first.movie.country) == ("Beyond fear", "us")
    assert (second.type, second.work.title) == ("show", "Severance")
    assert third.episode is not None
    assert (third.type, third.work.title, third.episode.title) == ("episode", "Severance", "Part 3")


@pytest.mark.parametrize("said", ["What If...? (2021)", "Face/Off", "M*A*S*H", 'A "B" [C] {D} ~ ^ + - && || ! \\'])
async def test_special_characters_in_a_search(works: Works, aioclient_mock: AiohttpClientMocker, said: str) -> None:
    """It is searched for as it is written."""
    aioclient_mock.get(ANYTHING, json=[])

    assert await works.search(said, ("movie",), 5) == ()

    [(_, url, _, _)] = aioclient_mock.mock_calls
    sent = url.query["query"]
    assert sent.replace("\\\\", "\0").replace("\\", "").replace("\0", "\\") == said
    assert sent.count("\\") >= sum(not (each.isalnum() or each in " .") for each in said)


async def test_details(works: Works, aioclient_mock: AiohttpClientMocker) -> None:
    """Each kind has its place."""
    aioclient_mock.get(f"{BASE}/movies/501", json=movie(runtime=155))
    aioclient_mock.get(f"{BASE}/shows/1", json=show(first_aired="2022-02-18T05:00:00.000Z", network="Apple TV+"))
    aioclient_mock.get(f"{BASE}/shows/1/seasons", json=[season(1, episode_count=9), season(2), {"number": -1}])
    aioclient_mock.get(f"{BASE}/shows/1/seasons/2/episodes/3", json=episode(votes=3))

    found_movie, series = await works.movie(501), await works.show(1)
    seasons, one = await works.seasons(1), await works.episode(1, 2, 3)

    assert (found_movie.title, found_movie.runtime) == ("Dune", 155)
    assert (series.network, series.first_aired) == ("Apple TV+", datetime(2022, 2, 18, 5, tzinfo=UTC))
    assert [(each.number, each.episode_count, each.ids.tvdb) for each in seasons] == [(1, 9, 21), (2, None, 22)]
    assert (one.title, one.votes, one.ids.trakt) == ("Part 3", 3, 101)


async def test_scores(works: Works, aioclient_mock: AiohttpClientMocker) -> None:
    """Of all services that have one, each on its own scale."""
    aioclient_mock.get(
        ANYTHING,
        json={
            "trakt": {"rating": 7.8, "votes": 100, "distribution": {}},
            "tmdb": {"rating": 7.7, "votes": 90, "link": "https://www.themoviedb.org/movie/1"},
            "imdb": {"rating": None, "votes": None, "link": None},
            "metascore": {"rating": 74, "link": None},
            "rotten_tomatoes": {"rating": 83.0, "user_rating": 90, "state": "fresh", "link": "javascript:x"},
            "mal": "odd",
        },
    )

    scores = await works.scores(MOVIE)

    assert asked(aioclient_mock) == ["/movies/501/ratings?extended=all"]
    assert scores.trakt is not None
    assert scores.tmdb is not None
    assert scores.imdb is not None
    assert scores.rotten_tomatoes is not None
    assert scores.metascore is not None
    assert (scores.trakt.rating, scores.trakt.votes) == (7.8, 100)
    assert scores.tmdb.link == "https://www.themoviedb.org/movie/1"
    assert scores.imdb.rating is None
    assert (scores.rotten_tomatoes.rating, scores.rotten_tomatoes.user_rating) == (83, 90)
    assert scores.rotten_tomatoes.link is None
    assert (scores.metascore.rating, scores.letterboxd, scores.mal) == (74, None, None)


async def test_scores_of_trakt_alone(works: Works, aioclient_mock: AiohttpClientMocker) -> None:
    """Where the others are not given, Trakt's own stands alone."""
    aioclient_mock.get(ANYTHING, json={"rating": 7.8, "votes": 100, "distribution": {}})

    scores = await works.scores(EPISODE)

    assert asked(aioclient_mock) == ["/shows/1/seasons/2/episodes/3/ratings?extended=all"]
    assert scores.trakt is not None
    assert (scores.trakt.rating, scores.tmdb) == (7.8, None)


async def test_people(works: Works, aioclient_mock: AiohttpClientMocker) -> None:
    """Cast and crew; who has no name or no id is left out."""
    ada = {"name": "Ada Quill", "ids": {"trakt": 1, "slug": "ada-quill", "imdb": "nm0000001", "tmdb": 2}}
    aioclient_mock.get(
        ANYTHING,
        json={
            "cast": [
                {"characters": ["The Keeper", "Her Twin"], "person": ada, "episode_count": 12},
                {"characters": ["Nobody"], "person": {"name": None, "ids": {"trakt": 2}}},
                {"characters": ["Nobody"]},
                None,
            ],
            "crew": {"directing": [{"jobs": ["Director"], "person": ada}, 7], "writing": None},
        },
    )

    people = await works.people(SHOW)

    assert asked(aioclient_mock) == ["/shows/1/people"]
    [actor], [director] = people.cast, people.crew
    assert (actor.person.name, actor.characters, actor.episode_count) == (
        "Ada Quill",
        ("The Keeper", "Her Twin"),
        12,
    )
    assert actor.person.ids.imdb == "nm0000001"
    assert (director.department, director.jobs, director.person.ids.tmdb) == ("directing", ("Director",), 2)


async def test_people_without_crew(works: Works, aioclient_mock: AiohttpClientMocker) -> None:
    """Nobody may be known."""
    aioclient_mock.get(ANYTHING, json={"crew": [1]})

    people = await works.people(SHOW)

    assert (people.cast, people.crew) == ((), ())


@pytest.mark.parametrize(("language", "path"), [(None, "/translations"), ("de", "/translations/de")])
async def test_translations(works: Works, aioclient_mock: AiohttpClientMocker, language: str | None, path: str) -> None:
    """In all languages or in one; what is not translated is missing."""
    aioclient_mock.get(
        ANYTHING,
        json=[
            {"language": "de", "country": "at", "title": "Der Wüstenplanet", "overview": None, "tagline": ""},
            {"language": "not a language", "title": "x"},
        ],
    )

    [translation] = await works.translations(MOVIE, language)

    assert asked(aioclient_mock) == [f"/movies/501{path}"]
    assert (translation.language, translation.country, translation.title) == ("de", "at", "Der Wüstenplanet")
    assert (translation.overview, translation.tagline) == (None, None)


async def test_recommendations(works: Works, aioclient_mock: AiohttpClientMocker) -> None:
    """Movies and shows have places of their own."""
    aioclient_mock.get(f"{BASE}/recommendations/movies", json=[movie(), {}])
    aioclient_mock.get(f"{BASE}/recommendations/shows", json=[show()])

    [found_movie], [series] = await works.recommended_movies(5), await works.recommended_shows(7)

    assert (found_movie.title, series.title) == ("Dune", "Severance")
    assert asked(aioclient_mock) == [
        "/recommendations/movies?extended=full&limit=5",
        "/recommendations/shows?extended=full&limit=7",
    ]


async def test_lists(works: Works, aioclient_mock: AiohttpClientMocker) -> None:
    """One without a name or an id is none."""
    named = {
        "name": "Rainy days",
        "description": "",
        "privacy": "private",
        "share_link": "https://app.trakt.tv/users/x/lists/rainy-days",
        "item_count": 2,
        "updated_at": "2026-11-01T10:00:00.000Z",
        "ids": {"trakt": 33, "slug": "rainy-days"},
    }
    aioclient_mock.get(ANYTHING, json=[named, {**named, "ids": {}}, {**named, "name": " "}])

    [kept] = await works.lists()

    assert asked(aioclient_mock) == ["/users/me/lists?page=1&limit=250"]
    assert (kept.name, kept.description, kept.privacy, kept.item_count) == ("Rainy days", None, "private", 2)
    assert (kept.ids.trakt, kept.ids.slug) == (33, "rainy-days")
    assert kept.updated_at == datetime(2026, 11, 1, 10, tzinfo=UTC)


async def test_all_entries_of_a_list(works: Works, aioclient_mock: AiohttpClientMocker) -> None:
    """A long list has several pages."""
    entries: list[Json] = [
        {**found(movie(trakt=n)), "rank": n, "listed_at": "2026-11-01T10:00:00.000Z", "notes": None}
        for n in range(1, 302)
    ]
    pages = [list(page) for page in batched(entries, 250, strict=False)]

    async def page(method: str, url: URL, _data: object) -> AiohttpClientMockResponse:
        return AiohttpClientMockResponse(method, url, json=pages[int(url.query["page"]) - 1])

    aioclient_mock.get(ANYTHING, side_effect=page)

    found_entries = await works.entries(33)

    assert [entry.rank for entry in found_entries] == list(range(1, 302))
    assert asked(aioclient_mock)[1] == (
        "/users/me/lists/33/items/movie,show,season,episode?extended=full&page=2&limit=250"
    )


ODD: list[Any] = ["", "{}", "null", "7", "[7]", '{"title": 7}']


@pytest.mark.parametrize("answer", ODD)
async def test_an_answer_that_makes_no_sense(works: Works, aioclient_mock: AiohttpClientMocker, answer: str) -> None:
    """It is a passing fault, whatever was asked."""
    aioclient_mock.get(ANYTHING, text=answer)

    for asking in (
        works.search("x", ("movie",), 5),
        works.by_id("tmdb", 1, "movie"),
        works.movie(1),
        works.show(1),
        works.seasons(1),
        works.episode(1, 1, 1),
        works.translations(MOVIE),
        works.recommended_movies(5),
        works.lists(),
        works.entries(1),
    ):
        with pytest.raises(UnavailableError):
            await asking


async def test_work_that_trakt_does_not_know(works: Works, aioclient_mock: AiohttpClientMocker) -> None:
    """That can be told from a fault."""
    aioclient_mock.get(ANYTHING, status=404, text="", headers={"Content-Type": "text/html"})

    with pytest.raises(NotFoundError):
        await works.movie("nothing")


async def test_vip(works: Works, aioclient_mock: AiohttpClientMocker) -> None:
    """Where one kind of question is for VIP members only, the others go on."""
    aioclient_mock.get(f"{BASE}/recommendations/movies", status=426)
    aioclient_mock.get(f"{BASE}/search/movie", json=[found(movie())])

    for _ in range(2):
        with pytest.raises(VipRequiredError):
            await works.recommended_movies(5)

    assert len(await works.search("Dune", ("movie",), 5)) == 1
    assert aioclient_mock.call_count == 2
