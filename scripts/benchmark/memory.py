"""What an account keeps in memory, by Python's own count of what it has allocated."""

import gc
import tracemalloc

from scripts.benchmark.fact import Fact, fact
from scripts.benchmark.home import BenchHome
from scripts.benchmark.refresh import Change

REFRESHES = 20
MEGABYTE = 1_000_000


async def facts(home: BenchHome, releases: int) -> list[Fact]:
    """Measure after setup, and how much more it is after 20 refreshes, each with a change.

    Trakt answers nothing at first, so that modules and everything else that does not grow is not counted.
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
    """Return the bytes in use."""
    gc.collect()
    return tracemalloc.get_traced_memory()[0]
