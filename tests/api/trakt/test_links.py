"""Where Trakt shows what users read about: an address that can mean nothing else."""

from typing import Any

import pytest

from custom_components.trakt_upcoming.api.trakt import Ids
from custom_components.trakt_upcoming.api.trakt.links import episode_page, movie_page, season_page, show_page

WEBSITE = "https://app.trakt.tv"


def ids(slug: Any) -> Ids:
    """Return the ids of a work that Trakt calls so."""
    return Ids.from_dict({"trakt": 141000, "slug": slug})


@pytest.mark.parametrize("slug", ["severance", "9-1-1", "11-22-63", "the-flash-2014", "24-hours", "3below", "tt"])
def test_words(slug: str) -> None:
    """What cannot be an id is read by users."""
    assert show_page(ids(slug)) == f"{WEBSITE}/shows/{slug}"


@pytest.mark.parametrize(
    "slug",
    [
        pytest.param("1899", id="one of Trakt's ids"),
        pytest.param("007", id="a number with zeros"),
        pytest.param("2.0", id="a number with a point"),
        pytest.param("tt0111161", id="one of IMDb's ids"),
        pytest.param("..", id="a step up"),
        pytest.param("", id="empty"),
        pytest.param(None, id="none"),
        pytest.param("١٨٩٩", id="digits of another script"),
        pytest.param("a/b", id="a folder"),
    ],
)
def test_slug_that_may_be_an_id(slug: Any) -> None:
    """Trakt's id means this work only, on every page."""
    assert movie_page(ids(slug)) == f"{WEBSITE}/movies/141000"
    assert show_page(ids(slug)) == f"{WEBSITE}/shows/141000"
    assert season_page(ids(slug), 1) == f"{WEBSITE}/shows/141000/seasons/1"
    assert episode_page(ids(slug), 1, 2) == f"{WEBSITE}/shows/141000/seasons/1/episodes/2"
