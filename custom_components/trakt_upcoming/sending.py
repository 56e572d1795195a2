"""How a write is sent to Trakt, and how to find out whether it was done when nobody knows."""

from datetime import timedelta
from typing import Final

from .api.errors import NotFoundError
from .api.trakt import Item, Post, TraktClient, WriteAnswer, writes
from .watching import Change, Write
from .watching.effects import has_play
from .watching.names import concerns, name_of

_AROUND: Final = timedelta(hours=1)
"""What is asked for on both sides of a play; Trakt keeps the minute."""


async def async_send(client: TraktClient, write: Write) -> WriteAnswer:
    """Have Trakt do a write.

    Raises what the client's `write` raises.
    """
    return await client.write(_post_of(write))


async def async_is_done(client: TraktClient, write: Write) -> bool:
    """Return whether Trakt has what a write brings about.

    Raises what the client raises.
    """
    try:
        return await _async_is_done(client, write)
    except NotFoundError:
        # Of a work that Trakt does not know nothing is there.
        return False


async def _async_is_done(client: TraktClient, write: Write) -> bool:
    item, at = write.item, write.watched_at
    match write.change:
        case Change.ADD_TO_WATCHLIST:
            return any(_is(listed, item) for listed in await client.watchlist(item.type))
        case Change.REMOVE_FROM_WATCHLIST:
            return not any(_is(listed, item) for listed in await client.watchlist(item.type))
        case Change.MARK_WATCHED if at is None and item.type in {"show", "season"}:
            return await _async_has_seen(client, item)
        case Change.MARK_WATCHED:
            bounds = (at - _AROUND, at + _AROUND) if at is not None else (None, None)
            return has_play(await client.history_of(item, *bounds), write)
        case Change.REMOVE_FROM_HISTORY:
            plays = await client.history_of(item)
            return not any(concerns(play, item) and play.watched_at <= write.at for play in plays)
        case Change.RATE:
            return any(_is(rated, item) and rated.rating == write.rating for rated in await client.ratings(item.type))
        case Change.REMOVE_RATING:
            return not any(_is(rated, item) for rated in await client.ratings(item.type))


async def _async_has_seen(client: TraktClient, item: Item) -> bool:
    """Return whether all that aired of a show or a season was seen; a part of it may have been before."""
    assert item.show is not None  # noqa: S101 - neither is ever read without
    number = item.season.number if item.season is not None else None
    progress = await client.progress_of(item.show.ids.trakt, specials=number == 0)
    return progress.has_seen(number)


def _is(record: Item, item: Item) -> bool:
    return name_of(record) == name_of(item)


def _post_of(write: Write) -> Post:
    item = write.item
    match write.change:
        case Change.ADD_TO_WATCHLIST:
            return writes.add_to_watchlist(item)
        case Change.REMOVE_FROM_WATCHLIST:
            return writes.remove_from_watchlist(item)
        case Change.MARK_WATCHED:
            return writes.add_to_history(item, write.watched_at, write.at)
        case Change.REMOVE_FROM_HISTORY:
            return writes.remove_from_history(item)
        case Change.RATE:
            return writes.rate(item, write.rating or 0, write.at)
        case Change.REMOVE_RATING:
            return writes.remove_rating(item)
