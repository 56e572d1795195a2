"""Measures whether Home Assistant still responds during a fault."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import time
from typing import Final

from scripts.home import Home

PAUSE_SECONDS: Final = 0.1


@asynccontextmanager
async def response_times(home: Home) -> AsyncIterator[list[float]]:
    """Send requests to a home while the block runs. Yield the list of its response times, in seconds."""
    times: list[float] = [0]

    async def measure() -> None:
        while True:
            began = time.monotonic()
            await home.api.is_running()
            times.append(time.monotonic() - began)
            await asyncio.sleep(PAUSE_SECONDS)

    task = asyncio.ensure_future(measure())
    try:
        yield times
    finally:
        task.cancel()
