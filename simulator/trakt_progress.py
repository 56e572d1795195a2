"""Trakt's API: how far somebody is with their shows, and what they see next."""

from aiohttp import web

from .catalogue import Show
from .progress import Progress, progress_of
from .trakt_call import Call, Json, call_of, page_of
from .trakt_time import utc
from .trakt_works import episode_json, show_json

_YES = "true"

routes = web.RouteTableDef()


@routes.get("/sync/progress/up_next")
async def up_next(request: web.Request) -> web.Response:
    """Give the next episode of every show in progress, the last watched show first."""
    call = call_of(request)
    with_stats = request.query.get("include_stats") == _YES
    return page_of(request, _in_progress(call), lambda each: _json(call, each, full=call.full, with_stats=with_stats))


@routes.get("/sync/progress/up_next_nitro")
async def up_next_nitro(request: web.Request) -> web.Response:
    """Give the same with everything about show and episode."""
    call = call_of(request)
    going = _in_progress(call)
    return page_of(
        request,
        going,
        lambda each: {
            "show_id": each.show.ids.trakt,
            "cached_aired_episode_count": len(each.aired),
            **_json(call, each, full=True, with_stats=True),
            "total_count": len(going),
        },
    )


@routes.get("/sync/progress/watched")
async def watched(request: web.Request) -> web.Response:
    """Give the progress of all shows of which something was watched, whether there is a next episode or not."""
    call, query = call_of(request), request.query
    shown = [
        each
        for each in progress_of(call.diary, call.catalogue, call.now)
        if query.get("hide_completed" if each.next is None else "hide_not_completed") != _YES
    ]
    return page_of(request, shown, lambda each: _json(call, each, full=call.full, with_stats=True))


def _in_progress(call: Call) -> list[Progress]:
    return [each for each in progress_of(call.diary, call.catalogue, call.now) if each.next]


def _json(call: Call, progress: Progress, *, full: bool, with_stats: bool) -> Json:
    stats: Json = {
        "play_count": progress.plays.total(),
        "minutes_watched": progress.minutes_watched,
        "minutes_left": progress.minutes_left,
    }
    return {
        "show": _show(call, progress.show, full=full),
        "progress": {
            "aired": len(progress.aired),
            "completed": progress.completed,
            "hidden": 0,
            "last_watched_at": utc(progress.last_watched_at),
            "reset_at": None,
            "next_episode": episode_json(progress.next, full=full) if progress.next else None,
            "last_episode": episode_json(progress.last, full=full),
            **({"stats": stats} if with_stats else {}),
        },
    }


def _show(call: Call, show: Show, *, full: bool) -> Json:
    return show_json(show, full=full, episode=call.catalogue.episodes_of(show)[-1])
