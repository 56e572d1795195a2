"""To-do lists in a real home: the effect of each operation, and the changes that Trakt receives."""

from datetime import UTC, datetime, timedelta

import pytest

from scripts.home_api import HomeApiError

from .account import ConnectedAccount, until
from .user_data import change_list, completed, have_read, lines, list_id, sent, summaries, user_data

LISTS = ("watchlist_movies", "watchlist_shows", "up_next")
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
async def account(account: ConnectedAccount) -> ConnectedAccount:
    """Return the account once its lists were read, with an empty list of requests."""
    await have_read(account, LISTS)
    await account.simulator.forget_requests()
    return account


async def line(account: ConnectedAccount, key: str, title: str) -> str:
    """Return the item of a list that begins with a title."""
    [found] = [summary for summary in await summaries(account, key) if summary.startswith(title)]
    return found


async def refused(account: ConnectedAccount, action: str, key: str, **data: object) -> str:
    """Return the error message of an action on a list, as the interface shows it."""
    target = {"entity_id": await list_id(account, key)}
    with pytest.raises(HomeApiError) as error:
        await account.home.api.command("call_service", domain="todo", service=action, target=target, service_data=data)
    return str(error.value)


async def test_items(account: ConnectedAccount) -> None:
    movies, shows, episodes = [await lines(account, key) for key in LISTS]

    assert [named["summary"] for named in movies] == [
        "The Cartographer's Daughter",
        "Glasshouse",
        "Salt and Ceiling",
        "Winter Quarters",
    ]
    assert [show["summary"] for show in shows] == ["Das Archiv", "Paper Moons", "חלון לים"]
    assert {episode["summary"].rpartition(" S0")[0] for episode in episodes} >= {"Salt Harbour", "Red Ledger"}
    for each in (*movies, *shows, *episodes):
        assert each["status"] == "needs_action"
        assert each["uid"].startswith("trakt-")
        first, page = each["description"].split(" · ")
        assert page.startswith("[Trakt](https://app.trakt.tv/")
        # A release in the past has no due date, so it is not overdue.
        assert ("due" in each) is first.startswith(("Comes out on", "Airs on"))
    assert (await account.state("todo.watchlist_movies"))["state"] == "4"


async def test_add(account: ConnectedAccount) -> None:
    await change_list(account, "add_item", "watchlist_movies", item="monsoon letters")

    assert await line(account, "watchlist_movies", "Monsoon Letters")
    assert await sent(account.simulator) == [("/sync/watchlist", {"movies": [{"ids": {"trakt": 970001}}]})]
    assert ["movie", 970001] in (await user_data(account.simulator))["watchlist"]


async def test_add_an_ambiguous_title(account: ConnectedAccount) -> None:
    """The error lists the titles with their years, and a title with its year is added."""
    movies = [{"title": "Twice", "released": f"{year}-05-01"} for year in (1999, 2020)]
    [_, second] = (await account.simulator.control("POST", "/movies", {"add": movies}))["trakt"]

    reason = await refused(account, "add_item", "watchlist_movies", item="Twice")
    assert "Twice (1999)" in reason
    assert "Twice (2020)" in reason
    assert not await sent(account.simulator)

    await change_list(account, "add_item", "watchlist_movies", item="Twice (2020)")
    assert await sent(account.simulator) == [("/sync/watchlist", {"movies": [{"ids": {"trakt": second}}]})]


async def test_add_an_unknown_title(account: ConnectedAccount) -> None:
    assert "Buy milk" in await refused(account, "add_item", "watchlist_shows", item="Buy milk")
    assert not await sent(account.simulator)


async def test_tick_a_movie(account: ConnectedAccount) -> None:
    """It is watched now, and Trakt removes it from the watchlist."""
    named = await line(account, "watchlist_movies", "Glasshouse")
    await change_list(account, "update_item", "watchlist_movies", item=named, status="completed")

    assert await completed(account, "watchlist_movies") == [named]
    [(path, body)] = await sent(account.simulator)
    [movie] = body["movies"]
    assert (path, movie["ids"]) == ("/sync/history", {"trakt": 970004})
    assert abs(datetime.now(UTC) - datetime.fromisoformat(movie["watched_at"])) < A_MINUTE
    data = await user_data(account.simulator)
    assert ["movie", 970004] in [play["item"] for play in data["plays"]]
    assert ["movie", 970004] not in data["watchlist"]


