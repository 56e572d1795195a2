"""A list of a calendar, item by item: what spoils one costs that one, and what is as it was is not parsed again."""

from datetime import date
from typing import Any
from unittest.mock import patch

import pytest

from custom_components.trakt_upcoming.api.errors import UnavailableError
from custom_components.trakt_upcoming.api.trakt import Feed, ScheduledEpisode
from custom_components.trakt_upcoming.api.trakt.calendar import NOTHING, Schedule

from ...trakt_json import Json, episode_entry, movie_entry

START = date(2026, 11, 20)


def read(*items: Any, feed: Feed = Feed.EPISODES, before: Schedule = NOTHING) -> Schedule:
    """Return what a feed answered."""
    return Schedule.read(list(items), feed, START, before)


def test_only_new_entries_are_parsed() -> None:
    """Everything else is what it was, in the order that Trakt has now."""
    before = read(episode_entry(episode_id=1), episode_entry(episode_id=2))
    with patch.object(ScheduledEpisode, "from_dict", wraps=ScheduledEpisode.from_dict) as parse:
        after = read(
            episode_entry(episode_id=3), episode_entry(episode_id=2), episode_entry(episode_id=1), before=before
        )

    assert [call.args[0]["episode"]["ids"]["trakt"] for call in parse.call_args_list] == [3]
    assert after.entries[1] is before.entries[1]
    assert after.entries[2] is before.entries[0]


def test_entries_that_are_gone_are_forgotten() -> None:
    """What is kept is never more than one answer."""
    before = read(movie_entry(movie_id=1), feed=Feed.MOVIES)
    after = read(movie_entry(movie_id=2), feed=Feed.MOVIES, before=before)

    assert len(after.known) == len(after.entries) == 1


@pytest.mark.parametrize(
    "odd", [pytest.param("\ud83c", id="a lone surrogate"), pytest.param(10**30, id="a very large number")]
)
def test_odd_items_are_not_taken_for_each_other(odd: object) -> None:
    """What cannot be told apart is parsed each time."""
    first, second = (episode_entry(show, odd=odd) for show in ("Andor", "Severance"))
    before = read(first)
    after = read(second, before=before)

    shows = [entry.show.title for entry in (*before.entries, *after.entries) if isinstance(entry, ScheduledEpisode)]
    assert shows == ["Andor", "Severance"]


def test_a_day_that_was_absurd_may_become_sensible() -> None:
    """Whether a day is far away depends on what is asked for."""
    item = episode_entry(first_aired="2030-01-01T00:00:00Z")
    far = read(item)
    near = Schedule.read([item], Feed.EPISODES, date(2029, 12, 20), far)

    assert (len(far.entries), far.left_out) == (0, {"date": 1})
    assert (len(near.entries), near.left_out) == (1, {})


def test_an_item_at_fault_costs_itself() -> None:
    """It is counted by the field that spoiled it."""
    broken: Json = episode_entry()
    del broken["show"]["title"]
    schedule = read(episode_entry(), broken, None)

    assert len(schedule.entries) == 1
    assert schedule.left_out == {"show.title": 1, "item": 1}


@pytest.mark.parametrize("answer", [pytest.param({}, id="no list"), pytest.param([None, 7], id="nonsense")])
def test_answer_that_is_no_calendar(answer: object) -> None:
    """That is a passing fault."""
    with pytest.raises(UnavailableError):
        Schedule.read(answer, Feed.EPISODES, START, NOTHING)
