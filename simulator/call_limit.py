"""Trakt's limits of how often the apps of one user may read and write."""

from collections import deque
from dataclasses import dataclass, field
import math
from time import monotonic


@dataclass(slots=True, kw_only=True)
class CallLimit:
    """At most `most` calls of each user within a sliding period of `seconds`."""

    name: str
    most: int
    seconds: float
    _calls: dict[str, deque[float]] = field(default_factory=dict)

    def take(self, username: str) -> int | None:
        """Count a call of a user. Return None, or the seconds to wait if the limit is reached."""
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
    """Return the limit of writes. It is 0.1 s shorter than Trakt's, because requests do not all take equally long."""
    return CallLimit(name="AUTHED_API_POST_LIMIT", most=most, seconds=seconds)
