"""What was watched, in order of time."""

from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Any

import pytest

from custom_components.trakt_upcoming.api.trakt import Play
from custom_components.trakt_upcoming.user_data import Timeline

from ..records_json import episode, episode_play, movie_play, work
from .readings import at


def watched_movie(number: int = 1, *, ended: str = "20:00", runtime: int | None = 120) -> Play:
    """Return a movie that the user saw on the 19th of November."""
    return Play.from_dict(
        {**movie_play(number, f"2026-11-19T{ended}:00.000Z"), "movie": work(501, "Dune", runtime=runtime)}
    )


def part(number: int = 2, *, ended: str = "20:00", show: int | None = 50, **facts: Any) -> Play:
    """Return an episode that the user saw on the 19th of November."""
    play = episode_play(number, f"2026-11-19T{ended}:00.000Z")
    return Play.from_dict({**play, "show": work(1, runtime=show), "episode": episode(**facts)})


def ids(past: Timeline, start: str, end: str) -> list[int]:
    """Return the plays of a part of the 19th of November."""
    return [seen.play.id for seen in past.between(at(f"2026-11-19T{start}"), at(f"2026-11-19T{end}"))]


def test_begin_and_end_of_a_play() -> None:
    """And began as long before as it lasts."""
    [seen] = Timeline.of([watched_movie()], {}).seen

    assert (seen.start, seen.end, seen.at) == (at("2026-11-19T18:00"), at("2026-11-19T20:00"), at("2026-11-19T20:00"))
    assert seen.uid == "trakt-play-1"
    assert seen.summary == "Dune"
    assert seen.url == "https://app.trakt.tv/movies/work-501"


def test_an_episode_is_named_in_full() -> None:
    """There is nothing left to spoil; what has no title has none."""
    [named, nameless] = Timeline.of([part(1), part(2, ended="21:00", title=None)], {}).seen

    assert named.summary == "Severance S03E01 Part 1"
    assert named.url == "https://app.trakt.tv/shows/work-1/seasons/3/episodes/1"
    assert nameless.summary == "Severance S03E01"


@pytest.mark.parametrize(
    ("play", "lasts", "minutes"),
    [
        pytest.param(part(runtime=42), 42, 42, id="the episode's own"),
        pytest.param(part(), 50, 50, id="the show's"),
        pytest.param(part(show=None), 30, 0, id="an episode of which nobody knows"),
        pytest.param(watched_movie(runtime=None), 90, 0, id="a movie of which nobody knows"),
    ],
)
def test_runtime(play: Play, lasts: int, minutes: int) -> None:
    """What nobody knows is guessed in the calendar, and counts as nothing in statistics."""
    [seen] = Timeline.of([play], {}).seen

    assert seen.end - seen.start == timedelta(minutes=lasts)
    assert seen.minutes == minutes


def test_at_the_air_date() -> None:
    """It begins there, and counts on that day."""
    aired = at("2022-02-18T20:00")
    [seen] = Timeline.of([part()], {2: aired}).seen

    assert (seen.start, seen.end, seen.at) == (aired, aired + timedelta(minutes=50), aired)


def test_plays_without_a_time() -> None:
    """It has no place in time, unless it has an air date; what makes no sense has none either."""
    plays = [
        Play.from_dict(episode_play(number, when))
        for number, when in enumerate(("1970-01-01T00:00:00.000Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"), 1)
    ]

    assert Timeline.of(plays, {}) == Timeline()
    assert [seen.play.id for seen in Timeline.of(plays, {1: at("2022-02-18T20:00")}).seen] == [1]


@pytest.mark.parametrize(
    "when",
    ["1888-10-14T12:00", "1942-11-26T12:00", "1963-11-23T17:40", "1969-12-31T23:59", "1970-01-01T00:01"],
)
def test_long_ago(when: str) -> None:
    """What was watched when it was released may have been in any year of movie; only one moment says nothing."""
    [seen] = Timeline.of([Play.from_dict(movie_play(1, f"{when}:00.000Z"))], {}).seen

    assert (seen.at, seen.end) == (at(when), at(when))


@pytest.mark.parametrize(
    ("aired", "began", "over"),
    [
        pytest.param("2026-11-19T20:00:00Z", "20:00", "20:50", id="it is stamped with the start"),
        pytest.param("2026-11-19T20:00:30Z", "20:00", "20:50", id="to the minute"),
        pytest.param("2026-11-19T19:10:00Z", "19:10", "20:00", id="it is stamped with the end"),
        pytest.param("2026-11-19T20:01:00Z", "19:10", "20:00", id="a minute early"),
        pytest.param(None, "19:10", "20:00", id="nobody knows"),
    ],
)
def test_watched_when_it_aired(aired: str | None, began: str, over: str) -> None:
    """Whichever of both Trakt means by that, it begins when it airs."""
    [seen] = Timeline.of([part(first_aired=aired)], {}).seen

    assert (seen.start, seen.end) == (at(f"2026-11-19T{began}"), at(f"2026-11-19T{over}"))


def test_a_long_one_hides_nothing() -> None:
    """Of two that go on it is the one that began last, and none goes on for a day."""
    past = Timeline.of([part(1, ended="20:00", runtime=1_440), part(2, ended="19:45")], {})

    assert past.seen[0].end - past.seen[0].start == timedelta(hours=8)
    assert (past.seen[0].minutes, past.seen[0].end) == (1_440, at("2026-11-19T20:00"))
    now = [past.at(at(f"2026-11-19T{moment}")) for moment in ("19:30", "19:50")]
    assert [seen.play.id for seen in now if seen is not None] == [2, 1]


def test_ranges() -> None:
    """What ends at the start is over, what begins at the end is not there yet; what lasts long is found."""
    past = Timeline.of([watched_movie(1, ended="20:00"), part(2, ended="20:50"), part(3, ended="19:00")], {})

    assert ids(past, "18:00", "20:50") == [1, 3, 2]
    assert ids(past, "19:30", "19:40") == [1]
    assert ids(past, "20:00", "20:01") == [2]
    assert ids(past, "17:00", "18:00") == []
    assert ids(past, "17:00", "18:01") == [1]
    assert ids(past, "21:00", "23:00") == []
    assert ids(Timeline(), "00:00", "23:00") == []


def test_current_play() -> None:
    """What goes on, if anything; the past has nothing to come."""
    past = Timeline.of([watched_movie()], {})
    now = past.at(at("2026-11-19T19:59"))

    assert now is not None
    assert now.play.id == 1
    assert past.at(at("2026-11-19T17:59")) is None
    assert past.at(at("2026-11-19T20:00")) is None


def test_ten_thousand_plays_cost_microseconds() -> None:
    """Automations ask for a quarter of an hour, again and again."""
    first, hour = datetime(2015, 1, 1, tzinfo=UTC), timedelta(hours=10)
    plays = [Play(ref=watched_movie().ref, id=number, watched_at=first + number * hour) for number in range(1, 10_001)]
    past = Timeline.of(plays, {})
    starts = [first + number * hour for number in range(1_000, 2_000)]
    past.between(first, first + hour)
    began = perf_counter()
    found = [past.between(start, start + timedelta(minutes=15)) for start in starts]
    each = (perf_counter() - began) / len(starts)

    assert len(found) == 1_000
    assert each < 100e-6
