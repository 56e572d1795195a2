"""What Trakt tells of works, as small as it can be; every argument is one fact of the work."""

from typing import Any

from .trakt_json import Json


def movie(title: str = "Dune", year: int | None = 2021, trakt: int = 501, **facts: Any) -> Json:
    """Return a movie."""
    ids = {"trakt": trakt, "slug": f"movie-{trakt}", "imdb": f"tt{trakt}", "tmdb": 7000 + trakt}
    return {"title": title, "year": year, "ids": ids, **facts}


def show(title: str = "Severance", year: int | None = 2022, trakt: int = 1, **facts: Any) -> Json:
    """Return a show."""
    ids = {"trakt": trakt, "slug": f"show-{trakt}", "imdb": f"tt{trakt}", "tmdb": 7000 + trakt, "tvdb": 8000 + trakt}
    return {"title": title, "year": year, "ids": ids, **facts}


def season(number: int = 2, **facts: Any) -> Json:
    """Return a season."""
    return {"number": number, "ids": {"trakt": 10 + number, "tmdb": None, "tvdb": 20 + number}, **facts}


def episode(season: int = 2, number: int = 3, **facts: Any) -> Json:
    """Return an episode."""
    return {"season": season, "number": number, "title": f"Part {number}", "ids": {"trakt": 101}, **facts}


def found(work: Json, kind: str = "movie", **parts: Json) -> Json:
    """Return a work as the search gives it."""
    return {"type": kind, "score": 1000, ("movie" if kind == "movie" else "show"): work, **parts}
