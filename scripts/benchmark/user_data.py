"""What 10,000 plays cost: reading them in the background, and importing them."""

from datetime import timedelta
from statistics import median
from time import perf_counter
import tracemalloc
from typing import Final

from homeassistant.util import dt as dt_util

from scripts.benchmark.fact import Fact, fact
from scripts.benchmark.hold import watched
from scripts.benchmark.home import BenchHome
from scripts.benchmark.memory import MEGABYTE, allocated

PLAYS: Final = 10_000
QUERIES: Final = 1_000
USER_DATA: Final = ("/sync/", "/users/")
"""The beginnings of the paths of user data on Trakt."""


async def facts(home: BenchHome) -> list[Fact]:
    """Measure the first and the second refresh, the import, and a setup with everything on disk."""
    await home.set_up()
    await home.simulator.control("POST", "/plays", {"count": PLAYS})
    first_seconds, first_hold, first_requests = await _refresh(home)
    _, _, second_requests = await _refresh(home)
    import_seconds, import_hold, import_requests = await _import(home)
    await home.unload()
    with watched() as start:
        await home.set_up()
    return [
        fact(f"{PLAYS:,} plays, first refresh", first_seconds, "s", 0),
        fact(f"{PLAYS:,} plays, Trakt requests for user data", first_requests, "", 0),
        fact(f"{PLAYS:,} plays, loop held", first_hold * 1_000, "ms", 0),
        fact(f"{PLAYS:,} plays, Trakt requests for user data, second refresh", second_requests, "", 0),
        fact(f"{PLAYS:,} plays, loop held by setup", start.seconds * 1_000, "ms", 0),
        fact(f"{PLAYS:,} plays, import", import_seconds, "s", 0),
        fact(f"{PLAYS:,} plays, Trakt requests of the import", import_requests, "", 0),
        fact(f"{PLAYS:,} plays, loop held by the import", import_hold * 1_000, "ms", 0),
        fact(f"{PLAYS:,} plays, events of 15 minutes", await _query(home) * 1_000_000, "µs", 0),
    ]


async def memory_facts(home: BenchHome) -> list[Fact]:
    """Measure the memory of the plays, as `tracemalloc` counts it."""
    tracemalloc.start()
    await home.set_up()
    await _refresh(home)
    without = allocated()
    await home.simulator.control("POST", "/plays", {"count": PLAYS})
    await _refresh(home)
    taken = allocated() - without
    tracemalloc.stop()
    return [fact(f"{PLAYS:,} plays, memory", taken / MEGABYTE, "MB", 0)]


async def _refresh(home: BenchHome) -> tuple[float, float, int]:
    """Refresh, and return the seconds until user data was read, the longest hold, and the requests for user data."""
    await home.simulator.forget_requests()
    began = perf_counter()
    with watched() as hold:
        await home.agenda.async_refresh()
        await home.settle()
    seconds = perf_counter() - began
    asked = [request["path"] for request in await home.simulator.requests()]
    return seconds, hold.seconds, sum(path.startswith(USER_DATA) for path in asked)


async def _import(home: BenchHome) -> tuple[float, float, int]:
    """Import the history, and return the seconds, the longest hold in seconds, and the number of requests."""
    await home.simulator.forget_requests()
    began = perf_counter()
    with watched() as hold:
        await home.entry.runtime_data.importer.async_start(with_air_dates=True)
        await home.settle()
    return perf_counter() - began, hold.seconds, len(await home.simulator.requests())


async def _query(home: BenchHome) -> float:
    """Return the median time in seconds of calendar queries for a quarter of an hour."""
    calendar, start = home.calendar("history"), dt_util.utcnow() - timedelta(days=3_000)
    times: list[float] = []
    for number in range(QUERIES):
        first = start + number * timedelta(days=2)
        began = perf_counter()
        await calendar.async_get_events(home.hass, first, first + timedelta(minutes=15))
        times.append(perf_counter() - began)
    return median(times)
