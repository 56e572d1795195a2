"""Trakt's API: search by text and by id, and recommendations."""

from collections.abc import Sequence
import re

from aiohttp import web

from .catalogue import Catalogue, Episode, Item, Kind, Movie, Show, key_of, kind_of, without_accents
from .diary import Section
from .trakt_bodies import find_named
from .trakt_call import Call, Json, call_of, kinds_of, page_of
from .trakt_checks import empty
from .trakt_works import movie_json, show_json, typed_json

_DEFAULT_RESULTS = 50
_DEFAULT_RECOMMENDATIONS = 10
_MOST_RECOMMENDATIONS = 100
_EXACT_SCORE = 1_000
"""The score of an equal title or id."""
_PARTIAL_SCORE = 100
"""The highest score of a title that contains the text."""
_ESCAPED = re.compile(r"\\(.)")
"""A character after a backslash, which has no special meaning in a search."""

routes = web.RouteTableDef()


@routes.get(r"/search/{kinds:(movie|show|episode|person|list)(,(movie|show|episode|person|list))*}{exact:(/exact)?}")
async def search(request: web.Request) -> web.Response:
    """Return the items whose titles contain the query, best matches first. Cast, crew and lists are never found."""
    call, path = call_of(request), request.match_info
    words = _plain(_ESCAPED.sub(r"\1", request.query.get("query", "")))
    kinds = {kind for kind in Kind if kind in path["kinds"].split(",")}
    least = _EXACT_SCORE if path["exact"] else 1
    scored = [(score, item) for item in _titled(call.catalogue) if (score := _score(item, words)) >= least]
    found = sorted([each for each in scored if kind_of(each[1]) in kinds], key=lambda each: -each[0])
    return page_of(request, found, lambda each: _result_json(call, *each), default_limit=_DEFAULT_RESULTS)


@routes.get(r"/search/{service:trakt|imdb|tmdb|tvdb}/{id:[a-z\d]+}")
async def look_up(request: web.Request) -> web.Response:
    """Return the items that have an id at a service. Items of different kinds can have the same id."""
    call, path = call_of(request), request.match_info
    value = int(path["id"]) if path["id"].isdecimal() else path["id"]
    kinds = kinds_of(request.query.get("type", "")) - {Kind.SEASON}
    items = [call.catalogue.find(kind, path["service"], value) for kind in Kind if kind in kinds]
    found = [(_EXACT_SCORE, item) for item in items if item]
    return page_of(request, found, lambda each: _result_json(call, *each), default_limit=_DEFAULT_RESULTS)


@routes.get(r"/recommendations/{kinds:movies|shows}{slash:/?}")
async def recommendations(request: web.Request) -> web.Response:
    """Return movies or shows that the user has neither watched nor hidden, with all fields and without pages."""
    call, movies = call_of(request), request.match_info["kinds"] == "movies"
    limit = request.query.get("limit", "")
    most = min(_MOST_RECOMMENDATIONS, int(limit)) if limit.isdecimal() else _DEFAULT_RECOMMENDATIONS
    works: Sequence[Movie | Show] = call.catalogue.movies if movies else call.catalogue.shows
    left_out = _watched(call) | call.diary.hidden[Section.RECOMMENDATIONS].keys()
    if request.query.get("ignore_watchlisted") == "true":
        left_out |= call.diary.watchlist.keys()
    shown = [work for work in works if key_of(work) not in left_out][:most]
    return web.json_response([{**_full_json(work), "favorited_by": [], "recommended_by": []} for work in shown])


@routes.delete(r"/recommendations/{kinds:movies|shows}/{id}")
async def hide_recommendation(request: web.Request) -> web.Response:
    """Hide a movie or show from the recommendations."""
    call, path = call_of(request), request.match_info
    work = find_named(call.catalogue, Kind(path["kinds"].removesuffix("s")), path["id"])
    if work is None:
        return empty(404)
    call.diary.hide(Section.RECOMMENDATIONS, work, call.now)
    return web.Response(status=204)


def _titled(catalogue: Catalogue) -> list[Movie | Show | Episode]:
    return [*catalogue.movies, *catalogue.shows, *(each for each in catalogue.episodes if each.title)]


def _score(item: Movie | Show | Episode, words: str) -> int:
    """Return how well a title matches: 0 for no match, the highest score for an equal title."""
    names = [item.title or ""]
    if not isinstance(item, Episode):
        names += [each.title for each in item.translations.values()]
    titles = [_plain(name) for name in names]
    if not words:
        return 0
    if words in titles:
        return _EXACT_SCORE
    return max(_PARTIAL_SCORE * len(words) // len(title) if title and words in title else 0 for title in titles)


def _plain(text: str) -> str:
    """Return a text as it is compared: in lower case, and without accents unless that leaves nothing."""
    return (without_accents(text) or text).strip().casefold()


def _result_json(call: Call, score: int, item: Item) -> Json:
    return {"score": score, **typed_json(item, full=call.full)}


def _full_json(work: Movie | Show) -> Json:
    return movie_json(work, full=True) if isinstance(work, Movie) else show_json(work, full=True)


def _watched(call: Call) -> set[tuple[Kind, int]]:
    items = [play.item for play in call.diary.plays]
    return {key_of(item.show if isinstance(item, Episode) else item) for item in items}
