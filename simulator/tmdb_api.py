"""TMDB's API: configuration and titles."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from .catalogue import Catalogue, Movie, Show
from .state import STATE, TMDB_KEY, TMDB_TOKEN

MOST_APPENDED = 20

type Json = dict[str, Any]
routes = web.RouteTableDef()


@web.middleware
async def checks(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Let through whoever has a key, and answer errors as TMDB does."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if request.query.get("api_key") != TMDB_KEY and token != TMDB_TOKEN:
        return _error(401, 7, "Invalid API key: You must be granted a valid key.")
    try:
        return await handler(request)
    except web.HTTPNotFound:
        return _not_found()


@routes.get("/3/configuration")
async def configuration(request: web.Request) -> web.Response:
    """Say where pictures are, and in which sizes."""
    base = f"{request.app[STATE].images}/t/p/"
    return web.json_response(
        {
            "images": {
                "base_url": base,
                "secure_base_url": base,
                "backdrop_sizes": ["w300", "w780", "w1280", "original"],
                "logo_sizes": ["w45", "w92", "w154", "w185", "w300", "w500", "original"],
                "poster_sizes": ["w92", "w154", "w185", "w342", "w500", "w780", "original"],
                "profile_sizes": ["w45", "w185", "h632", "original"],
                "still_sizes": ["w92", "w185", "w300", "original"],
            },
            "change_keys": ["images", "overview", "title"],
        }
    )


@routes.get(r"/3/movie/{tmdb:\d+}")
async def movie(request: web.Request) -> web.Response:
    """Say what is known of a film."""
    found = request.app[STATE].catalogue.movie_at_tmdb(int(request.match_info["tmdb"]))
    return web.json_response(_movie(found, _language(request))) if found is not None else _not_found()


@routes.get(r"/3/tv/{tmdb:\d+}")
async def tv(request: web.Request) -> web.Response:
    """Say what is known of a show, and of the seasons that are to be appended."""
    catalogue = request.app[STATE].catalogue
    show = catalogue.show_at_tmdb(int(request.match_info["tmdb"]))
    if show is None:
        return _not_found()
    appended = [name for name in request.query.get("append_to_response", "").split(",") if name]
    if len(appended) > MOST_APPENDED:
        return _error(400, 27, "Too many append to response objects: The maximum number of remote calls is 20.")
    language = _language(request)
    seasons = {name: _season(catalogue, show, int(name.partition("/")[2]), language) for name in appended}
    return web.json_response({**_show(show, language), **{name: page for name, page in seasons.items() if page}})


def _language(request: web.Request) -> str:
    return request.query.get("language", "en").partition("-")[0]


def _movie(movie: Movie, language: str) -> Json:
    return {
        "id": movie.tmdb,
        "imdb_id": movie.imdb,
        "title": movie.translations.get(language, movie.title),
        "original_title": movie.title,
        "overview": movie.overview if language == "en" else "",
        "poster_path": _path("p", movie.tmdb) if movie.has_poster else None,
        "backdrop_path": _path("b", movie.tmdb) if movie.has_poster else None,
        "release_date": movie.released.isoformat(),
        "runtime": movie.runtime,
        "genres": [],
        "homepage": "",
        "vote_average": 0,
        "vote_count": 0,
    }


def _show(show: Show, language: str) -> Json:
    translated = language in show.translations
    return {
        "id": show.tmdb,
        "name": show.translations.get(language, show.title),
        "original_name": show.title,
        "overview": f"{show.overview} ({language})" if translated else show.overview if language == "en" else "",
        "poster_path": _path("p", show.tmdb) if show.has_poster else None,
        "backdrop_path": _path("b", show.tmdb) if show.has_poster else None,
        "first_air_date": "2024-01-07",
        "episode_run_time": [],
        "networks": [{"id": 1, "name": show.network, "logo_path": None, "origin_country": ""}],
        "seasons": [],
        "vote_average": 0,
        "vote_count": 0,
    }


def _season(catalogue: Catalogue, show: Show, season: int, language: str) -> Json | None:
    episodes = catalogue.season(show, season)
    if not episodes:
        return None
    translated = language in show.translations or language == "en"
    return {
        "season_number": season,
        "poster_path": None,
        "episodes": [
            {
                "season_number": season,
                "episode_number": episode.number,
                "name": episode.title if translated and episode.title else f"Episode {episode.number}",
                "overview": "",
                "still_path": _path("s", episode.trakt) if episode.number % 2 else None,
                "air_date": episode.first_aired.date().isoformat(),
                "runtime": show.runtime,
                "production_code": "",
                "vote_count": 0,
            }
            for episode in episodes
        ],
    }


def _path(kind: str, number: int | None) -> str:
    return f"/{kind}{number}.jpg"


def _not_found() -> web.Response:
    return _error(404, 34, "The resource you requested could not be found.")


def _error(status: int, code: int, message: str) -> web.Response:
    return web.json_response({"status_code": code, "status_message": message, "success": False}, status=status)
