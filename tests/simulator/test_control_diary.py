"""What can be done to users' diaries from outside, and seen of them."""

import pytest

from .conftest import Client
from .works import HARBOUR_EPISODES, MOVIE, OTHER_MOVIE, episodes, movies

COUNT = 700


async def test_plays_are_told_in_the_order_in_which_they_arrived(client: Client, token: str) -> None:
    """With the times that were said of them."""
    await client.post("/sync/history", token, movies(MOVIE, watched_at="2026-11-20T20:00:00Z"))
    await client.post("/sync/history", token, episodes(HARBOUR_EPISODES[0], watched_at="2026-11-19T20:00:00Z"))
    await client.post("/sync/watchlist", token, movies(OTHER_MOVIE))
    await client.post("/sync/ratings", token, movies(MOVIE, rating=8))
    diary = (await client.control("GET", "/diary"))["demo"]

    assert [(play["item"], play["watched_at"]) for play in diary["plays"]] == [
        (["movie", MOVIE], "2026-11-20T20:00:00.000Z"),
        (["episode", HARBOUR_EPISODES[0]], "2026-11-19T20:00:00.000Z"),
    ]
    assert (diary["watchlist"], diary["ratings"]) == ([["movie", OTHER_MOVIE]], [["movie", MOVIE, 8]])


async def test_requests_are_remembered(client: Client, token: str) -> None:
    """As it was sent; what is read has no body."""
    await client.control("DELETE", "/requests")
    await client.post("/sync/watchlist", token, movies(MOVIE))
    await client.ask("/sync/watchlist", token)
    requests = await client.control("GET", "/requests")

    assert [(each["method"], each["body"]) for each in requests] == [("POST", movies(MOVIE)), ("GET", None)]


async def test_years_of_watching(client: Client, token: str) -> None:
    """They can be read to the end; the watchlist and what comes next are not concerned."""
    await client.post("/sync/watchlist", token, movies(MOVIE))
    before = await client.stamps(token)
    await client.control("POST", "/plays", {"count": COUNT})
    after = await client.stamps(token)
    pages = [await client.ask(f"/sync/history?limit=250&page={page}", token) for page in range(1, 5)]
    plays = [play for page in pages for play in page.json]

    assert pages[0].headers["X-Pagination-Page-Count"] == "3"
    assert (len(plays), len({play["id"] for play in plays}), pages[3].json) == (COUNT, COUNT, [])
    assert [play["watched_at"] for play in plays] == sorted((play["watched_at"] for play in plays), reverse=True)
    assert after["movies"]["watched_at"] > before["movies"]["watched_at"]
    assert after["watchlist"] == before["watchlist"]
    assert (await client.ask("/sync/progress/up_next", token)).json == []
    assert await client.control("POST", "/plays", {"count": COUNT}) == 400


async def test_lists_that_are_late(client: Client, token: str) -> None:
    """The stamps move and the list is as it was, until it is no longer late."""
    await client.control("POST", "/lag", {"lag": True})
    before = await client.stamps(token)
    await client.post("/sync/watchlist", token, movies(MOVIE))
    late, after = await client.ask("/sync/watchlist", token), await client.stamps(token)
    await client.control("POST", "/lag", {"lag": False})

    assert late.json == []
    assert after["watchlist"]["updated_at"] > before["watchlist"]["updated_at"]
    assert [each["movie"]["ids"]["trakt"] for each in (await client.ask("/sync/watchlist", token)).json] == [MOVIE]


async def test_plays_of_years_for_another_user(client: Client, token: str) -> None:
    """If they are named."""
    await client.control("POST", "/plays", {"count": 10, "user": "second"})
    diaries = await client.control("GET", "/diary")

    assert {name: len(diary["plays"]) for name, diary in diaries.items()} == {"demo": 0, "second": 10}


async def test_plays_of_years_for_two_users(client: Client) -> None:
    """On other evenings."""
    for user, seed in (("demo", 7), ("second", 8)):
        await client.control("POST", "/plays", {"count": 10, "seed": seed, "user": user})
    demo, second = [diary["plays"] for diary in (await client.control("GET", "/diary")).values()]

    assert [play["item"] for play in demo] == [play["item"] for play in second]
    assert [play["watched_at"] for play in demo] != [play["watched_at"] for play in second]


async def test_item_on_the_watchlist(client: Client, token: str) -> None:
    """It is on the watchlist, as if another app had put it there."""
    before = await client.stamps(token)
    await client.control("POST", "/watchlist", {"kind": "movie", "trakt": MOVIE})

    assert (await client.control("GET", "/diary"))["demo"]["watchlist"] == [["movie", MOVIE]]
    assert (await client.stamps(token))["watchlist"] != before["watchlist"]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/plays", {}),
        ("/plays", {"count": 10, "user": "nobody"}),
        ("/playback", {"kind": "show", "trakt": 170_011, "progress": 30}),
        ("/playback", {"kind": "movie", "trakt": 1, "progress": 30}),
        ("/watchlist", {"kind": "movie", "trakt": 1}),
        ("/lists", {"name": "Odd", "movies": [1]}),
        ("/lists", {}),
        ("/calendars", {"leave_out": ["nowhere"]}),
        ("/movies", {"add": [{"title": "No day"}]}),
        ("/vip", {"user": "nobody", "vip": True}),
        ("/limit/writes", {"least": 1}),
    ],
)
async def test_nonsense_is_refused(client: Client, path: str, data: object) -> None:
    """With a status, not with a traceback."""
    assert await client.control("POST", path, data) == 400
