"""A work is found by its ids."""

from datetime import date
from typing import Any

from homeassistant.exceptions import ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.trakt_upcoming.api.trakt import MovieRef, TraktClient
from custom_components.trakt_upcoming.sync.finder import async_find
from custom_components.trakt_upcoming.user_data import MediaQuery

from ...trakt_json import Json
from ...works_json import found, movie, show
from .common import answer, asked


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
    """It stands after the title."""
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
