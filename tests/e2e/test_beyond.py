"""A page of the calendar far from the window, in a real home: one request, then none, and what is known in a fault."""

from datetime import date, datetime, time, timedelta
from typing import Any

from homeassistant.util import dt as dt_util

from .account import ConnectedAccount, asked, until

AGO = timedelta(days=75)
"""A movie came out that day, and episodes in the weeks around it."""


async def page(account: ConnectedAccount, calendar: str, first: date, days: int) -> list[dict[str, Any]]:
    """Return what a calendar shows of some days, as the panel asks for it."""
    entities = await account.home.api.entities(account.entry_id)
    start = datetime.combine(first, time(), dt_util.UTC)
    return await account.home.api.events(entities[calendar], start, start + timedelta(days=days))


async def calendars(account: ConnectedAccount) -> list[str]:
    """Return the parts of Trakt's calendars that were asked for."""
    return [request["path"] for request in await account.simulator.requests() if request["host"] == "trakt_api"]


async def test_turning_the_page(account: ConnectedAccount) -> None:
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
    # Nothing more, and nothing of TMDB.
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

    still_known = await page(account, "calendar.movies", day - timedelta(days=1), 3)
    unknown = await page(account, "calendar.movies", day - timedelta(days=400), 3)
    partly = await page(account, "calendar.movies", dt_util.utcnow().date() - timedelta(days=200), 230)

    assert known
    assert still_known == known
    assert unknown == []
    assert len(partly) > len(known)
    # A feed that failed is left alone for a while.
    assert await asked(account.simulator) == {"trakt_api": 1}
    assert "Error reading events" not in account.home.log
