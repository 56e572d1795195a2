"""Grouped, translated, without spoilers, and none twice."""

from dataclasses import replace

import pytest

from custom_components.trakt_upcoming.agenda import SeasonRelease
from custom_components.trakt_upcoming.agenda.release import Picture, Pictures, SingleRelease, episode_count
from custom_components.trakt_upcoming.agenda.transform import (
    as_before,
    by_thing,
    is_special,
    unique,
    with_details,
    with_seasons_grouped,
    without_spoilers,
)
from custom_components.trakt_upcoming.api.tmdb import EpisodeDetails, TitleDetails

from .releases import episode, movie

PICTURES = Pictures(posters=(Picture(width=500, source="s", address="https://example.com/p.jpg"),))


def test_unchanged_entries_are_the_same_objects() -> None:
    """What changed is not, nor is what is new; what is gone is gone."""
    before = (movie(movie_id=1), movie(movie_id=2), movie(movie_id=3))
    after = (movie(movie_id=1), movie(movie_id=2, title="Renamed"), movie(movie_id=4))
    kept = as_before(after, before)

    assert kept == after
    assert kept[0] is before[0]
    assert kept[1:] == after[1:]


def test_one_thing_under_two_ids() -> None:
    """The lower id shows it, in whatever order and at whatever time of the day Trakt lists the other."""
    first, second = episode(episode_id=3653174), episode("2026-11-21T21:00:00+00:00", episode_id=3653999)

    assert by_thing([first, second]) == by_thing([second, first]) == ((first, second),)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(episode(number=2), id="another number"),
        pytest.param(episode(season=2), id="another season"),
        pytest.param(episode(show=2), id="another show"),
        pytest.param(episode("2026-11-22T20:00:00+00:00", episode_id=7), id="a day later"),
        pytest.param(movie("2026-11-21"), id="a movie"),
    ],
)
def test_different_releases_are_not_merged(other: SingleRelease) -> None:
    """They are not one, whatever ids they have."""
    assert by_thing([episode(), other]) == ((episode(),), (other,))


def test_movies_under_two_ids() -> None:
    """They are one movie on one day where its title, TMDB and IMDb say so, else nobody can know."""
    one, same, later = movie(movie_id=501), movie(movie_id=502), movie("2026-12-19", movie_id=503)
    unknown = replace(same, movie=replace(same.movie, ids=replace(same.ids, imdb=None)))

    assert by_thing([same, one, later]) == ((one, same), (later,))
    other = movie(movie_id=504, title="Dune: Part Three")
    assert by_thing([one, unknown, other]) == ((one,), (unknown,), (other,))


def test_a_season_drop_is_one_release() -> None:
    """In the order of its numbers, and as long as its episodes together."""
    drop = [episode(number=number, runtime=minutes) for number, minutes in ((3, 40), (1, 60), (2, None))]
    (release,) = with_seasons_grouped(drop)

    assert isinstance(release, SeasonRelease)
    assert [each.episode.number for each in release.episodes] == [1, 2, 3]
    assert release.uid == drop[1].uid
    assert release.runtime == 60 + 45 + 40
    assert episode_count(release) == 3


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(episode(show=2, number=2), id="another show"),
        pytest.param(episode(season=2, number=2), id="another season"),
        pytest.param(episode("2026-11-21T20:00:01+00:00", number=2), id="another moment"),
        pytest.param(movie("2026-11-21"), id="a movie"),
    ],
)
def test_episodes_that_are_no_season_drop(other: object) -> None:
    """It stays apart."""
    releases = with_seasons_grouped([episode(), other])  # type: ignore[list-item]

    assert len(releases) == 2
    assert not any(isinstance(each, SeasonRelease) for each in releases)


def test_no_release_is_listed_twice() -> None:
    """Pieces of a range may overlap."""
    assert unique([episode(), movie(), episode(), movie()]) == (episode(), movie())


def test_specials() -> None:
    """They have no season."""
    assert [is_special(each) for each in (episode(season=0), episode(season=1), movie())] == [True, False, False]


def test_texts_of_tmdb() -> None:
    """As far as it has them."""
    details = TitleDetails(
        title="Trennung",
        overview="Worum es geht.",
        episodes=(
            EpisodeDetails(season_number=1, episode_number=1, name="Der Anfang", overview=None),
            EpisodeDetails(season_number=2, episode_number=1, name="Ein anderer"),
        ),
    )
    release = with_details(episode(), details, PICTURES)
    of_movie = with_details(movie(), details, PICTURES)

    assert (release.title, of_movie.title, of_movie.overview) == ("Trennung", "Trennung", "Worum es geht.")
    assert release.pictures == of_movie.pictures == PICTURES
    assert getattr(release, "episode").title == "Der Anfang"  # noqa: B009
    assert release.overview == "What happens."


@pytest.mark.parametrize("name", ["Folge 1", "Episode 1", "第1話", "1", "1. epizoda", None])
def test_titles_that_are_only_numbers(name: str | None) -> None:
    """Trakt's is better, where it has one."""
    details = TitleDetails(episodes=(EpisodeDetails(season_number=1, episode_number=1, name=name),))
    known = with_details(episode(title="Pilot"), details, PICTURES)
    unknown = with_details(episode(title=None), details, PICTURES)

    assert getattr(known, "episode").title == "Pilot"  # noqa: B009
    assert getattr(unknown, "episode").title == name  # noqa: B009


def test_releases_without_translated_texts() -> None:
    """Only the pictures come."""
    assert with_details(episode(), TitleDetails(), Pictures()) == episode()
    assert with_details(movie(), TitleDetails(), Pictures()) == movie()


def test_no_spoilers() -> None:
    """Neither titles nor overviews; a movie keeps its title."""
    concealed, of_movie = without_spoilers(episode()), without_spoilers(movie())

    assert (concealed.overview, of_movie.overview) == (None, None)
    assert getattr(concealed, "episode").title is None  # noqa: B009
    assert of_movie.title == "Dune"
