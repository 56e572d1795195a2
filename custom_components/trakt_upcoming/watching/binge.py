"""Days on which more of a show was ticked off than anybody watches."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from typing import Final

from ..api.trakt import Play
from .past import is_dated

MOST_A_DAY: Final = 4
"""Episodes of one show."""


def air_dates(plays: Iterable[Play], zone: tzinfo) -> dict[int, datetime]:
    """Return when the episodes of binge days first aired, in UTC, by the id of the play.

    Who marks a season or a whole show as watched leaves Trakt with many episodes on the day on which that was done,
    which says nothing of when they were watched. The day on which they aired comes closer. It counts where it is known
    and not later than what Trakt says. What Trakt says is not changed: these moments are kept beside the history, and
    hold for these plays until the next import, whatever the hourly reading of the history brings.
    """
    days: defaultdict[tuple[int, date], list[Play]] = defaultdict(list)
    for play in plays:
        if play.episode is not None and play.show is not None:
            days[play.show.ids.trakt, _day(play.watched_at, zone)].append(play)
    return {play.id: aired for day in days.values() if _is_binge(day) for play in day if (aired := _aired(play))}


def _day(moment: datetime, zone: tzinfo) -> date:
    """Return the day of a moment; all that was watched nobody knows when has the same one."""
    return moment.astimezone(zone).date() if is_dated(moment) else date.min


def _is_binge(day: Iterable[Play]) -> bool:
    return len({play.episode.ids.trakt for play in day if play.episode is not None}) > MOST_A_DAY


def _aired(play: Play) -> datetime | None:
    aired = play.episode.first_aired if play.episode is not None else None
    if aired is None or not is_dated(aired):
        return None
    return aired if aired <= play.watched_at or not is_dated(play.watched_at) else None
