"""Questions about time, in every zone and on every day of the year."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.trakt_upcoming.agenda import Agenda, Release
from custom_components.trakt_upcoming.agenda.transform import with_seasons_grouped
from custom_components.trakt_upcoming.api.trakt import Feed

from .releases import episode, movie

ZONES = [
    ZoneInfo(name)
    for name in (
        "UTC",
        "Europe/Berlin",
        "America/St_Johns",
        "America/Havana",
        "America/Los_Angeles",
        "Africa/Cairo",
        "Asia/Kathmandu",
        "Asia/Beirut",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Pacific/Kiritimati",
        "Etc/GMT+12",
    )
]
YEAR = datetime(2026, 1, 1, tzinfo=UTC)

zones = st.sampled_from(ZONES)
moments = st.integers(0, 365 * 24 * 60).map(lambda minutes: YEAR + timedelta(minutes=minutes))
days = moments.map(lambda moment: moment.date())
spans = st.integers(1, 40 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


@st.composite
def releases(draw: st.DrawFn) -> list[Release]:
    """Return some episodes of any length, and some movies."""
    starts = draw(st.lists(st.tuples(moments, st.integers(1, 1_440)), max_size=8))
    movie_days = draw(st.lists(days, max_size=5))
    return [
        *(episode(start, number=index, runtime=minutes) for index, (start, minutes) in enumerate(starts)),
        *(movie(day, movie_id=index + 1) for index, day in enumerate(movie_days)),
    ]


agendas = st.builds(Agenda.of, releases(), zones)


def bounds(agenda: Agenda, release: Release) -> tuple[datetime, datetime]:
    """Return start and end of a release in UTC."""
    return release.start_in(agenda.zone).astimezone(UTC), release.end_in(agenda.zone).astimezone(UTC)


@given(agendas, moments, spans)
def test_releases_of_a_range(agenda: Agenda, start: datetime, span: timedelta) -> None:
    """From its start on, and until before its end."""
    end = start + span
    expected = [each for each in agenda if bounds(agenda, each)[0] < end and bounds(agenda, each)[1] > start]

    assert list(agenda.between(start, end)) == expected


@given(agendas, moments, spans, spans)
def test_adjacent_ranges_lose_nothing(agenda: Agenda, start: datetime, first: timedelta, second: timedelta) -> None:
    """As calendar triggers ask for them."""
    middle, end = start + first, start + first + second
    parts = {each.uid for each in (*agenda.between(start, middle), *agenda.between(middle, end))}

    assert parts == {each.uid for each in agenda.between(start, end)}


@given(agendas)
def test_releases_are_in_order_of_time(agenda: Agenda) -> None:
    """Whatever order Trakt sent them in."""
    starts = [bounds(agenda, each)[0] for each in agenda]

    assert starts == sorted(starts)
    assert len(agenda) == len(starts)


@given(agendas, moments)
def test_current_or_next(agenda: Agenda, now: datetime) -> None:
    """What began last of all that is on, else what begins first of all that is to come."""
    on = [each for each in agenda if bounds(agenda, each)[0] <= now < bounds(agenda, each)[1]]
    to_come = [each for each in agenda if bounds(agenda, each)[0] > now]
    expected = max(on, key=lambda each: bounds(agenda, each)[0], default=next(iter(to_come), None))

    assert agenda.current_or_next(now) == expected


@given(agendas, moments)
def test_nothing_changes_before_the_next_change(agenda: Agenda, now: datetime) -> None:
    """And it is never now, or the timer would run for ever."""
    change = agenda.next_change(now)
    before = change - timedelta(microseconds=1)

    assert now < change <= now + timedelta(hours=25)
    assert agenda.current_or_next(now) == agenda.current_or_next(before)
    assert agenda.today(now) == agenda.today(before)
    assert agenda.upcoming(now, 30) == agenda.upcoming(before, 30)


@given(agendas, moments, st.integers(1, 90))
def test_releases_of_local_days(agenda: Agenda, now: datetime, count: int) -> None:
    """What starts on one of them is there, over or not, once and by its day."""
    today = now.astimezone(agenda.zone).date()
    wanted = [today + timedelta(days=offset) for offset in range(count)]
    local = {each.uid: bounds(agenda, each)[0].astimezone(agenda.zone).date() for each in agenda}
    by_day = agenda.by_day(now, count)

    assert {each.uid: day for day, group in by_day.items() for each in group} == {
        uid: day for uid, day in local.items() if day in wanted
    }
    assert list(by_day) == sorted(by_day)
    assert agenda.today(now) == by_day.get(today, ())
    assert [each.uid for each in agenda.upcoming(now, count)] == [
        each.uid for group in by_day.values() for each in group if bounds(agenda, each)[1] > now
    ]


@given(zones, days)
def test_a_movie_is_on_its_day_everywhere(zone: ZoneInfo, day: date) -> None:
    """From midnight to midnight, however long that is."""
    agenda = Agenda.of([movie(day)], zone)
    noon = datetime.combine(day, time(12), zone)

    assert [each.uid for each in agenda.today(noon)] == ["trakt-movie-501-movies"]
    assert agenda.on(day - timedelta(days=1)) == agenda.on(day + timedelta(days=1)) == ()
    assert len(agenda.between(noon, noon + timedelta(minutes=15))) == 1
    start, end = bounds(agenda, next(iter(agenda)))
    assert timedelta(hours=22) <= end - start <= timedelta(hours=26)


@given(agendas)
@settings(max_examples=30)
def test_feeds_are_parts(agenda: Agenda) -> None:
    """Each release is in that of its feed."""
    assert sum(len(agenda.of_feed(feed)) for feed in Feed) == len(agenda)
    assert all(each.feed is Feed.MOVIES for each in agenda.of_feed(Feed.MOVIES))


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_an_empty_agenda(zone: ZoneInfo) -> None:
    """It has an answer to everything."""
    agenda = Agenda.of([], zone)

    assert agenda.between(YEAR, YEAR + timedelta(days=365)) == ()
    assert agenda.current_or_next(YEAR) is None
    assert agenda.by_day(YEAR, 30) == {}
    assert YEAR < agenda.next_change(YEAR) <= YEAR + timedelta(hours=25)


def test_releases_in_the_repeated_hour_of_autumn() -> None:
    """On 25 October 2026 in Berlin two episodes start at half past two, an hour apart."""
    berlin = ZoneInfo("Europe/Berlin")
    first, second = (episode(f"2026-10-25T0{hour}:30:00+00:00", number=hour, runtime=30) for hour in (0, 1))
    agenda = Agenda.of([second, first], berlin)

    assert list(agenda) == [first, second]
    assert agenda.current_or_next(datetime(2026, 10, 25, 0, 45, tzinfo=UTC)) == first
    assert agenda.current_or_next(datetime(2026, 10, 25, 1, 15, tzinfo=UTC)) == second
    assert agenda.on(date(2026, 10, 25)) == (first, second)


SEASON_AT_ONCE = with_seasons_grouped(
    episode("2026-11-21T20:00:00+00:00", show=2, number=number, runtime=25) for number in range(1, 101)
)[0]


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        pytest.param("2026-11-21T20:30", SEASON_AT_ONCE, id="it is on"),
        pytest.param("2026-11-21T21:10", 21, id="another begins meanwhile"),
        pytest.param("2026-11-21T22:00", SEASON_AT_ONCE, id="the other is over"),
        pytest.param("2026-11-22T12:00", 22, id="the day after"),
        pytest.param("2026-11-22T21:10", 22, id="the evening after"),
    ],
)
def test_a_season_at_once_hides_nothing(now: str, shown: Release | int) -> None:
    """Its event ends after hours, and what begins meanwhile is told."""
    daily = {day: episode(f"2026-11-{day}T21:00:00+00:00", number=day, runtime=30) for day in range(21, 26)}
    agenda = Agenda.of([SEASON_AT_ONCE, *daily.values()], ZoneInfo("UTC"))

    expected = daily[shown] if isinstance(shown, int) else shown
    assert agenda.current_or_next(datetime.fromisoformat(f"{now}:00+00:00")) == expected


@pytest.mark.parametrize("long", [episode(runtime=1_440), movie("2026-11-21")], ids=["episode", "movie"])
def test_all_day_release_hides_no_other(long: Release) -> None:
    """What begins meanwhile is told, then the other again."""
    short = episode("2026-11-21T20:15:00+00:00", show=2, runtime=30)
    agenda = Agenda.of([long, short], ZoneInfo("UTC"))
    moments = [datetime(2026, 11, 21, 20, minute, tzinfo=UTC) for minute in (14, 15, 44, 45)]

    assert [agenda.current_or_next(moment) for moment in moments] == [long, short, short, long]


def test_release_of_yesterday_that_is_still_running() -> None:
    """It is on, but it is not one of today's."""
    late = episode("2026-11-20T23:30:00+00:00", runtime=60)
    agenda = Agenda.of([late], ZoneInfo("UTC"))
    now = datetime(2026, 11, 21, 0, 10, tzinfo=UTC)

    assert agenda.current_or_next(now) == late
    assert agenda.between(now, now + timedelta(minutes=1)) == (late,)
    assert agenda.today(now) == agenda.upcoming(now, 30) == ()
