"""The API is as strict as Trakt's, and its calendars are in UTC."""

from datetime import UTC, datetime, timedelta
import json
from typing import Any

import pytest

from .conftest import NOW, Client, headers_of_trakt

CALENDAR = "/calendars/my/shows/2026-11-21/30"


async def calendar(client: Client, path: str, token: str) -> list[dict[str, Any]]:
    """Return a calendar."""
    status, _, body = await client.trakt(path, token)
    assert status == 200
    entries: list[dict[str, Any]] = json.loads(body)
    return entries


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        pytest.param("trakt_api_key", "other", 403, id="unknown app"),
        pytest.param("trakt_api_key", None, 403, id="no app"),
        pytest.param("trakt_api_version", "1", 403, id="old version"),
        pytest.param("Content_Type", None, 412, id="no content type"),
        pytest.param("User_Agent", "", 403, id="no user agent"),
        pytest.param("Authorization", "Bearer other", 401, id="unknown token"),
    ],
)
async def test_headers_are_checked(client: Client, token: str, header: str, value: str | None, status: int) -> None:
    """Each of them is needed."""
    assert (await client.trakt("/users/settings", token, **{header: value}))[0] == status


@pytest.mark.parametrize("path", ["/nothing", "/calendars/my/books/2026-11-21/7"])
async def test_what_is_not_there_is_an_empty_page(client: Client, token: str, path: str) -> None:
    """So it is at Trakt."""
    assert await client.trakt(path, token) == (404, "text/html", b"")


async def test_a_method_that_is_not_there_is_an_empty_page(client: Client, token: str) -> None:
    """The path is known, what is to be done with it is not."""
    headers = headers_of_trakt(token)
    async with client.session.post(f"{client.simulator.addresses.trakt_api}/users/settings", headers=headers) as answer:
        assert (answer.status, await answer.read()) == (405, b"")


async def test_a_token_belongs_to_one_app(client: Client, token: str) -> None:
    """Another app cannot use it."""
    assert (await client.trakt("/users/settings", token, trakt_api_key="simulated-public-client"))[0] == 401


async def test_released_is_the_day_of_the_broadcaster(client: Client, token: str) -> None:
    """It need not be the one in UTC, and is missing for what is not announced."""
    entries = await calendar(client, CALENDAR, token)
    days = {(entry["first_aired"][:10], entry["released"]) for entry in entries}

    assert any(released is None for _, released in days)
    assert any(released and released < first_aired for first_aired, released in days)


async def test_people_differ(client: Client, token: str) -> None:
    """Each has settings and a calendar of their own."""
    await client.control("POST", "/user", {"name": "second"})
    other = (await client.sign_in())["access_token"]
    _, _, demo = await client.trakt("/users/settings", token)
    _, _, second = await client.trakt("/users/settings", other)

    assert json.loads(demo)["user"]["ids"] != json.loads(second)["user"]["ids"]
    assert len(await calendar(client, CALENDAR, token)) > len(await calendar(client, CALENDAR, other)) > 0


async def test_only_the_range_is_given_in_order(client: Client, token: str) -> None:
    """From midnight to midnight, in UTC."""
    moments = [entry["first_aired"] for entry in await calendar(client, "/calendars/my/shows/2026-11-22/2", token)]

    assert moments == sorted(moments)
    assert {moment[:10] for moment in moments} == {"2026-11-22", "2026-11-23"}


async def test_long_ranges_are_cut(client: Client, token: str) -> None:
    """Trakt gives 33 days and says nothing."""
    entries = await calendar(client, "/calendars/my/shows/2026-11-21/90", token)

    assert entries == await calendar(client, "/calendars/my/shows/2026-11-21/33", token)
    assert max(entry["first_aired"] for entry in entries) < "2026-12-24"


