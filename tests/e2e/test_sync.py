"""User data in a real home: read after each refresh, and only the sections that have changed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

from homeassistant.util import dt as dt_util
import pytest

from scripts.home_api import HomeApiError

from .account import ConnectedAccount, until
from .second_app import SecondApp

PLAYS = 10_000
PAGES = 41
"""The number of requests for these plays. Each page also contains the last play of the page before."""
PAGE = "250"
ACTIVITIES = "/sync/last_activities"


@pytest.fixture
async def second_app(account: ConnectedAccount) -> AsyncIterator[SecondApp]:
    """Return another app of the same user, after all user data was read for the first time."""
    await is_known(account)
    # The second app may send without a pause.
    await account.simulator.control("POST", "/limit/writes", {"most": 100, "seconds": 1})
    async with SecondApp(account.simulator) as second_app:
        yield second_app


async def facts(account: ConnectedAccount) -> dict[str, Any]:
    """Return the diagnostics of the account."""
    answer = await account.home.api.request("GET", f"diagnostics/config_entry/{account.entry_id}")
    found: dict[str, Any] = answer["data"]
    return found


async def is_known(account: ConnectedAccount, plays: int = 0) -> None:
    """Wait until all sections but the statistics were read, and at least this number of plays."""

    async def all_are() -> bool:
        try:
            sections = (await facts(account))["watching"]
        except HomeApiError:
            # Home Assistant's diagnostics may be set up later.
            return False
        known = [each["records"] is not None for name, each in sections.items() if name != "statistics"]
        return all(known) and sections["history"]["records"] >= plays

    await until(all_are, seconds=60)


async def user_data_requests(account: ConnectedAccount) -> list[dict[str, Any]]:
    """Return the requests to Trakt for user data since the list was last emptied."""
    requests = await account.simulator.requests()
    return [each for each in requests if each["host"] == "trakt_api" and not each["path"].startswith("/calendars/")]


async def paths(account: ConnectedAccount) -> list[str]:
    """Return the paths of these requests, without those for seasons of shows in progress."""
    return [request["path"] for request in await user_data_requests(account) if "/seasons/" not in request["path"]]


async def pages(account: ConnectedAccount) -> list[dict[str, str]]:
    """Return the queries of the requests for pages of the whole history."""
    asked = [request["query"] for request in await user_data_requests(account) if request["path"] == "/sync/history"]
    return [query for query in asked if "start_at" not in query and query["limit"] == PAGE]


async def reload_and_refresh(account: ConnectedAccount) -> list[str]:
    """Reload and refresh the account, and return the paths of all requests for user data."""
    # After the setup of the account, the button refreshes at once.
    await account.home.api.reload(account.entry_id)
    return await refresh(account)


async def refresh(account: ConnectedAccount) -> list[str]:
    """Refresh the account, and return the paths of all requests for user data."""
    await account.simulator.forget_requests()
    await account.refresh()
    seen: list[list[str]] = [[]]

    async def is_over() -> bool:
        seen.append(await paths(account))
        return bool(seen[-1]) and seen[-1] == seen[-2]

    await until(is_over, seconds=60, pause=1)
    return seen[-1]


async def shows(account: ConnectedAccount) -> set[int]:
    """Return the Trakt ids of the shows in the agenda."""
    return {each["ids"]["trakt"] for each in await account.releases() if each["type"] == "episode"}


async def test_hidden_shows_leave_the_agenda(account: ConnectedAccount, second_app: SecondApp) -> None:
    """Also if Trakt's calendar still contains them."""
    await account.simulator.control("POST", "/calendars", {"leave_out": []})
    hidden, dropped, *_ = sorted(await shows(account))

    await second_app.send("/users/hidden/calendar", shows=[{"ids": {"trakt": hidden}}])
    await second_app.send("/users/hidden/dropped", shows=[{"ids": {"trakt": dropped}}])
    await reload_and_refresh(account)
    assert not {hidden, dropped} & await shows(account)

    await second_app.send("/users/hidden/calendar/remove", shows=[{"ids": {"trakt": hidden}}])
    await second_app.send("/users/hidden/dropped/remove", shows=[{"ids": {"trakt": dropped}}])
    await reload_and_refresh(account)
    assert {hidden, dropped} <= await shows(account)


async def test_watched_movie_leaves_the_agenda(account: ConnectedAccount, second_app: SecondApp) -> None:
    """With the option, and only this movie."""
    await account.choose(hide_watched=True)
    before = {each["ids"]["trakt"] for each in await account.releases() if each["type"] == "movie"}
    [watched, *others] = sorted(before)

    await second_app.send(
        "/sync/history", movies=[{"ids": {"trakt": watched}, "watched_at": dt_util.utcnow().isoformat()}]
    )
    await reload_and_refresh(account)

    after = {each["ids"]["trakt"] for each in await account.releases() if each["type"] == "movie"}
    assert after == set(others)


