"""What is asked for outside the window: the same chunks for all questions, few of them, and nothing that is known."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from custom_components.trakt_upcoming.agenda.chunks import (
    MOST_CHUNKS,
    Chunk,
    chunks_outside,
    is_past,
    releases_outside,
)
from custom_components.trakt_upcoming.agenda.release import SingleRelease
from custom_components.trakt_upcoming.agenda.snapshot import FeedRequest, FeedSnapshot
from custom_components.trakt_upcoming.api.trakt import LONGEST_CHUNK

from .releases import episode, movie

TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
WINDOW = 30
ASKED = FeedRequest(start=date(2026, 11, 19), days=32, at=AT)
"""What the refresh asked for on this day."""
LONDON = ZoneInfo("Europe/London")
ZONES = st.sampled_from(["Europe/London", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata"]).map(ZoneInfo)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def chunks(
    start: str, end: str, *, zone: ZoneInfo = LONDON, asked: FeedRequest | None = ASKED, today: date = TODAY
) -> tuple[Chunk, ...]:
    """Return the pieces of a question."""
    first, last = datetime.fromisoformat(start), datetime.fromisoformat(end)
    return chunks_outside(first, last, today=today, days=WINDOW, zone=zone, asked=asked)


def after(releases: tuple[SingleRelease, ...], start: date) -> FeedSnapshot:
    """Return the answer about a chunk."""
    return FeedSnapshot(asked=FeedRequest(start=start, days=LONGEST_CHUNK, at=AT), releases=releases)


@pytest.mark.parametrize(
    ("start", "end", "asked_for"),
    [
        pytest.param("2026-11-20T00:00Z", "2026-12-20T00:00Z", (), id="the window"),
        pytest.param("2026-11-19T00:00Z", "2026-12-21T00:00Z", (), id="what the refresh asked for"),
        pytest.param("2026-11-18T23:59Z", "2026-11-20T00:00Z", ("2026-11-06",), id="a minute earlier"),
        pytest.param("2026-12-20T23:45Z", "2026-12-21T00:00:01Z", ("2026-12-09",), id="a second later"),
        pytest.param("2026-10-26T00:00Z", "2026-12-07T00:00Z", ("2026-11-06", "2026-10-04"), id="page of this month"),
        pytest.param("2026-06-01T00:00Z", "2026-06-02T00:00Z", ("2026-05-25",), id="a day in June"),
        pytest.param("2026-06-05T00:00Z", "2026-06-06T00:00Z", ("2026-05-25",), id="another day in June"),
        pytest.param("2026-06-01T00:00Z", "2026-06-01T00:00Z", (), id="no time at all"),
    ],
)
def test_missing_chunks(start: str, end: str, asked_for: tuple[str, ...]) -> None:
    """Those of the grid in which a day of the question lies that is not known, the nearest first."""
    assert chunks(start, end) == tuple(date.fromisoformat(chunk) for chunk in asked_for)


@pytest.mark.parametrize(
    ("zone", "start", "end"),
    [
        pytest.param("Pacific/Kiritimati", "2027-02-13T00:00+14:00", "2027-02-13T01:00+14:00", id="still the 12th"),
        pytest.param("Pacific/Pago_Pago", "2027-02-12T23:00-11:00", "2027-02-13T00:00-11:00", id="the 13th already"),
    ],
)
def test_days_are_local_and_in_utc(zone: str, start: str, end: str) -> None:
    """Trakt lists movies under the local day and episodes under the one in UTC, and here a chunk lies between them."""
    assert sorted(chunks(start, end, zone=ZoneInfo(zone))) == [date(2027, 1, 11), date(2027, 2, 13)]


def test_ten_years() -> None:
    """The nearest count, before and after, and no more than can be kept."""
    found = chunks("2016-01-01T00:00Z", "2036-01-01T00:00Z")

    assert len(found) == MOST_CHUNKS
    assert max(abs(chunk - TODAY) for chunk in found) < timedelta(days=LONGEST_CHUNK * (MOST_CHUNKS // 2 + 1))
    assert min(found) < TODAY < max(found)


def test_first_and_last_days_of_the_calendar() -> None:
    """Nobody asks for what cannot be."""
    assert chunks("0001-01-02T00:00Z", "1869-12-31T00:00Z") == ()
    assert chunks("1895-12-28T00:00Z", "1895-12-29T00:00Z") == (date(1895, 12, 6),)
    assert chunks("2101-01-01T00:00Z", "9999-12-30T00:00Z") == ()
    assert len(chunks("0001-01-02T00:00Z", "9999-12-30T00:00Z")) == MOST_CHUNKS


def test_no_chunk_is_missing_in_the_window() -> None:
    """However old its answer is, and also when there is none."""
    old = FeedRequest(start=date(2026, 9, 1), days=32, at=AT - timedelta(days=80))

    assert chunks("2026-11-20T00:00Z", "2026-12-20T00:00Z", asked=old) == ()
    assert chunks("2026-11-20T00:00Z", "2026-12-20T00:00Z", asked=None) == ()
    assert chunks("2026-09-05T00:00Z", "2026-09-06T00:00Z", asked=old) == ()
    assert chunks("2026-11-19T00:00Z", "2026-11-20T00:00Z", asked=None) == (date(2026, 11, 6),)


@given(moment=MOMENTS, zone=ZONES, offset=st.integers(0, WINDOW * 24 * 60 - 15))
def test_a_trigger_within_the_window_asks_for_nothing(moment: datetime, zone: ZoneInfo, offset: int) -> None:
    """At no moment of the day, in no zone, and with no offset, when the refresh was up to an hour ago."""
    now = moment.astimezone(zone)
    refresh = (moment - timedelta(hours=1)).astimezone(zone)
    asked = FeedRequest(start=refresh.date() - timedelta(days=1), days=WINDOW + 2, at=refresh)
    start = min(moment + timedelta(minutes=offset), _midnight(now.date() + timedelta(days=WINDOW), zone))
    end = min(start + timedelta(minutes=15), _midnight(now.date() + timedelta(days=WINDOW), zone))

    assert chunks_outside(start, end, today=now.date(), days=WINDOW, zone=zone, asked=asked) == ()


@given(start=MOMENTS, minutes=st.integers(1, 200 * 24 * 60), zone=ZONES, today=st.dates(date(2025, 1, 1)))
def test_every_moment_is_in_the_window_or_in_a_chunk(
    start: datetime, minutes: int, zone: ZoneInfo, today: date
) -> None:
    """Whatever is asked: the pieces hold every day that lies outside, local and in UTC, and none without need."""
    end = start + timedelta(minutes=minutes)
    if today.year > 2100:
        today = date(2026, 11, 20)
    found = chunks_outside(start, end, today=today, days=WINDOW, zone=zone, asked=None)
    opens, closes = (_midnight(day, zone) for day in (today, today + timedelta(days=WINDOW)))
    hours = [start + timedelta(hours=hour) for hour in range(minutes // 60 + 1)]
    outside = [moment for moment in hours if moment < end and not opens <= moment < closes]
    days = {day for moment in outside for day in (moment.date(), moment.astimezone(zone).date())}

    assert len(found) <= 9
    assert all(any(chunk <= day < chunk + timedelta(days=LONGEST_CHUNK) for chunk in found) for day in days)
    assert all(chunk.toordinal() % LONGEST_CHUNK == 0 for chunk in found)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)


@pytest.mark.parametrize(
    ("chunk", "past"),
    [
        pytest.param(date(2026, 10, 4), True, id="long over"),
        pytest.param(date(2026, 11, 6), True, id="its end is in the window"),
        pytest.param(date(2026, 11, 17), True, id="it ends with the window"),
        pytest.param(date(2026, 11, 18), False, id="a day longer than the window"),
        pytest.param(date(2026, 12, 9), False, id="still to come"),
    ],
)
def test_days_of_chunks_that_are_past(chunk: date, *, past: bool) -> None:
    """What the window covers is the refresh's, so what counts are the days after it."""
    assert is_past(chunk, TODAY, WINDOW) is past


def test_the_window_overrides_chunks() -> None:
    """On the days that it is about, and about the releases that it names, chunks have no say."""
    loaded = FeedSnapshot(asked=ASKED, releases=(episode("2026-11-25T20:00:00+00:00", number=1),))
    moved = episode("2026-12-28T20:00:00+00:00", number=1)
    gone = episode("2026-11-26T20:00:00+00:00", number=2)
    gone_movie = movie("2026-12-20", movie_id=1)
    far = (episode("2026-12-21T00:00:00+00:00", number=3), movie("2026-12-21", movie_id=2))
    answers = [after((moved, gone, gone_movie, far[0]), date(2026, 12, 9)), after((far[0], far[1]), date(2027, 1, 11))]

    assert releases_outside(answers, loaded) == far
    assert releases_outside(answers, None) == (moved, gone, gone_movie, *far)
