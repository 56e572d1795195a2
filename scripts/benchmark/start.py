"""The time to set an account up from its snapshot, and to query its calendar."""

import asyncio
from datetime import timedelta
from statistics import median
from time import perf_counter

from homeassistant.components.calendar import CalendarEntity
from homeassistant.util import dt as dt_util

from scripts.benchmark.fact import Fact, fact
from scripts.benchmark.hold import watched
from scripts.benchmark.home import BenchHome

MICROSECONDS = 1_000_000


async def facts(home: BenchHome, releases: int, rounds: int) -> list[Fact]:
    """Measure the setup from a fresh snapshot until all entities have their states, and a short and a long query."""
    setups = [await _set_up_again(home) for _ in range(rounds)]
    calendar = home.calendar("episodes")
    quarter, month = [await _query(home, calendar, span, rounds) for span in (timedelta(minutes=15), timedelta(30))]
    return [
        fact("setup from a snapshot", median(seconds for seconds, _ in setups) * 1_000, "ms", releases),
        fact("loop held by setup", median(hold for _, hold in setups) * 1_000, "ms", releases),
        fact("loop held by setup, worst", max(hold for _, hold in setups) * 1_000, "ms", releases),
        fact("events of 15 minutes", quarter * MICROSECONDS, "µs", releases),
        fact("events of 30 days", month * MICROSECONDS, "µs", releases),
    ]


async def _set_up_again(home: BenchHome) -> tuple[float, float]:
    await home.unload()
    with watched() as hold:
        began = perf_counter()
        await asyncio.create_task(home.hass.config_entries.async_setup(home.entry.entry_id))
        seconds = perf_counter() - began
        await home.settle()
    return seconds, hold.seconds


async def _query(home: BenchHome, calendar: CalendarEntity, span: timedelta, rounds: int) -> float:
    # Begin with a release, so that the result is not empty.
    start = calendar.event.start_datetime_local if calendar.event is not None else dt_util.now()

    async def seconds() -> float:
        began = perf_counter()
        await calendar.async_get_events(home.hass, start, start + span)
        return perf_counter() - began

    return median([await seconds() for _ in range(3 * rounds)])
