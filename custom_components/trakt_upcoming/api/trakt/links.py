"""Addresses of Trakt pages."""

import re
from typing import Final

from .models import Ids

_WEBSITE: Final = "https://app.trakt.tv"
_READ_AS_AN_ID: Final = re.compile(r"(tt)?[\d._~]+", re.ASCII | re.IGNORECASE)
"""Slugs without a word: Trakt reads a number in their place as its own id, and `tt` with a number as an IMDb id.
The show "1899" has the slug `1899`, and that address opens the show with the id 1899."""


def movie_page(ids: Ids) -> str:
    """Return the page of a movie."""
    return f"{_WEBSITE}/movies/{_name(ids)}"


def show_page(ids: Ids) -> str:
    """Return the page of a show."""
    return f"{_WEBSITE}/shows/{_name(ids)}"


def season_page(show: Ids, season: int) -> str:
    """Return the page of a season of a show."""
    return f"{show_page(show)}/seasons/{season}"


def episode_page(show: Ids, season: int, number: int) -> str:
    """Return the page of an episode of a show."""
    return f"{season_page(show, season)}/episodes/{number}"


def _name(ids: Ids) -> str:
    """Return the slug of a movie or a show, or its id where the slug would be read as an id."""
    if ids.slug is None or _READ_AS_AN_ID.fullmatch(ids.slug):
        return str(ids.trakt)
    return ids.slug
