"""What was watched and rated, from memory: without a request, in the home's time zone."""

from datetime import date
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..conftest import ENTRY_ID, SetUp
from ..records_json import episode_play, movie_play, rated_movie, work
from ..trakt import FakeTrakt
from ..trakt_json import Json
from ..user_data.readings import watching
from .common import ask, requests

HISTORY = [
    episode_play(3, "2026-11-19T23:30:00.000Z", trakt=102, number=2),
    episode_play(2, "2026-11-19T20:00:00.000Z"),
    movie_play(1, "2026-07-18T20:00:00.000Z"),
]


@pytest.fixture
async def account(hass: HomeAssistant, set_up: SetUp, entry: MockConfigEntry, trakt: FakeTrakt) -> MockConfigEntry:
    """Return the account of a user who has watched and rated; nothing was asked since that is known."""
    await set_up()
    rated = {**rated_movie(), "rated_at": "2026-11-18T23:30:00.000Z"}
    season = {"type": "season", "show": work(), "season": {"number": 2}}
    entry.runtime_data.user_data.async_set_updated_data(
        watching(
            history=HISTORY,
            rated_movies=[rated],
            rated_shows=[{**rated_movie(rating=1), "type": "show", "show": work()}],
            rated_seasons=[{**rated_movie(rating=10), **season}],
            rated_episodes=[{**episode_play(), "rating": 5, "rated_at": "2026-11-01T12:00:00.000Z"}],
        )
    )
    trakt.answer()
    return entry


async def history(hass: HomeAssistant, **data: Any) -> list[Json]:
    """Return what was watched."""
    response = await ask(hass, "get_history", **data)
    assert list(response) == ["history"]
    return list(response["history"])


async def ratings(hass: HomeAssistant, **data: Any) -> list[Json]:
    """Return what was rated."""
    response = await ask(hass, "get_ratings", **data)
    assert list(response) == ["ratings"]
    return list(response["ratings"])


@pytest.mark.usefixtures("account")
async def test_history(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """The last first, under the names that the other actions have, and nobody is asked."""
    [_, episode, movie] = await history(hass)

    assert episode == {
        "type": "episode",
        "title": "Severance S03E01 Part 1",
        "show": "Severance",
        "season": 3,
        "episode": 1,
        "episode_title": "Part 1",
        "year": 2022,
        "runtime": None,
        "ids": {"trakt": 1, "tmdb": 7001, "imdb": None, "tvdb": None, "slug": "work-1"},
        "episode_ids": {"trakt": 101, "tmdb": None, "imdb": None, "tvdb": None},
        "url": "https://app.trakt.tv/shows/work-1/seasons/3/episodes/1",
        "watched_at": "2026-11-19T20:00:00+00:00",
        "id": 2,
    }
    assert movie == {
        "type": "movie",
        "title": "Dune",
        "year": 2022,
        "runtime": None,
        "ids": {"trakt": 501, "tmdb": 7501, "imdb": None, "tvdb": None, "slug": "work-501"},
        "url": "https://app.trakt.tv/movies/work-501",
        # It was summer in London.
        "watched_at": "2026-07-18T21:00:00+01:00",
        "id": 1,
    }
    assert requests(trakt) == []


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    ("data", "plays"),
    [
        pytest.param({}, [3, 2, 1], id="everything"),
        pytest.param({"from": "2026-11-19T20:00:00Z"}, [3, 2], id="from, which counts"),
        pytest.param({"to": "2026-11-19T20:00:00Z"}, [1], id="to, which does not"),
        pytest.param({"from": "2026-11-19", "to": "2026-11-19 23:00"}, [2], id="in the home's time"),
        pytest.param({"from": "2026-11-20"}, [], id="nothing"),
        pytest.param({"from": date(2026, 11, 19), "to": date(2026, 11, 20)}, [3, 2], id="days, as YAML reads them"),
        pytest.param({"type": "movie"}, [1], id="movies"),
        pytest.param({"type": ["episode"], "from": "2026-11-19T21:00:00Z"}, [3], id="both"),
    ],
)
async def test_a_part_of_what_was_watched(hass: HomeAssistant, data: Json, plays: list[int]) -> None:
    """By time and type."""
    assert [play["id"] for play in await history(hass, **data)] == plays


