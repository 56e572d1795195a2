"""An answer that is as before, although something happened, is not believed at once."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from custom_components.trakt_upcoming.api.trakt import MovieRef, Section
from custom_components.trakt_upcoming.user_data import (
    Change,
    ChangeKind,
    PendingChange,
    SectionData,
    UserData,
    without_explanation,
)

from ..records_json import episode_play, hidden_show, listed_movie, movie_play, rated_movie, statistics, up_next, work
from ..trakt_json import Json
from .readings import AT, watching

LATER = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
LISTS = ("watchlist_movies", "watchlist_shows")
HIDDEN = ("hidden_in_calendar", "hidden_in_progress", "dropped")
SHOWS = {"type": "show", "show": work(1), "rank": 1, "listed_at": "2026-11-19T20:00:00.000Z"}
KNOWN = watching(
    watchlist_movies=[listed_movie()],
    watchlist_shows=[SHOWS],
    hidden_in_calendar=[],
    hidden_in_progress=[],
    dropped=[],
    rated_movies=[rated_movie()],
    history=[episode_play(1, show=1), movie_play(2)],
    up_next=[up_next(1)],
    statistics=[statistics()],
)


def late(moved: list[str], said: dict[str, list[Json]], *outbox: PendingChange) -> set[str]:
    """Return what is as before without a reason, after some stamps moved and some sections said something else."""
    concerned = {section for section in KNOWN.readings for name in moved if name in section.stamps}
    now = {**KNOWN.readings, **watching(**said).readings}
    answered = {
        section: replace(now[section], stamps=_moved(KNOWN.readings[section], *moved)) if section in concerned else each
        for section, each in KNOWN.readings.items()
    }
    return {section.value for section in without_explanation(KNOWN.readings, answered, concerned, outbox)}


def _moved(known: SectionData, *names: str) -> dict[str, datetime]:
    return {name: LATER if name in names else at for name, at in known.stamps.items()}


@pytest.mark.parametrize(
    ("moved", "said", "doubted"),
    [
        pytest.param(["movies.watchlisted_at"], {}, {LISTS[0]}, id="its own stamp"),
        pytest.param(["watchlist.updated_at"], {}, set(LISTS), id="a shared stamp, and nothing to see"),
        pytest.param(["watchlist.updated_at"], {LISTS[1]: []}, set(), id="the sibling tells what happened"),
        pytest.param(
            ["watchlist.updated_at", "movies.watchlisted_at"],
            {LISTS[1]: []},
            {LISTS[0]},
            id="the sibling tells, and its own stamp moved",
        ),
        pytest.param(["shows.hidden_at"], {HIDDEN[2]: [hidden_show()]}, set(), id="hidden somewhere"),
        pytest.param(["shows.dropped_at"], {"up_next": []}, set(HIDDEN), id="what follows from it is no explanation"),
        pytest.param(["movies.rated_at"], {}, {"rated_movies", "statistics"}, id="a rating"),
        pytest.param(["movies.rated_at"], {"rated_movies": [], "statistics": [statistics(4)]}, set(), id="taken back"),
        pytest.param(["movies.collected_at"], {}, {"statistics"}, id="only the statistics tell of it"),
    ],
)
def test_sections_that_explain_a_stamp(moved: list[str], said: dict[str, list[Json]], doubted: set[str]) -> None:
    """In one of the sections for which a stamp stands."""
    assert late(moved, said) == doubted


@pytest.mark.parametrize(
    ("history", "behind"),
    [
        pytest.param([episode_play(1, show=1), movie_play(2)], True, id="the history is late as well"),
        pytest.param([episode_play(3, show=1, trakt=102), episode_play(1, show=1)], True, id="a show in progress"),
        pytest.param([], True, id="a play of a show in progress was taken back"),
        pytest.param([episode_play(3, show=2), episode_play(1, show=1), movie_play(2)], True, id="a show was begun"),
        pytest.param(
            [*(episode_play(number, show=2) for number in (3, 4)), episode_play(1, show=1), movie_play(2)],
            False,
            id="a show of which much was watched",
        ),
        pytest.param([episode_play(1, show=1), movie_play(2), movie_play(3)], False, id="only a movie"),
    ],
)
def test_up_next_follows_the_history(history: list[Json], *, behind: bool) -> None:
    """It has to follow the history, as far as that concerns a show in progress."""
    assert ("up_next" in late(["episodes.watched_at"], {"history": history})) is behind


def test_a_show_that_was_seen_to_its_end() -> None:
    """Watching it again changes nothing of what is up next."""
    seen = [episode_play(9, show=7), episode_play(1, show=1), movie_play(2)]
    before = watching(history=seen, up_next=[up_next(1)]).readings
    stamps = {"episodes.watched_at": LATER}
    again = watching(history=[episode_play(10, show=7), *seen]).readings[Section.HISTORY]
    now = {
        Section.HISTORY: replace(again, stamps=stamps),
        Section.UP_NEXT: replace(before[Section.UP_NEXT], stamps=stamps),
    }

    assert without_explanation(before, now, now, ()) == set()


@pytest.mark.parametrize("movie", [501, 502])
def test_changes_of_the_outbox(movie: int) -> None:
    """What was there already can be added again, and the list stays as it was; something else should be there now."""
    ref = MovieRef.from_dict({"movie": work(movie, "Dune")})
    done = PendingChange(change=Change(id="1", kind=ChangeKind.ADD_TO_WATCHLIST, ref=ref, at=AT), done_at=AT)

    assert (late(["movies.watchlisted_at"], {}, done) == set()) is (movie == 501)


def test_a_sibling_that_gave_no_answer() -> None:
    """It may explain what happened, and is asked with the next refresh."""
    moved = {
        section: replace(KNOWN.readings[section], stamps=_moved(KNOWN.readings[section], "watchlist.updated_at"))
        for section in (Section.WATCHLIST_MOVIES, Section.WATCHLIST_SHOWS)
    }
    only_shows = {**KNOWN.readings, Section.WATCHLIST_SHOWS: moved[Section.WATCHLIST_SHOWS]}

    assert without_explanation(KNOWN.readings, only_shows, [Section.WATCHLIST_SHOWS], ()) == set()
    assert without_explanation(KNOWN.readings, {**KNOWN.readings, **moved}, moved, ()) == moved.keys()


def test_first_answer_is_believed() -> None:
    """The first answer is believed."""
    first = watching(dropped=[]).readings

    assert without_explanation(UserData().readings, first, first, ()) == set()
