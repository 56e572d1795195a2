"""The port from which the simulator is steered. All bodies and answers are JSON.

GET    /state                            addresses, people, how many sessions and requests there are
GET    /requests    DELETE /requests     what the simulated hosts were asked; forget it
GET    /faults      DELETE /faults       the faults that are on; switch all off
POST   /faults      {"host": "trakt_api", "kind": "status", "path": "/calendars", "times": 2, "status": 503,
"headers": {}, "body": "", "seconds": 1}     only host and kind are needed
POST   /user        {"name": "second"}                 who signs in next: demo or second
POST   /refuse      {"refuse": true}                   whether that person refuses the app
POST   /app         {"enabled": false, "client_id": …} an app is deleted, or comes back; all apps without an id
POST   /account     {"user": "demo", "locked": true}   an account is locked, or unlocked
POST   /tokens      {"lifetime": 60}                   seconds that tokens given from now on live
POST   /tokens/expire                                  every access token is old, refresh tokens stay
POST   /sessions/revoke                                every sign-in ends
POST   /catalogue   {"add": {"title": "Show", "first_aired": "2026-11-21T20:00:00Z", "season": 1, "number": 1,
"episode_title": "Pilot"}} or {"remove": 12345}     answers with the episode's id
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import count
from typing import Any

from aiohttp import web

from .catalogue import Episode, Show
from .faults import Fault
from .state import STATE, State

type Json = dict[str, Any]
_FIRST_ADDED = 70_000

routes = web.RouteTableDef()
_numbers = count(_FIRST_ADDED)


@routes.get("/state")
async def state(request: web.Request) -> web.Response:
    """Say how things stand."""
    now = request.app[STATE]
    return web.json_response(
        {
            "people": sorted(now.people.persons),
            "next_person": now.people.next_person,
            "sessions": now.people.sessions,
            "requests": len(now.requests),
            "episodes": len(now.catalogue.episodes),
            "movies": len(now.catalogue.movies),
        }
    )


@routes.get("/requests")
async def requests(request: web.Request) -> web.Response:
    """Say what was asked."""
    return web.json_response(request.app[STATE].requests)


@routes.delete("/requests")
async def forget_requests(request: web.Request) -> web.Response:
    """Forget what was asked."""
    request.app[STATE].requests.clear()
    return web.json_response({})


@routes.get("/faults")
async def faults(request: web.Request) -> web.Response:
    """Say which faults are on."""
    return web.json_response([asdict(fault) for fault in request.app[STATE].faults.active])


@routes.post("/faults")
async def add_fault(request: web.Request) -> web.Response:
    """Switch a fault on."""
    try:
        fault = Fault.from_json(await request.json())
    except ValueError as error:
        raise web.HTTPBadRequest(text=str(error)) from error
    request.app[STATE].faults.active.append(fault)
    return web.json_response({})


@routes.delete("/faults")
async def clear_faults(request: web.Request) -> web.Response:
    """Switch all faults off."""
    request.app[STATE].faults.active.clear()
    return web.json_response({})


@routes.post("/catalogue")
async def change_catalogue(request: web.Request) -> web.Response:
    """Announce an episode, or call one off."""
    now, change = request.app[STATE], await request.json()
    if "remove" in change:
        now.catalogue = now.catalogue.without_episode(change["remove"])
        return web.json_response({"trakt": change["remove"]})
    try:
        episode = _episode(change["add"])
    except (KeyError, TypeError, ValueError) as error:
        raise web.HTTPBadRequest(text=f"{type(error).__name__}: {error}") from error
    now.catalogue = now.catalogue.with_episode(episode)
    return web.json_response({"trakt": episode.trakt})


def _episode(facts: Json) -> Episode:
    number = next(_numbers)
    show = Show(trakt=number, title=facts["title"], network="Control", runtime=30, tmdb=90_000 + number)
    return Episode(
        trakt=number,
        show=show,
        season=facts.get("season", 1),
        number=facts.get("number", 1),
        title=facts.get("episode_title"),
        first_aired=datetime.fromisoformat(facts["first_aired"]).astimezone(UTC),
    )


def _switch(path: str, change: Callable[[State, Json], None]) -> None:
    """Add a request that changes one thing and has nothing to say."""

    @routes.post(path)
    async def switch(request: web.Request) -> web.Response:
        try:
            change(request.app[STATE], await request.json() if request.can_read_body else {})
        except (KeyError, TypeError) as error:
            raise web.HTTPBadRequest(text=f"{type(error).__name__}: {error}") from error
        return web.json_response({})


def _next_person(state: State, data: Json) -> None:
    state.people.next_person = state.people.persons[data["name"]].username


def _refuse(state: State, data: Json) -> None:
    state.people.refuse = bool(data["refuse"])


def _enable_app(state: State, data: Json) -> None:
    ids = [data["client_id"]] if "client_id" in data else list(state.people.apps)
    for client_id in ids:
        state.people.apps[client_id].enabled = bool(data["enabled"])


def _lock(state: State, data: Json) -> None:
    change = state.people.locked.add if data["locked"] else state.people.locked.discard
    change(state.people.persons[data["user"]].username)


def _set_lifetime(state: State, data: Json) -> None:
    state.people.lifetime = int(data["lifetime"])


_switch("/user", _next_person)
_switch("/refuse", _refuse)
_switch("/app", _enable_app)
_switch("/account", _lock)
_switch("/tokens", _set_lifetime)
_switch("/tokens/expire", lambda state, _: state.people.expire_all())
_switch("/sessions/revoke", lambda state, _: state.people.revoke_all())
