"""To-do lists in a real home: what each operation does there, and what Trakt received of it."""

from datetime import UTC, datetime, timedelta

import pytest

from scripts.home_api import HomeApiError

from .account import ConnectedAccount, until
from .watching import change_list, diary, have_read, lines, list_id, sent, summaries

LISTS = ("watchlist_movies", "watchlist_shows", "up_next")
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
async def account(account: ConnectedAccount) -> ConnectedAccount:
    """Return the account when its lists are there, and forget what that took."""
    await have_read(account, LISTS)
    await account.simulator.forget_requests()
    return account


async def line(account: ConnectedAccount, key: str, title: str) -> str:
    """Return the line of a list that begins with a title."""
    [found] = [summary for summary in await summaries(account, key) if summary.startswith(title)]
    return found


async def refused(account: ConnectedAccount, action: str, key: str, **data: object) -> str:
    """Return why something cannot be done with a list, as the interface says it."""
    target = {"entity_id": await list_id(account, key)}
    with pytest.raises(HomeApiError) as error:
        await account.home.api.command("call_service", domain="todo", service=action, target=target, service_data=data)
    return str(error.value)


async def test_what_is_there(account: ConnectedAccount) -> None:
    films, shows, episodes = [await lines(account, key) for key in LISTS]

    assert [film["summary"].rpartition(" (")[0] for film in films] == [
        "The Cartographer's Daughter",
        "Glasshouse",
        "Salt and Ceiling",
        "Winter Quarters",
    ]
    assert [show["summary"].rpartition(" (")[0] for show in shows] == ["Das Archiv", "Paper Moons", "חלון לים"]
    assert {episode["summary"].rpartition(" S0")[0] for episode in episodes} >= {"Salt Harbour", "Red Ledger"}
    for each in (*films, *shows, *episodes):
        assert each["status"] == "needs_action"
        assert each["uid"].startswith("trakt-")
        assert each["due"]
        assert each["description"].startswith("https://app.trakt.tv/")
    assert (await account.state("todo.watchlist_movies"))["state"] == "4"


async def test_add(account: ConnectedAccount) -> None:
    await change_list(account, "add_item", "watchlist_movies", item="monsoon letters")

    assert await line(account, "watchlist_movies", "Monsoon Letters (")
    assert await sent(account.simulator) == [("/sync/watchlist", {"movies": [{"ids": {"trakt": 970001}}]})]
    assert ["movie", 970001] in (await diary(account.simulator))["watchlist"]


async def test_add_what_several_are_called(account: ConnectedAccount) -> None:
    """The year tells them apart."""
    films = [{"title": "Twice", "released": f"{year}-05-01"} for year in (1999, 2020)]
    [_, second] = (await account.simulator.control("POST", "/movies", {"add": films}))["trakt"]

    reason = await refused(account, "add_item", "watchlist_movies", item="Twice")
    assert "Twice (1999)" in reason
    assert "Twice (2020)" in reason
    assert not await sent(account.simulator)

    await change_list(account, "add_item", "watchlist_movies", item="Twice (2020)")
    assert await sent(account.simulator) == [("/sync/watchlist", {"movies": [{"ids": {"trakt": second}}]})]


async def test_add_what_nobody_knows(account: ConnectedAccount) -> None:
    assert "Buy milk" in await refused(account, "add_item", "watchlist_shows", item="Buy milk")
    assert not await sent(account.simulator)


async def test_tick_a_film(account: ConnectedAccount) -> None:
    """It was seen now, and Trakt takes it off the watchlist."""
    film = await line(account, "watchlist_movies", "Glasshouse")
    await change_list(account, "update_item", "watchlist_movies", item=film, status="completed")

    assert film not in await summaries(account, "watchlist_movies")
    [(path, body)] = await sent(account.simulator)
    [movie] = body["movies"]
    assert (path, movie["ids"]) == ("/sync/history", {"trakt": 970004})
    assert abs(datetime.now(UTC) - datetime.fromisoformat(movie["watched_at"])) < A_MINUTE
    kept = await diary(account.simulator)
    assert ["movie", 970004] in [play["item"] for play in kept["plays"]]
    assert ["movie", 970004] not in kept["watchlist"]


