"""Fixed ranges of days for calendar pages outside the window, so that several callers share requests."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from ..api.trakt import LONGEST_PIECE
from .release import MovieRelease, SingleRelease
from .snapshot import FeedRequest, FeedSnapshot
from .transform import unique

MOST_PIECES: Final = 12
"""A question may span more, but then only the nearest count: more than a year is no page that somebody looks at."""
_EARLIEST: Final = datetime(1870, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)
"""The oldest movies are of the 1870s, and nothing is announced for later."""

type Piece = date
"""The first day of a piece, in UTC; the grid is counted from the first day of the calendar."""


def pieces_beyond(
    start: datetime, end: datetime, *, today: date, days: int, zone: tzinfo, asked: FeedRequest | None
) -> tuple[Piece, ...]:
    """Return the pieces that a question from `start` until before `end` is about, nearest first.

    The window of `days` local days from `today` on is for the refresh to ask, and what it has `asked` for is known.
    """
    opens, closes = (datetime.combine(day, time.min, zone) for day in (today, today + timedelta(days=days)))
    found = {
        piece
        for days_outside in (
            _days(max(start, _EARLIEST), min(end, opens), zone),
            _days(max(start, closes), min(end, _LATEST), zone),
        )
        for piece in _missing(days_outside, asked)
    }
    return tuple(sorted(found, key=lambda piece: (abs(piece - today), piece))[:MOST_PIECES])


def is_past(piece: Piece, today: date, days: int) -> bool:
    """Return whether nothing of a piece is still to come after the window."""
    return piece + timedelta(days=LONGEST_PIECE) <= today + timedelta(days=days)


def releases_beyond(answers: Iterable[FeedSnapshot], loaded: FeedSnapshot | None) -> tuple[SingleRelease, ...]:
    """Return the releases of some pieces, without those of which the last answer speaks: it is asked every hour."""
    releases = unique(release for answer in answers for release in answer.releases)
    if loaded is None:
        return releases
    known = {release.uid for release in loaded.releases}
    return tuple(each for each in releases if each.uid not in known and not loaded.asked.holds(_day(each), _day(each)))


def _days(start: datetime, end: datetime, zone: tzinfo) -> tuple[date, date] | None:
    """Return the first and the last day under which Trakt lists what begins from `start` until before `end`.

    Movies are listed under the local day, episodes under the one in UTC.
    """
    if start >= end:
        return None
    last = end - timedelta(microseconds=1)
    return (
        min(start.astimezone(zone).date(), start.astimezone(UTC).date()),
        max(last.astimezone(zone).date(), last.astimezone(UTC).date()),
    )


def _missing(days: tuple[date, date] | None, asked: FeedRequest | None) -> Iterator[Piece]:
    """Yield the pieces of which some of the days were not asked for."""
    if days is None:
        return
    first, last = days
    for number in range(first.toordinal() // LONGEST_PIECE, last.toordinal() // LONGEST_PIECE + 1):
        piece = date.fromordinal(number * LONGEST_PIECE)
        end_of_piece = piece + timedelta(days=LONGEST_PIECE - 1)
        if asked is None or not asked.holds(max(first, piece), min(last, end_of_piece)):
            yield piece


def _day(release: SingleRelease) -> date:
    """Return the day under which Trakt lists a release."""
    return release.day if isinstance(release, MovieRelease) else release.start.date()