async def test_extended_gives_everything(client: Client, token: str) -> None:
    """Without it there are neither runtimes nor overviews."""
    plain = (await calendar(client, CALENDAR, token))[0]
    full = (await calendar(client, f"{CALENDAR}?extended=full", token))[0]

    assert "runtime" not in plain["episode"]
    assert full["episode"]["runtime"] > 0
    assert full["show"]["overview"]
    assert full["show"]["images"]["poster"][0].startswith("media.trakt.tv/images/shows/")


async def test_the_demo_has_everything_that_occurs(client: Client, token: str) -> None:
    """Drops, specials, premieres, finales, odd titles and missing ids."""
    entries = await calendar(client, f"{CALENDAR}?extended=full", token)
    types = {entry["episode"]["episode_type"] for entry in entries}
    moments = [(entry["first_aired"], entry["show"]["title"]) for entry in entries]

    assert types >= {"standard", "season_premiere", "season_finale", "series_finale", "mid_season_finale"}
    assert max(moments.count(moment) for moment in moments) == 8
    assert any(entry["episode"]["season"] == 0 for entry in entries)
    assert {entry["show"]["ids"]["tmdb"] for entry in entries} >= {None, 0}
    assert any(not entry["show"]["title"].isascii() for entry in entries)
    assert any(entry["episode"]["title"] is None for entry in entries)


async def test_there_is_something_on_every_day(client: Client, token: str) -> None:
    """A demo without anything today would be a poor one."""
    entries = await calendar(client, CALENDAR, token)
    movies = await calendar(client, "/calendars/my/movies/2026-11-21/30", token)

    assert {entry["first_aired"][:10] for entry in entries} == {
        (NOW + timedelta(days=days)).date().isoformat() for days in range(30)
    }
    assert movies[0]["released"] == "2026-11-21"
    assert await calendar(client, "/calendars/my/streaming/2026-11-21/30", token)
    assert await calendar(client, "/calendars/my/dvd/2026-11-21/30", token)


async def test_the_limit_of_reads(client: Client, token: str) -> None:
    """The 501st within five minutes is refused, with the two headers that say why."""
    for _ in range(500):
        assert (await client.trakt("/users/settings", token))[0] == 200
    headers = {"trakt-api-key": "simulated-client", "trakt-api-version": "2", "Content-Type": "application/json"}
    url = f"{client.simulator.addresses.trakt_api}/users/settings"
    async with client.session.get(url, headers={**headers, "Authorization": f"Bearer {token}"}) as answer:
        assert answer.status == 429
        assert 0 < int(answer.headers["Retry-After"]) <= 301
        assert json.loads(answer.headers["X-Ratelimit"])["remaining"] == 0


async def test_accounts_apps_and_sign_ins_end(client: Client, token: str) -> None:
    """And each has its own status."""
    await client.control("POST", "/account", {"user": "demo", "locked": True})
    locked = await client.trakt("/users/settings", token)
    await client.control("POST", "/account", {"user": "demo", "locked": False})
    await client.control("POST", "/app", {"enabled": False})
    rejected = await client.trakt("/users/settings", token)
    await client.control("POST", "/app", {"enabled": True})
    await client.control("POST", "/sessions/revoke")
    revoked = await client.trakt("/users/settings", token)

    assert (locked[0], rejected[0], revoked[0]) == (423, 403, 401)


async def test_episodes_come_and_go(client: Client, token: str) -> None:
    """The catalogue changes while the simulator runs."""
    airs = datetime(2026, 11, 22, 3, tzinfo=UTC).isoformat()
    added = await client.control("POST", "/catalogue", {"add": [{"title": "Breaking Bread", "first_aired": airs}]})
    titles = [entry["show"]["title"] for entry in await calendar(client, CALENDAR, token)]
    await client.control("POST", "/catalogue", {"remove": added["trakt"][0]})

    assert "Breaking Bread" in titles
    assert "Breaking Bread" not in [entry["show"]["title"] for entry in await calendar(client, CALENDAR, token)]
