"""Years of watching are like those of a person who exists."""

from datetime import UTC, datetime

import pytest

from simulator.archive import archive
from simulator.catalogue import Episode

from .conftest import NOW

COUNT = 10_000


def test_an_archive_is_the_same_every_time() -> None:
    """For one seed and one day; each play is of a work that has come out."""
    _, plays = archive(NOW, COUNT, 7)
    _, again = archive(NOW.replace(hour=23), COUNT, 7)
    _, other = archive(NOW, COUNT, 8)
    days = {at.date() for _, at in plays}

    assert plays == again != other
    assert len(plays) == COUNT
    assert max(days) < NOW.date()
    assert {day.year for day in days} >= set(range(2015, 2027))


def test_an_archive_has_days_of_bingeing() -> None:
    """More than four episodes of one show on one day, which aired on others."""
    works, plays = archive(NOW, COUNT, 7)
    watched = {item.trakt: at for item, at in plays if isinstance(item, Episode)}
    show = works.shows[0]
    season = works.season(show, 1)

    assert len({watched[episode.trakt].date() for episode in season}) == 1
    assert len({episode.first_aired.date() for episode in season}) == len(season) == 25
    assert all(watched[episode.trakt] > episode.end for episode in works.episodes)
    assert all(at > datetime(2014, 1, 1, tzinfo=UTC) for at in watched.values())


@pytest.mark.parametrize("count", [0, 1, 9, 10, 151])
def test_an_archive_has_as_many_plays_as_are_wanted(count: int) -> None:
    """Few, too."""
    works, plays = archive(NOW, count, 7)

    assert len(plays) == len(works.episodes) + len(works.movies) == count
