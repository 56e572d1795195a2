"""The requests of the control port that concern user data. They apply to the user `demo`, or to the given "user".

GET    /diary                         by user: all plays in the order in which Trakt received them, the watchlist and
                                      the ratings; items are given as kind and Trakt id
POST   /plays       {"count": 10000, "seed": 7}                add plays of the last twelve years, and their movies and
                                                               episodes to the catalogue; once for each user
POST   /playback    {"kind": "episode", "trakt": 14000001, "progress": 30}   pause a movie or an episode
POST   /watchlist   {"kind": "movie", "trakt": 970000}         add an item to the watchlist
POST   /watched     {"kind": "movie", "trakt": 970000}         add a play at the current time
POST   /lag         {"lag": true}                              answer lists as they are now, although the last
                                                               activities change; or as they should be again
POST   /lists       {"name": "Rainy days", "description": "", "movies": [970000], "shows": [170011]}   add a list
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
        raise ValueError(f"there is no {kind} {trakt}")
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
    archived, plays = archive(state.clock(), int(data["count"]), int(data.get("seed", _SEED)))
    diary = _diary(state, data)
    if {key_of(item) for item, _ in plays} & {key_of(play.item) for play in diary.plays}:
        raise ValueError("the archived plays were added before")
    if state.catalogue.find(Kind.SHOW, "trakt", archived.shows[0].trakt) is None:
        state.catalogue = state.catalogue.with_more(archived)
    diary.fill(plays, state.clock())


def _pause(state: State, data: Json) -> None:
    item = _item(state, Kind(data["kind"]), data["trakt"])
    if not isinstance(item, Movie | Episode):
        raise TypeError("only movies and episodes can be paused")
    _diary(state, data).pause(item, float(data["progress"]), state.clock())


def _watch(state: State, data: Json) -> None:
    item = _item(state, Kind(data["kind"]), data["trakt"])
    if not isinstance(item, Movie | Episode):
        raise TypeError("only movies and episodes can be watched")
    _diary(state, data).watch(item, state.clock(), state.clock())


def _enlist(state: State, data: Json) -> None:
    _diary(state, data).enlist(_item(state, Kind(data["kind"]), data["trakt"]), state.clock())


def _lag(state: State, data: Json) -> None:
    person = state.people.persons[data.get("user", "demo")]
    if data["lag"]:
        state.lagging[person.username] = state.diary(person).frozen
    else:
        state.lagging.pop(person.username, None)


def _add_list(state: State, data: Json) -> Json:
    diary = _diary(state, data)
    items = [_item(state, kind, trakt) for kind in (Kind.MOVIE, Kind.SHOW) for trakt in data.get(kind.plural, ())]
    added = PersonalList(
        trakt=_FIRST_LIST + len(diary.lists),
        name=str(data["name"]),
        description=str(data.get("description", "")),
        updated_at=state.clock(),
        items=tuple(items),
    )
    diary.lists = (*diary.lists, added)
    diary.stamps.move("lists", "updated_at", state.clock())
    return {"trakt": added.trakt}


answering(routes, "/diary", _overview)
changing(routes, "POST", "/plays", _fill)
changing(routes, "POST", "/playback", _pause)
changing(routes, "POST", "/watchlist", _enlist)
changing(routes, "POST", "/watched", _watch)
changing(routes, "POST", "/lag", _lag)
changing(routes, "POST", "/lists", _add_list)
