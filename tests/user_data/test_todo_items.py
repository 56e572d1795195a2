"""Lines of to-do lists, as users read them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from custom_components.trakt_upcoming.api.trakt import EpisodeRef, Section
from custom_components.trakt_upcoming.user_data import (
    Change,
    ChangeKind,
    PendingChange,
    Task,
    Ticked,
    UserData,
    next_episodes,
    on_watchlist,
    with_completed,
)
from custom_components.trakt_upcoming.user_data.progress import NextUnknown
from custom_components.trakt_upcoming.user_data.todo_items import described

from ..records_json import episode_play, hidden_season, hidden_show, up_next, work
from ..trakt_json import Json
from .readings import watching
from .todo_lines import AT, PHRASES, following, in_progress, one, show, wanted_movie


def test_a_movie() -> None:
    """It comes out on its day where the home is, and is the movie that Trakt listed."""
    task = one(on_watchlist([wanted_movie()], ZoneInfo("Asia/Tokyo")))

    assert task == Task(
        uid="trakt-movie-501",
        summary="Dune",
        released=datetime(2021, 9, 14, 15, tzinfo=UTC),
        page="https://app.trakt.tv/movies/work-501",
        ref=wanted_movie().ref,
        listed_at=wanted_movie().listed_at,
    )


def test_a_show() -> None:
    """It comes out when its first episode airs."""
    listed = show(first_aired="2026-12-01T02:00:00.000Z")
    task = one(on_watchlist([listed], UTC))

    assert (task.uid, task.summary, task.released) == ("trakt-show-1", "Severance", listed.ref.released_at)
    assert task.page == "https://app.trakt.tv/shows/work-1"
    assert task.ref == listed.ref


def test_little_is_known() -> None:
    """The title alone is enough."""
    listed = [wanted_movie(movie={"title": "Untitled", "ids": {"trakt": 7}}), show(year=None)]
    tasks = on_watchlist(listed, UTC)

    assert [(task.summary, task.released) for task in tasks] == [("Untitled", None), ("Severance", None)]
    assert tasks[0].page == "https://app.trakt.tv/movies/7"


@pytest.mark.parametrize(
    ("facts", "summaries"),
    [
        pytest.param([{"year": 2019}, {"year": 2022}], ["Pinocchio (2019)", "Pinocchio (2022)"], id="by the year"),
        pytest.param(
            [{"year": 2022, "released": "2022-09-08"}, {"year": 2022, "released": "2022-12-09"}],
            ["Pinocchio (2022-09-08)", "Pinocchio (2022-12-09)"],
            id="by the day",
        ),
        pytest.param(
            [{"year": 2022}, {"year": 2022}], ["Pinocchio (2022, trakt 1)", "Pinocchio (2022, trakt 2)"], id="by the id"
        ),
        pytest.param(
            [{"year": None}, {"year": None}], ["Pinocchio (trakt 1)", "Pinocchio (trakt 2)"], id="without a year"
        ),
        pytest.param([{"year": None}, {"year": 2022}], ["Pinocchio", "Pinocchio (2022)"], id="one without a year"),
        pytest.param(
            [{"year": 2019}, {"year": 2022}, {"year": 2022}],
            ["Pinocchio (2019)", "Pinocchio (2022, trakt 2)", "Pinocchio (2022, trakt 3)"],
            id="three",
        ),
        pytest.param([{"title": "Dune", "year": 2021}, {"year": 2022}], ["Dune", "Pinocchio"], id="two titles"),
    ],
)
def test_no_two_lines_read_the_same(facts: list[Json], summaries: list[str]) -> None:
    """A year is shown only where it tells two lines apart; a user has to be able to name each."""
    listed = [
        wanted_movie(rank=number, movie={"title": "Pinocchio", "ids": {"trakt": number}, **each})
        for number, each in enumerate(facts, start=1)
    ]

    assert [task.summary for task in on_watchlist(listed, UTC)] == summaries


def test_order() -> None:
    """It is the user's, and what has no rank yet is at the end."""
    ranks = {1: None, 2: 3, 3: 1, 4: 2}
    listed = [wanted_movie(rank=rank, movie=work(trakt, f"Movie {trakt}", year=None)) for trakt, rank in ranks.items()]

    assert [task.summary for task in on_watchlist(listed, UTC)] == ["Movie 3", "Movie 4", "Movie 2", "Movie 1"]


