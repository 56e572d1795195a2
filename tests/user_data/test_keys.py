"""What tells works from each other, and what belongs to what."""

import pytest

from custom_components.trakt_upcoming.api.trakt import Item
from custom_components.trakt_upcoming.user_data.keys import concerns, key_of, keys_of

from ..records_json import episode, work

MOVIE = Item.from_dict({"type": "movie", "movie": work(1)})
SHOW = Item.from_dict({"type": "show", "show": work(1)})
SEASON = Item.from_dict({"type": "season", "show": work(1), "season": {"number": 3}})
EPISODE = Item.from_dict({"type": "episode", "show": work(1), "episode": episode(101, season=3)})
ALL = {"movie": MOVIE, "show": SHOW, "season": SEASON, "episode": EPISODE}
ELSEWHERE = {
    "movie": Item.from_dict({"type": "movie", "movie": work(2)}),
    "show": Item.from_dict({"type": "show", "show": work(2)}),
    "season": Item.from_dict({"type": "season", "show": work(1), "season": {"number": 4}}),
    "episode": Item.from_dict({"type": "episode", "show": work(1), "episode": episode(102, season=4)}),
}


def test_names() -> None:
    """A movie and a show with the same number are two."""
    assert [key_of(item) for item in ALL.values()] == [("movie", 1), ("show", 1), ("season", 1, 3), ("episode", 101)]
    assert key_of(Item(type="movie")) is None


def test_names_of_all_to_which_something_belongs() -> None:
    """An episode to its season and its show, a season to its show."""
    assert keys_of(MOVIE) == {("movie", 1)}
    assert keys_of(SEASON) == {("show", 1), ("season", 1, 3)}
    assert keys_of(EPISODE) == {("show", 1), ("season", 1, 3), ("episode", 101), ("episode", 1, 3, 1)}


@pytest.mark.parametrize(
    ("item", "belongs_to"),
    [
        ("movie", {"movie"}),
        ("show", {"show"}),
        ("season", {"show", "season"}),
        ("episode", {"show", "season", "episode"}),
    ],
)
def test_what_concerns_what(item: str, belongs_to: set[str]) -> None:
    """What belongs to something concerns it, and nothing else."""
    assert {name for name, other in ALL.items() if concerns(ALL[item], other)} == belongs_to
    assert {name for name, other in ELSEWHERE.items() if concerns(ALL[item], other)} == set()
