"""What one feed last said."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .release import SingleRelease


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for, and when it was answered."""

    start: date
    """First day, in UTC."""
    days: int
    at: datetime
    """Moment of the answer, in UTC."""

    def covers(self, today: date, days: int) -> bool:
        """Return whether `days` local days from today on lie within what was asked for."""
        return self.start < today and today + timedelta(days=days) <= self.start + timedelta(days=self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The last good answer of one feed."""

    asked: Asked
    releases: tuple[SingleRelease, ...]
