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
"""Episodes of one show."""
_ONE_MOMENT: Final = timedelta(minutes=1)
"""What is sent in one go may carry two minutes that follow each other."""


def air_dates(plays: Iterable[Play], zone: tzinfo) -> dict[int, datetime]:
    """Return when the episodes that were ticked off first aired, in UTC, by the id of the play.

    Who marks a season or a whole show as watched leaves Trakt with many episodes on the day on which that was done,
    which says nothing of when they were watched. The day on which they aired comes closer. It counts where it is known
    and not later than what Trakt says. What Trakt says is not changed: these moments are kept beside the history, and
    hold for these plays until the next import, whatever the hourly reading of the history brings.
    """
    days: defaultdict[tuple[int, date], list[Play]] = defaultdict(list)
    for play in plays:
        if isinstance(play.ref, EpisodeRef):
            days[play.ref.show.ids.trakt, _day(play.watched_at, zone)].append(play)
    ticked_off = (play for day in days.values() for play in _ticked_off(day))
    return {play.id: aired for play in ticked_off if (aired := _aired(play))}


def _day(moment: datetime, zone: tzinfo) -> date:
    """Return the day of a moment; all that was watched nobody knows when has the same one."""
    return moment.astimezone(zone).date() if is_dated(moment) else date.min


def _ticked_off(day: list[Play]) -> list[Play]:
    """Return the plays of a show on a day that were ticked off together, none where there are only a few."""
    if len(day) <= MOST_A_DAY:
        return []
    found = list({play.id: play for pair in _together(day) for play in pair}.values())
    return found if len({_number(play) for play in found}) > MOST_A_DAY else []


def _together(day: Iterable[Play]) -> Iterator[tuple[Play, Play]]:
    """Yield the plays that follow each other faster than anybody watches.

    What a player or a user told while it was watched, by a scrobble or a check-in, was watched then.
    """
    told = (play for play in day if play.action not in (Action.SCROBBLE, Action.CHECKIN))
    ordered = sorted(told, key=lambda play: play.watched_at)
    return (pair for pair in pairwise(ordered) if _is_too_fast(*pair))


def _is_too_fast(before: Play, play: Play) -> bool:
    """Return whether nobody can have watched an episode between the ends of two.

    Two thirds of its runtime are enough: without what is skipped, and without the breaks that some runtimes count. How
    a play of an older version was added is not known, so there only one moment for both is proof.
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
