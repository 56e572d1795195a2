"""The releases of an account in order of time: current and next ones, days, and when that changes."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property
from itertools import groupby

from ..api.trakt import Feed
from .release import Release


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slot:
    """When a release is on, in UTC, where comparisons are correct when the clocks change."""

    start: datetime
    end: datetime
    release: Release


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """Releases in one time zone. Immutable; all times are aware."""

    zone: tzinfo
    _slots: tuple[_Slot, ...]

    @classmethod
    def of(cls, releases: Iterable[Release], zone: tzinfo) -> Agenda:
        """Return the agenda of these releases in a time zone."""
        slots = (
            _Slot(
                start=release.start_in(zone).astimezone(UTC), end=release.end_in(zone).astimezone(UTC), release=release
            )
            for release in releases
        )
        return cls(zone=zone, _slots=tuple(sorted(slots, key=_order)))

    def __iter__(self) -> Iterator[Release]:
        """Return all releases."""
        return (slot.release for slot in self._slots)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._slots)

    def of_feed(self, feed: Feed) -> Agenda:
        """Return the agenda of one feed."""
        return self._by_feed[feed]

    def between(self, start: datetime, end: datetime) -> tuple[Release, ...]:
        """Return the releases that are on at some moment from `start` until before `end`."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return tuple(slot.release for slot in self._slots[first:last] if slot.end > start)

    def on(self, day: date) -> tuple[Release, ...]:
        """Return the releases that start on a local day."""
        return self.window(day, 1)

    def window(self, first_day: date, days: int) -> tuple[Release, ...]:
        """Return the releases that start on one of `days` local days, also those that are over."""
        return tuple(slot.release for slot in self._window_slots(first_day, days))

    def current_or_next(self, now: datetime) -> Release | None:
        """Return the release that is on, else the next one; of several that are on, the one that began last.

        A long release therefore does not hide those that begin meanwhile. If several begin together, it is the first.
        """
        begun, coming = self._bounds(now)
        on = (slot for slot in self._slots[begun:coming] if slot.end > now)
        coming_next = next(iter(self._slots[coming : coming + 1]), None)
        found = max(on, key=lambda slot: slot.start, default=coming_next)
        return found.release if found is not None else None

    def today(self, now: datetime) -> tuple[Release, ...]:
        """Return the releases that start on the local day of `now`, also those that are over."""
        return self.on(self._day(now))

    def upcoming(self, now: datetime, days: int) -> tuple[Release, ...]:
        """Return the releases that start on one of `days` local days from today on and are not over."""
        return tuple(slot.release for slot in self._window_slots(self._day(now), days) if slot.end > now)

    def by_day(self, now: datetime, days: int) -> dict[date, tuple[Release, ...]]:
        """Return the releases that start on one of `days` local days from today on, by day; no day is empty."""
        releases = self.window(self._day(now), days)
        return {
            day: tuple(group) for day, group in groupby(releases, key=lambda each: self._day(each.start_in(self.zone)))
        }

    def next_change(self, now: datetime) -> datetime:
        """Return when the current release or the day changes next, in UTC: a start, an end, or local midnight."""
        midnight = self._midnight(self._day(now) + timedelta(days=1))
        begun, coming = self._bounds(now)
        # A release that has not begun cannot end earlier than it begins.
        ends = (slot.end for slot in self._slots[begun:coming] if slot.end > now)
        return min((midnight, *self._starts[coming : coming + 1], *ends))

    def _bounds(self, now: datetime) -> tuple[int, int]:
        """Return the first slot that may still be on, and the first that has not begun."""
        return bisect_left(self._starts, now - self._longest), bisect_right(self._starts, now)

    def _window_slots(self, first_day: date, days: int) -> tuple[_Slot, ...]:
        first = bisect_left(self._starts, self._midnight(first_day))
        last = bisect_left(self._starts, self._midnight(first_day + timedelta(days=days)))
        return self._slots[first:last]

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self.zone).astimezone(UTC)

    @cached_property
    def _by_feed(self) -> dict[Feed, Agenda]:
        return {
            feed: Agenda(zone=self.zone, _slots=tuple(slot for slot in self._slots if slot.release.feed is feed))
            for feed in Feed
        }

    @cached_property
    def _starts(self) -> list[datetime]:
        return [slot.start for slot in self._slots]

    @cached_property
    def _longest(self) -> timedelta:
        return max((slot.end - slot.start for slot in self._slots), default=timedelta())


def _order(slot: _Slot) -> tuple[datetime, datetime, str, str]:
    return (slot.start, slot.end, slot.release.title, slot.release.uid)
