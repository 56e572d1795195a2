"""The watchlist, and what leaves it."""

from typing import Any

import pytest

from simulator import trakt_watchlist
from simulator.stamps import BEGIN
from simulator.trakt_time import utc

from .conftest import Client
from .works import HARBOUR, HARBOUR_EPISODES, MOVIE, NOBODY, OTHER_MOVIE, PARLIAMENT, episodes, movies, shows

WATCHLIST = "/sync/watchlist"
NOTHING = {"movies": 0, "shows": 0, "seasons": 0, "episodes": 0}


async def watchlist(client: Client, token: str, rest: str = "") -> list[int]:
    """Return the Trakt ids of what is on the watchlist."""
    answer = await client.ask(f"{WATCHLIST}{rest}", token)
    assert answer.status == 200
    return [each[each["type"]]["ids"]["trakt"] for each in answer.json]


async def test_works_come_and_go(client: Client, token: str) -> None:
    """The answers count what changed, and what did not."""
    added = await client.post(WATCHLIST, token, {**movies(MOVIE, NOBODY), **shows(HARBOUR)})
    again = await client.post(WATCHLIST, token, movies(MOVIE, OTHER_MOVIE))
    listed = await watchlist(client, token)
    removed = await client.post(f"{WATCHLIST}/remove", token, movies(MOVIE))

    assert (added.status, added.json["added"]) == (201, {**NOTHING, "movies": 1, "shows": 1})
    assert added.json["not_found"]["movies"] == [{"ids": {"trakt": NOBODY}}]
    assert (again.json["added"]["movies"], again.json["existing"]["movies"]) == (1, 1)
    assert (again.json["list"]["item_count"], listed) == (3, [MOVIE, HARBOUR, OTHER_MOVIE])
    assert (removed.status, removed.json["deleted"]) == (200, {**NOTHING, "movies": 1})
    assert await watchlist(client, token) == [HARBOUR, OTHER_MOVIE]


async def test_it_is_asked_for_by_kind_and_order(client: Client, token: str) -> None:
    """The numbers of items and pages are those of the whole list, whatever is asked."""
    await client.post(WATCHLIST, token, {**movies(OTHER_MOVIE, MOVIE), **shows(HARBOUR)})
    answer = await client.ask(f"{WATCHLIST}/movies?limit=2", token)

    assert await watchlist(client, token, "/movies/released/asc") == [MOVIE, OTHER_MOVIE]
    assert await watchlist(client, token, "/movies/rank/desc") == [MOVIE, OTHER_MOVIE]
    assert await watchlist(client, token, "/movie,show") == [OTHER_MOVIE, MOVIE, HARBOUR]
    assert await watchlist(client, token, "/shows") == [HARBOUR]
    assert [answer.headers[f"X-Pagination-{name}"] for name in ("Item-Count", "Page-Count")] == ["3", "2"]
    assert await watchlist(client, token, "/movies?limit=2&page=2") == []


@pytest.mark.parametrize(
    "watched",
    [movies(MOVIE), episodes(HARBOUR_EPISODES[3]), shows(HARBOUR)],
    ids=["movie", "episode", "show"],
)
async def test_what_is_watched_leaves_it(client: Client, token: str, watched: dict[str, Any]) -> None:
    """One episode takes its whole show along."""
    kept = PARLIAMENT
    await client.post(WATCHLIST, token, {**movies(MOVIE), **shows(HARBOUR, kept), **episodes(HARBOUR_EPISODES[3])})
    before = await client.stamps(token)
    await client.post("/sync/history", token, watched)
    after, left = await client.stamps(token), await watchlist(client, token)

    assert left == ([HARBOUR, kept, HARBOUR_EPISODES[3]] if "movies" in watched else [MOVIE, kept])
    assert after["watchlist"]["updated_at"] > before["watchlist"]["updated_at"] > utc(BEGIN)


async def test_stamps_move_only_when_something_changes(client: Client, token: str) -> None:
    """What is there already changes nothing."""
    await client.post(WATCHLIST, token, movies(MOVIE))
    before = await client.stamps(token)
    await client.post(WATCHLIST, token, movies(MOVIE))
    await client.post(f"{WATCHLIST}/remove", token, movies(OTHER_MOVIE))
    unchanged = await client.stamps(token)
    await client.post(f"{WATCHLIST}/remove", token, movies(MOVIE))

    assert before == unchanged
    assert (await client.stamps(token))["movies"]["watchlisted_at"] > before["movies"]["watchlisted_at"]


async def test_the_limit_of_an_account(client: Client, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit is refused as a whole."""
    monkeypatch.setattr(trakt_watchlist, "WATCHLIST_LIMIT", 2)
    await client.post(WATCHLIST, token, movies(MOVIE))
    refused = await client.post(WATCHLIST, token, {**movies(MOVIE, OTHER_MOVIE), **shows(HARBOUR)})

    assert (refused.status, refused.json) == (420, None)
    assert await watchlist(client, token) == [MOVIE]


async def test_what_a_person_thinks_of_it_is_beside_it(client: Client, token: str) -> None:
    """None as long as nothing is said."""
    await client.post(WATCHLIST, token, movies(MOVIE, OTHER_MOVIE))
    await client.post("/sync/ratings", token, movies(MOVIE, rating=9))

    assert [each["my_rating"] for each in (await client.ask(WATCHLIST, token)).json] == [9, None]


async def test_all_kinds_can_be_put_in_order(client: Client, token: str) -> None:
    """Parts of a show stand by its title; the year is all that is known of a show's or a season's day."""
    season = {"shows": [{"ids": {"trakt": PARLIAMENT}, "seasons": [{"number": 6}]}, *shows(HARBOUR)["shows"]]}
    await client.post(WATCHLIST, token, movies(MOVIE) | season | episodes(HARBOUR_EPISODES[0]))
    season_id = PARLIAMENT * 100 + 6

    assert await watchlist(client, token, "/all/title/desc") == [MOVIE, HARBOUR, HARBOUR_EPISODES[0], season_id]
    assert (await watchlist(client, token, "/all/released/asc"))[2:] == [HARBOUR_EPISODES[0], MOVIE]
    assert await watchlist(client, token, "/all/added/asc") == [MOVIE, season_id, HARBOUR, HARBOUR_EPISODES[0]]


async def test_kinds_that_trakt_does_not_know_are_not_there(client: Client, token: str) -> None:
    """An empty list would say that there are none."""
    assert (await client.ask(f"{WATCHLIST}/books", token)).status == 404
