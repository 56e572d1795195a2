"""A minimum time between requests to a service, for all clients together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta


class Pace:
    """Lets requests through one after the other, with a gap between them."""

    def __init__(self, gap: timedelta) -> None:
        """Initialize with the shortest time between two requests."""
        self._gap = gap.total_seconds()
        self._lock = asyncio.Lock()
        self._free_at = 0.0
        """In the time of the event loop."""

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until a request may be sent; whoever came first is first, and nobody waits when nothing was sent lately.

        The gap begins when the request is sent, so that one without an answer holds up nobody, and anew when it was
        answered: one that was slow on its way would otherwise arrive together with the next.
        """
        async with self._lock:
            await asyncio.sleep(self._free_at - asyncio.get_running_loop().time())
            self._begin_gap()
        try:
            yield
        finally:
            self._begin_gap()

    def _begin_gap(self) -> None:
        self._free_at = asyncio.get_running_loop().time() + self._gap
