"""The last response for one section, and when it is due again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from ..api.trakt import LastActivities, Record, RefKey, RefRecord, Section, Statistics
from .keys import own_keys_of

MOST_DOUBTS: Final = 3
"""So often an answer that is not believed is asked for again; then it is believed."""
_LONG: Final = 10
"""From so many records on, one answer that has lost most of them is not believed."""
_PAGE: Final = 250
"""Records that one request brings."""
_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_FRESH: Final = timedelta(hours=6)
"""What was read so short a time before its turn comes is not read again."""
_BETWEEN_SECTIONS: Final = timedelta(hours=26)
"""From the time of one section to that of the next: two hours of the day, and another day of the week."""
_RENEWED_AFTER: Final = {
    # An episode airs, of which no activity tells.
    Section.UP_NEXT: _DAY,
    # VIP ends, of which no activity has to tell.
    Section.SETTINGS: timedelta(days=30),
}
"""How long these are believed while nothing happens; the others have a time of their own."""
_RENEWED_WEEKLY: Final = (Section.HISTORY, Section.STATISTICS)
_KEPT_FOR: Final = {Section.STATISTICS: _DAY}
"""How long a section is good enough whatever happens."""


@dataclass(frozen=True, kw_only=True)
class SectionData:
    """All records of one section."""

    at: datetime
    """Moment of the answer, in UTC."""
    stamps: LastActivities
    """The last activities that may have changed it, as they were before it was asked for."""
    records: tuple[Record, ...]
    doubts: int = 0
    """How many answers since then were not believed, one after the other."""
    unread: int = 0
    """Of the history: how many plays more Trakt counts than can be read."""

    @cached_property
    def names(self) -> frozenset[RefKey]:
        """What the records are about."""
        return frozenset(
            key for record in self.records if isinstance(record, RefRecord) for key in own_keys_of(record.ref)
        )

    @property
    def is_doubted(self) -> bool:
        """Whether the last answer was not believed, so that the section has to be asked for again."""
        return self.doubts > 0

    @property
    def may_be_doubted(self) -> bool:
        """Whether another answer may be doubted, or the next one has to be believed."""
        return self.doubts < MOST_DOUBTS

    @property
    def doubted(self) -> SectionData:
        """The same after one more answer that is not believed."""
        return replace(self, doubts=self.doubts + 1)

    def is_outdated(self, section: Section, stamps: Mapping[str, datetime], now: datetime) -> bool:
        """Return whether the section may say something else by now."""
        # The clock may have been ahead when it was asked for.
        age = abs(now - self.at)
        if self.is_doubted:
            return True
        if age < _KEPT_FOR.get(section, timedelta()):
            return False
        return bool(self.moved(section, stamps)) or age >= _RENEWED_AFTER.get(section, timedelta.max)

    def is_due(self, section: Section, now: datetime, home: int) -> bool:
        """Return whether the section is to be read anew although nothing may have happened.

        That has a time of its own for each section, so that they do not come at once, and for each `home`.
        """
        if section in _RENEWED_AFTER:
            return abs(now - self.at) >= _RENEWED_AFTER[section]
        period = self._period(section)
        offset = home + [*Section].index(section) * _BETWEEN_SECTIONS.total_seconds()
        came_due = now - timedelta(seconds=(now.timestamp() - offset) % period.total_seconds())
        return self.at > now or self.at <= came_due - _FRESH

    def is_older(self, section: Section, moment: datetime) -> bool:
        """Return whether somebody who asks for what is new by hand should get what is newer than at that moment.

        What costs many requests is only read anew when a day older.
        """
        return self.at < (moment if self._period(section) <= _DAY else moment - _DAY)

    def moved(self, section: Section, stamps: Mapping[str, datetime]) -> frozenset[str]:
        """Return the activities of a section that have happened since."""
        return frozenset(name for name in section.stamps if self.stamps.get(name) != stamps.get(name))

    def is_after(self, stamps: Mapping[str, datetime]) -> bool:
        """Return whether something has happened after these last activities that the section has in it."""
        return any(name not in stamps or at > stamps[name] for name, at in self.stamps.items())

    def has_lost_most(self, expected: SectionData) -> bool:
        """Return whether most of a long list, or of what was counted, is not there any more."""
        before = expected.size
        return before >= _LONG and 2 * self.size < before

    @property
    def size(self) -> int:
        """How much there is: of the statistics the plays, else the records."""
        return sum(_size(record) for record in self.records)

    def _period(self, section: Section) -> timedelta:
        """Return how often the section is read anew; a list of several pages costs a request for each."""
        return _WEEK if section in _RENEWED_WEEKLY or len(self.records) >= _PAGE else _DAY


def stamps_of(section: Section, stamps: Mapping[str, datetime]) -> LastActivities:
    """Return the last activities that may have changed a section."""
    return {name: stamps[name] for name in section.stamps if name in stamps}


def _size(record: Record) -> int:
    if isinstance(record, Statistics):
        return (record.movies.plays or 0) + (record.episodes.plays or 0)
    return 1
