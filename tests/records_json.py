"""What Trakt keeps of a user, as small as it can be; every argument is one fact of the entry."""

from typing import Any

from .trakt_json import Json

STAMP = "2026-11-19T20:00:00.000Z"


def work(trakt: int = 1, title: str = "Severance", **facts: Any) -> Json:
    """Return a show or a movie."""
    return {
        "title": title,
        "year": 2022,
        "ids": {"trakt": trakt, "slug": f"work-{trakt}", "tmdb": 7000 + trakt},
        **facts,
    }


def episode(trakt: int = 101, *, season: int = 3, number: int = 1, **facts: Any) -> Json:
    """Return an episode."""
    return {"season": season, "number": number, "title": f"Part {number}", "ids": {"trakt": trakt}, **facts}


def movie_play(play: int = 1, at: str = "2026-11-18T20:00:00.000Z", *, movie: int = 501) -> Json:
    """Return a movie in the history."""
    return {"id": play, "watched_at": at, "action": "watch", "type": "movie", "movie": work(movie, "Dune")}


def episode_play(
    play: int = 2, at: str = "2026-11-19T20:00:00.000Z", *, show: int = 1, trakt: int = 101, number: int = 1
) -> Json:
    """Return an episode in the history."""
    return {
        "id": play,
        "watched_at": at,
        "action": "scrobble",
        "type": "episode",
        "show": work(show),
        "episode": episode(trakt, number=number),
    }


def hidden_show(show: int = 1) -> Json:
    """Return a show that is hidden."""
    return {"hidden_at": STAMP, "type": "show", "show": work(show)}


def hidden_season(show: int = 1, season: int = 3) -> Json:
    """Return a season that is hidden."""
    return {"hidden_at": STAMP, "type": "season", "show": work(show), "season": {"number": season, "ids": {}}}


def hidden_movie(movie: int = 501) -> Json:
    """Return a movie that is hidden."""
    return {"hidden_at": STAMP, "type": "movie", "movie": work(movie, "Dune")}


def listed_movie(movie: int = 501) -> Json:
    """Return a movie on the watchlist."""
    return {"rank": 1, "id": 9, "listed_at": STAMP, "notes": None, "type": "movie", "movie": work(movie, "Dune")}


def rated_movie(movie: int = 501, rating: int = 8) -> Json:
    """Return a movie that was rated."""
    return {"rated_at": STAMP, "rating": rating, "type": "movie", "movie": work(movie, "Dune")}


def up_next(show: int = 1, number: int | None = 2) -> Json:
    """Return a show in progress."""
    following = None if number is None else episode(100 + number, number=number)
    return {
        "show": work(show),
        "progress": {"aired": 9, "completed": 1, "last_watched_at": STAMP, "reset_at": None, "next_episode": following},
    }


def settings(*, vip: bool = False) -> Json:
    """Return the settings of a user."""
    return {"user": {"username": "demo", "vip": vip}, "account": {"timezone": "Europe/London"}}


def statistics(episodes: int = 3) -> Json:
    """Return how much a user has done, by the number of episodes that they watched."""
    return {
        "movies": {"plays": 9, "watched": 8, "minutes": 1_100, "collected": 7, "ratings": 6, "comments": 5},
        "shows": {"watched": 2, "collected": 1, "ratings": 0, "comments": 4},
        "seasons": {"ratings": 3, "comments": 4},
        "episodes": {
            "plays": 2 * episodes,
            "watched": episodes,
            "minutes": 100 * episodes,
            "collected": 12,
            "ratings": 11,
            "comments": 10,
        },
        "network": {"friends": 1, "followers": 2, "following": 3},
        "ratings": {"total": 20, "distribution": {"10": 20}},
    }


def last_activities(**moved: str) -> Json:
    """Return the last activities; those that moved by their names, with two underscores for the dot."""
    names = {
        "movies": ("watched_at", "collected_at", "rated_at", "watchlisted_at", "hidden_at"),
        "episodes": ("watched_at", "collected_at", "rated_at", "watchlisted_at"),
        "shows": ("rated_at", "watchlisted_at", "hidden_at", "dropped_at"),
        "seasons": ("rated_at", "hidden_at"),
        "watchlist": ("updated_at",),
        "account": ("settings_at",),
    }
    parts: Json = {part: dict.fromkeys(activities, STAMP) for part, activities in names.items()}
    for name, at in moved.items():
        part, activity = name.split("__")
        parts[part][activity] = at
    return {"all": max([STAMP, *moved.values()]), **parts}
