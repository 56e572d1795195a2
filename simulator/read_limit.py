"""Trakt's limit of what one person's apps may read."""

from collections import deque
from dataclasses import dataclass, field
import math
from time import monotonic


@dataclass(slots=True, kw_only=True)
class ReadLimit:
    """So many reads of one person within a sliding period."""

    most: int = 500
    seconds: float = 300
    _reads: dict[str, deque[float]] = field(default_factory=dict)

    def take(self, username: str) -> int | None:
        """Count a read; return the seconds to wait when it is one too many."""
        now = monotonic()
        reads = self._reads.setdefault(username, deque())
        while reads and reads[0] <= now - self.seconds:
            reads.popleft()
        if len(reads) < self.most:
            reads.append(now)
            return None
        oldest = reads[0] if reads else now
        return math.ceil(oldest + self.seconds - now)
