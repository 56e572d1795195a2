"""What Trakt finds, recommends and keeps on lists."""

from typing import Any

from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.trakt_upcoming.const import DOMAIN, TRAKT_API, TRAKT_AUTH

from ..conftest import SetUp
from ..trakt import FakeTrakt
from ..trakt_json import Json
from ..works_json import episode, found, movie, season, show
from .common import answer, ask, requests

RAINY = {
    "name": "Rainy Sundays",
    "description": "Nothing loud.",
    "privacy": "private",
    "share_link": "https://app.trakt.tv/users/demo/lists/rainy-sundays",
    "item_count": 2,
    "updated_at": "2026-07-01T10:00:00.000Z",
    "ids": {"trakt": 33, "slug": "rainy-sundays"},
}
OTHER = {"name": "Échos", "ids": {"trakt": 34, "slug": "echos"}}


@pytest.fixture
async def account(hass: HomeAssistant, set_up: SetUp, entry: MockConfigEntry, trakt: FakeTrakt) -> MockConfigEntry:
    """Return an account; Trakt answers nothing yet."""
    await set_up()
    trakt.clear()
    return entry


@pytest.mark.usefixtures("account")
async def test_search(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """Everything that is known of what is found, under the names that the other actions have."""
    facts: Json = {
        "overview": "Sand.",
        "runtime": 155,
        "rating": 7.84,
        "genres": ["science-fiction"],
        "trailer": "https://youtube.com/watch?v=x",
        "released": "2021-10-22",
    }
    one = episode(overview="Three.", runtime=47, rating=8.06, first_aired="2025-07-01T22:30:00.000Z")
    series = show(network="Apple TV+", first_aired="2022-02-18T05:00:00.000Z", rating=0)
    answer(
        trakt,
        "/search/movie,show,episode",
        [
            found(movie(**facts)),
            found(series, "show"),
            found(series, "show", episode=one) | {"type": "episode"},
        ],
    )

    response = await ask(hass, "search", query="Dune", type=["movie", "show", "episode"], limit=3)

    first, second, third = response["results"]
    assert first == {
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
    }
    assert (second["type"], second["title"], second["network"]) == ("show", "Severance", "Apple TV+")
    assert (second["first_aired"], second["rating"]) == ("2022-02-18T05:00:00+00:00", None)
    assert (third["type"], third["title"]) == ("episode", "Severance S02E03 Part 3")
    assert (third["overview"], third["runtime"], third["rating"]) == ("Three.", 47, 8.1)
    assert third["first_aired"] == "2025-07-01T23:30:00+01:00"
    assert third["episode_ids"]["trakt"] == 101
    [(_, url, _, _)] = trakt.mock.mock_calls
    assert (url.query["query"], url.query["limit"]) == ("Dune", "3")


@pytest.mark.usefixtures("account")
async def test_search_within_a_year(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """Trakt's search knows no years, so more is asked for."""
    answer(trakt, "/search/movie,show", [found(movie(year=year)) for year in (1984, 2021, 2021, None)])

    response = await ask(hass, "search", query="Dune", year=2021, limit=1)

    assert [each["year"] for each in response["results"]] == [2021]
    [(_, url, _, _)] = trakt.mock.mock_calls
    assert url.query["limit"] == "100"


@pytest.mark.usefixtures("account")
async def test_nothing_is_found(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """That is an answer, too."""
    answer(trakt, "/search/movie,show", [])

    assert await ask(hass, "search", query="nothing of this name") == {"results": []}


@pytest.mark.usefixtures("account")
async def test_recommendations(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """Movies first, then shows, each as many as are wanted."""
    answer(trakt, "/recommendations/movies", [movie()])
    answer(trakt, "/recommendations/shows", [show()])

    both = await ask(hass, "get_recommendations", limit=5)
    shows = await ask(hass, "get_recommendations", type="show")

    assert [(each["type"], each["title"]) for each in both["recommendations"]] == [
        ("movie", "Dune"),
        ("show", "Severance"),
    ]
    assert [each["type"] for each in shows["recommendations"]] == ["show"]
    assert [url.query["limit"] for _, url, _, _ in trakt.mock.mock_calls] == ["5", "5", "10"]


@pytest.mark.usefixtures("account")
async def test_recommendations_for_vip_members_only(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """It says what free accounts get."""
    answer(trakt, "/recommendations/movies", status=426)

    with pytest.raises(HomeAssistantError, match="Free accounts get at most 100 movies and 100 shows"):
        await ask(hass, "get_recommendations")


@pytest.mark.usefixtures("account")
async def test_lists(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """All of them, without what is on them."""
    answer(trakt, "/users/me/lists", [RAINY, OTHER])

    response = await ask(hass, "get_lists")

    assert [each["name"] for each in response["lists"]] == ["Rainy Sundays", "Échos"]
    assert response["lists"][0] == {
        "name": "Rainy Sundays",
        "description": "Nothing loud.",
        "privacy": "private",
        "item_count": 2,
        "updated_at": "2026-07-01T11:00:00+01:00",
        "url": "https://app.trakt.tv/users/demo/lists/rainy-sundays",
        "ids": {"trakt": 33, "slug": "rainy-sundays"},
    }
    assert requests(trakt) == ["/users/me/lists"]


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("name", ["Rainy Sundays", "rainy sundays", "rainy-sundays", "33", 33])
async def test_a_list(hass: HomeAssistant, trakt: FakeTrakt, name: object) -> None:
    """By its name, its slug or its id, with what is on it."""
    listed = {"listed_at": "2026-11-01T10:00:00.000Z", "notes": "With tea."}
    answer(trakt, "/users/me/lists", [OTHER, RAINY])
    answer(
        trakt,
        "/users/me/lists/33/items/movie,show,season,episode",
        [
            {**found(movie()), "rank": 1, **listed},
            {**found(show(), "show", season=season()), "type": "season", "rank": 2},
        ],
    )

    [personal] = (await ask(hass, "get_lists", list=name))["lists"]

    assert personal["name"] == "Rainy Sundays"
    first, second = personal["items"]
    assert (first["title"], first["rank"], first["notes"]) == ("Dune", 1, "With tea.")
    assert first["listed_at"] == "2026-11-01T10:00:00+00:00"
    assert (second["type"], second["title"], second["season"]) == ("season", "Severance S02", 2)
    assert (second["listed_at"], second["notes"]) == (None, None)


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    ("lists", "said"), [([RAINY, OTHER], "Your lists are: Rainy Sundays, Échos"), ([], "Your lists are: -")]
)
async def test_no_such_list(hass: HomeAssistant, trakt: FakeTrakt, lists: list[Json], said: str) -> None:
    """Those that there are, are named."""
    answer(trakt, "/users/me/lists", lists)

    with pytest.raises(ServiceValidationError, match=said):
        await ask(hass, "get_lists", list="Sunny days")


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    ("action", "data", "complaint"),
    [
        ("search", {}, "Enter a search text"),
        ("search", {"query": " "}, "query must be a text"),
        ("search", {"query": "x", "limit": 0}, "limit must be a whole number from 1 to 100"),
        ("search", {"query": "x", "limit": 101}, "limit must be a whole number from 1 to 100"),
        ("search", {"query": "x", "type": "person"}, "type must be one of these: episode, movie, show"),
        ("search", {"query": "x", "type": []}, "type must be one of these: movie, show, episode"),
        ("search", {"query": "x", "year": 20}, "year must be a whole number from 1800"),
        ("get_recommendations", {"type": "episode"}, "type must be one of these: movie, show"),
        ("get_recommendations", {"limit": "many"}, "whole number"),
        ("get_lists", {"list": ""}, "list must be a text"),
        ("get_lists", {"lists": "x"}, "no field lists here"),
    ],
)
async def test_bad_input(hass: HomeAssistant, trakt: FakeTrakt, action: str, data: Json, complaint: str) -> None:
    """It is refused before Trakt is asked."""
    with pytest.raises(ServiceValidationError, match=complaint):
        await ask(hass, action, **data)

    assert requests(trakt) == []


QUESTIONS: list[tuple[str, Json]] = [
    ("search", {"query": "x"}),
    ("get_recommendations", {}),
    ("get_lists", {}),
    ("get_lists", {"list": "x"}),
    ("get_details", {"type": "movie", "ids": {"tmdb": 1}}),
]


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(("action", "data"), QUESTIONS)
@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"status": 503}, "not answer properly"),
        ({"text": "[{}]"}, "not answer properly"),
        ({"exc": TimeoutError()}, "not answer properly"),
        ({"status": 429, "headers": {"Retry-After": "120"}}, "pause until 12:02:00"),
        ({"status": 403, "json": {}}, "no longer accepts the API app"),
        ({"status": 423}, "locked or deactivated"),
        ({"status": 426}, "VIP members only"),
        ({"status": 420}, "one of Trakt's limits"),
    ],
    ids=["503", "odd", "time-out", "429", "403", "423", "426", "420"],
)
async def test_every_fault_is_said_in_words(
    hass: HomeAssistant, aioclient_mock: AiohttpClientMocker, action: str, data: Json, fault: Json, said: str
) -> None:
    """Whatever is asked, and whatever Trakt does."""
    for place in ("search/movie,show", "search/tmdb/1", "recommendations/movies", "users/me/lists"):
        aioclient_mock.get(f"{TRAKT_API}/{place}", **fault)

    with pytest.raises(HomeAssistantError, match=said):
        await ask(hass, action, **data)


