"""The actions that return data, in a real home: their responses, and their requests to Trakt."""

from typing import Any

import pytest

from scripts.home_api import HomeApiError

from .account import ConnectedAccount, until

HARBOUR = 170_011
CEILING = "Salt and Ceiling"

type Json = dict[str, Any]


async def ask(account: ConnectedAccount, action: str, **data: Any) -> Json:
    """Return the response of an action, as scripts get it."""
    return await account.home.api.ask(f"trakt_upcoming.{action}", config_entry_id=account.entry_id, **data)


async def refused(account: ConnectedAccount, action: str, **data: Any) -> str:
    """Return the error message of an action, as the interface shows it."""
    with pytest.raises(HomeApiError) as error:
        await account.home.api.command(
            "call_service", domain="trakt_upcoming", service=action, service_data=data, return_response=True
        )
    return str(error.value)


async def asked(account: ConnectedAccount) -> list[str]:
    """Return the paths of the requests to Trakt."""
    requests = await account.simulator.requests()
    return [request["path"] for request in requests if request["host"] == "trakt_api"]


@pytest.fixture
async def account(account: ConnectedAccount) -> ConnectedAccount:
    """Return the account once its history was read, with an empty list of requests."""

    async def has_read() -> bool:
        try:
            return bool(
                (await ask(account, "get_history"))["history"] and (await ask(account, "get_ratings"))["ratings"]
            )
        except HomeApiError:
            return False

    await until(has_read)
    await account.simulator.forget_requests()
    return account


async def test_search(account: ConnectedAccount) -> None:
    found = (await ask(account, "search", query="salt", limit=5))["results"]

    assert [(each["type"], each["title"]) for each in found] == [
        ("show", "Salt Harbour"),
        ("movie", "Salt and Ceiling"),
    ]
    assert found[0]["ids"]["trakt"] == HARBOUR
    assert found[0]["url"] == "https://app.trakt.tv/shows/salt-harbour"
    assert found[0]["overview"]
    [robots] = (await ask(account, "search", query="Robots & Rosemary"))["results"]
    assert robots["title"] == "Robots & Rosemary"
    episodes = (await ask(account, "search", query="ballast", type="episode"))["results"]
    assert {(each["show"], each["episode_title"]) for each in episodes} == {("Salt Harbour", "Ballast")}
    assert await ask(account, "search", query="nothing of this name") == {"results": []}
    assert await asked(account) == [
        "/search/movie,show",
        "/search/movie,show",
        "/search/episode",
        "/search/movie,show",
    ]


async def test_poster(account: ConnectedAccount) -> None:
    await account.simulator.control("POST", "/movies", {"add": [{"title": "Slow Lanterns", "released": "2019-05-01"}]})

    [movie] = (await ask(account, "search", query="slow lanterns"))["results"]

    # A title that was not looked up at TMDB has Trakt's poster, which Home Assistant serves.
    async with account.home.api.session.get(f"{account.home.api.url}{movie['poster']}") as poster:
        assert (poster.status, poster.content_type) == (200, "image/webp")


async def test_history(account: ConnectedAccount) -> None:
    history = (await ask(account, "get_history"))["history"]
    [movie, *_] = [play for play in history if play["title"] == "Parallel Parking"]
    moment = movie["watched_at"]

    assert [play["watched_at"] for play in history] == sorted((play["watched_at"] for play in history), reverse=True)
    assert {play["show"] for play in history if play["type"] == "episode"} >= {"Salt Harbour", "Red Ledger"}
    assert movie in (await ask(account, "get_history", type="movie", **{"from": moment}))["history"]
    assert movie not in (await ask(account, "get_history", to=moment))["history"]
    assert await asked(account) == []


async def test_ratings(account: ConnectedAccount) -> None:
    ratings = (await ask(account, "get_ratings"))["ratings"]

    assert {each["title"]: (each["rating"], each["rating_word"]) for each in ratings} == {
        "Salt Harbour": (9, "outstanding"),
        "Kitchen Parliament": (8, "entertaining"),
        "Last Orders": (5, "decent"),
        "Parallel Parking": (7, "entertaining"),
        "The Understated": (9, "outstanding"),
    }
    assert len((await ask(account, "get_ratings", type="movie"))["ratings"]) == 2
    assert await asked(account) == []