async def test_tick_a_show_that_has_not_aired(account: ConnectedAccount) -> None:
    show = await line(account, "watchlist_shows", "Das Archiv")

    assert show in await refused(account, "update_item", "watchlist_shows", item=show, status="completed")
    assert show in await summaries(account, "watchlist_shows")
    assert not await sent(account.simulator)


async def test_delete_several(account: ConnectedAccount) -> None:
    """They leave the list at once, and are removed on Trakt one after the other."""
    movies = (await summaries(account, "watchlist_movies"))[:3]
    await change_list(account, "remove_item", "watchlist_movies", item=movies)

    assert len(await summaries(account, "watchlist_movies")) == 1

    async def are_sent() -> bool:
        return len(await sent(account.simulator)) == len(movies)

    await until(are_sent)
    assert await sent(account.simulator) == [
        ("/sync/watchlist/remove", {"movies": [{"ids": {"trakt": trakt}}]}) for trakt in (970000, 970004, 970016)
    ]


async def test_delete_completed_items(account: ConnectedAccount) -> None:
    """They leave the list, and nothing is sent."""
    named = await line(account, "watchlist_movies", "Glasshouse")
    await change_list(account, "update_item", "watchlist_movies", item=named, status="completed")
    before = await sent(account.simulator)
    await change_list(account, "remove_completed_items", "watchlist_movies")

    assert named not in await summaries(account, "watchlist_movies")
    assert await sent(account.simulator) == before


async def test_rename(account: ConnectedAccount) -> None:
    named = await line(account, "watchlist_movies", "Glasshouse")

    assert named in await refused(account, "update_item", "watchlist_movies", item=named, rename="Glass house")
    assert not await sent(account.simulator)


async def test_tick_the_next_episode(account: ConnectedAccount) -> None:
    """It is shown as completed, and the next one follows it."""
    before = await summaries(account, "up_next")
    episode = await line(account, "up_next", "Salt Harbour")
    await change_list(account, "update_item", "up_next", item=episode, status="completed")

    assert await completed(account, "up_next") == [episode]
    [(path, body)] = await sent(account.simulator)
    assert path == "/sync/history"
    assert list(body) == ["episodes"]

    place = before.index(episode)
    for _ in range(3):
        # The order stays the same, also after the refresh that reads the change.
        shown = await summaries(account, "up_next")
        assert shown[:place] == before[:place]
        assert shown[place] == episode < shown[place + 1]
        assert shown[place + 1].startswith("Salt Harbour")
        assert shown[place + 2 :] == before[place + 1 :]
        await account.refresh()


async def test_trakt_refuses(account: ConnectedAccount) -> None:
    """The action fails, and the list is unchanged."""
    before = await summaries(account, "watchlist_movies")
    await account.simulator.break_down(host="trakt_api", kind="status", status=420, method="POST")

    assert "limit" in await refused(account, "add_item", "watchlist_movies", item="Monsoon Letters")
    assert await summaries(account, "watchlist_movies") == before


async def test_trakt_is_down(account: ConnectedAccount) -> None:
    """The item is completed at once, and Trakt gets the change later."""
    named = await line(account, "watchlist_movies", "Glasshouse")
    await account.simulator.break_down(host="trakt_api", kind="status", status=503)
    await change_list(account, "update_item", "watchlist_movies", item=named, status="completed")

    assert await completed(account, "watchlist_movies") == [named]
    assert ["movie", 970004] in (await user_data(account.simulator))["watchlist"]

    await account.simulator.repair()

    async def arrived() -> bool:
        return ["movie", 970004] not in (await user_data(account.simulator))["watchlist"]

    await until(arrived, seconds=60)
    assert await completed(account, "watchlist_movies") == [named]
