"""Trakt's API: check-ins and playback progress."""

from aiohttp import web

from .catalogue import Catalogue, Episode, Kind, Movie, Show, kind_of
from .diary import Paused, Watchable
from .trakt_bodies import episode_of, item_named
from .trakt_call import Json, body_of, call_of, kinds_of, page_of
from .trakt_checks import empty
from .trakt_time import utc
from .trakt_works import item_json, typed_json

_NETWORKS = ("facebook", "twitter", "mastodon", "tumblr")

routes = web.RouteTableDef()


@routes.post("/checkin")
async def begin(request: web.Request) -> web.Response:
    """Check in to a movie or an episode. With a running check-in, the answer is 409."""
    call, body = call_of(request), await body_of(request)
    running = call.diary.check_in
    if running:
        return web.json_response({"expires_at": utc(running.expires_at)}, status=409)
    item = _watchable(call.catalogue, body)
    if item is None:
        return empty(404)
    checked_in = call.diary.begin(item, call.now)
    answer = {
        "id": checked_in.id,
        "watched_at": utc(checked_in.started_at),
        "sharing": dict.fromkeys(_NETWORKS, False),
        **item_json(item),
    }
    return web.json_response(answer, status=201)


@routes.delete("/checkin")
async def cancel(request: web.Request) -> web.Response:
    """Cancel the check-in."""
    call_of(request).diary.check_in = None
    return web.Response(status=204)


@routes.get("/users/me/watching")
async def watching(request: web.Request) -> web.Response:
    """Return the check-in. Without one, the answer is 204."""
    call = call_of(request)
    running = call.diary.check_in
    if running is None:
        return web.Response(status=204)
    return web.json_response(
        {
            "expires_at": utc(running.expires_at),
            "started_at": utc(running.started_at),
            "action": "checkin",
            **typed_json(running.item, full=call.full),
        }
    )


@routes.get(r"/sync/playback{kinds:(/[a-z,]+)?}")
async def playback(request: web.Request) -> web.Response:
    """Return the paused movies and episodes, newest first."""
    call = call_of(request)
    kinds = kinds_of(request.match_info["kinds"].removeprefix("/"))
    paused = sorted(call.diary.paused.values(), key=lambda each: each.paused_at, reverse=True)
    shown = [each for each in paused if kind_of(each.item) in kinds]
    return page_of(request, shown, lambda each: _paused_json(each, full=call.full))


@routes.delete(r"/sync/playback/{id:\d+}")
async def remove_playback(request: web.Request) -> web.Response:
    """Remove a paused movie or episode."""
    call = call_of(request)
    known = call.diary.resume(int(request.match_info["id"]), call.now)
    return web.Response(status=204) if known else empty(404)


def _watchable(catalogue: Catalogue, body: Json) -> Watchable | None:
    """Return the movie or the episode that a body names. An episode has its own ids, or a show and numbers."""
    facts = {kind: body[kind] for kind in Kind if isinstance(body.get(kind), dict)}
    for kind, named in facts.items():
        item = item_named(catalogue, kind, named)
        if isinstance(item, Movie | Episode):
            return item
        if isinstance(item, Show):
            numbers = facts.get(Kind.EPISODE, {})
            return episode_of(catalogue, item, numbers.get("season"), numbers.get("number"))
    return None


def _paused_json(paused: Paused, *, full: bool) -> Json:
    return {
        "progress": paused.progress,
        "paused_at": utc(paused.paused_at),
        "id": paused.id,
        **typed_json(paused.item, full=full),
    }
