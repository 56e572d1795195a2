"""When shows air: runs of episodes by broadcast rules, in the time zone of the broadcaster."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import takewhile

from dateutil.rrule import DAILY, WEEKLY, rrule, weekday

from .catalogue import Episode, Show

_FIRST_EPISODE = 14_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A part of a season: when it airs, and from which episode on."""

    show: Show
    rule: rrule
    season: int = 1
    first_number: int = 1
    together: int = 1
    """How many episodes come out at the same moment."""
    types: Mapping[int, str] = field(default_factory=dict)
    """Types other than the standard one, by number of the episode."""
    titles: tuple[str | None, ...] = ()
    """In turns; None is one that nobody has announced yet."""

    def episodes(self, end: datetime) -> Iterator[Episode]:
        """Yield the episodes until a moment."""
        slots = takewhile(lambda slot: slot <= end, self.rule)
        moments = (slot.astimezone(UTC) for slot in slots for _ in range(self.together))
        for number, moment in enumerate(moments, self.first_number):
            turn = number - self.first_number
            title = self.titles[turn % len(self.titles)] if self.titles else f"Episode {number}"
            yield Episode(
                trakt=_FIRST_EPISODE + self.show.ids.trakt % 1_000 * 10_000 + self.season * 1_000 + number,
                show=self.show,
                season=self.season,
                number=number,
                title=title,
                first_aired=moment,
                episode_type=self.types.get(number, "standard"),
                # What is not announced has no length either.
                runtime=self.show.runtime if title else None,
            )


def weekly(
    show: Show, at: time, day: weekday, now: datetime, *, begins: int = -2, episodes: int | None = None
) -> rrule:
    """Return the rule of a weekly show, by local time; it begins some weeks from now."""
    begin = (now + timedelta(weeks=begins)).astimezone(show.zone)
    return rrule(WEEKLY, dtstart=datetime.combine(begin, at, show.zone), byweekday=day, count=episodes)


def daily(show: Show, at: time, now: datetime) -> rrule:
    """Return the rule of a daily show, by local time; it began a week ago."""
    begin = (now - timedelta(weeks=1)).astimezone(show.zone)
    return rrule(DAILY, dtstart=datetime.combine(begin, at, show.zone))


def once(now: datetime, days: int, hour: int) -> rrule:
    """Return the rule of what happens once, some days from now at an hour UTC."""
    return rrule(DAILY, dtstart=datetime.combine(now.astimezone(UTC) + timedelta(days=days), time(hour), UTC), count=1)
