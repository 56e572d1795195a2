"""What one section last said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from ..api.trakt import Item, Record, Section, Stamps
from .names import Name, name_of

RENEWED_AFTER: Final = timedelta(days=1)
"""What is up next changes when an episode airs, of which no activity tells."""


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
        return frozenset(
            name for record in self.records if isinstance(record, Item) and (name := name_of(record)) is not None
        )

    def is_outdated(self, section: Section, stamps: Mapping[str, datetime], now: datetime) -> bool:
        """Return whether the section may say something else by now."""
        return bool(self.moved(section, stamps)) or (section is Section.UP_NEXT and now >= self.at + RENEWED_AFTER)

    def moved(self, section: Section, stamps: Mapping[str, datetime]) -> frozenset[str]:
        """Return the activities of a section that have happened since."""
        return frozenset(name for name in section.stamps if self.stamps.get(name) != stamps.get(name))


def stamps_of(section: Section, stamps: Mapping[str, datetime]) -> Stamps:
    """Return the last activities that may have changed a section."""
    return {name: stamps[name] for name in section.stamps if name in stamps}
