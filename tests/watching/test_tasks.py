"""Lines of to-do lists, as people read them."""

from datetime import UTC, date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from custom_components.trakt_upcoming.api.trakt import Item, Listed, UpNext
from custom_components.trakt_upcoming.watching import Task, next_episodes, on_watchlist

from ..records_json import STAMP, hidden_season, hidden_show, listed_movie, up_next, work
from ..trakt_json import Json
from .readings import watching

DUNE = work(501, "Dune", year=2021, released="2021-09-15")


def film(**facts: Any) -> Listed:
    """Return a film on the watchlist."""
    return Listed.from_dict({**listed_movie(), "movie": DUNE, **facts})


def show(**facts: Any) -> Listed:
    """Return a show on the watchlist."""
    return Listed.from_dict({"rank": 1, "listed_at": STAMP, "type": "show", "show": work(**facts)})


def in_progress(number: int | None = 2, **facts: Any) -> Json:
    """Return a show in progress, with facts of its next episode."""
    record: Json = up_next(number=number)
    if number is not None:
        record["progress"]["next_episode"] |= facts
    return record


def following(
    *records: Json,
    zone: tzinfo = UTC,
    spoiler_free: bool = False,
    hide_specials: bool = False,
    sections: dict[str, list[Json]] | None = None,
) -> tuple[Task, ...]:
    """Return the next episodes of shows in progress; what other sections say is given by their names."""
    known = watching(up_next=[*records], **(sections or {}))
    return next_episodes(known, zone, spoiler_free=spoiler_free, hide_specials=hide_specials)


def one(task: tuple[Task, ...]) -> Task:
    """Return the only line."""
    [line] = task
    return line


def test_a_film() -> None:
    """It is due on its day of release, and is the film that Trakt listed."""
    task = one(on_watchlist([film()], UTC))

    assert task == Task(
        uid="trakt-movie-501",
        summary="Dune (2021)",
        due=date(2021, 9, 15),
        page="https://app.trakt.tv/movies/work-501",
        item=Item(type="movie", movie=film().movie),
    )


def test_a_show() -> None:
    """It is due on the day on which it began where the home is."""
    listed = show(first_aired="2026-12-01T02:00:00.000Z")

    assert one(on_watchlist([listed], UTC)).due == date(2026, 12, 1)
    task = one(on_watchlist([listed], ZoneInfo("America/New_York")))
    assert (task.uid, task.summary, task.due) == ("trakt-show-1", "Severance (2022)", date(2026, 11, 30))
    assert task.page == "https://app.trakt.tv/shows/work-1"
    assert task.item == Item(type="show", show=listed.show)


def test_little_is_known() -> None:
    """The title alone is enough."""
    listed = [film(movie={"title": "Untitled", "ids": {"trakt": 7}}), show(year=None)]
    tasks = on_watchlist(listed, UTC)

    assert [(task.summary, task.due) for task in tasks] == [("Untitled", None), ("Severance", None)]
    assert tasks[0].page == "https://app.trakt.tv/movies/7"


def test_order() -> None:
    """It is the person's, and what has no rank yet is at the end."""
    ranks = {1: None, 2: 3, 3: 1, 4: 2}
    listed = [film(rank=rank, movie=work(trakt, f"Film {trakt}", year=None)) for trakt, rank in ranks.items()]

    assert [task.summary for task in on_watchlist(listed, UTC)] == ["Film 3", "Film 4", "Film 2", "Film 1"]


def test_the_next_episode() -> None:
    """It is due on the day on which it aired where the home is."""
    record = in_progress(first_aired="2026-11-13T02:00:00.000Z")
    task = one(following(record, zone=ZoneInfo("America/New_York")))

    assert (task.uid, task.summary, task.due) == ("trakt-episode-102", "Severance S03E02 Part 2", date(2026, 11, 12))
    assert task.page == "https://app.trakt.tv/shows/work-1/seasons/3/episodes/2"
    show = UpNext.from_dict(record)
    assert task.item == Item(type="episode", show=show.show, episode=show.progress.next_episode)


def test_the_next_episode_without_spoilers() -> None:
    """Its title tells too much."""
    assert one(following(in_progress(), spoiler_free=True)).summary == "Severance S03E02"


def test_the_next_episode_without_a_title() -> None:
    """It has only its number, and no day where none is known."""
    task = one(following(in_progress(title=None)))

    assert (task.summary, task.due) == ("Severance S03E02", None)


def test_all_was_seen() -> None:
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
def test_what_was_given_up(section: str, hidden: Json) -> None:
    """Trakt leaves it out, too, as soon as it is asked."""
    other = {**up_next(show=2), "progress": up_next(number=7)["progress"]}

    assert len(following(in_progress(), other, sections={section: [hidden]})) == 1
    assert len(following(in_progress(), sections={"hidden_in_calendar": [hidden]})) == 1


def test_what_is_to_come() -> None:
    """Only what is released on a later day; where nothing is known it may be out."""
    task = one(on_watchlist([film()], UTC))
    unknown = one(on_watchlist([film(movie=work(501, "Dune"))], UTC))

    assert task.is_to_come(date(2021, 9, 14))
    assert not task.is_to_come(date(2021, 9, 15))
    assert not unknown.is_to_come(date(2021, 9, 14))


def test_when_it_was_seen() -> None:
    """What is ticked off was watched just now, but nobody watches a whole show at once."""
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    lists = (
        on_watchlist([film()], UTC),
        following(in_progress()),
        on_watchlist([show()], UTC),
    )

    assert [one(tasks).seen_at(now) for tasks in lists] == [now, now, None]
