"""The port from which the simulator is steered. All bodies and answers are JSON; a wrong one is answered 400.

GET    /state                         people, apps, and how many sign-ins, requests, episodes and movies there are
GET    /saved                         everything that another simulator needs to go on from here
GET    /requests    DELETE /requests  what the hosts were asked; forget it
GET    /faults      DELETE /faults    the faults that are on; switch all off
POST   /faults      {"host": "trakt_api", "kind": "status", "method": "GET", "path": "/calendars", "times": 2,
                    "status": 503, "headers": {}, "body": "", "seconds": 1}   only host and kind are needed
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
POST   /movies      {"add": [{"title": "Film", "released": "2026-11-21"}]}   movies; answers {"trakt": [their ids]}
POST   /vip         {"user": "demo", "vip": true}              a person pays, or no longer does
POST   /calendars   {"leave_out": ["dropped"]}                 the hidden sections that the calendars leave out

What concerns a person's diary is in control_diary.py.
"""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime

from aiohttp import web

from .call_limit import reads, writes
from .catalogue import Episode, Ids, Movie, Show
from .control_routes import Json, answering, changing
from .diary import Section
from .saved import as_json
from .state import State

routes = web.RouteTableDef()


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


def _set_vip(state: State, data: Json) -> None:
    person = state.people.persons[data["user"]]
    state.people.persons[person.username] = replace(person, vip=bool(data["vip"]))
    state.diary(person).stamps.move("account", "settings_at", state.clock())


def _set_lifetime(state: State, data: Json) -> None:
    state.people.lifetime = int(data["lifetime"])


def _limit_reads(state: State, data: Json) -> None:
    state.read_limit = reads(**data)


def _limit_writes(state: State, data: Json) -> None:
    state.write_limit = writes(**data)


def _set_calendars(state: State, data: Json) -> None:
    state.leaves_calendar = tuple(Section(name) for name in data["leave_out"])


def _change_catalogue(state: State, data: Json) -> Json | None:
    if "remove" in data:
        state.catalogue = state.catalogue.without_episode(data["remove"])
        return None
    added = data["add"] if isinstance(data["add"], list) else [data["add"]]
    return {"trakt": [_add_episode(state, facts) for facts in added]}


def _add_movies(state: State, data: Json) -> Json:
    first = 1 + max((movie.ids.trakt for movie in state.catalogue.movies), default=0)
    movies = tuple(_new_movie(trakt, facts) for trakt, facts in enumerate(data["add"], first))
    state.catalogue = replace(state.catalogue, movies=state.catalogue.movies + movies)
    return {"trakt": [movie.ids.trakt for movie in movies]}


def _new_movie(trakt: int, facts: Json) -> Movie:
    title = str(facts["title"])
    return Movie(
        ids=Ids(trakt=trakt, tmdb=430_000 + trakt, imdb=f"tt{37_030_000 + trakt}"),
        title=title,
        overview=f"{title} was announced a moment ago.",
        runtime=100,
        released=date.fromisoformat(facts["released"]),
    )


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


answering(routes, "/state", _overview)
answering(routes, "/saved", as_json)
answering(routes, "/requests", lambda state: [asdict(request) for request in state.requests])
answering(routes, "/faults", lambda state: [asdict(fault) for fault in state.faults.active])
changing(routes, "DELETE", "/requests", lambda state, _: state.requests.clear())
changing(routes, "DELETE", "/faults", lambda state, _: state.faults.active.clear())
changing(routes, "POST", "/faults", lambda state, data: state.faults.add(data))
changing(routes, "POST", "/user", _choose_person)
changing(routes, "POST", "/refuse", _refuse)
changing(routes, "POST", "/app", _enable_app)
changing(routes, "POST", "/account", _lock)
changing(routes, "POST", "/tokens", _set_lifetime)
changing(routes, "POST", "/tokens/expire", lambda state, _: state.people.expire_all())
changing(routes, "POST", "/sessions/revoke", lambda state, _: state.people.revoke_all())
changing(routes, "POST", "/limit", _limit_reads)
changing(routes, "POST", "/limit/writes", _limit_writes)
changing(routes, "POST", "/catalogue", _change_catalogue)
changing(routes, "POST", "/movies", _add_movies)
changing(routes, "POST", "/vip", _set_vip)
changing(routes, "POST", "/calendars", _set_calendars)
