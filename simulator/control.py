"""The port from which the simulator is steered. All bodies and answers are JSON; a wrong one is answered 400.

GET    /state                         people, apps, and how many sign-ins, requests, episodes and films there are
GET    /requests    DELETE /requests  what the hosts were asked; forget it
GET    /faults      DELETE /faults    the faults that are on; switch all off
POST   /faults      {"host": "trakt_api", "kind": "status", "path": "/calendars", "times": 2, "status": 503,
                    "headers": {}, "body": "", "seconds": 1}   only host and kind are needed
POST   /user        {"name": "second"}                         who signs in next: demo or second
POST   /refuse      {"refuse": true}                           whether that person refuses the app
POST   /app         {"enabled": false, "client_id": "..."}     an app is deleted, or is back; all of them without an id
POST   /account     {"user": "demo", "locked": true}           an account is locked, or unlocked
POST   /tokens      {"lifetime": 60}                           seconds that access tokens live from now on
POST   /tokens/expire                                          every access token is old, refresh tokens stay
POST   /sessions/revoke                                        every sign-in ends
POST   /limit       {"most": 5, "seconds": 300}                reads that a person has, and in which period
POST   /limit/writes {"most": 1, "seconds": 1}                 the same for writes
POST   /catalogue   {"add": [{"title": "Show", "first_aired": "2026-11-21T20:00:00Z", "season": 1, "number": 1,
                    "episode_title": "Pilot"}]}                episodes, or a single one without the list, of a new
                                                               show or one that is there; only title and first_aired
                                                               are needed; answers {"trakt": [ids of the episodes]}
POST   /catalogue   {"remove": 14000001}                       an episode is called off
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
import re
from typing import Any

from aiohttp import web

from .call_limit import reads, writes
from .catalogue import Episode, Ids, Show
from .state import STATE, State

type Json = dict[str, Any]

routes = web.RouteTableDef()


def _answering(path: str, view: Callable[[State], object]) -> None:
    """Add a question."""

    @routes.get(path)
    async def answer(request: web.Request) -> web.Response:
        return web.json_response(view(request.app[STATE]))


def _changing(method: str, path: str, change: Callable[[State, Json], object]) -> None:
    """Add a request that changes something; None means that there is nothing to say about it."""

    @routes.route(method, path)
    async def switch(request: web.Request) -> web.Response:
        try:
            answer = change(request.app[STATE], await request.json() if request.can_read_body else {})
        except (KeyError, TypeError, ValueError, re.PatternError) as error:
            raise web.HTTPBadRequest(text=f"{type(error).__name__}: {error}") from error
        return web.json_response({} if answer is None else answer)


def _overview(state: State) -> Json:
    return {
        "people": sorted(state.people.persons),
        "next_person": state.people.next_person,
        "locked": sorted(state.people.locked),
        "apps": {app.client_id: app.enabled for app in state.people.apps.values()},
        "sessions": state.people.sessions,
        "requests": len(state.requests),
        "episodes": len(state.catalogue.episodes),
        "movies": len(state.catalogue.movies),
    }


def _choose_person(state: State, data: Json) -> None:
    state.people.next_person = state.people.persons[data["name"]].username


def _refuse(state: State, data: Json) -> None:
    state.people.refuse = bool(data["refuse"])


def _enable_app(state: State, data: Json) -> None:
    for client_id in [data["client_id"]] if "client_id" in data else list(state.people.apps):
        state.people.apps[client_id].enabled = bool(data["enabled"])


def _lock(state: State, data: Json) -> None:
    change = state.people.locked.add if data["locked"] else state.people.locked.discard
    change(state.people.persons[data["user"]].username)


def _set_lifetime(state: State, data: Json) -> None:
    state.people.lifetime = int(data["lifetime"])


def _limit_reads(state: State, data: Json) -> None:
    state.read_limit = reads(**data)


def _limit_writes(state: State, data: Json) -> None:
    state.write_limit = writes(**data)


def _change_catalogue(state: State, data: Json) -> Json | None:
    if "remove" in data:
        state.catalogue = state.catalogue.without_episode(data["remove"])
        return None
    added = data["add"] if isinstance(data["add"], list) else [data["add"]]
    return {"trakt": [_add_episode(state, facts) for facts in added]}


def _add_episode(state: State, facts: Json) -> int:
    trakt = 1 + max((episode.trakt for episode in state.catalogue.episodes), default=0)
    title = str(facts["title"])
    episode = Episode(
        trakt=trakt,
        show=state.catalogue.show_titled(title) or _new_show(state, title),
        season=int(facts.get("season", 1)),
        number=int(facts.get("number", 1)),
        title=facts.get("episode_title"),
        first_aired=datetime.fromisoformat(facts["first_aired"]).astimezone(UTC),
    )
    state.catalogue = state.catalogue.with_episode(episode)
    return trakt


def _new_show(state: State, title: str) -> Show:
    trakt = 1 + max((show.ids.trakt for show in state.catalogue.shows), default=0)
    ids = Ids(trakt=trakt, tmdb=120_000 + trakt, imdb=f"tt{28_830_000 + trakt}", tvdb=230_000 + trakt)
    return Show(ids=ids, title=title, overview=f"{title} was announced a moment ago.", runtime=30, network="Control")


_answering("/state", _overview)
_answering("/requests", lambda state: [asdict(request) for request in state.requests])
_answering("/faults", lambda state: [asdict(fault) for fault in state.faults.active])
_changing("DELETE", "/requests", lambda state, _: state.requests.clear())
_changing("DELETE", "/faults", lambda state, _: state.faults.active.clear())
_changing("POST", "/faults", lambda state, data: state.faults.add(data))
_changing("POST", "/user", _choose_person)
_changing("POST", "/refuse", _refuse)
_changing("POST", "/app", _enable_app)
_changing("POST", "/account", _lock)
_changing("POST", "/tokens", _set_lifetime)
_changing("POST", "/tokens/expire", lambda state, _: state.people.expire_all())
_changing("POST", "/sessions/revoke", lambda state, _: state.people.revoke_all())
_changing("POST", "/limit", _limit_reads)
_changing("POST", "/limit/writes", _limit_writes)
_changing("POST", "/catalogue", _change_catalogue)
