"""A measured number, and what it is meant to reach."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Self

BOTH: Final = (50, 1_000)
TARGETS: Final[dict[str, dict[int, float]]] = {
    "refresh / floor, nothing new": dict.fromkeys(BOTH, 2.5),
    "refresh / floor, one change": dict.fromkeys(BOTH, 2.5),
    "refresh / floor, nothing new, 100 ms away": dict.fromkeys(BOTH, 1.2),
    "refresh / floor, one change, 100 ms away": dict.fromkeys(BOTH, 1.2),
    "loop held by a refresh, nothing new": {50: 5, 1_000: 30},
    "loop held by a refresh, one change": {50: 5, 1_000: 30},
    "loop held by setup": {50: 5, 1_000: 30},
    "setup from a snapshot": dict.fromkeys(BOTH, 100),
    "events of 15 minutes": dict.fromkeys(BOTH, 100),
    "Trakt requests for calendars, a day": dict.fromkeys(BOTH, 48),
    "Trakt requests, a quiet day": dict.fromkeys(BOTH, 75),
    "Trakt requests, a quiet hour": dict.fromkeys(BOTH, 3),
    "TMDB requests, days 2 to 7": dict.fromkeys(BOTH, 0),
    "largest recorded attributes": dict.fromkeys((10, 50, 100, 1_000, 10_000), 16_384),
    "memory": {1_000: 8},
    "picture / floor": dict.fromkeys(BOTH, 2),
    "picture that nobody knows": dict.fromkeys(BOTH, 5),
    "picture requests when ten look at once": dict.fromkeys(BOTH, 1),
    "picture requests, a day in which nobody looks": dict.fromkeys(BOTH, 0),
    "loop held by the first look after a change": {50: 5, 1_000: 30},
    "Trakt requests, a page beyond the window": dict.fromkeys(BOTH, 3),
    "Trakt requests, the same page again": dict.fromkeys(BOTH, 0),
    "page beyond the window, from memory": {50: 5, 1_000: 100},
    "card's first message, size": {50: 65_536, 1_000: 1_048_576},
    "card's first message": {50: 5, 1_000: 30},
    "card's messages, an hour without a change": dict.fromkeys(BOTH, 0),
    "10,000 plays, loop held": {0: 20},
    "10,000 plays, Trakt requests behind, second reading": {0: 1},
    "10,000 plays, loop held by setup": {0: 20},
    "10,000 plays, memory": {0: 12},
    "10,000 plays, Trakt requests of the import": {0: 45},
    "10,000 plays, loop held by the import": {0: 20},
    "10,000 plays, events of 15 minutes": {0: 100},
}
"""The most that a number may be, by its name and the number of releases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One number; the name and the number of releases say which."""

    name: str
    value: float
    unit: str
    releases: int
    target: float | None = None
    """The most that it may be, None where nothing was asked for."""

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> Self:
        """Return the fact that another process wrote."""
        return cls(**{name: value for name, value in facts.items() if name != "reached"})

    @property
    def reached(self) -> bool | None:
        """Whether it is within the target, None without one."""
        return None if self.target is None else self.value <= self.target

    def as_json(self) -> dict[str, Any]:
        """Return everything that is known of it."""
        return {**asdict(self), "reached": self.reached}


def fact(name: str, value: float, unit: str, releases: int, *, target: float | None = None) -> Fact:
    """Return a fact with the target that its name has, or one that depends on what was measured."""
    usual = TARGETS.get(name, {}).get(releases)
    return Fact(name=name, value=value, unit=unit, releases=releases, target=usual if target is None else target)