async def test_lists(account: ConnectedAccount) -> None:
    lists = (await ask(account, "get_lists"))["lists"]
    [rainy] = (await ask(account, "get_lists", list="rainy sundays"))["lists"]

    assert [each["name"] for each in lists] == ["Rainy Sundays", "With the Children"]
    assert [(item["rank"], item["title"]) for item in rainy["items"]] == [
        (1, "Low Water"),
        (2, "Monsoon Letters"),
        (3, "Salt Harbour"),
    ]
    assert len(await asked(account)) == 3
    assert "Your lists are: Rainy Sundays, With the Children" in await refused(account, "get_lists", list="Sunny days")


async def test_recommendations(account: ConnectedAccount) -> None:
    found = (await ask(account, "get_recommendations", limit=3))["recommendations"]

    assert [each["type"] for each in found] == ["movie"] * 3 + ["show"] * 3
    assert not {"Parallel Parking", "Salt Harbour"} & {each["title"] for each in found}
    assert await asked(account) == ["/recommendations/movies", "/recommendations/shows"]

    await account.simulator.break_down(host="trakt_api", kind="status", status=426, path="/recommendations")
    message = await refused(account, "get_recommendations")

    assert "VIP members only. Free accounts get at most 100 movies and 100 shows" in message


async def test_details(account: ConnectedAccount) -> None:
    [found] = (await ask(account, "search", query="Salt Harbour"))["results"]
    show = await ask(account, "get_details", type="show", ids=found["ids"], language="de")
    episode = await ask(account, "get_details", title="salt harbour", season=2, episode=1)
    season = await ask(account, "get_details", ids={"imdb": found["ids"]["imdb"]}, season=2)
    movie = await ask(account, "get_details", type="movie", title=CEILING)
    german = await ask(account, "get_details", type="show", title="Salzhafen")

    assert (show["title"], show["ids"], [each["title"] for each in show["translations"]]) == (
        "Salt Harbour",
        found["ids"],
        ["Salzhafen"],
    )
    assert {service for service, rating in show["ratings"].items() if rating} == {
        "trakt",
        "tmdb",
        "imdb",
        "rotten_tomatoes",
        "metacritic",
    }
    assert show["cast"]
    assert [each["jobs"] for each in show["crew"]] == [["Director"], ["Writer"]]
    assert (episode["type"], episode["season"], episode["episode"], episode["show"]) == (
        "episode",
        2,
        1,
        "Salt Harbour",
    )
    assert episode["ratings"]["trakt"]["votes"] > 0
    assert (season["type"], season["season"], season["episode_count"]) == ("season", 2, 10)
    assert (movie["type"], movie["title"]) == ("movie", CEILING)
    assert movie["poster"]
    assert german["title"] == "Salt Harbour"


async def test_ambiguous_and_unknown_titles(account: ConnectedAccount) -> None:
    movies = [{"title": "Salt Harbour", "released": f"{year}-05-01"} for year in (1999, 2026)]
    added = (await account.simulator.control("POST", "/movies", {"add": movies}))["trakt"]

    unclear = await refused(account, "get_details", type="movie", title="Salt Harbour")
    chosen = await ask(account, "get_details", type="movie", title="Salt Harbour", year=1999)
    unknown = await refused(account, "get_details", type="movie", ids={"tmdb": 1})
    missing = await refused(account, "get_details", title="Salt Harbour", season=2, episode=99)
    other = await refused(account, "get_details", type="movie", ids={"trakt": added[0], "slug": "salt-harbour-2026"})
    wrong = await refused(account, "get_details", title="Salt Harbour", episode=1)

    assert 'match "Salt Harbour": Salt Harbour (1999), Salt Harbour (2026). Add the year' in unclear
    assert chosen["ids"]["trakt"] == added[0]
    assert "with this ID: tmdb 1" in unknown
    assert "Salt Harbour has no S02E99" in missing
    assert "the title that Trakt has for trakt has other IDs for slug" in other
    assert "Enter the number of the season" in wrong


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ({"kind": "status", "status": 503}, "Trakt does not answer properly at the moment"),
        ({"kind": "status", "status": 429, "headers": {"Retry-After": "300"}}, "Trakt asked for a pause until"),
        ({"kind": "status", "status": 423}, "Trakt has locked or deactivated this account"),
    ],
    ids=["503", "429", "423"],
)
async def test_trakt_refuses(account: ConnectedAccount, fault: Json, message: str) -> None:
    await account.simulator.break_down(host="trakt_api", **fault)

    assert message in await refused(account, "search", query="salt")
    # Actions that need no request still work.
    assert (await ask(account, "get_history"))["history"]
