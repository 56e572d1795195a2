"""A clock that can jump, so that days of timers pass in seconds, while requests take their real time."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
import time
from typing import override
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from homeassistant.helpers import event
from homeassistant.util import dt as dt_util

_MARGIN = 0.001
"""Seconds by which a jump goes past a timer, so that it is surely due."""
_real_time = time.time


class TravelLoop(asyncio.SelectorEventLoop):
    """An event loop whose time can be ahead of the real time."""

    ahead = 0.0
    """Seconds."""

    @override
    def time(self) -> float:
        """Return the time of timers."""
        return super().time() + self.ahead

    @property
    def next_timer(self) -> float:
        """When the next timer is due, in seconds of the loop's time. The loop has no public access to its timers."""
        timers: list[asyncio.TimerHandle] = self._scheduled  # type: ignore[attr-defined]
        return min((timer.when() for timer in timers if not timer.cancelled()), default=float("inf"))

    async def travel(self, hass: HomeAssistant, span: timedelta) -> None:
        """Let time pass: jump from timer to timer, and wait until everything that a timer starts has ended."""
        end = self.time() + span.total_seconds()
        while self.time() < end:
            self.ahead += max(0.0, min(self.next_timer, end) - self.time()) + _MARGIN
            await asyncio.sleep(0)
            await hass.async_block_till_done(wait_background_tasks=True)


@contextmanager
def following(loop: TravelLoop) -> Iterator[None]:
    """Make Home Assistant's clocks follow the clock of the loop."""

    def timestamp() -> float:
        return _real_time() + loop.ahead

    def now(zone: tzinfo | None = None) -> datetime:
        return datetime.fromtimestamp(timestamp(), zone or dt_util.get_default_time_zone())

    def utcnow() -> datetime:
        return datetime.fromtimestamp(timestamp(), UTC)

    with ExitStack() as stack:
        stack.enter_context(patch.object(time, "time", timestamp))
        stack.enter_context(patch.object(event, "time_tracker_timestamp", timestamp))
        stack.enter_context(patch.object(event, "time_tracker_utcnow", utcnow))
        stack.enter_context(patch.object(dt_util, "utcnow", utcnow))
        stack.enter_context(patch.object(dt_util, "now", now))
        yield
