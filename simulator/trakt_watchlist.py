"""Trakt's API: the watchlist."""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from .catalogue import Episode, Movie, Show, key_of, kind_of
from .diary import Listed
from .trakt_bodies import counted, names_in
from .trakt_call import Call, Json, body_of, call_of, kinds_of, page_of
from .trakt_checks import empty
from .trakt_json import WATCHLIST_LIMIT
from .trakt_time import utc
from .trakt_works import typed_json

routes = web.RouteTableDef()


@routes.get(
    r"/{owner:sync|users/me}/watchlist{kinds:(/[a-z,]+)?}{by:(/[a-z_]+)?}{how:(/(asc|desc))?}",
)
async def watchlist(request: web.Request) -> web.Response:
    """Return the items of the watchlist, by rank unless another order is requested."""
    call, path = call_of(request), request.match_info
    kinds = kinds_of(path["kinds"].removeprefix("/"))
    order = _ORDERS.get(path["by"].removeprefix("/"), _ORDERS["rank"])
    listed = sorted(call.diary.watchlist.values(), key=order, reverse=path["how"] == "/desc")
    shown = [each for each in listed if kind_of(each.item) in kinds]
    # Trakt counts the whole list, whichever kinds are requested.
    return page_of(request, shown, lambda each: _listed_json(call, each), item_count=len(listed))


@routes.post("/sync/watchlist")
async def add(request: web.Request) -> web.Response:
    """Add items to the watchlist. If they exceed the limit, none is added."""
    call, body = call_of(request), await body_of(request)
    names = names_in(call.catalogue, body)
    new = {key_of(named.item) for named in names.known} - call.diary.watchlist.keys()
    if len(call.diary.watchlist) + len(new) > WATCHLIST_LIMIT:
        return empty(420, {"X-Account-Limit": str(WATCHLIST_LIMIT), "X-VIP-User": str(call.person.vip).lower()})
    added = [named.item for named in names.known if call.diary.enlist(named.item, call.now)]
    known = counted(named.item for named in names.known)
    counts = counted(added)
    answer = {
        "added": counts,
        "existing": {kind: known[kind] - counts[kind] for kind in counts},
        "not_found": names.not_found,
        "list": _list_json(call),
    }
    return web.json_response(answer, status=201)


@routes.post("/sync/watchlist/remove")
async def remove(request: web.Request) -> web.Response:
    """Remove items from the watchlist."""
    call, body = call_of(request), await body_of(request)
    names = names_in(call.catalogue, body)
    deleted = [named.item for named in names.known if call.diary.delist(named.item, call.now)]
    return web.json_response({"deleted": counted(deleted), "not_found": names.not_found, "list": _list_json(call)})


def _list_json(call: Call) -> Json:
    updated = call.diary.stamps.of("watchlist", "updated_at")
    return {"updated_at": utc(updated), "item_count": len(call.diary.watchlist)}


def _listed_json(call: Call, listed: Listed) -> Json:
    rated = call.diary.ratings.get(key_of(listed.item))
    return {
        "rank": listed.rank,
        "id": listed.id,
        "listed_at": utc(listed.listed_at),
        "notes": None,
        "my_rating": rated.rating if rated else None,
        **typed_json(listed.item, full=call.full),
    }


def _title(listed: Listed) -> str:
    match listed.item:
        case Movie() | Show():
            return listed.item.title
    return listed.item.show.title


def _released(listed: Listed) -> str:
    match listed.item:
        case Movie():
            return listed.item.released.isoformat()
        case Episode():
            return listed.item.first_aired.date().isoformat()
        case Show():
            return str(listed.item.year)
    return str(listed.item.show.year)


_ORDERS: dict[str, Callable[[Listed], Any]] = {
    "rank": lambda listed: listed.rank,
    "added": lambda listed: listed.listed_at,
    "title": _title,
    "released": _released,
}
