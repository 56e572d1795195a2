"""Episodes of a show that were ticked off together are put at their air dates; what was watched stays."""

from datetime import timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from custom_components.trakt_upcoming.api.trakt import Play
from custom_components.trakt_upcoming.user_data import air_dates

from ..records_json import episode, episode_play, movie_play
from .readings import at

LONDON = ZoneInfo("Europe/London")
AIRED = "2022-02-{:02}T20:00:00.000Z"
NOON = "2026-11-19T12:00:00.000Z"


def part(number: int, when: str = NOON, *, show: int = 1, action: str | None = "watch", **facts: Any) -> Play:
    """Return an episode that aired on a day of February 2022, ticked off at a moment."""
    aired = episode(100 * show + number, number=number, **{"first_aired": AIRED.format(number), **facts})
    play = {**episode_play(10 * show + number, when, show=show), "action": action, "episode": aired}
    return Play.from_dict(play)


def evening(action: str | None, *, minutes: float, runtime: int | None = 25) -> list[Play]:
    """Return six episodes that end one after the other, so many minutes apart, from noon on."""
    noon = at("2026-11-19T12:00")
    ends = [(noon + timedelta(minutes=minutes * number)).replace(second=0) for number in range(6)]
    return [part(number, end.isoformat(), action=action, runtime=runtime) for number, end in enumerate(ends, 1)]


def moved(*plays: Play, zone: tzinfo = LONDON) -> set[int]:
    """Return the plays that are put at their air dates."""
    return set(air_dates(plays, zone))


def test_more_than_four_of_a_show_on_one_day() -> None:
    """They are put at the days on which they aired."""
    day = [part(number) for number in range(1, 6)]

    assert air_dates(day, LONDON) == {10 + number: at(f"2022-02-0{number}T20:00") for number in range(1, 6)}


def test_four_episodes_in_an_evening_are_watched() -> None:
    """So many can be seen in an evening."""
    assert moved(*(part(number) for number in range(1, 5))) == set()


@pytest.mark.parametrize(
    ("plays", "are_moved"),
    [
        pytest.param(evening("scrobble", minutes=25), False, id="scrobbled one after the other"),
        pytest.param(evening("watch", minutes=25), False, id="added as they were watched"),
        pytest.param(evening("watch", minutes=20), False, id="with what was skipped"),
        pytest.param(evening(None, minutes=25), False, id="nobody knows how, but as they were watched"),
        pytest.param(evening("scrobble", minutes=0), False, id="a player sent them together"),
        pytest.param(evening("checkin", minutes=1), False, id="checked in"),
        pytest.param(evening("watch", minutes=0), True, id="ticked off in one moment"),
        pytest.param(evening("watch", minutes=0.4), True, id="one after the other in the list"),
        pytest.param(evening("watch", minutes=5), True, id="faster than anybody watches"),
        pytest.param(evening(None, minutes=0), True, id="nobody knows how, in one moment"),
        pytest.param(evening(None, minutes=5), False, id="nobody knows how, minutes apart"),
        pytest.param(evening("watch", minutes=20, runtime=None), False, id="nobody knows how long they are"),
        pytest.param(evening("watch", minutes=3, runtime=4), False, id="short ones, watched"),
        pytest.param(evening("watch", minutes=1, runtime=4), True, id="short ones, ticked off"),
        pytest.param([*evening("scrobble", minutes=25)[:4], *evening("watch", minutes=0)[4:]], False, id="two of six"),
    ],
)
def test_episodes_that_were_ticked_off(plays: list[Play], *, are_moved: bool) -> None:
    """How plays came into the history and how they follow each other says it, not how many they are."""
    assert moved(*plays) == ({play.id for play in plays} if are_moved else set())


def test_other_plays_of_the_same_day() -> None:
    """It stays when others of its show are ticked off."""
    watched = part(20, "2026-11-19T19:00:00.000Z", first_aired=AIRED.format(20))

    assert moved(*evening("watch", minutes=0), watched) == set(range(11, 17))


def test_shows_are_counted_apart() -> None:
    """Four of one and four of another are no binge."""
    assert moved(*(part(number, show=show) for number in range(1, 5) for show in (1, 2))) == set()


def test_episodes_are_counted_once() -> None:
    """One that was seen five times on a day was seen five times."""
    again = [Play.from_dict({**episode_play(number, NOON), "episode": episode()}) for number in range(1, 6)]

    assert moved(*again) == set()


def test_movies_stay() -> None:
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


def test_episodes_without_an_air_date() -> None:
    """What is not known, or lies after what Trakt says, is left where Trakt has it; the others go."""
    unknown, later = part(21, first_aired=None), part(22, first_aired="2027-01-01T00:00:00Z")

    assert moved(*(part(number) for number in range(1, 4)), unknown, later) == {11, 12, 13}


def test_plays_without_a_date() -> None:
    """What carries no date at all was ticked off together, and gets the dates on which it aired."""
    assert moved(*(part(number, "1970-01-01T00:00:00.000Z") for number in range(1, 6))) == set(range(11, 16))
    assert moved(part(1, "0001-01-01T00:00:00Z"), zone=ZoneInfo("America/New_York")) == set()
