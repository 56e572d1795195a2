"""What it costs to know what somebody has watched: 10,000 plays, read in the background."""

from time import perf_counter
import tracemalloc
from typing import Final

from scripts.benchmark.fact import Fact, fact
from scripts.benchmark.hold import watched
from scripts.benchmark.home import BenchHome
from scripts.benchmark.memory import MEGABYTE, allocated

PLAYS: Final = 10_000
BEHIND: Final = ("/sync/", "/users/")
"""Where Trakt keeps what is read of the person behind the agenda."""


async def facts(home: BenchHome) -> list[Fact]:
    """Measure the first reading, the one after it, and a start with everything on disk."""
    await home.set_up()
    await home.simulator.control("POST", "/plays", {"count": PLAYS})
    first_seconds, first_hold, first_requests = await _refresh(home)
    _, _, second_requests = await _refresh(home)
    await home.unload()
    with watched() as start:
        await home.set_up()
    return [
        fact(f"{PLAYS:,} plays, first reading", first_seconds, "s", 0),
        fact(f"{PLAYS:,} plays, Trakt requests behind", first_requests, "", 0),
        fact(f"{PLAYS:,} plays, loop held", first_hold * 1_000, "ms", 0),
        fact(f"{PLAYS:,} plays, Trakt requests behind, second reading", second_requests, "", 0),
        fact(f"{PLAYS:,} plays, loop held by setup", start.seconds * 1_000, "ms", 0),
    ]


async def memory_facts(home: BenchHome) -> list[Fact]:
    """Measure what they take, by Python's own count of what it has allocated."""
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
    """Refresh, and return the seconds until all was read behind it, the longest hold, and the requests behind it."""
    await home.simulator.forget_requests()
    began = perf_counter()
    with watched() as hold:
        await home.coordinator.async_refresh()
        await home.settle()
    seconds = perf_counter() - began
    asked = [request["path"] for request in await home.simulator.requests()]
    return seconds, hold.seconds, sum(path.startswith(BEHIND) for path in asked)
