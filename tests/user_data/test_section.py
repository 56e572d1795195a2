"""What one section last said, when it is read anew, and what it would take to believe another answer."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.trakt_upcoming.api.trakt import Section
from custom_components.trakt_upcoming.user_data import SectionData

from ..records_json import listed_movie, movie_play, statistics
from ..trakt_json import Json
from .readings import AT, reading

HOME = 1_234_567
HOUR = timedelta(hours=1)
WITH_TIMES_OF_THEIR_OWN = [section for section in Section if section not in {Section.UP_NEXT, Section.SETTINGS}]


def movies(count: int) -> list[Json]:
    """Return movies on the watchlist."""
    return [listed_movie(number) for number in range(1, count + 1)]


def due(section: Section, known: SectionData, hours: range, home: int = HOME) -> list[int]:
    """Return after how many hours a section is read anew, and again each time that it was."""
    found = []
    for hour in hours:
        now = AT + hour * HOUR
        if known.is_due(section, now, home):
            found.append(hour)
            known = replace(known, at=now)
    return found


@pytest.mark.parametrize("section", [each for each in WITH_TIMES_OF_THEIR_OWN if each not in {"history", "statistics"}])
def test_a_short_list_is_read_daily(section: Section) -> None:
    """At its own hour; only what was read a short time before waits for the next day."""
    first, *others = due(section, reading(section), range(24 * 8))

    assert 6 <= first <= 30
    assert others == [first + 24 * day for day in range(1, len(others) + 1)]
    assert len(others) >= 6


@pytest.mark.parametrize(
    ("section", "records"),
    [
        pytest.param(Section.WATCHLIST_MOVIES, movies(250), id="a list of two pages"),
        pytest.param(Section.HISTORY, [movie_play()], id="the history"),
        pytest.param(Section.STATISTICS, [statistics()], id="the statistics"),
    ],
)
def test_long_lists_are_read_weekly(section: Section, records: list[Json]) -> None:
    """It costs a request for each page."""
    first, second = due(section, reading(section, *records), range(24 * 14 + 6))[:2]

    assert first <= 7 * 24 + 6
    assert second - first == 7 * 24


def test_sections_are_read_after_their_age() -> None:
    """What is up next daily, the settings monthly, as ever."""
    assert due(Section.UP_NEXT, reading(Section.UP_NEXT), range(49)) == [24, 48]
    assert due(Section.SETTINGS, reading(Section.SETTINGS), range(24 * 31)) == [24 * 30]


def test_sections_do_not_come_at_once() -> None:
    """No two within an hour, and in another home at another time."""
    lists, time = WITH_TIMES_OF_THEIR_OWN[:-2], range(6, 32)
    hours = Counter(due(each, reading(each), time)[0] for each in lists)
    elsewhere = Counter(due(each, reading(each), time, home=99_999)[0] for each in lists)

    assert set(hours.values()) == set(elsewhere.values()) == {1}
    assert hours != elsewhere


def test_a_clock_that_was_ahead() -> None:
    """What was read tomorrow is read anew now."""
    assert reading(Section.DROPPED).is_due(Section.DROPPED, AT - timedelta(days=1), HOME)


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        pytest.param(40, 0, True, id="all"),
        pytest.param(40, 19, True, id="most"),
        pytest.param(40, 20, False, id="half"),
        pytest.param(10, 0, True, id="the shortest of the long lists"),
        pytest.param(9, 0, False, id="a short list can be cleared"),
        pytest.param(0, 40, False, id="nothing was there"),
    ],
)
def test_list_that_is_emptied(before: int, after: int, *, lost: bool) -> None:
    """A user who really clears a long list is believed a little later."""
    section = Section.WATCHLIST_MOVIES

    assert reading(section, *movies(after)).has_lost_most(reading(section, *movies(before))) is lost


def test_statistics_that_fall() -> None:
    """They are one record, which counts many plays."""
    known, zero = (reading(Section.STATISTICS, statistics(episodes)) for episodes in (900, 0))
    fewer = reading(Section.STATISTICS, statistics(899))

    assert zero.has_lost_most(known)
    assert not fewer.has_lost_most(known)


def test_a_doubt_is_asked_for_whatever_happens() -> None:
    """Three times; after that the next answer is believed."""
    known = reading(Section.STATISTICS, statistics())
    assert not known.is_outdated(Section.STATISTICS, known.stamps, AT)
    doubted = known.doubted

    assert doubted.is_outdated(Section.STATISTICS, known.stamps, AT)
    assert doubted.doubted.may_be_doubted
    assert not doubted.doubted.doubted.may_be_doubted


@pytest.mark.parametrize(
    ("count", "hours", "is_older"), [(1, 2, True), (1, 0, False), (250, 2, False), (250, 26, True)]
)
def test_refresh_by_hand(count: int, hours: int, *, is_older: bool) -> None:
    """A list of several pages has to be a day older."""
    known = reading(Section.WATCHLIST_MOVIES, *movies(count))

    assert known.is_older(Section.WATCHLIST_MOVIES, AT + hours * HOUR) is is_older
