"""What is meant is found in what is known, when Trakt cannot be asked."""

from datetime import date
from typing import Any

import pytest

from custom_components.trakt_upcoming.agenda import MovieRelease
from custom_components.trakt_upcoming.api.trakt import EpisodeRef, Feed, NamedSeason, Ref, ScheduledMovie, SeasonRef
from custom_components.trakt_upcoming.user_data import MediaQuery, find_known

from ..agenda.releases import episode, movie
from ..records_json import episode_play, listed_movie, rated_movie, up_next, work
from ..trakt_json import movie_entry
from .readings import watching

KNOWN = watching(
    history=[episode_play(trakt=101, number=1)],
    up_next=[up_next(number=2)],
    watchlist_movies=[listed_movie()],
    rated_movies=[{**rated_movie(), "movie": work(503, "Dune", year=1984)}],
)
RELEASES = (episode(show=2, name="The Bear", season=4, number=1), movie(movie_id=504, title="Paddington"))


def found(**query: Any) -> Ref | None:
    """Return what is find_known of what is query."""
    return find_known(MediaQuery(**query), KNOWN, RELEASES)


def work_of(ref: Ref | None) -> tuple[str, int]:
    """Return the kind of something, and the id of its work."""
    assert ref is not None
    return ref.type, ref.work.ids.trakt


@pytest.mark.parametrize(
    ("query", "work"),
    [
        ({"type": "movie", "ids": {"trakt": 501}}, ("movie", 501)),
        ({"type": "movie", "ids": {"tmdb": 7501, "slug": "work-501"}}, ("movie", 501)),
        ({"type": "movie", "title": "dune", "year": 1984}, ("movie", 503)),
        ({"type": "movie", "title": "Dune (2022)"}, ("movie", 501)),
        ({"type": "movie", "title": "dune 1984"}, ("movie", 503)),
        ({"type": "movie", "title": "Dune (1984, trakt 503)"}, ("movie", 503)),
        ({"type": "movie", "title": "Paddington"}, ("movie", 504)),
        ({"type": "show", "title": "Severance"}, ("show", 1)),
        ({"type": "show", "title": "The Bear"}, ("show", 2)),
    ],
)
def test_a_movie_or_a_show(query: dict[str, Any], work: tuple[str, int]) -> None:
    """It is on a list, in the history, or in the agenda."""
    assert work_of(found(**query)) == work


@pytest.mark.parametrize(
    "query",
    [
        pytest.param({"type": "movie", "title": "Dune"}, id="two are called so"),
        pytest.param({"type": "movie", "title": "Dune", "year": 1999}, id="none of that year"),
        pytest.param({"type": "movie", "title": "Dune 1999"}, id="nor of that one"),
        pytest.param({"type": "movie", "title": "The Paddington"}, id="Trakt may know one with the article"),
        pytest.param({"type": "show", "title": "Dune"}, id="it is a movie"),
        pytest.param({"type": "movie", "ids": {"trakt": 1}}, id="it is a show"),
        pytest.param({"type": "movie", "ids": {"trakt": 501, "tmdb": 7503}}, id="ids of two movies"),
        pytest.param({"type": "episode", "title": "Severance", "season": 9, "episode": 9}, id="an unknown episode"),
    ],
)
def test_ambiguous_titles(query: dict[str, Any]) -> None:
    """Then nothing is done in its place."""
    assert found(**query) is None


@pytest.mark.parametrize(
    ("query", "trakt"),
    [
        pytest.param({"title": "Severance", "season": 3, "episode": 1}, 101, id="watched"),
        pytest.param({"ids": {"trakt": 1}, "season": 3, "episode": 2}, 102, id="up next"),
        pytest.param({"title": "The Bear", "season": 4, "episode": 1}, 2_040_001, id="in the agenda"),
    ],
)
def test_an_episode(query: dict[str, Any], trakt: int) -> None:
    """It is found by its show and its numbers."""
    ref = found(type="episode", **query)

    assert isinstance(ref, EpisodeRef)
    assert ref.trakt == trakt


def test_a_season() -> None:
    """Of a show that is known every season can be named."""
    ref = found(type="season", title="Severance", season=7)

    assert work_of(ref) == ("season", 1)
    assert isinstance(ref, SeasonRef)
    assert ref.season == NamedSeason(number=7)


def test_the_day_of_release() -> None:
    """It is that in the cinemas; a day of a disc says nothing."""
    on_disc = MovieRelease.from_schedule(Feed.DVD, ScheduledMovie.from_dict(movie_entry(movie_id=505, title="Wicked")))
    query = MediaQuery(type="movie", title="Wicked")
    ref = find_known(query, watching(), [movie(movie_id=505, title="Wicked")])

    assert ref is not None
    assert ref.work.released == date(2026, 12, 18)
    assert find_known(query, watching(), [on_disc]) is None
