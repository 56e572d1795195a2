"""Runs of episodes by broadcast rules, in the time zone of the broadcaster."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import takewhile

from dateutil.rrule import DAILY, WEEKLY, rrule, weekday

from .catalogue import Episode, Show

_FIRST_EPISODE = 14_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A part of a season, which airs by one rule."""

    show: Show
    rule: rrule
    season: int = 1
    first_number: int = 1
    together: int = 1
    """The number of episodes that are released at the same time."""
    types: Mapping[int, str] = field(default_factory=dict)
    """The episode types other than `standard`, by number of the episode."""
    titles: tuple[str | None, ...] = ()
    """The titles, repeated from the first one if there are more episodes. None is a title that is not announced yet."""

    def episodes(self, end: datetime) -> Iterator[Episode]:
        """Yield the episodes that air until a moment."""
        slots = takewhile(lambda slot: slot <= end, self.rule)
        moments = (slot.astimezone(UTC) for slot in slots for _ in range(self.together))
        for number, moment in enumerate(moments, self.first_number):
            index = number - self.first_number
            title = self.titles[index % len(self.titles)] if self.titles else f"Episode {number}"
            yield Episode(
                trakt=_FIRST_EPISODE + self.show.ids.trakt % 1_000 * 10_000 + self.season * 1_000 + number,
                show=self.show,
                season=self.season,
                number=number,
                title=title,
                first_aired=moment,
                episode_type=self.types.get(number, "standard"),
                # An episode without a title has no runtime either.
                runtime=self.show.runtime if title else None,
            )


def weekly(
    show: Show, at: time, day: weekday, now: datetime, *, begins: int = -2, episodes: int | None = None
) -> rrule:
    """Return the rule of a weekly show. `at` and `day` are local to the show; it begins `begins` weeks after `now`."""
    begin = (now + timedelta(weeks=begins)).astimezone(show.zone)
    return rrule(WEEKLY, dtstart=datetime.combine(begin, at, show.zone), byweekday=day, count=episodes)


def daily(show: Show, at: time, now: datetime) -> rrule:
    """Return the rule of a daily show that began a week ago. `at` is local to the show."""
    begin = (now - timedelta(weeks=1)).astimezone(show.zone)
    return rrule(DAILY, dtstart=datetime.combine(begin, at, show.zone))


def once(now: datetime, days: int, hour: int) -> rrule:
    """Return a rule with a single date, some days after `now` at an hour in UTC."""
    return rrule(DAILY, dtstart=datetime.combine(now.astimezone(UTC) + timedelta(days=days), time(hour), UTC), count=1)
