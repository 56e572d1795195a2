"""When to request again after errors, for a single title and for the whole service."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

_PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 16, 32, 60))
"""The pauses after the first fault, the second and so on; after more faults, the last one."""
_MOST_FAULTS: Final = 3
"""Faults in a row after which the service, not a single title, counts as faulty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    count: int
    """How many came in a row."""
    until: datetime


class Backoff[Item]:
    """Remembers faults in memory; the pauses after them grow from a minute to an hour. Times are in UTC."""

    def __init__(self) -> None:
        """Initialize without faults."""
        self._faults: dict[Item, _Fault] = {}
        self._in_a_row = 0
        self._until: datetime | None = None

    def note_answer(self, item: Item) -> None:
        """Record an answer of the service."""
        self._faults.pop(item, None)
        self._end_pause()

    def note_fault(self, item: Item, now: datetime) -> None:
        """Record a fault: there was no usable answer."""
        before = self._faults.get(item)
        count = before.count + 1 if before is not None else 1
        self._faults[item] = _Fault(count=count, until=now + _pause(count))
        self._in_a_row += 1
        if self._in_a_row >= _MOST_FAULTS:
            self._until = now + _pause(self._in_a_row - _MOST_FAULTS + 1)

    def forget(self) -> None:
        """Forget all faults, because the service is known to answer."""
        self._faults.clear()
        self._end_pause()

    def keep(self, items: Collection[Item]) -> None:
        """Forget the faults of all other items."""
        self._faults = {item: fault for item, fault in self._faults.items() if item in items}

    def allows(self, item: Item, now: datetime) -> bool:
        """Return whether this item has no running pause."""
        return item not in self._faults or self._faults[item].until <= now

    def is_pausing(self, now: datetime) -> bool:
        """Return whether no requests are sent to the service."""
        return self._until is not None and now < self._until

    def first_of(self, items: Iterable[Item]) -> Item | None:
        """Return the first item, or while faults come in a row the first of those with the fewest faults."""
        if not self._in_a_row:
            return next(iter(items), None)
        return min(items, key=lambda item: self._faults[item].count if item in self._faults else 0, default=None)

    def until(self, items: Iterable[Item], now: datetime) -> datetime:
        """Return when the first of these items may be requested, in UTC."""
        first = min((self._faults[item].until if item in self._faults else now for item in items), default=now)
        return max(now, first, self._until or now)

    def _end_pause(self) -> None:
        self._in_a_row, self._until = 0, None


def _pause(faults: int) -> timedelta:
    return _PAUSES[min(faults, len(_PAUSES)) - 1]
