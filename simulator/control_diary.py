"""The part of the control port that concerns what people have watched: `demo`, if no other "user" is named.

GET    /diary                         by person: every play in the order in which Trakt received them, and what is on
                                      the watchlist and rated, each named by kind and Trakt id
POST   /plays       {"count": 10000, "seed": 7}                years of watching, of works that are added where they
                                                               are not there yet; once for each person
POST   /playback    {"kind": "episode", "trakt": 14000001, "progress": 30}   something was watched in part
POST   /watchlist   {"kind": "movie", "trakt": 970000}         something is put on the watchlist
POST   /watched     {"kind": "movie", "trakt": 970000}         something was watched just now
POST   /lag         {"lag": true}                              lists stay as they are now, though the stamps move; or
                                                               they are as they should be again
POST   /lists       {"name": "Rainy days", "description": "", "movies": [970000], "shows": [170011]}   a list is made
"""

from aiohttp import web

from .archive import archive
from .catalogue import Episode, Item, Kind, Movie, key_of
from .control_routes import Json, answering, changing
from .diary import Diary, PersonalList
from .state import State
from .trakt_time import utc

_FIRST_LIST = 33_000_000
_SEED = 7

routes = web.RouteTableDef()


def _diary(state: State, data: Json) -> Diary:
    return state.diary(state.people.persons[data.get("user", "demo")])


def _item(state: State, kind: Kind, trakt: int) -> Item:
    found = state.catalogue.find(kind, "trakt", trakt)
    if found is None:
        raise ValueError(f"nobody knows the {kind} {trakt}")
    return found


def _overview(state: State) -> Json:
    return {name: _diary_json(state.diary(person)) for name, person in state.people.persons.items()}


def _diary_json(diary: Diary) -> Json:
    plays = sorted(diary.plays, key=lambda play: play.id)
    return {
        "plays": [
            {"id": play.id, "watched_at": utc(play.watched_at), "item": key_of(play.item), "action": play.action}
            for play in plays
        ],
        "watchlist": list(diary.watchlist),
        "ratings": [[*key, rated.rating] for key, rated in diary.ratings.items()],
    }


def _fill(state: State, data: Json) -> None:
    works, plays = archive(state.clock(), int(data["count"]), int(data.get("seed", _SEED)))
    diary = _diary(state, data)
    if {key_of(item) for item, _ in plays} & {key_of(play.item) for play in diary.plays}:
        raise ValueError("there are years of watching already")
    if state.catalogue.find(Kind.SHOW, "trakt", works.shows[0].trakt) is None:
        state.catalogue = state.catalogue.with_more(works)
    diary.fill(plays, state.clock())


def _pause(state: State, data: Json) -> None:
    item = _item(state, Kind(data["kind"]), data["trakt"])
    if not isinstance(item, Movie | Episode):
        raise TypeError("only films and episodes are watched in part")
    _diary(state, data).pause(item, float(data["progress"]), state.clock())


def _watch(state: State, data: Json) -> None:
    item = _item(state, Kind(data["kind"]), data["trakt"])
    if not isinstance(item, Movie | Episode):
        raise TypeError("only films and episodes are watched")
    _diary(state, data).watch(item, state.clock(), state.clock())


def _enlist(state: State, data: Json) -> None:
    _diary(state, data).enlist(_item(state, Kind(data["kind"]), data["trakt"]), state.clock())


def _lag(state: State, data: Json) -> None:
    person = state.people.persons[data.get("user", "demo")]
    if data["lag"]:
        state.lagging[person.username] = state.diary(person).frozen
    else:
        state.lagging.pop(person.username, None)


def _make_list(state: State, data: Json) -> Json:
    diary = _diary(state, data)
    items = [_item(state, kind, trakt) for kind in (Kind.MOVIE, Kind.SHOW) for trakt in data.get(kind.plural, ())]
    made = PersonalList(
        trakt=_FIRST_LIST + len(diary.lists),
        name=str(data["name"]),
        description=str(data.get("description", "")),
        updated_at=state.clock(),
        items=tuple(items),
    )
    diary.lists = (*diary.lists, made)
    diary.stamps.move("lists", "updated_at", state.clock())
    return {"trakt": made.trakt}


answering(routes, "/diary", _overview)
changing(routes, "POST", "/plays", _fill)
changing(routes, "POST", "/playback", _pause)
changing(routes, "POST", "/watchlist", _enlist)
changing(routes, "POST", "/watched", _watch)
changing(routes, "POST", "/lag", _lag)
changing(routes, "POST", "/lists", _make_list)
