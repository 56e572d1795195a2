"""TMDB's API: configuration, movies and shows."""

from collections.abc import Awaitable, Callable
import re
from typing import Any

from aiohttp import web

from .catalogue import Catalogue, Episode, Movie, Show, Work
from .images import SIZES, Kind
from .state import STATE, TMDB_KEY, TMDB_TOKEN

MOST_APPENDED = 20

type Json = dict[str, Any]
routes = web.RouteTableDef()


@web.middleware
async def checks(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse requests without a valid key, and answer errors as TMDB does."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if request.query.get("api_key") != TMDB_KEY and token != TMDB_TOKEN:
        return _error(401, 7, "Invalid API key: You must be granted a valid key.")
    if len(_appended(request)) > MOST_APPENDED:
        return _error(400, 27, "Too many append to response objects: The maximum number of remote calls is 20.")
    try:
        return await handler(request)
    except web.HTTPNotFound, web.HTTPMethodNotAllowed:
        return _error(404, 34, "The resource you requested could not be found.")


@routes.get("/3/configuration")
async def configuration(request: web.Request) -> web.Response:
    """Return the address and the sizes of images."""
    base = f"{request.app[STATE].images}/t/p/"
    return web.json_response(
        {
            "images": {
                "base_url": base,
                "secure_base_url": base,
                "backdrop_sizes": SIZES[Kind.BACKDROP],
                "logo_sizes": ["w45", "w92", "w154", "w185", "w300", "w500", "original"],
                "poster_sizes": SIZES[Kind.POSTER],
                "profile_sizes": ["w45", "w185", "h632", "original"],
                "still_sizes": SIZES[Kind.STILL],
            },
            "change_keys": ["images", "overview", "title"],
        }
    )


@routes.get(r"/3/movie/{tmdb:\d+}")
async def movie(request: web.Request) -> web.Response:
    """Return a movie."""
    found = request.app[STATE].catalogue.movie_at_tmdb(int(request.match_info["tmdb"]))
    if found is None:
        raise web.HTTPNotFound
    return web.json_response(_movie(found, _language(request)))


@routes.get(r"/3/tv/{tmdb:\d+}")
async def tv(request: web.Request) -> web.Response:
    """Return a show with the seasons to append. Unknown seasons are left out."""
    catalogue, language = request.app[STATE].catalogue, _language(request)
    show = catalogue.show_at_tmdb(int(request.match_info["tmdb"]))
    if show is None:
        raise web.HTTPNotFound
    requested = {int(match[1]) for name in _appended(request) if (match := re.fullmatch(r"season/(\d+)", name))}
    known = sorted(requested.intersection(catalogue.seasons(show)))
    pages = {f"season/{season}": _season(catalogue.season(show, season), season, language) for season in known}
    return web.json_response({**_show(catalogue, show, language), **pages})


def _appended(request: web.Request) -> list[str]:
    return [name for name in request.query.get("append_to_response", "").split(",") if name]


def _language(request: web.Request) -> str:
    return request.query.get("language", "en-US")


def _movie(movie: Movie, language: str) -> Json:
    words = movie.words(language)
    return {
        **_work(movie, language),
        "imdb_id": movie.ids.imdb,
        "title": words.title if words else movie.title,
        "original_title": movie.title,
        "release_date": movie.released.isoformat(),
        "runtime": movie.runtime,
    }


def _show(catalogue: Catalogue, show: Show, language: str) -> Json:
    words = show.words(language)
    return {
        **_work(show, language),
        "name": words.title if words else show.title,
        "original_name": show.title,
        "first_air_date": "2024-01-07",
        "episode_run_time": [],
        "networks": [{"id": 1, "name": show.network, "logo_path": None, "origin_country": ""}],
        "seasons": [{"season_number": season, "poster_path": None} for season in catalogue.seasons(show)],
    }


def _work(work: Work, language: str) -> Json:
    words = work.words(language)
    return {
        "id": work.ids.tmdb,
        "original_language": "en",
        "overview": words.overview if words else "",
        "poster_path": f"/{Kind.POSTER}{work.ids.tmdb}.jpg" if work.has_pictures else None,
        "backdrop_path": f"/{Kind.BACKDROP}{work.ids.tmdb}.jpg" if work.has_pictures else None,
        "genres": [],
        "homepage": "",
        "vote_average": 0,
        "vote_count": 0,
    }


def _season(episodes: list[Episode], season: int, language: str) -> Json:
    return {
        "season_number": season,
        "poster_path": None,
        "episodes": [_episode(episode, language) for episode in episodes],
    }


def _episode(episode: Episode, language: str) -> Json:
    # TMDB makes up the name of an episode that has no translation.
    translated = episode.title and episode.show.words(language)
    has_still = episode.show.has_pictures and episode.number % 2
    return {
        "season_number": episode.season,
        "episode_number": episode.number,
        "name": episode.title if translated else f"Episode {episode.number}",
        "overview": "",
        "still_path": f"/{Kind.STILL}{episode.trakt}.jpg" if has_still else None,
        "air_date": episode.first_aired.date().isoformat(),
        "runtime": episode.runtime,
        "production_code": "",
        "vote_count": 0,
    }


def _error(status: int, code: int, message: str) -> web.Response:
    return web.json_response({"status_code": code, "status_message": message, "success": False}, status=status)
