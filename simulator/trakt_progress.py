"""Trakt's API: the progress in shows, and the next episodes."""

from aiohttp import web

from .catalogue import Episode, Kind, Show
from .diary import Play
from .progress import Progress, plays_by_show, progress_of, progress_with
from .trakt_bodies import find_named
from .trakt_call import Call, Json, call_of, page_of
from .trakt_time import utc
from .trakt_works import episode_json, show_json

_TRUE = "true"

routes = web.RouteTableDef()


@routes.get("/sync/progress/up_next")
async def up_next(request: web.Request) -> web.Response:
    """Return every show in progress with its next episode, the show that was watched last first."""
    call = call_of(request)
    with_stats = request.query.get("include_stats") == _TRUE
    return page_of(request, _in_progress(call), lambda each: _json(call, each, full=call.full, with_stats=with_stats))


@routes.get("/sync/progress/up_next_nitro")
async def up_next_nitro(request: web.Request) -> web.Response:
    """Return the same with all fields of shows and episodes."""
    call = call_of(request)
    in_progress = _in_progress(call)
    return page_of(
        request,
        in_progress,
        lambda each: {
            "show_id": each.show.ids.trakt,
            "cached_aired_episode_count": len(each.aired),
            **_json(call, each, full=True, with_stats=True),
            "total_count": len(in_progress),
        },
    )


@routes.get("/sync/progress/watched")
async def watched(request: web.Request) -> web.Response:
    """Return the progress of all shows that have plays, with or without a next episode."""
    call, query = call_of(request), request.query
    shown = [
        each
        for each in progress_of(call.diary, call.catalogue, call.now)
        if query.get("hide_completed" if each.next is None else "hide_not_completed") != _TRUE
    ]
    return page_of(request, shown, lambda each: _json(call, each, full=call.full, with_stats=True))


@routes.get("/shows/{show}/progress/watched")
async def of_show(request: web.Request) -> web.Response:
    """Return the progress of one show and of each of its seasons, also without plays."""
    call, name = call_of(request), request.match_info["show"]
    show = find_named(call.catalogue, Kind.SHOW, name)
    if not isinstance(show, Show):
        raise web.HTTPNotFound
    plays = plays_by_show(call.diary).get(show.ids.trakt, [])
    progress = progress_with(call.diary, call.catalogue, show, plays, call.now)
    last_plays = {play.item.trakt: play for play in plays if isinstance(play.item, Episode)}
    seasons = [
        [each for each in progress.aired if each.season == number]
        for number in sorted({each.season for each in progress.aired})
    ]
    return web.json_response(
        {
            **_progress_json(progress, full=call.full, with_stats=request.query.get("include_stats") == _TRUE),
            "seasons": [_season_json(episodes, last_plays) for episodes in seasons],
            "hidden_seasons": [],
        }
    )


def _in_progress(call: Call) -> list[Progress]:
    return [each for each in progress_of(call.diary, call.catalogue, call.now) if each.next]


def _json(call: Call, progress: Progress, *, full: bool, with_stats: bool) -> Json:
    episode = call.catalogue.episodes_of(progress.show)[-1]
    return {
        "show": show_json(progress.show, full=full, episode=episode),
        "progress": _progress_json(progress, full=full, with_stats=with_stats),
    }


def _progress_json(progress: Progress, *, full: bool, with_stats: bool) -> Json:
    stats: Json = {
        "play_count": progress.plays.total(),
        "minutes_watched": progress.minutes_watched,
        "minutes_left": progress.minutes_left,
    }
    return {
        "aired": len(progress.aired),
        "completed": progress.completed,
        "hidden": 0,
        "last_watched_at": utc(progress.last_watched_at) if progress.last_watched_at else None,
        "reset_at": None,
        "next_episode": episode_json(progress.next, full=full) if progress.next else None,
        "last_episode": episode_json(progress.last, full=full) if progress.last else None,
        **({"stats": stats} if with_stats else {}),
    }


def _season_json(episodes: list[Episode], last_plays: dict[int, Play]) -> Json:
    return {
        "number": episodes[0].season,
        "title": f"Season {episodes[0].season}",
        "aired": len(episodes),
        "completed": sum(each.trakt in last_plays for each in episodes),
        "episodes": [
            {
                "number": each.number,
                "completed": each.trakt in last_plays,
                "last_watched_at": utc(last_plays[each.trakt].watched_at) if each.trakt in last_plays else None,
            }
            for each in episodes
        ],
    }
