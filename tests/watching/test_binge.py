"""Days on which more of a show was ticked off than anybody watches."""

from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from custom_components.trakt_upcoming.api.trakt import Play
from custom_components.trakt_upcoming.watching import air_dates

from ..records_json import episode, episode_play, movie_play
from .readings import at

LONDON = ZoneInfo("Europe/London")
AIRED = "2022-02-{:02}T20:00:00.000Z"
NOON = "2026-11-19T12:00:00.000Z"


def part(number: int, when: str = NOON, *, show: int = 1, **facts: Any) -> Play:
    """Return an episode that aired on a day of February 2022, ticked off at a moment."""
    aired = episode(100 * show + number, number=number, first_aired=AIRED.format(number), **facts)
    return Play.from_dict({**episode_play(10 * show + number, when, show=show), "episode": aired})


def moved(*plays: Play, zone: tzinfo = LONDON) -> set[int]:
    """Return the plays that are put at their air dates."""
    return set(air_dates(plays, zone))


def test_more_than_four_of_a_show_on_one_day() -> None:
    """They are put at the days on which they aired."""
    day = [part(number) for number in range(1, 6)]

    assert air_dates(day, LONDON) == {10 + number: at(f"2022-02-0{number}T20:00") for number in range(1, 6)}


def test_four_are_watched() -> None:
    """So many can be seen in an evening."""
    assert moved(*(part(number) for number in range(1, 5))) == set()


def test_shows_are_counted_apart() -> None:
    """Four of one and four of another are no binge."""
    assert moved(*(part(number, show=show) for number in range(1, 5) for show in (1, 2))) == set()


def test_episodes_are_counted_once() -> None:
    """One that was seen five times on a day was seen five times."""
    again = [Play.from_dict({**episode_play(number, NOON), "episode": episode()}) for number in range(1, 6)]

    assert moved(*again) == set()


def test_films_stay() -> None:
    """However many."""
    assert moved(*(Play.from_dict(movie_play(number, NOON, movie=number)) for number in range(1, 9))) == set()


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("Europe/London", set()), ("Asia/Tokyo", set(range(11, 16))), ("America/New_York", set(range(11, 16)))],
)
def test_days_are_those_of_the_home(zone: str, expected: set[int]) -> None:
    """Some before midnight and some after are one evening elsewhere."""
    early = [part(number, "2026-11-18T23:00:00.000Z") for number in (1, 2, 3)]
    late = [part(number, "2026-11-19T01:00:00.000Z") for number in (4, 5)]

    assert moved(*early, *late, zone=ZoneInfo(zone)) == expected


def test_without_an_air_date() -> None:
    """What is not known, or lies after what Trakt says, is left where Trakt has it; the others go."""
    unknown = Play.from_dict({**episode_play(21, NOON), "episode": episode(21, number=21)})
    later = Play.from_dict(
        {**episode_play(22, NOON), "episode": episode(22, number=22, first_aired="2027-01-01T00:00:00Z")}
    )

    assert moved(*(part(number) for number in range(1, 4)), unknown, later) == {11, 12, 13}


def test_nobody_knows_when() -> None:
    """What carries no date at all was ticked off together, and gets the dates on which it aired."""
    assert moved(*(part(number, "1970-01-01T00:00:00.000Z") for number in range(1, 6))) == set(range(11, 16))
    assert moved(part(1, "0001-01-01T00:00:00Z"), zone=ZoneInfo("America/New_York")) == set()
