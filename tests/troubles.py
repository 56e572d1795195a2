"""What goes wrong between a home and Trakt."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from homeassistant.util import dt as dt_util

from simulator.diary import Diary
from simulator.faults import Fault, FaultKind, Host

from .changes import OUTBOX_FILE
from .simulated import Simulated
from .trakt_json import Json

_REFUSED: tuple[Json, ...] = (
    {"kind": FaultKind.RESET},
    {"kind": FaultKind.STATUS, "status": 503},
    {"kind": FaultKind.HTML, "status": 502},
    {"kind": FaultKind.STATUS, "status": 429, "headers": {"Retry-After": "20"}},
)
"""Nothing was done."""
_LOST: tuple[Json, ...] = ({"kind": FaultKind.LOST}, {"kind": FaultKind.BROKEN_JSON}, {"kind": FaultKind.CUT})
"""It was done, and nobody says so."""
_OUTAGES = (timedelta(seconds=30), timedelta(minutes=10), timedelta(hours=3))
"""How long Trakt does not answer at most."""
_LONGEST_LAG = 9
"""Seconds; what was sent and is not listed after ten is sent again."""


@dataclass(kw_only=True)
class PowerCut:
    """What is left of the outbox when the power is cut while a change arrives at Trakt."""

    changes: int
    """How many arrive until then."""
    is_restored: bool
    """Whether the home goes on, and the outbox is that of a backup later."""
    disk: Json | None = None
    """The file as it was then, None as long as nothing has arrived."""


@dataclass(kw_only=True)
class Troubles:
    """The troubles that a home has; they end by themselves."""

    simulator: Simulated
    storage: Json
    random: Random
    _outage: Fault | None = None
    _until: datetime | None = None
    """When Trakt answers again, or its lists are as they should be."""
    _lag: timedelta | None = None
    _before: list[tuple[datetime, Diary]] = field(default_factory=list)
    """What Trakt kept before each change, while its lists are late."""
    _cut: PowerCut | None = None

    def __post_init__(self) -> None:
        """Look at every request."""
        self.simulator.before_request = self._see

    @property
    def go_on(self) -> bool:
        """Whether Trakt does not answer, or not what it should."""
        return self._until is not None

    def begin(self) -> str:
        """Let something go wrong, and return what."""
        begin: Callable[[], str] = self.random.choice(
            [self._lose, self._lose, self._refuse, self._refuse, self._refuse_question, self._break_down, self._be_late]
        )
        return begin()

    def end(self) -> None:
        """Let be over what is over by now."""
        if self._until is None or dt_util.utcnow() < self._until:
            return
        self._until = self._lag = None
        self._before.clear()
        self.simulator.state.lagging.clear()
        if self._outage is not None:
            self._faults.remove(self._outage)
            self._outage = None

    def disarm(self) -> None:
        """Let nothing go wrong any more that has not yet."""
        self._faults.clear()

    @contextmanager
    def power_cut(self) -> Iterator[PowerCut]:
        """Let the power be cut, or a backup be made, when a change arrives."""
        self._cut = PowerCut(changes=self.random.randint(1, 3), is_restored=self.random.random() < 0.5)
        yield self._cut
        self._cut = None

    def recover(self, cut: PowerCut) -> None:
        """Let the home find what was on disk, and Trakt answer again."""
        if cut.disk is not None:
            self.storage[OUTBOX_FILE] = cut.disk
            self._faults.clear()
            self._outage = None

    def _lose(self) -> str:
        return self._arm("POST", "^/sync/", self.random.choice(_LOST))

    def _refuse(self) -> str:
        return self._arm("POST", "^/sync/", self.random.choice(_REFUSED))

    def _refuse_question(self) -> str:
        return self._arm("GET", "", self.random.choice(_REFUSED))

    def _arm(self, method: str, path: str, facts: Json) -> str:
        self._faults.append(Fault(host=Host.TRAKT_API, method=method, path=path, times=1, **facts))
        return f"trouble: {facts} at the next {method}"

    def _break_down(self) -> str:
        if self._until is None:
            longest = self.random.choice(_OUTAGES)
            self._until = dt_util.utcnow() + longest * self.random.random()
            self._outage = Fault(host=Host.TRAKT_API, **self.random.choice(_REFUSED[:-1]))
            self._faults.append(self._outage)
        return f"trouble: none answers until {self._until:%H:%M:%S}"

    def _be_late(self) -> str:
        if self._until is None:
            self._lag = timedelta(seconds=self.random.randint(1, _LONGEST_LAG))
            self._until = dt_util.utcnow() + self.random.choice(_OUTAGES) * self.random.random()
        return f"trouble: lists are {self._lag} late until {self._until:%H:%M:%S}"

    def _see(self, method: str, path: str) -> None:
        """Take part in a request that is about to be answered."""
        state, now, username = self.simulator.state, dt_util.utcnow(), self.simulator.user.username
        if method == "POST" and path.startswith("/sync/"):
            if self._lag is not None:
                self._before.append((now, self.simulator.diary.frozen))
            if self._cut is not None:
                self._cut_at_last(self._cut)
        elif self._lag is not None:
            told = next((diary for at, diary in self._before if at > now - self._lag), self.simulator.diary)
            state.lagging[username] = told

    def _cut_at_last(self, cut: PowerCut) -> None:
        cut.changes -= 1
        if cut.changes:
            return
        cut.disk = deepcopy(self.storage[OUTBOX_FILE])
        if not cut.is_restored:
            last = Fault(host=Host.TRAKT_API, times=1, **self.random.choice((_LOST[0], _REFUSED[0])))
            # Whoever has no power asks for nothing.
            self._faults[:] = [last, Fault(host=Host.TRAKT_API, kind=FaultKind.RESET)]

    @property
    def _faults(self) -> list[Fault]:
        return self.simulator.state.faults.active
