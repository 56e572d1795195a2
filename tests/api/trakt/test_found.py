"""What is found at Trakt can be named in a list."""

import pytest

from custom_components.trakt_upcoming.api.trakt import Found, SeasonRef

from ...trakt_json import Json
from ...works_json import season, show
from .works import EPISODE, SHOW


def test_refs() -> None:
    """What is found can be named in a list."""
    facts = season(2) | {"title": "Two"}
    of_season = Found.from_dict({"type": "season", "show": show(), "season": facts}).ref

    assert isinstance(of_season, SeasonRef)
    assert (of_season.season.number, of_season.work) == (2, SHOW.work)
    assert EPISODE.label == "Severance S02E03 Part 3"


@pytest.mark.parametrize("facts", [{"type": "season", "season": season()}, {"type": "movie"}, {"type": "person"}])
def test_found_item_of_an_unknown_type(facts: Json) -> None:
    """It is no find."""
    with pytest.raises(ValueError, match=r"season|movie|type"):
        Found.from_dict(facts)
