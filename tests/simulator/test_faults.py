"""What goes wrong when it is asked to."""

import asyncio
import json

import aiohttp
import pytest

from .conftest import Client, headers_of_trakt
from .works import HARBOUR_EPISODES, MOVIE, PARLIAMENT, episodes, movies, shows

SETTINGS = "/users/settings"
CALENDAR = "/calendars/my/shows/2026-11-21/30"


async def switch_on(client: Client, kind: str, **fault: object) -> None:
    """Let something go wrong at Trakt's API."""
    await client.control("POST", "/faults", {"host": "trakt_api", "kind": kind, **fault})


async def test_a_status_with_headers(client: Client, token: str) -> None:
    """And it ends after so many times."""
    await switch_on(client, "status", status=429, headers={"Retry-After": "7"}, times=1)

    assert (await client.trakt(SETTINGS, token))[0] == 429
    assert (await client.trakt(SETTINGS, token))[0] == 200


async def test_a_page_in_place_of_json(client: Client, token: str) -> None:
    """As the proxy sends it."""
    await switch_on(client, "html", status=503)
    status, content_type, body = await client.trakt(SETTINGS, token)

    assert (status, content_type.partition(";")[0]) == (503, "text/html")
    assert b"<html>" in body


async def test_json_that_is_none(client: Client, token: str) -> None:
    """It ends too early."""
    await switch_on(client, "broken_json")

    with pytest.raises(ValueError, match="Expecting"):
        json.loads((await client.trakt(SETTINGS, token))[2])


async def test_a_list_that_is_emptied(client: Client, token: str) -> None:
    """Once, with a good status and no word of it."""
    await client.post("/sync/watchlist", token, movies(MOVIE))
    await switch_on(client, "emptied", path="/sync/watchlist", times=1)
    emptied, good = [await client.ask("/sync/watchlist", token) for _ in range(2)]

    assert (emptied.status, emptied.json, len(good.json)) == (200, [], 1)


@pytest.mark.parametrize("kind", ["reset", "cut"])
async def test_broken_connection(client: Client, token: str, kind: str) -> None:
    """Before the answer, or in the middle of it."""
    await switch_on(client, kind)

    with pytest.raises(aiohttp.ClientError):
        await client.trakt(SETTINGS, token)


@pytest.mark.parametrize("kind", ["hang", "drip"])
async def test_no_answer_in_time(client: Client, token: str, kind: str) -> None:
    """Whoever waits waits in vain."""
    await switch_on(client, kind)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await client.trakt(SETTINGS, token)


async def test_a_cut_comes_in_the_middle(client: Client, token: str) -> None:
    """A part of the answer has arrived by then."""
    await switch_on(client, "cut")
    headers = headers_of_trakt(token)
    async with client.session.get(f"{client.simulator.addresses.trakt_api}{SETTINGS}", headers=headers) as answer:
        arrived = await answer.content.readany()
        with pytest.raises(aiohttp.ClientPayloadError):
            await answer.read()

    assert 0 < len(arrived) < int(answer.headers["Content-Length"])


async def test_slow_answer_arrives_completely(client: Client, token: str) -> None:
    """Complete, and slowly."""
    good = await client.trakt(SETTINGS, token)
    await switch_on(client, "drip", seconds=0)

    assert await client.trakt(SETTINGS, token) == good


async def test_pictures_break_too(client: Client) -> None:
    """Half of one, under its own type."""
    await client.control("POST", "/faults", {"host": "tmdb_images", "kind": "broken_json"})
    async with client.session.get(f"{client.simulator.addresses.tmdb_images}/t/p/w92/p290011.jpg") as answer:
        assert answer.content_type == "image/jpeg"
        assert not (await answer.read()).endswith(b"\xff\xd9")


async def test_a_picture_that_is_too_large(client: Client) -> None:
    """It begins like a good one."""
    await client.control("POST", "/faults", {"host": "tmdb_images", "kind": "big_picture"})
    async with client.session.get(f"{client.simulator.addresses.tmdb_images}/t/p/w92/p290011.jpg") as answer:
        body = await answer.read()

    assert (answer.content_type, len(body)) == ("image/jpeg", 6_000_000)
    assert body.startswith(b"\xff\xd8\xff")


async def test_a_gzip_bomb_is_small_on_the_way(client: Client, token: str) -> None:
    """Whoever unpacks it without a limit has half a gigabyte."""
    await switch_on(client, "gzip_bomb")
    async with aiohttp.ClientSession(auto_decompress=False, headers={"User-Agent": "Test/1.0"}) as session:
        packed = Client(client.simulator, session)
        status, _, body = await packed.trakt(SETTINGS, token)

    assert status == 200
    assert body.startswith(b"\x1f\x8b")
    assert len(body) < 1_000_000


