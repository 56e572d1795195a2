"""What tells works from each other, and what belongs to what."""

import pytest

from custom_components.trakt_upcoming.api.trakt import EpisodeRef, MovieRef, Ref, SeasonRef, ShowRef
from custom_components.trakt_upcoming.user_data.keys import concerns, keys_of

from ..records_json import episode, work

MOVIE = MovieRef.from_dict({"movie": work(1)})
SHOW = ShowRef.from_dict({"show": work(1)})
SEASON = SeasonRef.from_dict({"show": work(1), "season": {"number": 3}})
EPISODE = EpisodeRef.from_dict({"show": work(1), "episode": episode(101, season=3)})
ALL: dict[str, Ref] = {"movie": MOVIE, "show": SHOW, "season": SEASON, "episode": EPISODE}
ELSEWHERE: dict[str, Ref] = {
    "movie": MovieRef.from_dict({"movie": work(2)}),
    "show": ShowRef.from_dict({"show": work(2)}),
    "season": SeasonRef.from_dict({"show": work(1), "season": {"number": 4}}),
    "episode": EpisodeRef.from_dict({"show": work(1), "episode": episode(102, season=4)}),
}


def test_names_of_all_to_which_something_belongs() -> None:
    """An episode to its season and its show, a season to its show."""
    assert keys_of(MOVIE) == {("movie", 1)}
    assert keys_of(SEASON) == {("show", 1), ("season", 1, 3)}
    assert keys_of(EPISODE) == {("show", 1), ("season", 1, 3), ("episode", 101), ("episode", 1, 3, 1)}


@pytest.mark.parametrize(
    ("ref", "belongs_to"),
    [
        ("movie", {"movie"}),
        ("show", {"show"}),
        ("season", {"show", "season"}),
        ("episode", {"show", "season", "episode"}),
    ],
)
def test_items_that_concern_each_other(ref: str, belongs_to: set[str]) -> None:
    """What belongs to something concerns it, and nothing else."""
    assert {name for name, other in ALL.items() if concerns(ALL[ref], other)} == belongs_to
    assert {name for name, other in ELSEWHERE.items() if concerns(ALL[ref], other)} == set()
