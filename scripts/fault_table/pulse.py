"""Whether Home Assistant lives while something is wrong."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import time
from typing import Final

from scripts.home import Home

PAUSE_SECONDS: Final = 0.1


@asynccontextmanager
async def pulse(home: Home) -> AsyncIterator[list[float]]:
    """Feel whether a home lives: yields the seconds that it took to answer, one after the other."""
    beats: list[float] = [0]

    async def feel() -> None:
        while True:
            began = time.monotonic()
            await home.api.is_running()
            beats.append(time.monotonic() - began)
            await asyncio.sleep(PAUSE_SECONDS)

    task = asyncio.ensure_future(feel())
    try:
        yield beats
    finally:
        task.cancel()
