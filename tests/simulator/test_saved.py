"""A simulator goes on where another one ended, on whichever day."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from simulator import Simulator
from simulator.saved import restored

from .conftest import NOW, USER_AGENT, Client
from .works import HARBOUR, HARBOUR_EPISODES, PARLIAMENT, episodes, movies, shows

OLD_MOVIE = 970_014
"""It came out weeks ago."""
KEPT = (
    "/sync/last_activities",
    "/sync/history?limit=250",
    "/sync/watchlist/shows",
    "/sync/ratings",
    "/sync/playback/movies",
    "/sync/progress/up_next",
    "/users/hidden/calendar?type=show",
    "/users/me/lists",
    "/users/me/stats",
    "/users/settings",
)
"""What users have, and how it is asked for."""
LATER = (timedelta(minutes=5), timedelta(days=1), timedelta(days=400, hours=7))


@asynccontextmanager
async def gone_on(saved: dict[str, Any], now: datetime) -> AsyncIterator[Client]:
    """Yield a client of a simulator that goes on at a moment."""
    state = restored(saved, now)
    async with (
        Simulator(state.catalogue, diaries=state.diaries, people=state.people) as simulator,
        aiohttp.ClientSession(headers={"User-Agent": USER_AGENT}) as session,
    ):
        simulator.state.clock = lambda: now
        yield Client(simulator, session)


async def use(client: Client, token: str) -> None:
    """Have something of every kind."""
    await client.post("/sync/history", token, episodes(*HARBOUR_EPISODES[:4], watched_at="released"))
    await client.post("/sync/watchlist", token, shows(PARLIAMENT))
    await client.post("/sync/ratings", token, movies(OLD_MOVIE, rating=8))
    await client.post("/sync/ratings", token, {"seasons": [{"ids": {"trakt": HARBOUR * 100 + 2}, "rating": 9}]})
    await client.post("/users/hidden/calendar", token, shows(PARLIAMENT))
    await client.control("POST", "/plays", {"count": 20})
    await client.control("POST", "/playback", {"kind": "movie", "trakt": OLD_MOVIE, "progress": 30})
    await client.control("POST", "/lists", {"name": "Old", "movies": [OLD_MOVIE], "shows": [HARBOUR]})
    await client.control("POST", "/vip", {"user": "demo", "vip": True})


async def coming(client: Client, token: str, start: datetime) -> dict[int, str]:
    """Return what comes out in the two weeks from a day on, with the time of the day at which it does."""
    entries = (await client.ask(f"/calendars/my/shows/{start:%Y-%m-%d}/14", token)).json
    return {entry["episode"]["ids"]["trakt"]: entry["first_aired"][10:] for entry in entries}


@pytest.mark.parametrize("later", LATER, ids=str)
async def test_saved_data_of_users(client: Client, later: timedelta) -> None:
    """Their access tokens are old; the sign-in is renewed."""
    signed_in = await client.sign_in()
    await use(client, signed_in["access_token"])
    before = [(await client.ask(path, signed_in["access_token"])).json for path in KEPT]
    saved = await client.control("GET", "/saved")

    async with gone_on(saved, NOW + later) as after:
        status, renewed = await after.token(grant_type="refresh_token", refresh_token=signed_in["refresh_token"])
        assert status == 200
        assert (await after.ask(KEPT[0], signed_in["access_token"])).status == 401
        assert (await after.token(grant_type="refresh_token", refresh_token=signed_in["refresh_token"]))[0] == 400
        assert [(await after.ask(path, renewed["access_token"])).json for path in KEPT] == before
        await after.post("/sync/history", renewed["access_token"], movies(OLD_MOVIE))
        plays = (await after.ask("/sync/history?limit=250", renewed["access_token"])).json
        assert len({play["id"] for play in plays}) == len(plays) == len(before[1]) + 1


async def test_a_check_in_comes_to_its_end(client: Client, token: str) -> None:
    """Meanwhile, as if nothing had been between."""
    await client.post("/checkin", token, {"movie": {"ids": {"trakt": OLD_MOVIE}}})
    saved = await client.control("GET", "/saved")

    async with gone_on(saved, NOW + timedelta(days=1)) as after:
        [play] = (await after.control("GET", "/diary"))["demo"]["plays"]
    assert (play["item"], play["action"]) == (["movie", OLD_MOVIE], "checkin")


@pytest.mark.parametrize("later", LATER, ids=str)
async def test_dates_move_with_the_clock(client: Client, token: str, later: timedelta) -> None:
    """A whole number of days later; what had come out stays where it is."""
    expected = await coming(client, token, NOW + timedelta(days=1))
    saved = await client.control("GET", "/saved")
    before = {each["trakt"]: datetime.fromisoformat(each["first_aired"]) for each in saved["episodes"]}
    now, days = NOW + later, timedelta(days=later.days + 1)

    catalogue = restored(saved, now).catalogue
    after = {each.trakt: each.first_aired for each in catalogue.episodes}
    assert after == {trakt: at + days if at > NOW else at for trakt, at in before.items()}
    assert min(at for at in after.values() if at > NOW) > now
    assert [movie.released for movie in catalogue.movies] == [
        day + days if day >= NOW.date() else day
        for day in (date.fromisoformat(each["released"]) for each in saved["movies"])
    ]
    async with gone_on(saved, now) as client_later:
        token = str((await client_later.sign_in())["access_token"])
        assert await coming(client_later, token, NOW + days + timedelta(days=1)) == expected
