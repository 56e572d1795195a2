"""Trakt's API: the items that a user has hidden."""

from aiohttp import web

from .catalogue import Kind, kind_of
from .diary import Hidden, Section
from .trakt_bodies import counted, names_in
from .trakt_call import Json, body_of, call_of, kinds_of, page_of
from .trakt_time import utc
from .trakt_works import typed_json

_SECTION = "{section:" + "|".join(Section) + "}"

routes = web.RouteTableDef()


@routes.get(f"/users/hidden/{_SECTION}")
async def hidden(request: web.Request) -> web.Response:
    """Return the hidden items of a section, newest first. For the progress, a kind is required."""
    call, section = call_of(request), Section(request.match_info["section"])
    if section is Section.PROGRESS_WATCHED and "type" not in request.query:
        raise web.HTTPBadRequest
    kinds = kinds_of(request.query.get("type", ""))
    items = sorted(call.diary.hidden[section].values(), key=lambda each: each.hidden_at, reverse=True)
    shown = [each for each in items if kind_of(each.item) in kinds]
    return page_of(request, shown, lambda each: _hidden_json(each, full=call.full))


@routes.post(f"/users/hidden/{_SECTION}")
async def add(request: web.Request) -> web.Response:
    """Hide items in a section."""
    call, body = call_of(request), await body_of(request)
    names = names_in(call.catalogue, body)
    for named in names.known:
        call.diary.hide(Section(request.match_info["section"]), named.item, call.now)
    counts = counted((named.item for named in names.known), Kind.MOVIE, Kind.SHOW, Kind.SEASON)
    # Trakt's API contract has `season` in the singular.
    answer = {"added": {**counts, "season": counts["seasons"]}, "not_found": names.not_found}
    return web.json_response(answer)


@routes.post(f"/users/hidden/{_SECTION}/remove")
async def remove(request: web.Request) -> web.Response:
    """Show items in a section again."""
    call, body = call_of(request), await body_of(request)
    section, names = Section(request.match_info["section"]), names_in(call.catalogue, body)
    deleted = [named.item for named in names.known if call.diary.unhide(section, named.item, call.now)]
    return web.json_response({"deleted": counted(deleted), "not_found": names.not_found})


def _hidden_json(hidden: Hidden, *, full: bool) -> Json:
    return {"hidden_at": utc(hidden.hidden_at), **typed_json(hidden.item, full=full)}
