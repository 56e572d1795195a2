"""The last response for one section, and when it is due again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from ..api.trakt import LastActivities, Record, RefKey, RefRecord, Section, Statistics
from .keys import own_keys_of

MOST_DOUBTS: Final = 3
"""How often a doubted answer is requested again; then it is accepted."""
_LONG: Final = 10
"""From this number of records on, an answer that has lost most of them is doubted."""
_PAGE: Final = 250
"""Records in one response."""
_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_FRESH: Final = timedelta(hours=6)
"""A section that was read this recently before it is due is not read again."""
_BETWEEN_SECTIONS: Final = timedelta(hours=26)
"""From the time of one section to that of the next: two hours of the day, and another day of the week."""
_RENEWED_AFTER: Final = {
    # No activity reports that an episode has aired.
    Section.UP_NEXT: _DAY,
    # An activity need not report that VIP has ended.
    Section.SETTINGS: timedelta(days=30),
}
"""How long these are valid without activity; for other sections see `is_due`."""
_RENEWED_WEEKLY: Final = (Section.HISTORY, Section.STATISTICS)
_KEPT_FOR: Final = {Section.STATISTICS: _DAY}
"""How long a section is valid whatever the activities are."""


@dataclass(frozen=True, kw_only=True)
class SectionData:
    """All records of one section."""

    at: datetime
    """Moment of the answer, in UTC."""
    stamps: LastActivities
    """The last activities that may have changed it, as they were before the request."""
    records: tuple[Record, ...]
    doubts: int = 0
    """How many answers in a row were doubted since then."""
    unread: int = 0
    """Of the history: how many plays more Trakt counts than can be read."""

    @cached_property
    def names(self) -> frozenset[RefKey]:
        """The keys of all records."""
        return frozenset(
            key for record in self.records if isinstance(record, RefRecord) for key in own_keys_of(record.ref)
        )

    @property
    def is_doubted(self) -> bool:
        """Whether the last answer is doubted, so that the section has to be requested again."""
        return self.doubts > 0

    @property
    def may_be_doubted(self) -> bool:
        """Whether the next answer may be doubted; otherwise it has to be accepted."""
        return self.doubts < MOST_DOUBTS

    @property
    def doubted(self) -> SectionData:
        """The same after one more doubted answer."""
        return replace(self, doubts=self.doubts + 1)

    def is_outdated(self, section: Section, stamps: Mapping[str, datetime], now: datetime) -> bool:
        """Return whether the section may have changed."""
        # The clock may have been ahead when it was requested.
        age = abs(now - self.at)
        if self.is_doubted:
            return True
        if age < _KEPT_FOR.get(section, timedelta()):
            return False
        return bool(self.moved(section, stamps)) or age >= _RENEWED_AFTER.get(section, timedelta.max)

    def is_due(self, section: Section, now: datetime, home: int) -> bool:
        """Return whether the section is to be read again, also without activity.

        The time differs by section and by `home`, so that requests are spread.
        """
        if section in _RENEWED_AFTER:
            return abs(now - self.at) >= _RENEWED_AFTER[section]
        period = self._period(section)
        offset = home + [*Section].index(section) * _BETWEEN_SECTIONS.total_seconds()
        came_due = now - timedelta(seconds=(now.timestamp() - offset) % period.total_seconds())
        return self.at > now or self.at <= came_due - _FRESH

    def is_older(self, section: Section, moment: datetime) -> bool:
        """Return whether a manual refresh should read the section again, because it is older than a moment in UTC.

        Sections of many requests are only read again if they are a day older.
        """
        return self.at < (moment if self._period(section) <= _DAY else moment - _DAY)

    def moved(self, section: Section, stamps: Mapping[str, datetime]) -> frozenset[str]:
        """Return the names of activities of the section that differ from those at its last reading."""
        return frozenset(name for name in section.stamps if self.stamps.get(name) != stamps.get(name))

    def is_after(self, stamps: Mapping[str, datetime]) -> bool:
        """Return whether the section is newer than these last activities."""
        return any(name not in stamps or at > stamps[name] for name, at in self.stamps.items())

    def has_lost_most(self, expected: SectionData) -> bool:
        """Return whether most of a long list, or of the counted plays, is missing."""
        before = expected.size
        return before >= _LONG and 2 * self.size < before

    @property
    def size(self) -> int:
        """The number of plays in the statistics, else the number of records."""
        return sum(_size(record) for record in self.records)

    def _period(self, section: Section) -> timedelta:
        """Return how often the section is read again: longer lists less often, because each page is a request."""
        return _WEEK if section in _RENEWED_WEEKLY or len(self.records) >= _PAGE else _DAY


def stamps_of(section: Section, stamps: Mapping[str, datetime]) -> LastActivities:
    """Return the last activities that may have changed a section."""
    return {name: stamps[name] for name in section.stamps if name in stamps}


def _size(record: Record) -> int:
    if isinstance(record, Statistics):
        return (record.movies.plays or 0) + (record.episodes.plays or 0)
    return 1
