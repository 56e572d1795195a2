"""Trakt's API: the last activities and the history."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from aiohttp import web

from .catalogue import Catalogue, Episode, Item, Key, Kind, Movie, Season, Show, key_of, kind_of
from .diary import Play, Watchable
from .trakt_bodies import Named, counted, names_in
from .trakt_call import Call, Json, body_of, call_of, kinds_of, page_of
from .trakt_time import moment, utc
from .trakt_works import typed_json

UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
"""The time that Trakt stores for a play with an unknown time."""
_DAY = timedelta(days=1)

routes = web.RouteTableDef()


@routes.get("/sync/last_activities")
async def last_activities(request: web.Request) -> web.Response:
    """Return the times of the last activities."""
    return web.json_response(call_of(request).diary.stamps.as_json())


@routes.get(r"/{owner:sync|users/me}/history{kinds:(/[a-z,]+)?}{trakt:(/\d+)?}")
async def history(request: web.Request) -> web.Response:
    """Return the plays, newest first: all, of one kind, of one item, or of a range of time."""
    call, path = call_of(request), request.match_info
    kinds = kinds_of(path["kinds"].removeprefix("/"))
    start, end = moment(request.query.get("start_at")), moment(request.query.get("end_at"))
    if end and len(request.query["end_at"]) == len("2026-11-21"):
        end += _DAY
    keys = {(kind, int(path["trakt"].removeprefix("/"))) for kind in kinds} if path["trakt"] else None
    plays = [
        play
        for play in reversed(call.diary.plays)
        if _is_requested(play.item, kinds, keys)
        and (start is None or play.watched_at >= start)
        and (end is None or play.watched_at <= end)
    ]
    return page_of(request, plays, lambda play: _play_json(play, full=call.full))


@routes.post("/sync/history")
async def add(request: web.Request) -> web.Response:
    """Add plays, even if there are equal ones."""
    call, body = call_of(request), await body_of(request)
    names = names_in(call.catalogue, body)
    added = [(item, _watched_at(call, named, item)) for named in names.known for item in _parts(call, named.item)]
    for item, at in added:
        call.diary.watch(item, at, call.now)
    answer = {
        "added": _count(item for item, _ in added),
        "updated": _count(()),
        "not_found": names.not_found,
    }
    return web.json_response(answer, status=201)


@routes.post("/sync/history/remove")
async def remove(request: web.Request) -> web.Response:
    """Remove all plays of items, and single plays by their ids."""
    call, body = call_of(request), await body_of(request)
    names = names_in(call.catalogue, body)
    keys = {key_of(item) for named in names.known for item in _all_parts(call.catalogue, named.item)}
    ids = {each for each in body.get("ids") or () if isinstance(each, int)}
    missing = sorted(ids - {play.id for play in call.diary.plays})
    dropped = call.diary.forget(keys, ids, call.now)
    return web.json_response(
        {
            "deleted": _count(play.item for play in dropped),
            "not_found": {**names.not_found, "ids": missing},
        }
    )


def _is_requested(item: Watchable, kinds: set[Kind], keys: set[Key] | None) -> bool:
    candidates: tuple[Item, ...] = (item,)
    if isinstance(item, Episode):
        candidates = (item, Season(show=item.show, number=item.season), item.show)
    if keys is None:
        return any(kind_of(candidate) in kinds for candidate in candidates)
    return any(key_of(candidate) in keys for candidate in candidates)


def _play_json(play: Play, *, full: bool) -> Json:
    return {
        "id": play.id,
        "watched_at": utc(play.watched_at),
        "action": play.action,
        **typed_json(play.item, full=full),
    }


def _parts(call: Call, item: Item) -> list[Watchable]:
    """Return the movie or the episodes that a play of an item adds.

    For a show or a season, these are the aired episodes, for a show without its specials.
    """
    if isinstance(item, Movie | Episode):
        return [item]
    with_specials = isinstance(item, Season)
    return [
        each
        for each in _all_parts(call.catalogue, item)
        if isinstance(each, Episode) and each.first_aired <= call.now and (each.season or with_specials)
    ]


def _all_parts(catalogue: Catalogue, item: Item) -> list[Watchable]:
    match item:
        case Show():
            return list(catalogue.episodes_of(item))
        case Season():
            return list(catalogue.season(item.show, item.number))
    return [item]


def _watched_at(call: Call, named: Named, item: Watchable) -> datetime:
    """Return the time of a play in UTC. Without one, and for the release of a movie, it is the current time."""
    watched_at = named.facts.get("watched_at")
    if watched_at == "unknown":
        return UNKNOWN
    if watched_at == "released" and isinstance(item, Episode):
        return item.end
    return moment(watched_at) or call.now


def _count(items: Iterable[Item]) -> dict[str, int]:
    return counted(items, Kind.MOVIE, Kind.EPISODE)
