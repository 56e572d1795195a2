"""What names a movie, a show, a season or an episode."""

from datetime import UTC, datetime
from typing import Any

import pytest

from custom_components.trakt_upcoming.api.trakt import EpisodeRef, MovieRef, Ref, SeasonRef, ShowRef, read_ref

from ...records_json import episode, work
from ...trakt_json import Json

AIRED = "2026-11-19T20:00:00.000Z"
BEGAN = "2022-02-18T08:00:00.000Z"
SEVERANCE = work(first_aired=BEGAN, runtime=50)
MOVIE: Json = {"type": "movie", "movie": work(501, "Dune", released="2021-09-15", runtime=155)}
SHOW: Json = {"type": "show", "show": SEVERANCE}
SEASON: Json = {"type": "season", "show": SEVERANCE, "season": {"number": 3}}
EPISODE: Json = {"type": "episode", "show": SEVERANCE, "episode": episode(first_aired=AIRED)}
ALL = (MOVIE, SHOW, SEASON, EPISODE)


def each(of: str) -> list[Any]:
    """Return a property of one of each kind."""
    return [getattr(read_ref(said), of) for said in ALL]


def test_kinds() -> None:
    """Each has a class of its own, and the type and the id that Trakt has for it."""
    assert [type(read_ref(said)) for said in ALL] == [MovieRef, ShowRef, SeasonRef, EpisodeRef]
    assert each("type") == ["movie", "show", "season", "episode"]
    assert each("trakt") == [501, 1, None, 101]


def test_keys() -> None:
    """A movie and a show with the same number are two, and of a show all parts tell which one."""
    assert each("key") == [("movie", 501), ("show", 1), ("season", 1, 3), ("episode", 101)]
    assert each("work_key") == [("movie", 501), ("show", 1), ("show", 1), ("show", 1)]


@pytest.mark.parametrize(
    ("said", "title", "label"),
    [
        (MOVIE, "Dune", "Dune (2022)"),
        ({"type": "movie", "movie": work(501, "Dune", year=None)}, "Dune", "Dune"),
        (SHOW, "Severance", "Severance"),
        (SEASON, "Severance S03", "Severance S03"),
        (EPISODE, "Severance S03E01 Part 1", "Severance S03E01 Part 1"),
        (EPISODE | {"episode": episode(title=None)}, "Severance S03E01", "Severance S03E01"),
    ],
)
def test_labels(said: Json, title: str, label: str) -> None:
    """As users call them: a movie with its year."""
    ref = read_ref(said)

    assert (ref.title, ref.label) == (title, label)


def test_pages() -> None:
    """Each has one of its own."""
    assert each("url") == [
        "https://app.trakt.tv/movies/work-501",
        "https://app.trakt.tv/shows/work-1",
        "https://app.trakt.tv/shows/work-1/seasons/3",
        "https://app.trakt.tv/shows/work-1/seasons/3/episodes/1",
    ]


def test_runtimes() -> None:
    """An episode of which nobody knows it lasts as long as others of its show."""
    assert each("runtime") == [155, 50, 50, 50]
    assert read_ref(EPISODE | {"episode": episode(runtime=44)}).runtime == 44


def test_release_of_each_type() -> None:
    """A movie came out on a day, a show began, an episode aired, and of a season nobody says."""
    noon = datetime(2021, 9, 15, 12, tzinfo=UTC)

    assert each("released_at") == [noon, datetime.fromisoformat(BEGAN), None, datetime.fromisoformat(AIRED)]
    assert read_ref({"type": "movie", "movie": work(501, "Dune")}).released_at is None


@pytest.mark.parametrize("said", ALL, ids=lambda said: said["type"])
def test_written_as_it_was_read(said: Json) -> None:
    """What was written is read again, and says what Trakt said."""
    ref: Ref = read_ref(said)

    assert read_ref(ref.to_dict()) == ref
    assert list(ref.to_dict()) == list(said)


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        pytest.param({"movie": work()}, "type", id="no type"),
        pytest.param({"type": "person", "movie": work()}, "type", id="another type"),
        pytest.param({"type": ["movie"], "movie": work()}, "type", id="a list of types"),
        pytest.param({"type": "movie", "show": work()}, "no movie", id="a show in place of a movie"),
        pytest.param({"type": "show", "show": {"title": "Severance", "ids": {}}}, "no show", id="a show without ids"),
        pytest.param({"type": "season", "season": {"number": 1}}, "no season", id="a season of no show"),
        pytest.param({"type": "episode", "show": work(), "episode": 7}, "no episode", id="an episode that is a number"),
    ],
)
def test_item_of_an_unknown_type(said: Json, missing: str) -> None:
    """It names nothing."""
    with pytest.raises(ValueError, match=missing):
        read_ref(said)
