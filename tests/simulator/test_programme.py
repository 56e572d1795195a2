"""The catalogues keep their promises on every day."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from simulator.catalogue import Catalogue
from simulator.programme import demo, exact

EPISODE_TYPES = {
    "standard",
    "series_premiere",
    "season_premiere",
    "mid_season_finale",
    "mid_season_premiere",
    "season_finale",
    "series_finale",
}
# Every day of the week, the ends of two years, and the hours around changes of the clock.
DAYS = [
    *(datetime(2026, 11, 16 + day, 23, 59, tzinfo=UTC) for day in range(7)),
    datetime(2026, 12, 31, 12, tzinfo=UTC),
    datetime(2028, 2, 29, tzinfo=UTC),
    datetime(2027, 3, 28, 1, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
]


@pytest.fixture(params=DAYS, ids=str)
def now(request: pytest.FixtureRequest) -> datetime:
    """Return one of the days."""
    assert isinstance(request.param, datetime)
    return request.param


def releases(catalogue: Catalogue, start: datetime, days: int) -> int:
    """Return how many releases there are in so many UTC days."""
    first, last = start.date(), start.date() + timedelta(days=days)
    episodes = [episode for episode in catalogue.episodes if first <= episode.first_aired.date() < last]
    return len(episodes) + len([movie for movie in catalogue.movies if first <= movie.released < last])


def test_demo_has_enough_on_every_day_and_in_every_month(now: datetime) -> None:
    """Today and tomorrow, and in any 30 days that can be asked for."""
    catalogue = demo(now, seed=7)

    assert all(releases(catalogue, now + timedelta(days=day), 1) for day in range(90))
    assert min(releases(catalogue, now + timedelta(days=day), 30) for day in range(60)) >= 40


def test_demo_reaches_half_a_year_back(now: datetime) -> None:
    """Who turns the page back finds episodes in every fortnight, and a movie now and then."""
    catalogue = demo(now, seed=7)
    fortnights = [releases(catalogue, now - timedelta(weeks=week), 14) for week in range(3, 26)]

    assert all(fortnights)
    assert sum(movie.released < now.date() for movie in catalogue.movies) >= 4


def test_demo_has_every_type_of_episode_within_a_month(now: datetime) -> None:
    """One drop of eight episodes, and a special, too."""
    episodes = [
        episode for episode in demo(now, seed=7).episodes if now <= episode.first_aired < now + timedelta(days=30)
    ]
    together = Counter((episode.show.title, episode.first_aired) for episode in episodes)

    assert {episode.episode_type for episode in episodes} == EPISODE_TYPES
    assert max(together.values()) == 8
    assert 0 in {episode.season for episode in episodes}


def test_a_show_knows_when_it_begins(now: datetime) -> None:
    """One that is new has a premiere ahead, the others began long ago."""
    shows = {show.title: show.premiere for show in demo(now, seed=7).shows}

    assert [title for title, premiere in shows.items() if premiere > now] == ["Das Archiv"]
    assert shows["Salt Harbour"].year == 2024


def test_episodes_are_numbered_once(now: datetime) -> None:
    """No id and no number is given twice."""
    episodes = demo(now, seed=7).episodes

    assert len({episode.trakt for episode in episodes}) == len(episodes)
    assert len({(each.show.title, each.season, each.number) for each in episodes}) == len(episodes)


def test_special_episodes_have_their_own_titles(now: datetime) -> None:
    """The last round is not called before its time."""
    finale = next(each for each in demo(now, seed=7).episodes if each.episode_type == "series_finale")

    assert (finale.show.title, finale.title) == ("Last Orders", "Time, Please")


def test_movies_come_to_cinemas_first(now: datetime) -> None:
    """Within a month something is there in each feed."""
    movies = demo(now, seed=7).movies
    month = now.date() + timedelta(days=30)

    assert all(day > movie.released for movie in movies for day in (movie.streaming, movie.dvd) if day)
    assert any(movie.streaming and movie.streaming < month for movie in movies)
    assert any(movie.dvd and movie.dvd < month for movie in movies)


def test_shows_air_at_the_hour_of_their_own_clock() -> None:
    """Whatever the time of the year, people are called to the table at the same time."""
    episodes = [each for each in demo(datetime(2026, 10, 20, tzinfo=UTC), seed=7).episodes if each.show.country == "fr"]
    local = {each.first_aired.astimezone(each.show.zone).strftime("%A %H:%M") for each in episodes}

    assert local == {"Wednesday 19:50"}
    assert {each.first_aired.hour for each in episodes} == {17, 18}


def test_same_seed_and_day_give_the_same(now: datetime) -> None:
    """Another seed spreads the movies in another way."""
    assert demo(now, seed=7) == demo(now, seed=7)
    assert demo(now, seed=7).movies != demo(now, seed=8).movies


@pytest.mark.parametrize(("episodes", "movies"), [(40, 10), (1, 0), (0, 1), (400, 100)])
def test_exact_numbers(now: datetime, episodes: int, movies: int) -> None:
    """All of them within the next 30 days, with TMDB ids and pictures, and none together."""
    catalogue = exact(now, episodes, movies)
    works = [*catalogue.shows, *catalogue.movies]

    assert (len(catalogue.episodes), len(catalogue.movies)) == (episodes, movies)
    assert releases(catalogue, now + timedelta(days=1), 29) == episodes + movies
    assert len(catalogue.shows) == (episodes + 1) // 2
    assert len({work.ids.tmdb for work in works if work.ids.tmdb and work.has_pictures}) == len(works)
    assert len({(each.show.title, each.first_aired) for each in catalogue.episodes}) == episodes
