"""A measured number and its target."""

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
    "image / floor": dict.fromkeys(BOTH, 2),
    "unknown image": dict.fromkeys(BOTH, 5),
    "image requests, ten clients at once": dict.fromkeys(BOTH, 1),
    "image requests, a day without clients": dict.fromkeys(BOTH, 0),
    "loop held by the first image after a change": {50: 5, 1_000: 30},
    "Trakt requests, a page outside the window": dict.fromkeys(BOTH, 3),
    "Trakt requests, the same page again": dict.fromkeys(BOTH, 0),
    "page outside the window, from memory": {50: 5, 1_000: 100},
    "card's first message, size": {50: 65_536, 1_000: 1_048_576},
    "card's first message": {50: 5, 1_000: 30},
    "card's messages, an hour without a change": dict.fromkeys(BOTH, 0),
    "10,000 plays, loop held": {0: 20},
    "10,000 plays, Trakt requests for user data, second refresh": {0: 1},
    "10,000 plays, loop held by setup": {0: 20},
    "10,000 plays, memory": {0: 12},
    "10,000 plays, Trakt requests of the import": {0: 45},
    "10,000 plays, loop held by the import": {0: 20},
    "10,000 plays, events of 15 minutes": {0: 100},
}
"""The highest value that a number may have, by its name and the number of releases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A measured number, identified by its name and the number of releases."""

    name: str
    value: float
    unit: str
    releases: int
    target: float | None = None
    """The highest value that it may have, None without a target."""

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> Self:
        """Return a fact from the JSON of another process."""
        return cls(**{name: value for name, value in facts.items() if name != "reached"})

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached, None without a target."""
        return None if self.target is None else self.value <= self.target

    def as_json(self) -> dict[str, Any]:
        """Return the fact as JSON, with whether its target is reached."""
        return {**asdict(self), "reached": self.reached}


def fact(name: str, value: float, unit: str, releases: int, *, target: float | None = None) -> Fact:
    """Return a fact with the given target, or with the one in `TARGETS`."""
    if target is None:
        target = TARGETS.get(name, {}).get(releases)
    return Fact(name=name, value=value, unit=unit, releases=releases, target=target)
