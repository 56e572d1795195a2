"""Keys that identify movies, shows, seasons and episodes."""

from ..api.trakt import Item

type ItemKey = tuple[str, int] | tuple[str, int, int] | tuple[str, int, int, int]
type WorkKey = tuple[bool, int]


def key_of(item: Item) -> ItemKey | None:
    """Return the name of an item, None for one that cannot be named."""
    if item.episode is not None:
        return ("episode", item.episode.ids.trakt)
    if item.work is None:
        return None
    if item.season is not None:
        return ("season", item.work.ids.trakt, item.season.number)
    return (item.type, item.work.ids.trakt)


def work_key_of(item: Item) -> WorkKey | None:
    """Return what tells the movie or the show of an item from all others."""
    return (item.movie is not None, item.work.ids.trakt) if item.work is not None else None


def own_keys_of(item: Item) -> tuple[ItemKey, ...]:
    """Return all names of an item itself.

    Trakt has some episodes under two ids; within a show the season and the number name an episode as well.
    """
    name = key_of(item)
    if name is None:
        return ()
    if item.episode is None or item.show is None:
        return (name,)
    return (name, ("episode", item.show.ids.trakt, item.episode.season, item.episode.number))


def keys_of(item: Item) -> frozenset[ItemKey]:
    """Return the names of an item and of all to which it belongs."""
    names: set[ItemKey] = {*own_keys_of(item)}
    if item.show is not None:
        names.add(("show", item.show.ids.trakt))
        if item.episode is not None:
            names.add(("season", item.show.ids.trakt, item.episode.season))
    return frozenset(names)


def concerns(item: Item, other: Item) -> bool:
    """Return whether one item is another, or belongs to it; asked of thousands of plays, so it makes nothing."""
    if other.episode is not None:
        return item.episode is not None and item.episode.ids.trakt == other.episode.ids.trakt
    if other.movie is not None:
        return item.movie is not None and item.movie.ids.trakt == other.movie.ids.trakt
    if item.show is None or other.show is None or item.show.ids.trakt != other.show.ids.trakt:
        return False
    return other.season is None or other.season.number == _season_of(item)


def _season_of(item: Item) -> int | None:
    if item.episode is not None:
        return item.episode.season
    return item.season.number if item.season is not None else None
