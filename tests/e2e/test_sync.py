"""What Trakt keeps of a person reaches a real home behind each turn, and is asked for as rarely as it changes."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

from homeassistant.util import dt as dt_util
import pytest

from scripts.home_api import HomeApiError

from .account import ConnectedAccount, until
from .phone import Phone

PLAYS = 10_000
PAGES = 41
"""Requests for so many plays: each page begins with the moment at which the last one ended."""
PAGE = "250"
ACTIVITIES = "/sync/last_activities"


@pytest.fixture
async def phone(account: ConnectedAccount) -> AsyncIterator[Phone]:
    """Return another app of the same person, after everything was read for the first time."""
    await is_known(account)
    # The phone is in a hurry.
    await account.simulator.control("POST", "/limit/writes", {"most": 100, "seconds": 1})
    async with Phone(account.simulator) as phone:
        yield phone


async def facts(account: ConnectedAccount) -> dict[str, Any]:
    """Return the diagnostics of the account."""
    answer = await account.home.api.request("GET", f"diagnostics/config_entry/{account.entry_id}")
    found: dict[str, Any] = answer["data"]
    return found


async def is_known(account: ConnectedAccount, plays: int = 0) -> None:
    """Wait until all sections are known that are read whoever looks, and at least so many plays."""

    async def all_are() -> bool:
        try:
            sections = (await facts(account))["watching"]
        except HomeApiError:
            # Home Assistant's diagnostics may come up a moment later.
            return False
        known = [each["records"] is not None for name, each in sections.items() if name != "statistics"]
        return all(known) and sections["history"]["records"] >= plays

    await until(all_are, seconds=60)


async def behind(account: ConnectedAccount) -> list[dict[str, Any]]:
    """Return what was asked of Trakt since it was last forgotten, but the calendars."""
    requests = await account.simulator.requests()
    return [each for each in requests if each["host"] == "trakt_api" and not each["path"].startswith("/calendars/")]


async def paths(account: ConnectedAccount) -> list[str]:
    """Return the paths of those, without the seasons of shows that came into progress."""
    return [request["path"] for request in await behind(account) if "/seasons/" not in request["path"]]


async def pages(account: ConnectedAccount) -> list[dict[str, str]]:
    """Return which pages of the whole history were asked for."""
    asked = [request["query"] for request in await behind(account) if request["path"] == "/sync/history"]
    return [query for query in asked if "start_at" not in query and query["limit"] == PAGE]


async def turn(account: ConnectedAccount) -> list[str]:
    """Let the account take a turn, and return what was asked for behind it when nothing more comes."""
    # The button of an account that was set up a moment ago asks at once, the first time.
    await account.home.api.reload(account.entry_id)
    return await turn_again(account)


async def turn_again(account: ConnectedAccount) -> list[str]:
    """Let the account take one more turn since it was set up, and return the same."""
    await account.simulator.forget_requests()
    await account.refresh()
    seen: list[list[str]] = [[]]

    async def is_over() -> bool:
        seen.append(await paths(account))
        return bool(seen[-1]) and seen[-1] == seen[-2]

    await until(is_over, seconds=60, pause=1)
    return seen[-1]


async def shows(account: ConnectedAccount) -> set[int]:
    """Return the shows that the home tells of."""
    return {each["ids"]["trakt"] for each in await account.releases() if each["type"] == "episode"}


async def test_what_is_hidden_leaves_the_agenda(account: ConnectedAccount, phone: Phone) -> None:
    """Though Trakt's calendar still has it."""
    await account.simulator.control("POST", "/calendars", {"leave_out": []})
    hidden, dropped, *_ = sorted(await shows(account))

    await phone.send("/users/hidden/calendar", shows=[{"ids": {"trakt": hidden}}])
    await phone.send("/users/hidden/dropped", shows=[{"ids": {"trakt": dropped}}])
    await turn(account)
    assert not {hidden, dropped} & await shows(account)

    await phone.send("/users/hidden/calendar/remove", shows=[{"ids": {"trakt": hidden}}])
    await phone.send("/users/hidden/dropped/remove", shows=[{"ids": {"trakt": dropped}}])
    await turn(account)
    assert {hidden, dropped} <= await shows(account)


async def test_what_was_seen_leaves_the_agenda(account: ConnectedAccount, phone: Phone) -> None:
    """Where the person wants that, and only what was seen."""
    await account.choose(hide_watched=True)
    before = {each["ids"]["trakt"] for each in await account.releases() if each["type"] == "movie"}
    [seen, *others] = sorted(before)

    await phone.send("/sync/history", movies=[{"ids": {"trakt": seen}, "watched_at": dt_util.utcnow().isoformat()}])
    await turn(account)

    after = {each["ids"]["trakt"] for each in await account.releases() if each["type"] == "movie"}
    assert after == set(others)


@pytest.mark.usefixtures("phone")
async def test_a_quiet_hour_costs_three_requests(account: ConnectedAccount) -> None:
    """The last activities, and the two calendars."""
    asked = await turn(account)
    calendars = [
        each["path"].split("/")[3] for each in await account.simulator.requests() if "/calendars/" in each["path"]
    ]

    assert asked == [ACTIVITIES]
    assert sorted(calendars) == ["movies", "shows"]


