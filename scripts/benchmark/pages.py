"""A page of the calendar outside the window: its requests to Trakt, and its time from memory."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from statistics import median
from time import perf_counter
from typing import Final

from homeassistant.util import dt as dt_util

from scripts.benchmark.fact import Fact, fact
from scripts.benchmark.home import BenchHome

AHEAD: Final = timedelta(days=60)
PAGE: Final = timedelta(weeks=6)
"""The range that a calendar requests to show a month."""


async def facts(home: BenchHome, releases: int, rounds: int) -> list[Fact]:
    """Measure with the same number of releases on the page as in the window."""
    start = dt_util.start_of_local_day() + AHEAD
    announced = [
        {"title": f"Announced Show {number}", "first_aired": (start + PAGE * number / releases).isoformat()}
        for number in range(releases)
    ]
    await home.simulator.control("POST", "/catalogue", {"add": announced})
    await home.set_up()
    calendar = home.calendar("episodes")

    async def page() -> None:
        if len(await calendar.async_get_events(home.hass, start, start + PAGE)) != releases:
            raise RuntimeError("The page is not complete")

    first, again = await _requests(home, page), await _requests(home, page)
    seconds = [await _seconds(page) for _ in range(rounds)]
    return [
        fact("Trakt requests, a page outside the window", first, "", releases),
        fact("Trakt requests, the same page again", again, "", releases),
        fact("page outside the window, from memory", median(seconds) * 1_000, "ms", releases),
    ]


async def _requests(home: BenchHome, page: Callable[[], Awaitable[None]]) -> int:
    await home.simulator.forget_requests()
    await page()
    await home.settle()
    return len(await home.simulator.requests())


async def _seconds(page: Callable[[], Awaitable[None]]) -> float:
    began = perf_counter()
    await page()
    return perf_counter() - began
