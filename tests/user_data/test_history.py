"""What is known of the history and what is read anew become one."""

from datetime import UTC, datetime

import pytest

from custom_components.trakt_upcoming.api.trakt import Play
from custom_components.trakt_upcoming.user_data.history import LOOK_BACK, end_of, explains, joined

from ..records_json import episode_play
from .readings import movie_play_of, part

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
OLD = movie_play_of(1, "2026-01-01T20:00:00Z")
LATE = movie_play_of(2, "2026-11-18T20:00:00Z")
LAST = part(3, "2026-11-19T20:00:00Z")
KNOWN = (LAST, LATE, OLD)
START = datetime(2026, 11, 12, 20, tzinfo=UTC)
MOVIES, EPISODES = "movies.watched_at", "episodes.watched_at"


def test_beginning_of_the_end_of_the_history() -> None:
    """Some days before the last play, wherever it stands, and never in the future."""
    assert end_of(KNOWN, NOW) == end_of((OLD, LAST, LATE), NOW) == START
    assert end_of((movie_play_of(4, "2030-01-01T00:00:00Z"), *KNOWN), NOW) == NOW - LOOK_BACK
    assert end_of((), NOW) is None


def test_a_new_play() -> None:
    """It comes before the others, which are the same objects as before."""
    new = part(4, "2026-11-20T11:00:00Z")
    plays = joined(KNOWN, [new, part(3, "2026-11-19T20:00:00Z"), LATE], START)

    assert plays == (new, LAST, LATE, OLD)
    assert plays[1] is LAST


def test_a_play_that_was_taken_back() -> None:
    """Near the end it is missed."""
    assert joined(KNOWN, [LATE], START) == (LATE, OLD)


def test_a_play_that_was_moved() -> None:
    """It counts once, where it is now."""
    moved = movie_play_of(1, "2026-11-17T20:00:00Z")

    assert joined(KNOWN, [LAST, LATE, moved], START) == (LAST, LATE, moved)


def test_plays_that_were_given_twice() -> None:
    """While pages are read, something may be added before them."""
    assert joined((), [LAST, LATE, LATE, OLD]) == KNOWN


def test_the_whole_history() -> None:
    """Only what was found counts."""
    assert joined(KNOWN, [LAST]) == (LAST,)


def test_equal_works_are_one() -> None:
    """Thousands of episodes of one show hold one show."""
    plays = joined((), [Play.from_dict(episode_play(number, trakt=number)) for number in (1, 2, 3)])

    assert len({id(play.ref.work) for play in plays}) == 1


@pytest.mark.parametrize(
    ("plays", "moved", "is_explained"),
    [
        pytest.param((movie_play_of(4, "2026-11-20T11:00:00Z"), *KNOWN), {MOVIES}, True, id="a movie was watched"),
        pytest.param((part(4, "2026-11-20T11:00:00Z"), *KNOWN), {EPISODES}, True, id="an episode was watched"),
        pytest.param(KNOWN[1:], {EPISODES}, True, id="an episode was taken back"),
        pytest.param(KNOWN, {MOVIES}, False, id="nothing near the end"),
        pytest.param((part(4, "2026-11-20T11:00:00Z"), *KNOWN), {EPISODES, MOVIES}, False, id="a movie farther back"),
        pytest.param(KNOWN, set(), True, id="nothing at all"),
    ],
)
def test_activities_that_explain_a_change(plays: tuple[Play, ...], moved: set[str], *, is_explained: bool) -> None:
    """Each kind of which something happened has to differ."""
    assert explains(KNOWN, plays, moved) is is_explained
