"""A page of the calendar outside the window, in a real home: one request, then none, also during a fault."""

from datetime import date, datetime, time, timedelta
from typing import Any

from homeassistant.util import dt as dt_util

from .account import ConnectedAccount, asked, until

AGO = timedelta(days=75)
"""On this day, a movie was released, and in the weeks around it, episodes."""


async def page(account: ConnectedAccount, calendar: str, first: date, days: int) -> list[dict[str, Any]]:
    """Return the events of a calendar on some days, as the calendar panel requests them."""
    entities = await account.home.api.entities(account.entry_id)
    start = datetime.combine(first, time(), dt_util.UTC)
    return await account.home.api.events(entities[calendar], start, start + timedelta(days=days))


async def calendars(account: ConnectedAccount) -> list[str]:
    """Return the paths of the requests to Trakt."""
    return [request["path"] for request in await account.simulator.requests() if request["host"] == "trakt_api"]


async def test_page_is_requested_once(account: ConnectedAccount) -> None:
    await until(account.has_looked_up, seconds=30)
    day = dt_util.utcnow().date() - AGO
    await account.simulator.forget_requests()

    movies = await page(account, "calendar.movies", day - timedelta(days=1), 3)
    [path] = await calendars(account)
    again = await page(account, "calendar.movies", day - timedelta(days=1), 3)
    window = await page(account, "calendar.movies", dt_util.utcnow().date(), 28)

    assert [movie["start"] for movie in movies] == [{"date": day.isoformat()}]
    assert again == movies
    assert len(window) > 5
    assert path.startswith("/calendars/my/movies/")
    assert path.endswith("/33")
    # No more requests, and none to TMDB.
    assert await asked(account.simulator) == {"trakt_api": 1}

    month = await page(account, "calendar.episodes", day - timedelta(days=15), 30)

    assert len(month) > 3
    assert {path.split("/")[3] for path in await calendars(account)} == {"movies", "shows"}
    assert 2 <= len(await calendars(account)) <= 3


async def test_trakt_is_down(account: ConnectedAccount) -> None:
    await until(account.has_looked_up, seconds=30)
    day = dt_util.utcnow().date() - AGO
    known = await page(account, "calendar.movies", day - timedelta(days=1), 3)
    await account.simulator.break_down(host="trakt_api", kind="status", status=503, path="/calendars")
    await account.simulator.forget_requests()

    again = await page(account, "calendar.movies", day - timedelta(days=1), 3)
    unknown = await page(account, "calendar.movies", day - timedelta(days=400), 3)
    partly = await page(account, "calendar.movies", dt_util.utcnow().date() - timedelta(days=200), 230)

    assert known
    assert again == known
    assert unknown == []
    assert len(partly) > len(known)
    # After a failure, the feed is not requested again for a while.
    assert await asked(account.simulator) == {"trakt_api": 1}
    assert "Error reading events" not in account.home.log
