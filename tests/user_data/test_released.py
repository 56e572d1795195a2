"""When something came out."""

from datetime import UTC, datetime

from custom_components.trakt_upcoming.api.trakt import Item
from custom_components.trakt_upcoming.user_data import released_at

from ..records_json import episode, work

AIRED = "2026-11-19T20:00:00.000Z"
BEGAN = "2022-02-18T08:00:00.000Z"
SHOW = work(first_aired=BEGAN)


def test_a_movie() -> None:
    """It came out on a day."""
    movie = Item.from_dict({"type": "movie", "movie": work(501, "Dune", released="2021-09-15")})

    assert released_at(movie) == datetime(2021, 9, 15, 12, tzinfo=UTC)


def test_a_show_and_its_parts() -> None:
    """A show began, an episode aired, and of a season nobody says."""
    show = Item.from_dict({"type": "show", "show": SHOW})
    part = Item.from_dict({"type": "episode", "show": SHOW, "episode": episode(first_aired=AIRED)})
    season = Item.from_dict({"type": "season", "show": SHOW, "season": {"number": 3}})

    assert [released_at(item) for item in (show, part, season)] == [
        datetime.fromisoformat(BEGAN),
        datetime.fromisoformat(AIRED),
        None,
    ]


def test_nobody_knows() -> None:
    """Then it may have come out or not."""
    assert released_at(Item.from_dict({"type": "movie", "movie": work(501, "Dune")})) is None
