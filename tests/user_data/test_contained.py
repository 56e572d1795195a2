"""What Trakt says contains a change once it tells of it, or of anything later."""

from dataclasses import replace
from datetime import timedelta

from custom_components.trakt_upcoming.api.trakt import Section
from custom_components.trakt_upcoming.user_data import ChangeKind, PendingChange, UserData

from ..records_json import listed_movie
from .changes import new_change
from .readings import AT, watching

DONE = AT + timedelta(minutes=5)


ADDED = replace(new_change(ChangeKind.ADD_TO_WATCHLIST), done_at=DONE)


def test_a_reading_that_contains_a_write() -> None:
    """Then nothing has to be shown as if any longer."""
    assert watching(watchlist_movies=[listed_movie(501)]).contains(ADDED)
    assert UserData().contains(ADDED)
    assert not watching(watchlist_movies=[]).contains(ADDED)


def test_change_that_is_not_done() -> None:
    """It is contained in nothing, whatever is there already."""
    assert not watching(watchlist_movies=[listed_movie(501)]).contains(PendingChange(change=ADDED.change))


def test_a_later_reading() -> None:
    """It counts, whatever it says: the user has changed it back."""
    early = PendingChange(change=ADDED.change, done_at=AT - timedelta(minutes=1))
    late = PendingChange(change=ADDED.change, done_at=AT - timedelta(seconds=59))

    assert watching(watchlist_movies=[]).contains(early)
    assert not watching(watchlist_movies=[]).contains(late)


def test_sections_that_do_not_contain_a_change() -> None:
    """Trakt may tell of what it did a little late; then the sections that it changes are asked for by themselves."""
    known = watching(watchlist_movies=[], watchlist_shows=[], history=[])
    waiting = PendingChange(change=ADDED.change)

    assert not known.misses(Section.WATCHLIST_MOVIES, [waiting, ADDED], DONE + timedelta(seconds=59))
    assert [section for section in Section if known.misses(section, [ADDED], DONE + timedelta(seconds=60))] == [
        Section.WATCHLIST_MOVIES
    ]
    assert not known.misses(Section.WATCHLIST_MOVIES, [waiting], DONE + timedelta(seconds=60))
    assert not known.contains(ADDED)
