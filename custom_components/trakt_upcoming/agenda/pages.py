"""Where Trakt shows what people read about."""

from typing import Final

from ..api.trakt import Ids

_WEBSITE: Final = "https://app.trakt.tv"


def movie_page(ids: Ids) -> str:
    """Return the page of a film."""
    return f"{_WEBSITE}/movies/{ids.slug or ids.trakt}"


def show_page(ids: Ids) -> str:
    """Return the page of a show."""
    return f"{_WEBSITE}/shows/{ids.slug or ids.trakt}"


def season_page(show: Ids, season: int) -> str:
    """Return the page of a season of a show."""
    return f"{show_page(show)}/seasons/{season}"


def episode_page(show: Ids, season: int, number: int) -> str:
    """Return the page of an episode of a show."""
    return f"{season_page(show, season)}/episodes/{number}"