def test_the_next_episode() -> None:
    """It comes out when it airs."""
    record = in_progress(first_aired="2026-11-13T02:00:00.000Z")
    task = one(following(record))

    assert (task.uid, task.summary) == ("trakt-episode-102", "Severance S03E02 Part 2")
    assert task.released == datetime(2026, 11, 13, 2, tzinfo=UTC)
    assert task.page == "https://app.trakt.tv/shows/work-1/seasons/3/episodes/2"
    assert task.ref == EpisodeRef.from_dict({"show": record["show"], "episode": record["progress"]["next_episode"]})


def test_a_next_episode_that_only_trakt_knows() -> None:
    """The show stays, and says so."""
    known = watching(up_next=[])
    record = NextUnknown.from_dict(in_progress(None))
    section = replace(known.readings[Section.UP_NEXT], records=(record,))
    task = one(next_episodes(known.having(Section.UP_NEXT, section), PHRASES, spoiler_free=False, hide_specials=True))

    assert (task.uid, task.summary, task.is_known) == ("trakt-show-1-next", "Severance: not known yet", False)


def test_the_next_episode_without_spoilers() -> None:
    """Its title tells too much."""
    assert one(following(in_progress(), spoiler_free=True)).summary == "Severance S03E02"


def test_the_next_episode_without_a_title() -> None:
    """It has only its number, and no day where none is known."""
    task = one(following(in_progress(title=None)))

    assert (task.summary, task.released) == ("Severance S03E02", None)


def test_show_that_was_watched() -> None:
    """There is nothing to do."""
    assert following(in_progress(None)) == ()


def test_a_special() -> None:
    """It is left out where nobody wants to see specials."""
    special = in_progress(season=0)

    assert one(following(special)).summary == "Severance S00E02 Part 2"
    assert following(special, hide_specials=True) == ()
    assert len(following(in_progress(), hide_specials=True)) == 1


@pytest.mark.parametrize("section", ["dropped", "hidden_in_progress"])
@pytest.mark.parametrize("hidden", [hidden_show(), hidden_season()], ids=["show", "season"])
def test_dropped_show(section: str, hidden: Json) -> None:
    """Trakt leaves it out, too, as soon as it is asked."""
    other = {**up_next(show=2), "progress": up_next(number=7)["progress"]}

    assert len(following(in_progress(), other, sections={section: [hidden]})) == 1
    assert len(following(in_progress(), sections={"hidden_in_calendar": [hidden]})) == 1


def test_only_future_releases_are_due() -> None:
    """Only what is released later; where nothing is known it may be out."""
    task = one(on_watchlist([wanted_movie()], UTC))
    unknown = one(on_watchlist([wanted_movie(movie=work(501, "Dune"))], UTC))

    assert task.is_to_come(datetime(2021, 9, 14, 23, 59, tzinfo=UTC))
    assert not task.is_to_come(datetime(2021, 9, 15, tzinfo=UTC))
    assert not unknown.is_to_come(datetime(2021, 9, 14, tzinfo=UTC))


