"""The main use: 40 episodes and 10 movies in a real home, and the number of requests for them."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta

from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.util import dt as dt_util
import pytest

from scripts.home_api import HomeApiError
from scripts.sign_in import change_options

from ..clock import WINDOW, gaps, most_within
from .account import ConnectedAccount, asked, until

EPISODES = 40
MOVIES = 10
USER_DATA = ("/sync/", "/users/hidden/")
"""The beginnings of the paths of user data on Trakt."""
SENSOR_RESOLUTION = 1
"""Seconds."""
GAP = 0.25
"""Seconds between two requests to TMDB."""


@pytest.fixture
def catalogue() -> str:
    """Return the catalogue with exact numbers: two episodes of each show."""
    return "exact"


async def test_sign_in_costs_four_requests_to_trakt_and_one_for_each_title(account: ConnectedAccount) -> None:
    await until(account.has_looked_up, seconds=30)
    requests = await account.simulator.requests()

    releases = await account.releases()
    titles = {(release["type"], release["ids"]["trakt"]) for release in releases if release["ids"]["tmdb"]}
    counts = Counter(
        request["host"] for request in requests if not request["path"].startswith(("/oauth/authorize", *USER_DATA))
    )
    # The settings are requested at the sign-in, and once more with the user data.
    counts["trakt_api"] -= [request["path"] for request in requests].count("/users/settings") - 1
    assert (await account.state("sensor.upcoming_episodes"))["state"] == str(EPISODES)
    assert (await account.state("sensor.upcoming_movies"))["state"] == str(MOVIES)
    assert counts["trakt_auth"] + counts["trakt_api"] == 4
    looked_up = [request["path"] for request in requests if request["host"] == "tmdb_api"]
    assert len(looked_up) == len(set(looked_up)) == len(titles) + 1


async def test_tmdb_is_asked_forty_times_in_ten_seconds_at_most(account: ConnectedAccount) -> None:
    tomorrow = dt_util.utcnow() + timedelta(days=1)
    shows = [
        {"title": f"Show {number}", "first_aired": (tomorrow + timedelta(minutes=number)).isoformat()}
        for number in range(60)
    ]
    await account.simulator.control("POST", "/catalogue", {"add": shows})
    await account.refresh()
    await until(account.has_looked_up, seconds=60)
    requests = [request for request in await account.simulator.requests() if request["host"] == "tmdb_api"]
    moments = [datetime.fromisoformat(request["at"]).timestamp() for request in requests]

    assert len(requests) > len(shows)
    assert min(gaps(moments)) >= GAP
    assert most_within(WINDOW, moments) <= 40


async def test_refresh_costs_three_requests(account: ConnectedAccount) -> None:
    await until(account.has_looked_up, seconds=30)
    before = await _last_refresh(account)
    await account.simulator.forget_requests()
    await asyncio.sleep(SENSOR_RESOLUTION)

    await account.refresh()

    assert await _last_refresh(account) > before

    async def has_read_user_data() -> bool:
        return any(request["path"].startswith(USER_DATA) for request in await account.simulator.requests())

    await until(has_read_user_data)
    assert await asked(account.simulator) == {"trakt_api": 3}


async def test_restart_within_the_hour_costs_nothing(account: ConnectedAccount) -> None:
    async def is_read() -> bool:
        # The history is the last section that is read after the first refresh.
        return bool((await account.state("calendar.history"))["state"] != STATE_UNAVAILABLE)

    await until(is_read)
    await until(account.has_looked_up, seconds=30)
    before = await account.home.api.states()
    await account.home.stop()
    await account.simulator.forget_requests()

    await account.home.start()

    after = await account.home.api.states()
    assert {name: state["state"] for name, state in after.items()} == {
        name: state["state"] for name, state in before.items()
    }
    assert (await account.state("sensor.next_episode"))["attributes"]["entity_picture"]
    assert await asked(account.simulator) == {}


async def test_new_feed_is_available_within_seconds(account: ConnectedAccount) -> None:
    await change_options(account.home.api, account.entry_id, feeds=["episodes", "movies", "streaming"])

    async def has_answered() -> bool:
        calendar = (await account.home.api.entities(account.entry_id)).get("calendar.streaming")
        states = await account.home.api.states()
        return calendar in states and states[calendar]["state"] != STATE_UNAVAILABLE

    await until(has_answered, seconds=5)
    assert await has_answered()


async def test_one_failing_feed_leaves_the_other_fresh(account: ConnectedAccount) -> None:
    before = await _last_refresh(account)
    tomorrow = (dt_util.utcnow() + timedelta(days=1)).isoformat()
    await account.simulator.control("POST", "/catalogue", {"add": {"title": "Surprise", "first_aired": tomorrow}})
    await account.simulator.break_down(host="trakt_api", kind="status", status=503, path="/calendars/my/movies")
    await asyncio.sleep(SENSOR_RESOLUTION)

    with pytest.raises(HomeApiError):
        await account.refresh()

    assert (await account.state("sensor.upcoming_episodes"))["state"] == str(EPISODES + 1)
    assert (await account.state("sensor.upcoming_movies"))["state"] == str(MOVIES)
    assert await _last_refresh(account) == before


async def _last_refresh(account: ConnectedAccount) -> datetime:
    state = (await account.state("sensor.last_refresh"))["state"]
    moment = dt_util.parse_datetime(state)
    assert moment is not None
    return moment
