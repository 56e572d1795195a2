"""Trakt's API: the statistics and lists of a user."""

from collections import Counter
from collections.abc import Iterable

from aiohttp import web

from .catalogue import Episode, Item, Key, Kind, Movie, key_of, kind_of
from .diary import Diary, PersonalList
from .trakt_call import Call, Json, call_of, kinds_of, page_of
from .trakt_json import user_json
from .trakt_time import utc
from .trakt_works import typed_json

_RATINGS = range(1, 11)
_FIRST_ENTRY = 371_000_000

routes = web.RouteTableDef()


@routes.get("/users/{user}/stats")
async def stats(request: web.Request) -> web.Response:
    """Return the statistics of the user."""
    return web.json_response(_stats_json(_own(request).diary))


@routes.get("/users/{user}/lists")
async def lists(request: web.Request) -> web.Response:
    """Return the lists of the user."""
    call = _own(request)
    return page_of(request, call.diary.lists, lambda each: _list_json(call, each))


@routes.get(
    r"/users/{user}/lists/{list}/items{kinds:(/[a-z,]+)?}{by:(/[a-z_]+)?}{how:(/(asc|desc))?}",
)
async def list_items(request: web.Request) -> web.Response:
    """Return the items of a list, in its order."""
    call, path = _own(request), request.match_info
    found = next((each for each in call.diary.lists if path["list"] in {str(each.trakt), each.slug}), None)
    if found is None:
        raise web.HTTPNotFound
    kinds = kinds_of(path["kinds"].removeprefix("/"))
    ranked = [(rank, item) for rank, item in enumerate(found.items, 1) if kind_of(item) in kinds]
    return page_of(request, ranked, lambda each: _entry_json(call, found, *each))


def _own(request: web.Request) -> Call:
    """Return the context of a request.

    Raises HTTPNotFound if the path names another user than the one who signed in.
    """
    call = call_of(request)
    if request.match_info["user"] not in {"me", call.person.username}:
        raise web.HTTPNotFound
    return call


def _stats_json(diary: Diary) -> Json:
    rated = Counter(kind_of(rated.item) for rated in diary.ratings.values())
    distribution = Counter(rated.rating for rated in diary.ratings.values())
    episodes = [play.item for play in diary.plays if isinstance(play.item, Episode)]
    movies = [play.item for play in diary.plays if isinstance(play.item, Movie)]
    return {
        "movies": {
            "plays": len(movies),
            "watched": _distinct(movies),
            "minutes": sum(movie.minutes for movie in movies),
            "collected": 0,
            "ratings": rated[Kind.MOVIE],
            "comments": 0,
        },
        "shows": {
            "watched": _distinct(episode.show for episode in episodes),
            "collected": 0,
            "ratings": rated[Kind.SHOW],
            "comments": 0,
        },
        "seasons": {"ratings": rated[Kind.SEASON], "comments": 0},
        "episodes": {
            "plays": len(episodes),
            "watched": _distinct(episodes),
            "minutes": sum(episode.minutes for episode in episodes),
            "collected": 0,
            "ratings": rated[Kind.EPISODE],
            "comments": 0,
        },
        "network": {"friends": 0, "followers": 0, "following": 0},
        "ratings": {
            "total": rated.total(),
            "distribution": {str(number): distribution[number] for number in _RATINGS},
        },
    }


def _distinct(items: Iterable[Item]) -> int:
    keys: set[Key] = {key_of(item) for item in items}
    return len(keys)


def _list_json(call: Call, personal: PersonalList) -> Json:
    return {
        "name": personal.name,
        "description": personal.description,
        "privacy": "private",
        "share_link": f"https://app.trakt.tv/users/{call.person.username}/lists/{personal.slug}",
        "type": "personal",
        "display_numbers": False,
        "allow_comments": True,
        "sort_by": "rank",
        "sort_how": "asc",
        "created_at": utc(personal.updated_at),
        "updated_at": utc(personal.updated_at),
        "item_count": len(personal.items),
        "comment_count": 0,
        "likes": 0,
        "ids": {"trakt": personal.trakt, "slug": personal.slug},
        "user": user_json(call.person),
        "images": {"posters": []},
    }


def _entry_json(call: Call, personal: PersonalList, rank: int, item: Item) -> Json:
    return {
        "rank": rank,
        "id": _FIRST_ENTRY + personal.trakt * 1_000 + rank,
        "listed_at": utc(personal.updated_at),
        "notes": None,
        **typed_json(item, full=call.full),
    }
