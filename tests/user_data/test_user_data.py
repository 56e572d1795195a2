"""What Trakt keeps of a user decides what they are told of, and what has to be asked for."""

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.trakt_upcoming.api.trakt import LastActivities, Section
from custom_components.trakt_upcoming.user_data import UserData

from ..agenda.releases import episode, movie
from ..records_json import (
    episode_play,
    hidden_movie,
    hidden_season,
    hidden_show,
    listed_movie,
    movie_play,
    rated_movie,
    settings,
    statistics,
    up_next,
)
from ..trakt_json import Json
from .readings import AT, MOVED, watching

LATER = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
EPISODE_ID = 1_010_001
ALL = UserData(readings={section: watching(**{section: []}).readings[section] for section in Section})
STAMPS = {name: MOVED for section in Section for name in section.stamps}


def outdated(known: UserData, stamps: LastActivities, now: datetime) -> set[Section]:
    """Return the sections that have to be asked for."""
    return {section for section in Section if known.is_outdated(section, stamps, now)}


@pytest.mark.parametrize("section", ["hidden_in_calendar", "hidden_in_progress", "dropped"])
@pytest.mark.parametrize("hidden", [hidden_show(1), hidden_season(1, 1)], ids=["show", "season"])
def test_hidden_episodes(section: str, hidden: Json) -> None:
    """Of a show or a season that is hidden anywhere nothing is told; of others everything is."""
    known = watching(**{section: [hidden]})

    assert known.hides(episode(show=1, season=1))
    assert not known.hides(episode(show=2, season=1))
    assert known.hides(episode(show=1, season=2)) is (hidden["type"] == "show")


def test_hidden_movies() -> None:
    """A movie is hidden by itself, and a show of the same number is another thing."""
    known = watching(hidden_in_calendar=[hidden_movie(501)])

    assert known.hides(movie(movie_id=501))
    assert not known.hides(movie(movie_id=502))
    assert not known.hides(episode(show=501))


@pytest.mark.parametrize(
    "section",
    [{"watchlist_movies": [listed_movie(501)]}, {"rated_movies": [rated_movie(501)]}, {"up_next": [up_next()]}],
)
def test_settings_that_hide_nothing(section: dict[str, list[Json]]) -> None:
    """What the user wants to see, has rated or is about to see is neither hidden nor seen."""
    known = watching(**section)

    assert not [each for each in (movie(movie_id=501), episode(show=1)) if known.hides(each) or known.has_seen(each)]


def test_seen() -> None:
    """An episode or a movie that was watched is seen, and nothing else of the show is."""
    known = watching(history=[movie_play(1, movie=501), episode_play(2, show=1, trakt=EPISODE_ID)])

    assert known.has_seen(movie(movie_id=501))
    assert known.has_seen(episode(show=1, season=1, number=1))
    assert not known.has_seen(movie(movie_id=502))
    assert not known.has_seen(episode(show=1, season=1, number=2))
    assert not known.hides(movie(movie_id=501))


def test_an_episode_under_two_ids() -> None:
    """Within a show season and number name it as well, whatever id the release or the play has."""
    release, play = episode(show=1, season=3, episode_id=3653999), episode_play(2, show=1, trakt=3653174)
    hidden = {**play, "hidden_at": None}

    assert watching(history=[play]).has_seen(release)
    assert watching(dropped=[hidden]).hides(release)
    assert not watching(history=[play]).has_seen(episode(show=2, episode_id=7))


def test_no_section_is_read_at_first() -> None:
    """Then nothing is hidden or seen, and everything has to be asked for."""
    assert not UserData().hides(episode())
    assert not UserData().has_seen(movie())
    assert UserData().plays == ()
    assert UserData().statistics is None
    assert UserData().is_vip is None
    assert outdated(UserData(), STAMPS, AT) == set(Section)


def test_no_activity() -> None:
    """Then nothing has to be asked for."""
    assert outdated(ALL, STAMPS, LATER) == set()
    assert outdated(ALL, {**STAMPS, "movies.paused_at": LATER}, LATER) == set()


@pytest.mark.parametrize("name", STAMPS)
def test_sections_of_an_activity(name: str) -> None:
    """Then the sections are asked for that it may have changed, and no others."""
    concerned = {section for section in Section if name in section.stamps} - {Section.STATISTICS}
    forgotten = {key: at for key, at in STAMPS.items() if key != name}

    assert concerned or name.endswith("collected_at")
    assert outdated(ALL, {**STAMPS, name: LATER}, LATER) == outdated(ALL, forgotten, LATER) == concerned


def test_up_next_is_read_daily() -> None:
    """An episode airs and nothing happened in the account, so it is asked for once a day."""
    assert outdated(ALL, STAMPS, AT + timedelta(hours=23)) == set()
    assert outdated(ALL, STAMPS, AT + timedelta(hours=24)) == {Section.UP_NEXT}


@pytest.mark.parametrize("name", Section.STATISTICS.stamps)
def test_statistics_are_for_a_day(name: str) -> None:
    """However much happens, they are asked for once a day; and not at all while nothing does."""
    moved = {**STAMPS, name: LATER}

    assert Section.STATISTICS not in outdated(ALL, moved, AT + timedelta(hours=23, minutes=59))
    assert Section.STATISTICS in outdated(ALL, moved, AT + timedelta(hours=24))
    assert Section.STATISTICS not in outdated(ALL, STAMPS, AT + timedelta(days=400))


def test_a_clock_that_was_ahead() -> None:
    """What was read tomorrow is not believed for longer than what was read today."""
    moved = {**STAMPS, "movies.watched_at": LATER}

    assert Section.STATISTICS not in outdated(ALL, moved, AT - timedelta(hours=23))
    assert {Section.STATISTICS, Section.UP_NEXT} <= outdated(ALL, moved, AT - timedelta(hours=24))


def test_vip_ends_without_a_sign() -> None:
    """So the settings are asked for once a month."""
    assert Section.SETTINGS not in outdated(ALL, STAMPS, AT + timedelta(days=29, hours=23))
    assert Section.SETTINGS in outdated(ALL, STAMPS, AT + timedelta(days=30))


@pytest.mark.parametrize("vip", [True, False])
def test_vip(vip: bool) -> None:
    """As the settings say."""
    assert watching(settings=[settings(vip=vip)]).is_vip is vip


def test_statistics() -> None:
    """As Trakt counts; what it does not count for a kind is not known."""
    known = watching(statistics=[statistics(episodes=3)]).statistics

    assert known is not None
    assert (known.episodes.plays, known.episodes.watched, known.episodes.minutes) == (6, 3, 300)
    assert (known.shows.watched, known.shows.plays, known.shows.minutes) == (2, None, None)


def test_another_reading() -> None:
    """It takes the place of the last one, and the others stay."""
    known = watching(history=[movie_play(1)], dropped=[hidden_show(1)])
    after = known.having(Section.DROPPED, watching(dropped=[]).readings[Section.DROPPED])

    assert known.hides(episode(show=1))
    assert not after.hides(episode(show=1))
    assert after.plays == known.plays != ()