@pytest.mark.usefixtures("second_app")
async def test_a_quiet_hour_costs_three_requests(account: ConnectedAccount) -> None:
    """The last activities, and the two calendars."""
    asked = await reload_and_refresh(account)
    calendars = [
        each["path"].split("/")[3] for each in await account.simulator.requests() if "/calendars/" in each["path"]
    ]

    assert asked == [ACTIVITIES]
    assert sorted(calendars) == ["movies", "shows"]


@pytest.mark.usefixtures("second_app")
async def test_ten_thousand_plays(account: ConnectedAccount) -> None:
    """They are read once, are kept over a restart, and then cost one request for each refresh."""
    await account.simulator.control("POST", "/plays", {"count": PLAYS})
    asked = await reload_and_refresh(account)
    assert PAGES <= asked.count("/sync/history") <= PAGES + 2
    await is_known(account, PLAYS)
    assert await reload_and_refresh(account) == [ACTIVITIES]

    await account.home.stop()
    await account.home.start()
    assert await reload_and_refresh(account) == [ACTIVITIES]
    await is_known(account, PLAYS)


@pytest.mark.usefixtures("second_app")
async def test_interrupted_reading_of_a_long_history(account: ConnectedAccount) -> None:
    """The refresh after the fault continues with the page that failed."""
    await account.simulator.control("POST", "/plays", {"count": PLAYS})
    await account.simulator.break_down(host="trakt_api", kind="latency", path="/sync/history", seconds=0.2)
    await account.simulator.forget_requests()
    await account.refresh()

    async def is_in_the_middle() -> bool:
        return len(await user_data_requests(account)) > PAGES // 2

    await until(is_in_the_middle, seconds=30)
    await account.simulator.repair()
    await account.simulator.break_down(host="trakt_api", kind="status", path="/sync/history", status=502)
    await asyncio.sleep(2)
    assert (await facts(account))["watching"]["history"]["error"]
    first_pages = await pages(account)

    await account.simulator.repair()
    asked = await refresh(account)
    other_pages = await pages(account)
    await is_known(account, PLAYS)
    assert other_pages[0] == first_pages[-1]
    assert len(first_pages) + len(other_pages) <= PAGES + 4
    assert asked[0] == ACTIVITIES


SECTIONS = {
    "up_next": ("/sync/progress/up_next", "watched"),
    "watchlist_movies": ("/sync/watchlist/movies", "listed"),
    "rated_movies": ("/sync/ratings/movies", "rated"),
    "history": ("/sync/history", "watched"),
    "hidden_in_calendar": ("/users/hidden/calendar", "hidden"),
}
"""The path of each section on Trakt, and a change that affects it."""


async def test_fault_affects_only_its_section(account: ConnectedAccount, second_app: SecondApp) -> None:
    """The other sections are read, its last answer stays, and the next refresh reads it."""
    for section, (path, change) in SECTIONS.items():
        await make_change(account, second_app, change)
        before = (await facts(account))["watching"]
        await account.simulator.break_down(host="trakt_api", kind="status", path=f"^{path}$", status=500)
        await reload_and_refresh(account)
        during = (await facts(account))["watching"]
        await account.simulator.repair()
        asked = await reload_and_refresh(account)
        after = (await facts(account))["watching"]

        assert [name for name, each in during.items() if each["error"]] == [section]
        assert during[section] == {**before[section], "error": during[section]["error"]}
        assert asked[0] == ACTIVITIES
        assert set(asked[1:]) == {path}
        assert not [name for name, each in after.items() if each["error"]]
        assert after[section]["at"] > before[section]["at"]


async def make_change(account: ConnectedAccount, second_app: SecondApp, change: str) -> None:
    """Change user data on Trakt."""
    show = {"ids": {"trakt": min(await shows(account))}}
    movies = [{"ids": {"trakt": each["ids"]["trakt"]}} for each in await account.releases() if each["type"] == "movie"]
    match change:
        case "hidden":
            await second_app.send("/users/hidden/calendar", shows=[show])
        case "watched":
            long_ago = (dt_util.utcnow() - timedelta(hours=1)).isoformat()
            await second_app.send("/sync/history", shows=[{**show, "watched_at": long_ago}])
        case "listed":
            await second_app.send("/sync/watchlist", movies=movies)
        case "rated":
            await second_app.send("/sync/ratings", movies=[{**movies[0], "rating": 8}])


async def test_statistics_and_vip(account: ConnectedAccount, second_app: SecondApp) -> None:
    """The statistics are not read until a sensor is enabled, and then at once. VIP follows the settings."""
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
    await make_change(account, second_app, "rated")
    asked = await reload_and_refresh(account)

    assert (await account.state("binary_sensor.vip"))["state"] == "on"
    assert int((await account.state("sensor.movies_plays"))["state"]) == plays
    assert "/users/settings" in asked
    assert "/users/me/stats" not in asked