@pytest.mark.parametrize(
    ("now", "zone", "text"),
    [
        (datetime(2026, 11, 12, tzinfo=UTC), "Europe/London", "Airs on 2026-11-13"),
        (datetime(2026, 11, 14, tzinfo=UTC), "America/New_York", "Aired on 2026-11-12"),
    ],
)
def test_description(now: datetime, zone: str, text: str) -> None:
    """When it comes out where the home is, and where to read more."""
    task = one(following(in_progress(first_aired="2026-11-13T02:00:00.000Z")))
    unknown = one(following(in_progress()))

    assert described(task, PHRASES, now, ZoneInfo(zone)) == f"{text} · [Trakt]({task.page})"
    assert described(unknown, PHRASES, now, ZoneInfo(zone)) == f"[Trakt]({unknown.page})"
    movie = one(on_watchlist([wanted_movie()], UTC))
    assert described(movie, PHRASES, now, UTC) == f"Out on 2021-09-15 · [Trakt]({movie.page})"


def ticked(task: Task, place: int, at: datetime = AT) -> tuple[Ticked, PendingChange]:
    """Return a line as it was completed."""
    line = Ticked(key="list", uid=task.uid, summary=task.summary, place=place, description="then")
    change = Change(id=task.uid, kind=ChangeKind.MARK_WATCHED, ref=task.ref, at=at, watched_at=at, ticked=line)
    return line, PendingChange(change=change, done_at=at)


def uids(tasks: tuple[Task, ...]) -> list[str]:
    """Return the lines in order, with a mark on those that are completed."""
    return [("+" if task.done is not None else "") + task.uid.rpartition("-")[2] for task in tasks]


MOVIES = [wanted_movie(rank=number, movie=work(500 + number, f"Movie {number}")) for number in range(1, 5)]


def test_completed_items_stay_in_place() -> None:
    """As it read then, whatever happens to the other lines."""
    tasks = on_watchlist(MOVIES, UTC)
    lines = with_completed((tasks[0], *tasks[2:]), [ticked(tasks[1], 1)], UserData())

    assert uids(lines) == ["501", "+502", "503", "504"]
    assert (lines[1].summary, lines[1].description) == ("Movie 2", "then")
    assert uids(with_completed((), [ticked(tasks[3], 3), ticked(tasks[1], 1)], UserData())) == ["+504", "+502"]


@pytest.mark.parametrize(("listed", "shown"), [(-1, "+501"), (0, "+501"), (1, "501")])
def test_watchlist_that_is_late(listed: int, shown: str) -> None:
    """What was completed is not to do again, except where the user has put it on the list since."""
    [task] = on_watchlist([wanted_movie(listed_at=(AT + timedelta(seconds=listed)).isoformat())], UTC)

    assert uids(with_completed([task], [ticked(task, 0)], UserData())) == [shown]


@pytest.mark.parametrize(("plays", "shown"), [([episode_play(1, trakt=102)], "+102"), ([], "102")])
def test_progress_that_is_late(plays: list[Json], shown: str) -> None:
    """What was completed is to do again only where its play is gone."""
    [task] = following(in_progress())

    assert uids(with_completed([task], [ticked(task, 0)], watching(history=plays))) == [shown]


def test_next_episode_takes_the_place() -> None:
    """Also where Trakt puts the show that was watched last first, so that nothing moves under a finger."""
    first, second, third = (in_progress(number) | {"show": work(number)} for number in (2, 3, 4))
    before = following(first, second, third)
    after = following(in_progress(7) | {"show": work(3)}, first, third)
    lines = with_completed(after, [ticked(before[1], 1)], UserData())
    again = with_completed(
        following(in_progress(8) | {"show": work(3)}, first, third),
        [ticked(before[1], 1), ticked(lines[2], 2)],
        UserData(),
    )

    assert uids(before) == ["102", "103", "104"]
    assert uids(lines) == ["102", "+103", "107", "104"]
    assert uids(again) == ["102", "+103", "+107", "108", "104"]


def test_time_of_a_completed_item() -> None:
    """What is ticked off was watched just now, but nobody watches a whole show at once."""
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    lists = (
        on_watchlist([wanted_movie()], UTC),
        following(in_progress()),
        on_watchlist([show()], UTC),
    )

    assert [one(tasks).seen_at(now) for tasks in lists] == [now, now, None]
