"""The control port, which changes the simulator. Bodies and answers are JSON. An invalid body is answered with 400.

GET    /state                         users, apps, and the number of sign-ins, requests, episodes and movies
GET    /saved                         everything that another simulator needs to continue
GET    /requests    DELETE /requests  the requests that the hosts have received; empty the list
GET    /faults      DELETE /faults    the active faults; remove all
POST   /faults      {"host": "trakt_api", "kind": "status", "method": "GET", "path": "/calendars", "times": 2,
                    "status": 503, "headers": {}, "body": "", "seconds": 1}   only host and kind are required
POST   /user        {"name": "second"}                         the user who signs in next: demo or second
POST   /refuse      {"refuse": true}                           whether this user refuses the app
POST   /app         {"enabled": false, "client_id": "..."}     disable or enable an app; all of them without an id
POST   /account     {"user": "demo", "locked": true}           lock or unlock an account
POST   /tokens      {"lifetime": 60}                           lifetime of new access tokens, in seconds
POST   /tokens/expire                                          expire all access tokens; refresh tokens stay valid
POST   /sessions/revoke                                        end all sign-ins
POST   /limit       {"most": 5, "seconds": 300}                reads allowed for each user within a period
POST   /limit/writes {"most": 1, "seconds": 1}                 writes allowed for each user within a period
POST   /catalogue   {"add": [{"title": "Show", "first_aired": "2026-11-21T20:00:00Z", "season": 1, "number": 1,
                    "episode_title": "Pilot"}]}                add episodes, or a single one without the list, to a
                                                               new or an existing show; only title and first_aired
                                                               are required; answers {"trakt": [ids of the episodes]}
POST   /catalogue   {"remove": 14000001}                       remove an episode
POST   /movies      {"add": [{"title": "Movie", "released": "2026-11-21"}]}   add movies; answers {"trakt": [ids]}
POST   /vip         {"user": "demo", "vip": true}              make a user a VIP member, or not
POST   /calendars   {"leave_out": ["dropped"]}                 the hidden sections that the calendars leave out

The requests that concern user data are in control_diary.py.
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


def _choose_user(state: State, data: Json) -> None:
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
changing(routes, "POST", "/user", _choose_user)
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
