"""A timer for changes that depend only on the time; it also notices when the clock is set."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

_LONGEST_WAIT: Final = timedelta(minutes=1)
"""Timers do not notice that the clock was set or the machine was suspended, so the time is checked this often."""


class ChangeTimer:
    """Runs an action when the next change has come, also if the clock was set forward."""

    def __init__(
        self, hass: HomeAssistant, next_change: Callable[[datetime], datetime], action: Callable[[], None]
    ) -> None:
        """Initialize the timer; `next_change` gets and returns UTC, and `action` runs at that moment."""
        self._hass = hass
        self._next_change = next_change
        self._action = action
        self._change: datetime | None = None
        self._unsub: CALLBACK_TYPE | None = None

    @callback
    def async_start(self) -> None:
        """Wait for the next change, and no longer for an earlier one."""
        self.async_stop()
        now = dt_util.utcnow()
        self._change = self._next_change(now)
        self._unsub = async_call_later(self._hass, min(self._change - now, _LONGEST_WAIT), self._handle_time)

    @callback
    def async_stop(self) -> None:
        """Stop waiting."""
        if self._unsub is not None:
            self._unsub()
            self._unsub = None

    @callback
    def _handle_time(self, _now: datetime) -> None:
        self._unsub = None
        expected = self._change
        self.async_start()
        # Until the expected change has come, the next change is the same, also if the clock was set.
        if self._change != expected:
            self._action()