async def test_tick_a_show(account: ConnectedAccount) -> None:
    """All that has aired of it was seen, on the days on which it aired."""
    aired = ("2020-05-01T20:00:00Z", "2020-05-08T20:00:00Z", "2020-05-15T20:00:00Z")
    episodes = [{"title": "Over", "number": number, "first_aired": at} for number, at in enumerate(aired, 1)]
    await account.simulator.control("POST", "/catalogue", {"add": episodes})
    await change_list(account, "add_item", "watchlist_shows", item="Over")
    before = await diary(account.simulator)
    await account.simulator.forget_requests()
    show = await line(account, "watchlist_shows", "Over")
    await change_list(account, "update_item", "watchlist_shows", item=show, status="completed")

    assert show not in await summaries(account, "watchlist_shows")
    [(path, body)] = await sent(account.simulator)
    [sent_show] = body["shows"]
    assert (path, sent_show["watched_at"]) == ("/sync/history", "released")
    kept = await diary(account.simulator)
    known = {play["id"] for play in before["plays"]}
    new = [play for play in kept["plays"] if play["id"] not in known]
    assert [play["watched_at"][:10] for play in new] == [at[:10] for at in aired]
    assert ["show", sent_show["ids"]["trakt"]] not in kept["watchlist"]


async def test_tick_a_show_that_is_to_come(account: ConnectedAccount) -> None:
    show = await line(account, "watchlist_shows", "Das Archiv")

    assert show in await refused(account, "update_item", "watchlist_shows", item=show, status="completed")
    assert show in await summaries(account, "watchlist_shows")
    assert not await sent(account.simulator)


async def test_delete_several(account: ConnectedAccount) -> None:
    """They go at once from the list, and one after the other at Trakt."""
    films = (await summaries(account, "watchlist_movies"))[:3]
    await change_list(account, "remove_item", "watchlist_movies", item=films)

    assert len(await summaries(account, "watchlist_movies")) == 1

    async def gone() -> bool:
        return len(await sent(account.simulator)) == len(films)

    await until(gone)
    assert await sent(account.simulator) == [
        ("/sync/watchlist/remove", {"movies": [{"ids": {"trakt": trakt}}]}) for trakt in (970000, 970004, 970016)
    ]


async def test_nothing_completed_to_delete(account: ConnectedAccount) -> None:
    """What was seen is no longer on the list."""
    before = await summaries(account, "watchlist_movies")
    await change_list(account, "remove_completed_items", "watchlist_movies")

    assert await summaries(account, "watchlist_movies") == before
    assert not await sent(account.simulator)


async def test_another_name(account: ConnectedAccount) -> None:
    film = await line(account, "watchlist_movies", "Glasshouse")

    assert film in await refused(account, "update_item", "watchlist_movies", item=film, rename="Glass house")
    assert not await sent(account.simulator)


async def test_tick_the_next_episode(account: ConnectedAccount) -> None:
    """The following one takes its place."""
    episode = await line(account, "up_next", "Salt Harbour")
    await change_list(account, "update_item", "up_next", item=episode, status="completed")

    assert episode not in await summaries(account, "up_next")
    [(path, body)] = await sent(account.simulator)
    assert path == "/sync/history"
    assert list(body) == ["episodes"]

    async def followed() -> bool:
        return any(summary.startswith("Salt Harbour") for summary in await summaries(account, "up_next"))

    await until(followed)
    assert await line(account, "up_next", "Salt Harbour") > episode


async def test_trakt_refuses(account: ConnectedAccount) -> None:
    """The person is told, and the list is as it was."""
    before = await summaries(account, "watchlist_movies")
    await account.simulator.break_down(host="trakt_api", kind="status", status=420, method="POST")

    assert "limit" in await refused(account, "add_item", "watchlist_movies", item="Monsoon Letters")
    assert await summaries(account, "watchlist_movies") == before


async def test_trakt_is_down(account: ConnectedAccount) -> None:
    """What is ticked off is gone, and Trakt hears of it when it is back."""
    film = await line(account, "watchlist_movies", "Glasshouse")
    await account.simulator.break_down(host="trakt_api", kind="status", status=503)
    await change_list(account, "update_item", "watchlist_movies", item=film, status="completed")

    assert film not in await summaries(account, "watchlist_movies")
    assert ["movie", 970004] in (await diary(account.simulator))["watchlist"]

    await account.simulator.repair()

    async def arrived() -> bool:
        return ["movie", 970004] not in (await diary(account.simulator))["watchlist"]

    await until(arrived, seconds=30)
    assert film not in await summaries(account, "watchlist_movies")
