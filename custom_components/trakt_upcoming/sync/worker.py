"""A background task that pauses after errors, longer each time, and resumes by itself."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

from ..api.errors import ApiError, AuthenticationError
from ..api.waits import Waits
from ..const import DOMAIN, LOGGER, REFRESH_INTERVAL
from ..issues import async_react

LONGEST_PAUSE: Final = timedelta(minutes=15)
_SHORTEST_PAUSE: Final = timedelta(seconds=5)
_MOST_FAULTS: Final = 5


type Work = Callable[[], Awaitable[timedelta | None]]
"""The work; it returns how long to wait until it runs again, None to stop, and raises ApiError."""


class Worker:
    """Runs the work of an account, except during pauses."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry, waits: Waits, name: str, work: Work) -> None:
        """Initialize with the work and its name in the log."""
        self._hass = hass
        self._entry = entry
        self._waits = waits
        self._name = name
        self._work = work
        self._faults: deque[tuple[datetime, ApiError]] = deque(maxlen=_MOST_FAULTS)
        self._task: asyncio.Task[None] | None = None
        self._pauses = 0
        self._unsub_pause: CALLBACK_TYPE | None = None
        self._is_closed = False

    @property
    def faults(self) -> list[dict[str, str]]:
        """The last faults with their times in UTC, for the diagnostics."""
        return [{"at": at.isoformat(), "error": f"{type(error).__name__}: {error}"} for at, error in self._faults]

    @callback
    def async_resume(self) -> None:
        """Run the work in the background, unless that is under way."""
        self._end_pause()
        if self._is_closed:
            return
        if (wait := self._waits.remaining()) is not None:
            self._rest(wait)
        elif self._task is None or self._task.done():
            self._task = self._entry.async_create_background_task(
                self._hass, self._async_run(), f"{DOMAIN} {self._name}", eager_start=False
            )

    def note_success(self) -> None:
        """Record a success, so that the next pause is short."""
        self._pauses = 0

    def note(self, error: ApiError) -> None:
        """Keep a fault for the diagnostics."""
        self._faults.append((dt_util.utcnow(), error))

    @callback
    def async_close(self) -> None:
        """Stop; work that is running is completed."""
        self._is_closed = True
        self._end_pause()

    async def _async_run(self) -> None:
        try:
            pause = await self._work()
        except ApiError as error:
            self._pause(error)
        else:
            if pause is not None:
                self._rest(pause)

    def _pause(self, error: ApiError) -> None:
        """Wait for the pause of the error, or longer after each fault in a row."""
        LOGGER.debug("The %s pauses: %s", self._name, error)
        self.note(error)
        async_react(self._hass, self._entry, error)
        pause = min(_SHORTEST_PAUSE * 2 ** min(self._pauses, 16), LONGEST_PAUSE)
        if isinstance(error, AuthenticationError):
            pause = REFRESH_INTERVAL
        self._pauses += 1
        self._rest(self._waits.remaining() or pause)

    def _rest(self, pause: timedelta) -> None:
        self._end_pause()
        if not self._is_closed:
            self._unsub_pause = async_call_later(self._hass, pause, self._handle_pause_over)

    @callback
    def _handle_pause_over(self, _now: datetime) -> None:
        self._unsub_pause = None
        self.async_resume()

    def _end_pause(self) -> None:
        if self._unsub_pause is not None:
            self._unsub_pause()
            self._unsub_pause = None
