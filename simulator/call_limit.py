"""Trakt's limits of what one person's apps may read and write."""

from collections import deque
from dataclasses import dataclass, field
import math
from time import monotonic


@dataclass(slots=True, kw_only=True)
class CallLimit:
    """So many calls of one person within a sliding period."""

    name: str
    most: int
    seconds: float
    _calls: dict[str, deque[float]] = field(default_factory=dict)

    def take(self, username: str) -> int | None:
        """Count a call; return the seconds to wait when it is one too many."""
        now = monotonic()
        calls = self._calls.setdefault(username, deque())
        while calls and calls[0] <= now - self.seconds:
            calls.popleft()
        if len(calls) < self.most:
            calls.append(now)
            return None
        oldest = calls[0] if calls else now
        return math.ceil(oldest + self.seconds - now)


def reads(*, most: int = 500, seconds: float = 300) -> CallLimit:
    """Return the limit of reads."""
    return CallLimit(name="AUTHED_API_GET_LIMIT", most=most, seconds=seconds)


def writes(*, most: int = 1, seconds: float = 0.9) -> CallLimit:
    """Return the limit of writes; a tenth of a second is left to the way."""
    return CallLimit(name="AUTHED_API_POST_LIMIT", most=most, seconds=seconds)
