"""Trakt's answers, as small as they can be; every argument is one fact of the entry."""

from typing import Any

type Json = dict[str, Any]


def episode_entry(
    show: str = "Severance",
    *,
    first_aired: str = "2026-11-21T02:00:00.000Z",
    season: int = 3,
    number: int = 1,
    title: str | None = "Goodbye, Mrs. Selvig",
    show_id: int = 1,
    episode_id: int = 101,
    tmdb: int | None = 95396,
    runtime: int | None = 50,
    episode_type: str | None = "standard",
    images: Json | None = None,
    still: Json | None = None,
    **episode: Any,
) -> Json:
    """Return an entry of the feed of episodes."""
    return {
        "first_aired": first_aired,
        "released": first_aired[:10],
        "show": {
            "title": show,
            "year": 2022,
            "ids": {
                "trakt": show_id,
                "slug": show.lower().replace(" ", "-"),
                "imdb": "tt11280740",
                "tmdb": tmdb,
                "tvdb": 371980,
            },
            "overview": f"What {show} is about.",
            "runtime": 45,
            "rating": 8.4,
            "network": "Apple TV+",
            "genres": ["drama", "science-fiction"],
            "trailer": "https://youtube.com/watch?v=xEQP4VVuyrY",
            **({} if images is None else {"images": images}),
        },
        "episode": {
            "season": season,
            "number": number,
            "title": title,
            "ids": {"trakt": episode_id, "imdb": None, "tmdb": 0, "tvdb": 7},
            "overview": "What happens.",
            "rating": 8.72,
            "runtime": runtime,
            "episode_type": episode_type,
            **({} if still is None else {"images": still}),
            **episode,
        },
    }


def movie_entry(
    title: str = "Dune: Part Three",
    *,
    released: str = "2026-12-18",
    movie_id: int = 501,
    tmdb: int | None = 1170608,
    **movie: Any,
) -> Json:
    """Return an entry of a feed of movies."""
    return {
        "released": released,
        "movie": {
            "title": title,
            "year": 2026,
            "ids": {"trakt": movie_id, "slug": f"movie-{movie_id}", "imdb": "tt31378509", "tmdb": tmdb},
            "overview": "What it is about.",
            "runtime": 160,
            "rating": 7.9,
            "genres": ["science-fiction"],
            "trailer": "https://youtube.com/watch?v=abcdefghijk",
            **movie,
        },
    }


def images_entry(name: str = "0a", group: str = "shows") -> Json:
    """Return the images of a show or a movie."""
    base = f"media.trakt.tv/images/{group}/000/000/001"
    return {
        "poster": [f"{base}/posters/medium/{name}.jpg.webp"],
        "fanart": [f"{base}/fanarts/medium/{name}.jpg.webp"],
        "logo": [],
    }


def settings(name: str = "Demo", uuid: str = "11111111-2222-3333-4444-555555555555") -> Json:
    """Return the settings of a user."""
    return {"user": {"username": name.lower(), "name": name, "vip": False, "ids": {"slug": name.lower(), "uuid": uuid}}}
