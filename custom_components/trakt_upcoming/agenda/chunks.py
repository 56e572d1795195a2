"""Fixed ranges of days for calendar pages outside the window, so that callers share requests."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from ..api.trakt import LONGEST_CHUNK
from .release import MovieRelease, SingleRelease
from .snapshot import FeedRequest, FeedSnapshot
from .transform import unique

MOST_CHUNKS: Final = 12
"""Of a longer range, only the nearest chunks are requested; no calendar page shows more than a year."""
_EARLIEST: Final = datetime(1870, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)
"""The oldest movies are of the 1870s, and nothing is announced for later."""

type Chunk = date
"""The first day of a chunk, in UTC; chunks are counted from 0001-01-01, so that they are the same for all callers."""


def chunks_outside(
    start: datetime, end: datetime, *, today: date, days: int, zone: tzinfo, asked: FeedRequest | None
) -> tuple[Chunk, ...]:
    """Return the chunks that a range from `start` until before `end` needs, nearest to `today` first.

    The window of `days` local days from `today` on is left to the refresh; the days in `asked` are known.
    """
    opens, closes = (datetime.combine(day, time.min, zone) for day in (today, today + timedelta(days=days)))
    found = {
        chunk
        for days_outside in (
            _days(max(start, _EARLIEST), min(end, opens), zone),
            _days(max(start, closes), min(end, _LATEST), zone),
        )
        for chunk in _missing(days_outside, asked)
    }
    return tuple(sorted(found, key=lambda chunk: (abs(chunk - today), chunk))[:MOST_CHUNKS])


def is_past(chunk: Chunk, today: date, days: int) -> bool:
    """Return whether a chunk ends before the end of the window."""
    return chunk + timedelta(days=LONGEST_CHUNK) <= today + timedelta(days=days)


def releases_outside(answers: Iterable[FeedSnapshot], loaded: FeedSnapshot | None) -> tuple[SingleRelease, ...]:
    """Return the releases of chunks; those on days of the last hourly answer are left out, because that is newer."""
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


def _missing(days: tuple[date, date] | None, asked: FeedRequest | None) -> Iterator[Chunk]:
    """Yield the chunks with days that were not requested."""
    if days is None:
        return
    first, last = days
    for number in range(first.toordinal() // LONGEST_CHUNK, last.toordinal() // LONGEST_CHUNK + 1):
        chunk = date.fromordinal(number * LONGEST_CHUNK)
        end_of_chunk = chunk + timedelta(days=LONGEST_CHUNK - 1)
        if asked is None or not asked.holds(max(first, chunk), min(last, end_of_chunk)):
            yield chunk


def _day(release: SingleRelease) -> date:
    """Return the day under which Trakt lists a release."""
    return release.day if isinstance(release, MovieRelease) else release.start.date()
