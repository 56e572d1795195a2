"""What one section last said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from ..api.trakt import Item, Record, Section, Stamps
from .names import Name, own_names_of

_RENEWED_AFTER: Final = {
    # An episode airs, of which no activity tells.
    Section.UP_NEXT: timedelta(days=1),
    # VIP ends, of which no activity has to tell.
    Section.SETTINGS: timedelta(days=30),
}
"""How long a section is believed while nothing happens."""
_KEPT_FOR: Final = {Section.STATISTICS: timedelta(days=1)}
"""How long a section is good enough whatever happens."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """All records of one section."""

    at: datetime
    """Moment of the answer, in UTC."""
    stamps: Stamps
    """The last activities that may have changed it, as they were before it was asked for."""
    records: tuple[Record, ...]

    @cached_property
    def names(self) -> frozenset[Name]:
        """What the records are about."""
        return frozenset(name for record in self.records if isinstance(record, Item) for name in own_names_of(record))

    def is_outdated(self, section: Section, stamps: Mapping[str, datetime], now: datetime) -> bool:
        """Return whether the section may say something else by now."""
        # The clock may have been ahead when it was asked for.
        age = abs(now - self.at)
        if age < _KEPT_FOR.get(section, timedelta()):
            return False
        return bool(self.moved(section, stamps)) or age >= _RENEWED_AFTER.get(section, timedelta.max)

    def moved(self, section: Section, stamps: Mapping[str, datetime]) -> frozenset[str]:
        """Return the activities of a section that have happened since."""
        return frozenset(name for name in section.stamps if self.stamps.get(name) != stamps.get(name))


def stamps_of(section: Section, stamps: Mapping[str, datetime]) -> Stamps:
    """Return the last activities that may have changed a section."""
    return {name: stamps[name] for name in section.stamps if name in stamps}
