"""Pauses that services impose, and the budget of requests to Trakt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from aiolimiter import AsyncLimiter

from .errors import ApiError, RateLimitedError

EVERYTHING = ""
READS: Final = 500
READS_PERIOD: Final = timedelta(minutes=5)
"""The period in which Trakt allows a number of reads. Source: Trakt's guide on rate limiting, October 2026."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wait:
    at: datetime
    until: datetime
    error: ApiError


class Waits:
    """The pauses of an account, or of a home, each for everything or for one scope such as a feed. In memory only."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Initialize without a pause; the clock gives aware times."""
        self._now = now
        self.refusals = 0
        """How many 429 came in a row."""
        self._waits: dict[str, _Wait] = {}

    def impose(self, error: ApiError, scope: str = EVERYTHING) -> None:
        """Start the pause of an error; an error without one changes nothing."""
        if isinstance(error, RateLimitedError):
            self.refusals += 1
        if error.wait is not None:
            now = self._now()
            self._waits[scope] = _Wait(at=now, until=now + error.wait, error=error)

    def check(self, scope: str = EVERYTHING) -> None:
        """Raise the error that imposed a pause, if one is running for everything or for the scope."""
        for name in (EVERYTHING, scope):
            if self._running(name) is not None:
                # Without the traceback of an earlier raise, which would grow with every refresh.
                raise self._waits[name].error.with_traceback(None)

    def remaining(self, scope: str = EVERYTHING) -> timedelta | None:
        """Return the remaining pause of the scope, None if there is none."""
        running = [until for name in (EVERYTHING, scope) if (until := self._running(name)) is not None]
        return max(running) - self._now() if running else None

    @property
    def running(self) -> Mapping[str, tuple[timedelta, ApiError]]:
        """The pauses that are running, by scope: how much longer, and what imposed them."""
        now = self._now()
        return {scope: (wait.until - now, wait.error) for scope, wait in self._waits.items() if wait.until > now}

    def have_imposed(self, kind: type[ApiError], since: datetime) -> bool:
        """Return whether an error of a kind has imposed a pause since a moment, also one that is over."""
        return any(isinstance(wait.error, kind) and wait.at > since for wait in self._waits.values())

    def clear(self) -> None:
        """End all pauses, because the user changed what caused them or wants to try again."""
        self._waits.clear()

    def _running(self, scope: str) -> datetime | None:
        wait = self._waits.get(scope)
        return wait.until if wait is not None and wait.until > self._now() else None


class Budget:
    """How much one account may send: as many reads as Trakt allows, and one write a second.

    A leaky bucket lets its size through at once, and then its rate. Half of the limit for each adds up to the limit.
    """

    def __init__(self) -> None:
        """Initialize the budget with nothing used."""
        self.reads = AsyncLimiter(READS / 2, READS_PERIOD.total_seconds())
        self.writes = AsyncLimiter(1, 1)
