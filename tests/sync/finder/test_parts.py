"""Seasons and episodes are found by their numbers; errors say of what nothing was found."""

from datetime import UTC, datetime

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.trakt_upcoming.api.trakt import EpisodeRef, SeasonRef, TraktClient
from custom_components.trakt_upcoming.exceptions import SpeakableValidationError
from custom_components.trakt_upcoming.sync.finder import async_find
from custom_components.trakt_upcoming.user_data import MediaQuery

from ...api.trakt.conftest import ANYTHING
from ...works_json import episode, found, season, show
from .common import answer


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
    """That is another error than one of the user."""
    aioclient_mock.get(ANYTHING, status=503)

    with pytest.raises(HomeAssistantError, match="not answer properly at the moment") as caught:
        await async_find(client, MediaQuery(type="movie", title="Dune"))

    assert not isinstance(caught.value, ServiceValidationError)
