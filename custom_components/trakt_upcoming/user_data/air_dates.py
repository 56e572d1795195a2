"""Plays of several episodes that were added together, and the air dates that fit them better."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import Final

from ..agenda.release import USUAL_RUNTIME
from ..api.trakt import Action, EpisodeRef, Play
from .timeline import is_dated

MOST_A_DAY: Final = 4
"""Episodes of one show on one day; more were added together."""
_ONE_MOMENT: Final = timedelta(minutes=1)
"""Plays that were sent together may have two consecutive minutes."""


def air_dates(plays: Iterable[Play], zone: tzinfo) -> dict[int, datetime]:
    """Return the air dates of episodes that were marked together, in UTC, by the id of the play.

    If a user marks a season or a whole show as watched, Trakt has many plays on that day, although the episodes were
    watched earlier. Their air dates are a better estimate. They are used if they are known and not later than the
    moment at Trakt. The history itself is not changed: the air dates are stored beside it, and are used for these plays
    until the next import, whatever the hourly refresh of the history brings.
    """
    days: defaultdict[tuple[int, date], list[Play]] = defaultdict(list)
    for play in plays:
        if isinstance(play.ref, EpisodeRef):
            days[play.ref.show.ids.trakt, _day(play.watched_at, zone)].append(play)
    ticked_off = (play for day in days.values() for play in _ticked_off(day))
    return {play.id: aired for play in ticked_off if (aired := _aired(play))}


def _day(moment: datetime, zone: tzinfo) -> date:
    """Return the day of a moment; all plays without a date have the same one."""
    return moment.astimezone(zone).date() if is_dated(moment) else date.min


def _ticked_off(day: list[Play]) -> list[Play]:
    """Return the plays of a show on a day that were marked together, none if there are only a few."""
    if len(day) <= MOST_A_DAY:
        return []
    found = list({play.id: play for pair in _together(day) for play in pair}.values())
    return found if len({_number(play) for play in found}) > MOST_A_DAY else []


def _together(day: Iterable[Play]) -> Iterator[tuple[Play, Play]]:
    """Yield consecutive plays that are too close to be watched one after the other.

    Scrobbles and check-ins are left out, because they are sent while the episode is watched.
    """
    added = (play for play in day if play.action not in (Action.SCROBBLE, Action.CHECKIN))
    ordered = sorted(added, key=lambda play: play.watched_at)
    return (pair for pair in pairwise(ordered) if _is_too_fast(*pair))


def _is_too_fast(before: Play, play: Play) -> bool:
    """Return whether the time between two plays is too short for watching the second one.

    Two thirds of its runtime are enough time: parts may be skipped, and some runtimes include breaks. If it is not
    known how a play was added, because an old version stored it, only equal moments count as too fast.
    """
    shortest = timedelta(minutes=play.ref.runtime or USUAL_RUNTIME) * 2 / 3
    between = play.watched_at - before.watched_at
    return between < shortest and (play.action is Action.WATCH or between <= _ONE_MOMENT)


def _number(play: Play) -> tuple[int, int] | None:
    return (play.ref.episode.season, play.ref.episode.number) if isinstance(play.ref, EpisodeRef) else None


def _aired(play: Play) -> datetime | None:
    aired = play.ref.released_at
    if aired is None or not is_dated(aired):
        return None
    return aired if aired <= play.watched_at or not is_dated(play.watched_at) else None
