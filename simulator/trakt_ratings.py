"""Trakt's API: the ratings of a user."""

from aiohttp import web

from .catalogue import kind_of
from .diary import Rated
from .trakt_bodies import counted, names_in
from .trakt_call import Json, body_of, call_of, kinds_of, page_of
from .trakt_checks import empty
from .trakt_time import moment, utc
from .trakt_works import typed_json

_BEST = 10

routes = web.RouteTableDef()


@routes.get(r"/{owner:sync|users/me}/ratings{kinds:(/[a-z,]+)?}{rating:(/[\d,]+)?}")
async def ratings(request: web.Request) -> web.Response:
    """Return the ratings, newest first: all, of one kind, or of some numbers."""
    call, path = call_of(request), request.match_info
    kinds = kinds_of(path["kinds"].removeprefix("/"))
    numbers = {int(number) for number in path["rating"].removeprefix("/").split(",") if number}
    rated = [
        each
        for each in call.diary.ratings.values()
        if kind_of(each.item) in kinds and (not numbers or each.rating in numbers)
    ]
    ordered = sorted(rated, key=lambda each: each.rated_at, reverse=True)
    return page_of(request, ordered, lambda each: _rated_json(each, full=call.full))


@routes.post("/sync/ratings")
async def add(request: web.Request) -> web.Response:
    """Set ratings."""
    call, body = call_of(request), await body_of(request)
    names = names_in(call.catalogue, body)
    if not all(_is_rating(named.facts.get("rating")) for named in names.known):
        return empty(422)
    for named in names.known:
        rated_at = moment(named.facts.get("rated_at")) or call.now
        call.diary.rate(named.item, named.facts["rating"], rated_at, call.now)
    answer = {"added": counted(named.item for named in names.known), "not_found": names.not_found}
    return web.json_response(answer, status=201)


@routes.post("/sync/ratings/remove")
async def remove(request: web.Request) -> web.Response:
    """Remove ratings."""
    call, body = call_of(request), await body_of(request)
    names = names_in(call.catalogue, body)
    deleted = [named.item for named in names.known if call.diary.unrate(named.item, call.now)]
    return web.json_response({"deleted": counted(deleted), "not_found": names.not_found})


def _is_rating(number: object) -> bool:
    return isinstance(number, int) and 1 <= number <= _BEST


def _rated_json(rated: Rated, *, full: bool) -> Json:
    return {"rated_at": utc(rated.rated_at), "rating": rated.rating, **typed_json(rated.item, full=full)}