@pytest.mark.parametrize(("action", "data"), QUESTIONS)
async def test_sign_in_has_ended(
    hass: HomeAssistant, account: MockConfigEntry, trakt: FakeTrakt, action: str, data: Json
) -> None:
    """The user is asked to sign in again, also where finding a work met it."""
    for place in ("search/movie,show", "search/tmdb/1", "recommendations/movies", "users/me/lists"):
        answer(trakt, f"/{place}", status=401)
    trakt.mock.post(f"{TRAKT_AUTH}/oauth/token", status=400, json={"error": "invalid_grant"})

    with pytest.raises(HomeAssistantError, match="sign in again"):
        await ask(hass, action, **data)

    await hass.async_block_till_done()
    [flow] = hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    assert (flow["context"]["source"], flow["context"]["entry_id"]) == (SOURCE_REAUTH, account.entry_id)


@pytest.mark.usefixtures("account")
async def test_a_pause_holds(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """Nothing is asked while it runs, by no action."""
    answer(trakt, "/search/movie,show", status=429, headers={"Retry-After": "120"})
    with pytest.raises(HomeAssistantError, match="pause"):
        await ask(hass, "search", query="x")
    sent: list[Any] = requests(trakt)

    for action, data in QUESTIONS:
        with pytest.raises(HomeAssistantError, match="pause until 12:02:00"):
            await ask(hass, action, **data)

    assert requests(trakt) == sent
