"""The memory of an account, as `tracemalloc` counts it."""

import gc
import tracemalloc

from scripts.benchmark.fact import Fact, fact
from scripts.benchmark.home import BenchHome
from scripts.benchmark.refresh import Change

REFRESHES = 20
MEGABYTE = 1_000_000


async def facts(home: BenchHome, releases: int) -> list[Fact]:
    """Measure the memory after setup, and its growth after 20 refreshes with a change each.

    At first the calendars are empty, so that modules and other constant memory are not counted.
    """
    await home.simulator.break_down(
        host="trakt_api", kind="status", path="/calendars", status=200, body="[]", headers={}
    )
    tracemalloc.start()
    await home.set_up()
    await home.agenda.async_refresh()
    await home.settle()
    empty = allocated()
    await home.simulator.repair()
    await home.agenda.async_refresh()
    await home.settle()
    full = allocated()
    change = Change(home)
    for _ in range(REFRESHES):
        await change()
        await home.agenda.async_refresh()
        await home.settle()
    later = allocated()
    tracemalloc.stop()
    return [
        fact("memory", (full - empty) / MEGABYTE, "MB", releases),
        fact("memory, more after 20 refreshes", (later - full) / MEGABYTE, "MB", releases),
    ]


def allocated() -> int:
    """Return the allocated bytes."""
    gc.collect()
    return tracemalloc.get_traced_memory()[0]
