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
    async def slot(self) -> AsyncIterator[None]:
        """Wait until a request may be sent; callers are served in order, without a wait if nothing was sent recently.

        The gap starts when the request is sent, so that one without an answer does not block others, and again when it
        is answered: a request that was delayed on its way would otherwise arrive together with the next.
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
