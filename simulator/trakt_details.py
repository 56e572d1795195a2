"""Trakt's API: the details of one movie, show, season or episode."""

from aiohttp import web

from .catalogue import Catalogue, Episode, Kind, Movie, Season, Show
from .trakt_about import people_json, ratings_json, translations_json
from .trakt_bodies import episode_of, find_named
from .trakt_call import Call, Json, call_of
from .trakt_time import utc
from .trakt_works import episode_json, movie_json, season_json, show_json

_SHOW = "/shows/{show}"
_EPISODE = _SHOW + r"/seasons/{season:\d+}/episodes/{episode:\d+}"
_WORKS = ("/movies/{movie}", _SHOW, _EPISODE)

routes = web.RouteTableDef()


@routes.get("/movies/{movie}")
async def movie(request: web.Request) -> web.Response:
    """Return a movie."""
    call = call_of(request)
    return web.json_response(movie_json(_movie(call.catalogue, request), full=call.full))


@routes.get(_SHOW)
async def show(request: web.Request) -> web.Response:
    """Return a show."""
    call = call_of(request)
    found = _show(call.catalogue, request)
    first = call.catalogue.episodes_of(found)[0]
    return web.json_response(show_json(found, full=call.full, episode=first))


@routes.get(_SHOW + "/seasons")
async def seasons(request: web.Request) -> web.Response:
    """Return the seasons of a show, an empty list if the show is unknown."""
    call = call_of(request)
    known = find_named(call.catalogue, Kind.SHOW, request.match_info["show"])
    if not isinstance(known, Show):
        return web.json_response([])
    return web.json_response(
        [_season(call, Season(show=known, number=number)) for number in call.catalogue.seasons(known)]
    )


@routes.get(_SHOW + r"/seasons/{season:\d+}")
async def season(request: web.Request) -> web.Response:
    """Return the episodes of a season, an empty list if the show or season is unknown."""
    call = call_of(request)
    known, number = find_named(call.catalogue, Kind.SHOW, request.match_info["show"]), int(request.match_info["season"])
    episodes = call.catalogue.season(known, number) if isinstance(known, Show) else []
    return web.json_response([episode_json(each, full=call.full) for each in episodes])


@routes.get(_EPISODE)
async def episode(request: web.Request) -> web.Response:
    """Return an episode."""
    call = call_of(request)
    return web.json_response(episode_json(_episode(call.catalogue, request), full=call.full))


async def ratings(request: web.Request) -> web.Response:
    """Return the ratings on Trakt, and with `extended=all` those of other services."""
    all_services = request.query.get("extended") == "all"
    return web.json_response(ratings_json(_work(request), all_services=all_services))


async def translations(request: web.Request) -> web.Response:
    """Return the translations into all languages or into one."""
    language = request.match_info.get("language")
    return web.json_response(translations_json(_work(request), language))


async def people(request: web.Request) -> web.Response:
    """Return cast and crew."""
    return web.json_response(people_json(_work(request)))


for path in _WORKS:
    routes.get(f"{path}/ratings")(ratings)
    routes.get(f"{path}/people")(people)
    routes.get(f"{path}/translations")(translations)
    routes.get(f"{path}/translations/{{language:[a-z]{{2}}}}")(translations)


def _movie(catalogue: Catalogue, request: web.Request) -> Movie:
    found = find_named(catalogue, Kind.MOVIE, request.match_info["movie"])
    if not isinstance(found, Movie):
        raise web.HTTPNotFound
    return found


def _show(catalogue: Catalogue, request: web.Request) -> Show:
    found = find_named(catalogue, Kind.SHOW, request.match_info["show"])
    if not isinstance(found, Show):
        raise web.HTTPNotFound
    return found


def _episode(catalogue: Catalogue, request: web.Request) -> Episode:
    numbers = (int(request.match_info[name]) for name in ("season", "episode"))
    found = episode_of(catalogue, _show(catalogue, request), *numbers)
    if found is None:
        raise web.HTTPNotFound
    return found


def _work(request: web.Request) -> Movie | Show | Episode:
    """Return the movie, show or episode that a path names.

    Raises HTTPNotFound.
    """
    catalogue = call_of(request).catalogue
    if "movie" in request.match_info:
        return _movie(catalogue, request)
    return _episode(catalogue, request) if "episode" in request.match_info else _show(catalogue, request)


def _season(call: Call, season: Season) -> Json:
    episodes = call.catalogue.season(season.show, season.number)
    plain = season_json(season)
    if not call.full:
        return plain
    aired = [each for each in episodes if each.first_aired <= call.now]
    return {
        **plain,
        "rating": 7.5,
        "votes": 120,
        "episode_count": len(episodes),
        "aired_episodes": len(aired),
        "title": f"Season {season.number}" if season.number else "Specials",
        "overview": None,
        "first_aired": utc(min(each.first_aired for each in episodes)),
        "updated_at": "2026-10-01T12:00:00.000Z",
        "network": season.show.network,
    }