@pytest.mark.usefixtures("phone")
async def test_ten_thousand_plays(account: ConnectedAccount) -> None:
    """They come once, stay over a restart, and cost one request from then on."""
    await account.simulator.control("POST", "/plays", {"count": PLAYS})
    asked = await turn(account)
    assert PAGES <= asked.count("/sync/history") <= PAGES + 2
    await is_known(account, PLAYS)
    assert await turn(account) == [ACTIVITIES]

    await account.home.stop()
    await account.home.start()
    assert await turn(account) == [ACTIVITIES]
    await is_known(account, PLAYS)


@pytest.mark.usefixtures("phone")
async def test_a_long_history_that_breaks_off(account: ConnectedAccount) -> None:
    """The turn after the fault goes on with the page that did not come."""
    await account.simulator.control("POST", "/plays", {"count": PLAYS})
    await account.simulator.break_down(host="trakt_api", kind="latency", path="/sync/history", seconds=0.2)
    await account.simulator.forget_requests()
    await account.refresh()

    async def is_in_the_middle() -> bool:
        return len(await behind(account)) > PAGES // 2

    await until(is_in_the_middle, seconds=30)
    await account.simulator.repair()
    await account.simulator.break_down(host="trakt_api", kind="status", path="/sync/history", status=502)
    await asyncio.sleep(2)
    assert (await facts(account))["watching"]["history"]["error"]
    come = await pages(account)

    await account.simulator.repair()
    asked = await turn_again(account)
    rest = await pages(account)
    await is_known(account, PLAYS)
    assert rest[0] == come[-1]
    assert len(come) + len(rest) <= PAGES + 4
    assert asked[0] == ACTIVITIES


SECTIONS = {
    "up_next": ("/sync/progress/up_next", "watched"),
    "watchlist_movies": ("/sync/watchlist/movies", "listed"),
    "rated_movies": ("/sync/ratings/movies", "rated"),
    "history": ("/sync/history", "watched"),
    "hidden_in_calendar": ("/users/hidden/calendar", "hidden"),
}
"""By their names: where they are, and what happens."""


async def test_a_fault_costs_its_section(account: ConnectedAccount, phone: Phone) -> None:
    """The others are read, the last that was known of it stays, and the next turn brings it."""
    for section, (path, happening) in SECTIONS.items():
        await happen(account, phone, happening)
        before = (await facts(account))["watching"]
        await account.simulator.break_down(host="trakt_api", kind="status", path=f"^{path}$", status=500)
        await turn(account)
        during = (await facts(account))["watching"]
        await account.simulator.repair()
        asked = await turn(account)
        after = (await facts(account))["watching"]

        assert [name for name, each in during.items() if each["error"]] == [section]
        assert during[section] == {**before[section], "error": during[section]["error"]}
        assert asked[0] == ACTIVITIES
        assert set(asked[1:]) == {path}
        assert not [name for name, each in after.items() if each["error"]]
        assert after[section]["at"] > before[section]["at"]


async def happen(account: ConnectedAccount, phone: Phone, happening: str) -> None:
    """Let something have happened that concerns the sections."""
    show = {"ids": {"trakt": min(await shows(account))}}
    movies = [{"ids": {"trakt": each["ids"]["trakt"]}} for each in await account.releases() if each["type"] == "movie"]
    match happening:
        case "hidden":
            await phone.send("/users/hidden/calendar", shows=[show])
        case "watched":
            long_ago = (dt_util.utcnow() - timedelta(hours=1)).isoformat()
            await phone.send("/sync/history", shows=[{**show, "watched_at": long_ago}])
        case "listed":
            await phone.send("/sync/watchlist", movies=movies)
        case "rated":
            await phone.send("/sync/ratings", movies=[{**movies[0], "rating": 8}])


async def test_statistics_and_vip(account: ConnectedAccount, phone: Phone) -> None:
    """Nobody asks for the statistics until one is enabled; then it is there at once. VIP follows the settings."""
    entities = await account.home.api.entities(account.entry_id)
    assert (await account.state("binary_sensor.vip"))["state"] == "off"
    assert "/users/me/stats" not in [each["path"] for each in await account.simulator.requests()]

    await account.home.api.command(
        "config/entity_registry/update", entity_id=entities["sensor.movies_plays"], disabled_by=None
    )
    await account.home.api.reload(account.entry_id)

    async def is_there() -> bool:
        return str((await account.state("sensor.movies_plays"))["state"]).isdecimal()

    await until(is_there)
    plays = int((await account.state("sensor.movies_plays"))["state"])
    await account.simulator.control("POST", "/vip", {"user": "demo", "vip": True})
    await happen(account, phone, "rated")
    asked = await turn(account)

    assert (await account.state("binary_sensor.vip"))["state"] == "on"
    assert int((await account.state("sensor.movies_plays"))["state"]) == plays
    assert "/users/settings" in asked
    assert "/users/me/stats" not in asked
