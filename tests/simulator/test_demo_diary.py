"""The demo has something to show on every day."""

from datetime import UTC, datetime, timedelta

import pytest

from simulator.catalogue import Kind
from simulator.demo_diary import demo_diary
from simulator.diary import Diary
from simulator.programme import demo
from simulator.progress import progress_of

DAYS = [datetime(2026, 11, 16 + day, 23, 59, tzinfo=UTC) for day in range(7)] + [datetime(2028, 2, 29, tzinfo=UTC)]


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_there_is_always_something_to_see_next(now: datetime) -> None:
    """At least one episode of each show in progress has aired and was not seen."""
    catalogue = demo(now, seed=7)
    diary = demo_diary(catalogue, now)
    progress = progress_of(diary, catalogue, now)

    assert {each.show.title for each in progress if each.next} >= {"Salt Harbour", "Kitchen Parliament", "Last Orders"}
    assert all(play.watched_at < now for play in diary.plays)
    assert max(play.watched_at for play in diary.plays) > now - timedelta(days=60)


def test_there_is_something_of_everything() -> None:
    """Movies and shows that are wanted, rated, listed and watched in part."""
    now = DAYS[0]
    diary = demo_diary(demo(now, seed=7), now)
    wanted = [kind for kind, _ in diary.watchlist]

    assert (wanted.count(Kind.MOVIE), wanted.count(Kind.SHOW)) == (4, 3)
    assert {kind for kind, _ in diary.ratings} == {Kind.MOVIE, Kind.SHOW}
    assert len(diary.lists) == 2
    assert len(diary.paused) == 1


def test_nothing_is_hidden() -> None:
    """The calendars of the demo are whole."""
    now = DAYS[0]

    assert demo_diary(demo(now, seed=7), now).hidden == Diary().hidden
