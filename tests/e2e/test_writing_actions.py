"""The actions that change user data, in a real home: their responses, and the changes that Trakt receives."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scripts.home_api import HomeApiError

from .account import ConnectedAccount, until
from .user_data import Json, have_read, sent, user_data

A_MINUTE = timedelta(minutes=1)
MOVIE = {"movies": [{"ids": {"trakt": 970001}}]}
MONSOON: Json = {"title": "Monsoon Letters", "type": "movie"}
HARBOUR: Json = {"title": "Salt Harbour", "season": 2, "episode": 2}


@pytest.fixture
async def account(account: ConnectedAccount) -> ConnectedAccount:
    """Return the account once its user data was read, with an empty list of requests."""
    await have_read(account, ["watchlist_movies", "up_next"])
    await account.simulator.forget_requests()
    return account


async def act(account: ConnectedAccount, action: str, **data: Any) -> Json:
    """Perform an action and return its response."""
    return await account.home.api.ask(f"trakt_upcoming.{action}", **data)


async def refused(account: ConnectedAccount, action: str, **data: Any) -> str:
    """Return the error message of an action, as the interface shows it."""
    with pytest.raises(HomeApiError) as error:
        await account.home.api.command("call_service", domain="trakt_upcoming", service=action, service_data=data)
    return str(error.value)


async def test_watchlist(account: ConnectedAccount) -> None:
    """A movie is added, added again, removed, and removed again."""
    added = await act(account, "add_to_watchlist", **MONSOON)
    again = await act(account, "add_to_watchlist", type="movie", ids=added["work"]["ids"])
    removed = await act(account, "remove_from_watchlist", **MONSOON)
    gone = await act(account, "remove_from_watchlist", **MONSOON)

    assert (added["status"], added["added"]["movies"], added["work"]["ids"]["trakt"]) == ("done", 1, 970001)
    assert (again["status"], again["existing"]["movies"]) == ("already", 1)
    assert (removed["status"], removed["deleted"]["movies"]) == ("done", 1)
    assert gone["status"] == "already"
    assert await sent(account.simulator) == [
        ("/sync/watchlist", MOVIE),
        ("/sync/watchlist", MOVIE),
        ("/sync/watchlist/remove", MOVIE),
        ("/sync/watchlist/remove", MOVIE),
    ]


async def test_mark_watched_now(account: ConnectedAccount) -> None:
    answer = await act(account, "mark_watched", **HARBOUR)

    assert (answer["status"], answer["added"]["episodes"]) == ("done", 1)
    assert (answer["work"]["show"], answer["work"]["season"], answer["work"]["episode"]) == ("Salt Harbour", 2, 2)
    [(path, body)] = await sent(account.simulator)
    [episode] = body["episodes"]
    assert path == "/sync/history"
    assert episode["ids"] == {"trakt": answer["work"]["episode_ids"]["trakt"]}
    assert abs(datetime.now(UTC) - datetime.fromisoformat(episode["watched_at"])) < A_MINUTE


async def test_mark_watched_at_a_time(account: ConnectedAccount) -> None:
    """A time without a zone is in the time zone of the home."""
    await act(account, "mark_watched", **MONSOON, watched_at="2026-01-31 20:15:00")

    [(_, body)] = await sent(account.simulator)
    assert body["movies"][0]["watched_at"] == "2026-01-31T19:15:00.000Z"


async def test_mark_watched_at_the_release(account: ConnectedAccount) -> None:
    """Trakt has the time of an episode. Of a movie, only the day is known."""
    # The demo has a play of this episode on the same evening, so `again` is needed.
    await act(account, "mark_watched", **HARBOUR, watched_at="released", again=True)
    chosen_movie = await act(account, "mark_watched", title="Low Water", type="movie", watched_at="released")

    (_, episode), (_, movie) = await sent(account.simulator)
    assert episode["episodes"][0]["watched_at"] == "released"
    assert movie["movies"][0]["watched_at"].endswith("T12:00:00.000Z")
    assert chosen_movie["status"] == "done"


async def test_mark_watched_in_the_future(account: ConnectedAccount) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()

    assert "is in the future" in await refused(account, "mark_watched", **MONSOON, watched_at=tomorrow)
    assert not await sent(account.simulator)


async def test_remove_from_history(account: ConnectedAccount) -> None:
    """The last play of a season is removed, then all its other plays. The responses list them."""
    last = await act(account, "remove_from_history", title="Salt Harbour", season=2)
    rest = await act(account, "remove_from_history", title="Salt Harbour", season=2, plays="all")

    assert (last["status"], last["work"]["type"]) == (rest["status"], rest["work"]["type"]) == ("done", "season")
    [first] = last["removed"]
    others = [play["id"] for play in rest["removed"]]
    assert len(others) == rest["deleted"]["episodes"] > 1
    assert await sent(account.simulator) == [
        ("/sync/history/remove", {"ids": [first["id"]]}),
        ("/sync/history/remove", {"ids": others}),
    ]


async def test_rate(account: ConnectedAccount) -> None:
    """By a number or by a word; then the rating is removed."""
    number = await act(account, "rate", **MONSOON, rating=7)
    word = await act(account, "rate", type="show", title="Salt Harbour", rating="outstanding")
    removed = await act(account, "remove_rating", **MONSOON)

    assert [answer["status"] for answer in (number, word, removed)] == ["done"] * 3
    (_, first), (_, second), third = await sent(account.simulator)
    assert first["movies"][0]["rating"] == 7
    assert second["shows"][0]["rating"] == 10
    assert third == ("/sync/ratings/remove", MOVIE)
    ratings = {tuple(each[:2]): each[2] for each in (await user_data(account.simulator))["ratings"]}
    assert ("movie", 970001) not in ratings
    assert ratings["show", word["work"]["ids"]["trakt"]] == 10


async def test_check_in(account: ConnectedAccount) -> None:
    """A second check-in is refused while the first one is running."""
    answer = await act(account, "check_in", **HARBOUR)
    reason = await refused(account, "check_in", **MONSOON)

    assert answer["status"] == "done"
    assert datetime.now(UTC) - datetime.fromisoformat(answer["watched_at"]) < A_MINUTE
    assert "Check in again after that" in reason
    first, second = await sent(account.simulator)
    assert first == ("/checkin", {"episode": {"ids": {"trakt": answer["work"]["episode_ids"]["trakt"]}}})
    assert second == ("/checkin", {"movie": {"ids": {"trakt": 970001}}})


async def test_ambiguous_title(account: ConnectedAccount) -> None:
    movies = [{"title": "Twice", "released": f"{year}-05-01"} for year in (1999, 2020)]
    await account.simulator.control("POST", "/movies", {"add": movies})

    reason = await refused(account, "rate", title="Twice", type="movie", rating=8)
    answer = await act(account, "rate", title="Twice", year=2020, type="movie", rating=8)

    assert "Twice (1999)" in reason
    assert "Twice (2020)" in reason
    assert answer["work"]["year"] == 2020


async def test_trakt_refuses(account: ConnectedAccount) -> None:
    """The action fails with the reason, and there is no repair."""
    await account.simulator.break_down(host="trakt_api", kind="status", status=420, method="POST")

    assert "limit" in await refused(account, "add_to_watchlist", **MONSOON)
    issues = (await account.home.api.command("repairs/list_issues"))["issues"]
    assert not [issue for issue in issues if issue["domain"] == "trakt_upcoming"]


async def test_trakt_is_down(account: ConnectedAccount) -> None:
    """Known titles can be changed, and Trakt gets the changes later."""
    await account.simulator.break_down(host="trakt_api", kind="status", status=503)

    chosen_movie = await act(account, "mark_watched", title="Glasshouse", type="movie")
    show = await act(account, "rate", type="show", title="Red Ledger", rating="meh")
    assert (chosen_movie["status"], show["status"]) == ("queued", "queued")
    assert chosen_movie["work"]["ids"]["trakt"] == 970004
    assert "not answer properly" in await refused(account, "rate", title="Unknown Movie", type="movie", rating=1)
    assert "not answer properly" in await refused(account, "check_in", title="Glasshouse", type="movie")

    await account.simulator.repair()
    await account.simulator.forget_requests()

    async def arrived() -> bool:
        return len(await sent(account.simulator)) == 2

    await until(arrived, seconds=40)
    assert [path for path, _ in await sent(account.simulator)] == ["/sync/history", "/sync/ratings"]
