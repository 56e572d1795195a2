"""A clock that can jump, so that days of timers pass in seconds, while requests take the time that they take."""

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

_A_MOMENT = 0.001
"""Seconds by which a jump goes beyond a timer, whose time has then surely come."""
_real_time = time.time


class TravelLoop(asyncio.SelectorEventLoop):
    """An event loop whose time can be ahead of the machine's."""

    ahead = 0.0
    """Seconds."""

    @override
    def time(self) -> float:
        """Return the time of timers."""
        return super().time() + self.ahead

    @property
    def next_timer(self) -> float:
        """When the next timer is due; the loop keeps them as a heap that nobody else may see."""
        timers: list[asyncio.TimerHandle] = self._scheduled  # type: ignore[attr-defined]
        return min((timer.when() for timer in timers if not timer.cancelled()), default=float("inf"))

    async def travel(self, hass: HomeAssistant, span: timedelta) -> None:
        """Let time pass: jump from timer to timer, and wait each time for all that it begins."""
        end = self.time() + span.total_seconds()
        while self.time() < end:
            self.ahead += max(0.0, min(self.next_timer, end) - self.time()) + _A_MOMENT
            await asyncio.sleep(0)
            await hass.async_block_till_done(wait_background_tasks=True)


@contextmanager
def following(loop: TravelLoop) -> Iterator[None]:
    """Have Home Assistant's clocks follow the loop's."""

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
