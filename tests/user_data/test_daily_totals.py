"""How much was watched."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest

from custom_components.trakt_upcoming.api.trakt import Play
from custom_components.trakt_upcoming.user_data import Measure, Timeline, Total, Year, daily, yearly

from ..records_json import episode, episode_play, movie_play, work
from .readings import at

LONDON = ZoneInfo("Europe/London")


def movie(number: int, when: str, runtime: int = 100) -> Play:
    """Return a movie that was seen at a moment."""
    return Play.from_dict({**movie_play(number, when), "movie": work(501, "Dune", runtime=runtime)})


def part(number: int, when: str, runtime: int = 50) -> Play:
    """Return an episode that was seen at a moment."""
    return Play.from_dict({**episode_play(number, when), "episode": episode(runtime=runtime)})


PLAYS = [
    movie(1, "2026-11-18T20:00:00Z"),
    movie(2, "2026-11-18T23:00:00Z", runtime=90),
    movie(3, "2026-11-20T20:00:00Z"),
    part(4, "2026-11-19T20:00:00Z"),
]


def test_days() -> None:
    """Each day on which something was watched has its amount, and the sum until then."""
    totals = daily(Timeline.of(PLAYS, {}), LONDON)
    first, second, third = (at(f"2026-11-{day}T00:00") for day in (18, 19, 20))

    assert totals == {
        Measure.MOVIES_WATCHED: (Total(start=first, amount=2, sum=2), Total(start=third, amount=1, sum=3)),
        Measure.MOVIE_MINUTES: (Total(start=first, amount=190, sum=190), Total(start=third, amount=100, sum=290)),
        Measure.EPISODES_WATCHED: (Total(start=second, amount=1, sum=1),),
        Measure.EPISODE_MINUTES: (Total(start=second, amount=50, sum=50),),
    }


@pytest.mark.parametrize(
    ("zone", "when", "start"),
    [
        pytest.param("Europe/Berlin", "2026-07-18T22:30:00Z", "2026-07-18T22:00", id="in summer"),
        pytest.param("America/New_York", "2026-11-19T03:00:00Z", "2026-11-18T05:00", id="the evening before"),
        pytest.param("Asia/Kolkata", "2026-11-18T20:00:00Z", "2026-11-18T19:00", id="a midnight at half past"),
        pytest.param("Asia/Kathmandu", "2026-11-18T20:00:00Z", "2026-11-18T19:00", id="a midnight at a quarter past"),
        pytest.param("America/Sao_Paulo", "2018-11-04T15:00:00Z", "2018-11-04T03:00", id="a day without midnight"),
    ],
)
def test_days_begin_with_a_full_hour(zone: str, when: str, start: str) -> None:
    """As the recorder demands; and that hour belongs to the day."""
    [total] = daily(Timeline.of([movie(1, when)], {}), ZoneInfo(zone))[Measure.MOVIES_WATCHED]
    day = at(when[:16]).astimezone(ZoneInfo(zone)).date()

    assert total.start == at(start)
    assert total.start.tzinfo is UTC
    assert total.start.astimezone(ZoneInfo(zone)).date() == day
    assert (total.start - timedelta(hours=1)).astimezone(ZoneInfo(zone)).date() < day


def test_at_the_air_date() -> None:
    """It counts on that day."""
    totals = daily(Timeline.of(PLAYS, {4: at("2022-02-18T20:00")}), LONDON)

    assert [total.start for total in totals[Measure.EPISODES_WATCHED]] == [at("2022-02-18T00:00")]


def test_years() -> None:
    """The last first, and what has no date at the end."""
    plays = [
        *PLAYS,
        part(5, "2024-12-31T23:30:00Z"),
        movie(6, "1970-01-01T00:00:00.000Z"),
        part(7, "2025-12-31T23:30:00Z"),
    ]

    assert yearly(plays, ZoneInfo("Europe/Berlin")) == (
        Year(year=2026, movies=3, episodes=2),
        Year(year=2025, movies=0, episodes=1),
        Year(year=None, movies=1, episodes=0),
    )
    assert yearly([], LONDON) == ()