@pytest.mark.usefixtures("account")
async def test_days_are_those_of_the_home(hass: HomeAssistant) -> None:
    """In Tokyo it was the next one already."""
    await hass.config.async_set_time_zone("Asia/Tokyo")

    [last] = await history(hass, **{"from": "2026-11-20 06:00"})

    assert (last["id"], last["watched_at"]) == (3, "2026-11-20T08:30:00+09:00")


@pytest.mark.usefixtures("account")
async def test_ratings(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """In numbers and in words, the last first."""
    found = await ratings(hass)

    assert [(each["type"], each["title"], each["rating"], each["rating_word"]) for each in found] == [
        ("show", "Severance", 1, "waste"),
        ("season", "Severance S02", 10, "outstanding"),
        ("movie", "Dune", 8, "entertaining"),
        ("episode", "Severance S03E01 Part 1", 5, "decent"),
    ]
    assert found[2]["rated_at"] == "2026-11-18T23:30:00+00:00"
    assert found[1]["url"] == "https://app.trakt.tv/shows/work-1/seasons/2"
    assert requests(trakt) == []


@pytest.mark.usefixtures("account")
async def test_ratings_of_one_type(hass: HomeAssistant) -> None:
    """Or of several."""
    assert [each["type"] for each in await ratings(hass, type="season")] == ["season"]
    assert [each["type"] for each in await ratings(hass, type=["movie", "episode"])] == ["movie", "episode"]


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("action", ["get_history", "get_ratings"])
@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"type": "person"}, "type must be one of these: .*movie"),
        ({"config_entry_id": None}, "config_entry_id must be a text"),
        ({"when": "2026"}, "no field when here"),
    ],
)
async def test_bad_input(hass: HomeAssistant, action: str, data: Json, said: str) -> None:
    """It is refused before anything is looked at."""
    with pytest.raises(ServiceValidationError, match=said):
        await ask(hass, action, **data)


@pytest.mark.parametrize("action", ["get_history", "get_ratings"])
async def test_history_is_not_read_yet(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, action: str) -> None:
    """An empty list would say that nothing was watched."""
    trakt.answer(activities={"status": 503})
    await set_up()

    with pytest.raises(HomeAssistantError, match="have not been loaded from Trakt yet"):
        await ask(hass, action)


async def test_other_sections_are_not_read_yet(hass: HomeAssistant, set_up: SetUp, entry: MockConfigEntry) -> None:
    """The other sections may come later."""
    await set_up()
    entry.runtime_data.user_data.async_set_updated_data(watching(rated_movies=[rated_movie()]))

    assert len(await ratings(hass, type="movie")) == 1
    with pytest.raises(HomeAssistantError, match="have not been loaded"):
        await ratings(hass)


@pytest.mark.usefixtures("without_user_data")
@pytest.mark.parametrize("action", ["get_history", "get_ratings"])
async def test_several_accounts(hass: HomeAssistant, other: MockConfigEntry, action: str) -> None:
    """One has to say whose."""
    with pytest.raises(ServiceValidationError, match="several accounts"):
        await ask(hass, action)
    with pytest.raises(HomeAssistantError, match="have not been loaded"):
        await ask(hass, action, config_entry_id=ENTRY_ID)


@pytest.mark.parametrize("moment", ["soon", 7, None, True])
async def test_no_moment(hass: HomeAssistant, set_up: SetUp, moment: object) -> None:
    """A time has to be one."""
    await set_up()

    with pytest.raises(ServiceValidationError, match="from must be a date or a date with a time"):
        await ask(hass, "get_history", **{"from": moment})