async def test_several_faults_take_turns(client: Client, token: str) -> None:
    """The first that is not used up comes first."""
    await switch_on(client, "status", status=500, times=1)
    await switch_on(client, "status", status=426, headers={"X-Upgrade-URL": "https://app.trakt.tv/vip"}, times=1)

    assert [(await client.trakt(SETTINGS, token))[0] for _ in range(3)] == [500, 426, 200]


async def test_latency(client: Client, token: str) -> None:
    """The answer is good, only late."""
    await switch_on(client, "latency", seconds=0.05)

    assert (await client.trakt(SETTINGS, token))[0] == 200


async def test_odd_items_come_with_the_good_ones(client: Client, token: str) -> None:
    """One of each kind, lone surrogates included."""
    good = json.loads((await client.trakt(CALENDAR, token))[2])
    await switch_on(client, "odd_items")
    body = (await client.trakt(CALENDAR, token))[2]
    items = json.loads(body)

    assert items[-len(good) :] == good
    assert None in items
    assert b"\\ud800" in body


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/sync/history", "show"),
        ("/sync/watchlist", "show"),
        ("/sync/ratings", "movie"),
        ("/sync/progress/up_next", "show"),
        ("/search/movie?query=monsoon", "movie"),
    ],
)
async def test_odd_items_come_wherever_works_are_listed(client: Client, token: str, path: str, kind: str) -> None:
    """Under ids of their own, and the pages are still told."""
    await client.post("/sync/history", token, movies(MOVIE) | episodes(HARBOUR_EPISODES[0]))
    await client.post("/sync/watchlist", token, shows(PARLIAMENT))
    await client.post("/sync/ratings", token, movies(MOVIE, rating=9))
    good = await client.ask(path, token)
    await switch_on(client, "odd_items")
    odd = await client.ask(path, token)
    works = [item for item in odd.json if isinstance(item, dict)]
    ids = [item["id"] for item in works if "id" in item]

    assert odd.json[-len(good.json) :] == good.json
    assert None in [item[kind] for item in works if kind in item]
    assert len(set(ids)) == len(ids)
    assert odd.headers["X-Pagination-Item-Count"] == good.headers["X-Pagination-Item-Count"]


async def test_an_answer_is_lost_after_the_work_was_done(client: Client, token: str) -> None:
    """Only for the method that was named; whoever asks again finds what happened."""
    await switch_on(client, "lost", path="/sync/history", method="POST", times=1)
    with pytest.raises(aiohttp.ClientError):
        await client.post("/sync/history", token, movies(MOVIE))

    assert len((await client.ask("/sync/history", token)).json) == 1


async def test_other_shapes_and_sizes(client: Client, token: str) -> None:
    """An object, another content type, far too much."""
    await switch_on(client, "wrong_shape", times=1)
    await switch_on(client, "wrong_type", times=1)
    await switch_on(client, "big", times=1)

    assert isinstance(json.loads((await client.trakt(CALENDAR, token))[2]), dict)
    assert (await client.trakt(CALENDAR, token))[1] == "text/plain"
    assert len((await client.trakt(CALENDAR, token))[2]) > 40_000_000


async def test_fault_of_a_single_path(client: Client, token: str) -> None:
    """And all of it until the faults are switched off."""
    await switch_on(client, "status", path="/calendars")

    assert (await client.trakt(SETTINGS, token))[0] == 200
    assert (await client.trakt(CALENDAR, token))[0] == 503
    await client.control("DELETE", "/faults")
    assert (await client.trakt(CALENDAR, token))[0] == 200


@pytest.mark.parametrize(
    "fault", [{"host": "trakt_api", "kind": "joke"}, {"kind": "hang"}, {"host": "a", "kind": "hang", "path": "("}]
)
async def test_a_fault_that_makes_no_sense(client: Client, fault: dict[str, str]) -> None:
    """It is refused."""
    assert await client.control("POST", "/faults", fault) == 400


async def test_requests_are_remembered_without_secrets(client: Client, token: str) -> None:
    """Which host, which path, which status."""
    await client.control("DELETE", "/requests")
    await client.trakt(SETTINGS, token)
    requests = await client.control("GET", "/requests")

    assert [(request["host"], request["path"], request["status"]) for request in requests] == [
        ("trakt_api", SETTINGS, 200)
    ]
    assert token not in json.dumps(requests)
