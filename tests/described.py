"""How actions name things, and how they tell of plays."""

from datetime import datetime

from homeassistant.util import dt as dt_util

from simulator.catalogue import Item, Kind, Movie, Season, Show, kind_of

from .expected import PlayKey
from .trakt_json import Json


def fields_of(item: Item) -> Json:
    """Return the fields of an action that name something."""
    if isinstance(item, Movie | Show):
        return {"type": str(kind_of(item)), "ids": {"trakt": item.trakt}}
    numbers = {"season": item.number} if isinstance(item, Season) else {"season": item.season, "episode": item.number}
    return {"ids": {"trakt": item.show.trakt}, **numbers}


def play_key_of(described: Json) -> PlayKey:
    """Return what is told of a play that an action has answered."""
    kind = Kind(described["type"])
    ids = described["ids"] if kind is Kind.MOVIE else described["episode_ids"]
    return (kind, ids["trakt"]), dt_util.as_utc(datetime.fromisoformat(described["watched_at"]))


def named(item: Item) -> str:
    """Return how users would call something."""
    match item:
        case Movie() | Show():
            return item.title
        case Season():
            return f"{item.show.title} S{item.number}"
    return f"{item.show.title} S{item.season}E{item.number}"
