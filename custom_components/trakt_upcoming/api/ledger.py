"""The requests of the last hour and their results, without personal data."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
import re
from typing import Final

from yarl import URL

LAST_HOUR: Final = timedelta(hours=1)
_MOST_REQUESTS: Final = 5_000
_MOST_FAULTS: Final = 5
"""For each host."""
_NO_ANSWER: Final = "no answer"
_DETAIL: Final = re.compile(r"(?<=/)[^/]*[\d.][^/]*")
"""Parts of a path that identify a day, title or picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A request without a good answer."""

    at: datetime
    host: str
    path: str
    """Without the parts that identify a title or day."""
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    at: datetime
    host: str
    outcome: str


class Ledger:
    """Counts requests; in memory only, and limited in number."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Initialize the ledger; the clock gives aware times."""
        self._now = now
        self._requests: deque[_Request] = deque(maxlen=_MOST_REQUESTS)
        self._faults: defaultdict[str, deque[Fault]] = defaultdict(lambda: deque(maxlen=_MOST_FAULTS))

    def note(self, url: URL, *, status: int | None, fault: str | None) -> None:
        """Note a request: the status of its answer and its fault, if any."""
        self._forget()
        now, host = self._now(), url.host_port_subcomponent or ""
        self._requests.append(
            _Request(at=now, host=host, outcome=_NO_ANSWER if status is None else f"{status // 100}xx")
        )
        if fault is not None:
            self._faults[host].append(Fault(at=now, host=host, path=_DETAIL.sub("...", url.path), what=fault))

    def sent(self, within: timedelta = LAST_HOUR) -> int:
        """Return how many requests were sent within a time, in the last hour at most."""
        since = self._now() - within
        return sum(request.at > since for request in self._requests)

    @property
    def answers(self) -> Mapping[str, Mapping[str, int]]:
        """How each host answered in the last hour, by class of status."""
        self._forget()
        hosts = {request.host for request in self._requests}
        return {
            host: Counter(request.outcome for request in self._requests if request.host == host)
            for host in sorted(hosts)
        }

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The last few of each host, however long ago, the newest last."""
        return tuple(sorted((fault for faults in self._faults.values() for fault in faults), key=lambda each: each.at))

    def _forget(self) -> None:
        since = self._now() - LAST_HOUR
        while self._requests and self._requests[0].at <= since:
            self._requests.popleft()
