"""How a change is sent to Trakt, what has to be known before, and how to find out whether it was done."""

import asyncio
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from ..api.errors import REFUSALS, NotAiredError, NotFoundError, UnavailableError
from ..api.trakt import Item, NamedEpisode, Play, Post, TraktClient, WriteAnswer, writes
from ..user_data import Change, Outbox, Plays, Queued
from ..user_data.effects import history_after, removed_by
from ..user_data.keys import name_of, work_name_of
from ..user_data.plays import added, made, missing

_AROUND: Final = timedelta(hours=1)
"""What is asked for on both sides of a play; Trakt keeps the minute."""
_LATE: Final = timedelta(minutes=1)
"""How long Trakt's lists may lag behind a change."""
_WHOLES: Final = ("show", "season")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A change that can be sent."""

    queued: Queued
    items: tuple[Item, ...]
    """What Trakt has not done of it; nothing where there is nothing to do."""
    plays: tuple[Play, ...]
    """What it is to remove from the history."""


async def async_get_ready(
    client: TraktClient, queued: Queued, *, outbox: Outbox, known: Iterable[Play], now: datetime
) -> Ready:
    """Return a change with all that has to be known before it is sent.

    Trakt's lists may not tell yet of what is done in `outbox`; `known` are the plays that are in memory. Raises
    NotAiredError when nothing of a show or a season has aired, and passing faults of the client: where a question is
    refused, the change is not.
    """
    try:
        queued, plays = await _async_prepared(client, queued, outbox, known, now)
        items = await _async_missing(client, queued, outbox.done) if queued.tries else _wanted(queued)
    except REFUSALS as error:
        raise UnavailableError(str(error)) from error
    return Ready(queued=queued, items=items, plays=plays)


async def async_send(client: TraktClient, ready: Ready) -> WriteAnswer:
    """Have Trakt do a change, of a mark as watched only what is missing.

    Raises what the client's `write` raises.
    """
    return await client.write(_post_of(ready.queued, ready.items))


async def _async_prepared(
    client: TraktClient, queued: Queued, outbox: Outbox, known: Iterable[Play], now: datetime
) -> tuple[Queued, tuple[Play, ...]]:
    match queued.write.change:
        case Change.MARK_WATCHED if queued.write.item.type in _WHOLES and queued.episodes is None:
            return await _async_with_episodes(client, queued, outbox.done), ()
        case Change.MARK_WATCHED if not queued.tries:
            return _with_before(queued, (play for play in made(known, queued) if play.id > 0)), ()
        case Change.REMOVE_FROM_HISTORY if queued.play_ids is None:
            plays = await _async_plays(client, queued, outbox, known, now)
            return replace(queued, play_ids=tuple(play.id for play in plays)), plays
    return queued, ()


def _wanted(queued: Queued) -> tuple[Item, ...]:
    """Return what a change that was never sent is about."""
    match queued.write.change:
        case Change.MARK_WATCHED:
            return queued.items
        case Change.REMOVE_FROM_HISTORY if not queued.play_ids:
            return ()
    return (queued.write.item,)


async def _async_missing(client: TraktClient, queued: Queued, done: Iterable[Queued]) -> tuple[Item, ...]:
    """Return what Trakt has not done yet of a change that may have been sent before."""
    write = queued.write
    if write.change is Change.MARK_WATCHED:
        listed = await _async_history(client, write.item, write.watched_at)
        return _missing_after(listed, queued, _of_work(done, write.item))
    return () if await _async_is_done(client, queued) else (write.item,)


def _missing_after(listed: tuple[Play, ...], queued: Queued, done: Iterable[Queued]) -> tuple[Item, ...]:
    """Return what of a mark has no play; who asks for one more does not mean one that was asked for before."""
    changes = tuple(done)
    plays = history_after(listed, changes)
    if not queued.write.again:
        return missing(plays, queued)
    marks = (each for each in changes if each.write.change is Change.MARK_WATCHED)
    return missing(plays, _with_before(queued, (play for mark in marks for play in made(plays, mark))))


def _with_before(queued: Queued, plays: Iterable[Play]) -> Queued:
    """Return a change with more plays that it has not added."""
    return replace(queued, before=(*queued.before, *(play.id for play in plays)))


async def _async_with_episodes(client: TraktClient, queued: Queued, done: Iterable[Queued]) -> Queued:
    """Return a mark of a show or a season with the episodes that had aired and, unless again, have no play."""
    write, item = queued.write, queued.write.item
    aired = await _async_aired(client, item, write.at)
    if not aired:
        raise NotAiredError("nothing of it has aired")
    plays = history_after(await _async_history(client, item), _of_work(done, item))
    if not write.again:
        seen = {(play.episode.season, play.episode.number) for play in plays if play.episode is not None}
        return replace(queued, episodes=tuple(each for each in aired if (each.season, each.number) not in seen))
    whole = replace(queued, episodes=aired)
    # What may have been sent before may have added some of them.
    return whole if queued.tries else _with_before(whole, (play for play in made(plays, whole) if play.id > 0))


async def _async_aired(client: TraktClient, item: Item, asked_at: datetime) -> tuple[NamedEpisode, ...]:
    """Return the episodes of a season that had aired when it was asked for, or of a show without its specials."""
    assert item.show is not None  # noqa: S101 - neither is ever read without
    show = item.show.ids.trakt
    if item.season is not None:
        numbers = [item.season.number]
    else:
        seasons = await client.works.seasons(show)
        numbers = [each.number for each in seasons if each.number and each.aired_episodes != 0]
    found = await asyncio.gather(*(client.works.season(show, number) for number in numbers))
    episodes = (episode for season in found for episode in season)
    return tuple(each for each in episodes if each.first_aired is not None and each.first_aired <= asked_at)


async def _async_plays(
    client: TraktClient, queued: Queued, outbox: Outbox, known: Iterable[Play], now: datetime
) -> tuple[Play, ...]:
    """Return the plays that a removal is about."""
    write, undone = queued.write, queued.undone
    if write.plays is Plays.CHOSEN and write.undoes is None:
        return tuple(play for play in known if play.id in write.play_ids)
    if write.undoes is not None and undone is None:
        # It is so old that nobody knows it any more.
        return ()
    listed = await _async_history(client, write.item)
    if queued.tries and write.plays is Plays.LAST and _is_gone(write.play_ids, listed):
        return ()
    if undone is None:
        ids = removed_by(history_after(listed, _of_work(outbox.done, write.item)), queued)
    elif undone.play_ids is not None:
        ids = frozenset(undone.play_ids)
    else:
        ids = _added(listed, undone, _of_work(outbox.all, write.item), now)
    if any(play_id < 0 for play_id in ids):
        raise UnavailableError("the history does not list yet what is to be removed")
    return tuple(play for play in listed if play.id in ids)


def _is_gone(play_ids: tuple[int, ...], listed: Iterable[Play]) -> bool:
    """Return whether plays that were known are not there any more."""
    return bool(play_ids) and not any(play.id in play_ids for play in listed)


def _added(listed: tuple[Play, ...], undone: Queued, others: Iterable[Queued], now: datetime) -> frozenset[int]:
    """Return the ids of the plays that a change has added; Trakt may list them a little late."""
    found = added(listed, undone, others)
    if undone.done_at is not None and now < undone.done_at + _LATE and len(found) < len(undone.items):
        raise UnavailableError("the history does not list yet what is to be undone")
    return frozenset(play.id for play in found)


async def _async_history(client: TraktClient, item: Item, around: datetime | None = None) -> tuple[Play, ...]:
    """Return the plays of an item, or those around a moment."""
    bounds = (around - _AROUND, around + _AROUND) if around is not None else (None, None)
    return await _async_listed(client.history_of(item, *bounds))


async def _async_listed[Listed: Item](asking: Awaitable[tuple[Listed, ...]]) -> tuple[Listed, ...]:
    """Return a list; of a work that Trakt does not know nothing is there."""
    try:
        return await asking
    except NotFoundError:
        return ()


def _of_work(changes: Iterable[Queued], item: Item) -> list[Queued]:
    """Return the changes of the same movie or show."""
    return [each for each in changes if work_name_of(each.write.item) == work_name_of(item)]


async def _async_is_done(client: TraktClient, queued: Queued) -> bool:
    """Return whether Trakt has what a change brings about, or something that came later."""
    write, item = queued.write, queued.write.item
    if write.change is Change.REMOVE_FROM_HISTORY:
        ids = frozenset(queued.play_ids or ())
        return not ids or not any(play.id in ids for play in await _async_history(client, item))
    if write.change in {Change.ADD_TO_WATCHLIST, Change.REMOVE_FROM_WATCHLIST}:
        listed = [each for each in await _async_listed(client.watchlist(item.type)) if _is(each, item)]
        if write.change is Change.REMOVE_FROM_WATCHLIST:
            return not any(each.listed_at <= write.at for each in listed)
        # What was watched since has left the watchlist again.
        return bool(listed) or any(play.watched_at > write.at for play in await _async_history(client, item))
    rated = [each for each in await _async_listed(client.ratings(item.type)) if _is(each, item)]
    if write.change is Change.REMOVE_RATING:
        return not any(each.rated_at <= write.at for each in rated)
    return any(each.rating == write.rating or each.rated_at > write.at for each in rated)


def _is(record: Item, item: Item) -> bool:
    return name_of(record) == name_of(item)


def _post_of(queued: Queued, items: tuple[Item, ...]) -> Post:
    write, item = queued.write, queued.write.item
    match write.change:
        case Change.ADD_TO_WATCHLIST:
            return writes.add_to_watchlist(item)
        case Change.REMOVE_FROM_WATCHLIST:
            return writes.remove_from_watchlist(item)
        case Change.MARK_WATCHED:
            return writes.add_to_history(items, write.watched_at, write.at)
        case Change.REMOVE_FROM_HISTORY:
            return writes.remove_plays(queued.play_ids or ())
        case Change.RATE:
            return writes.rate(item, write.rating or 0, write.at)
        case Change.REMOVE_RATING:
            return writes.remove_rating(item)
