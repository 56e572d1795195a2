"""Sends a change to Trakt; if it may have been sent before, asks first whether it is done."""

import asyncio
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from ..api.errors import REFUSALS, NotAiredError, NotFoundError, UnavailableError
from ..api.trakt import (
    EpisodeRef,
    NamedEpisode,
    Play,
    Post,
    Ref,
    RefRecord,
    SeasonRef,
    ShowRef,
    TraktClient,
    WriteAnswer,
    writes,
)
from ..user_data import Change, ChangeKind, PendingChange, PendingChanges, Plays
from ..user_data.effects import history_after, removed_by
from ..user_data.plays import added, made, missing

_AROUND: Final = timedelta(hours=1)
"""The range that is requested on both sides of a play; Trakt stores minutes."""
_LATE: Final = timedelta(minutes=1)
"""How long Trakt's lists may lag behind a change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A change that can be sent."""

    queued: PendingChange
    refs: tuple[Ref, ...]
    """The movies and episodes that are not done yet; empty if nothing is to do."""
    plays: tuple[Play, ...]
    """The plays that it removes from the history."""


async def async_get_ready(
    client: TraktClient, queued: PendingChange, *, outbox: PendingChanges, known: Iterable[Play], now: datetime
) -> Ready:
    """Return a change with everything that is needed to send it.

    Trakt's lists may not yet contain the changes in `outbox` that are done; `known` are the plays in memory. Raises
    NotAiredError if no episode of a show or season has aired, and the errors of the client; refused requests become
    UnavailableError, because that does not mean that the change is refused.
    """
    try:
        queued, plays = await _async_prepared(client, queued, outbox, known, now)
        refs = await _async_missing(client, queued, outbox.done) if queued.tries else _wanted(queued)
    except REFUSALS as error:
        raise UnavailableError(str(error)) from error
    return Ready(queued=queued, refs=refs, plays=plays)


async def async_send(client: TraktClient, ready: Ready) -> WriteAnswer:
    """Send a change; of a mark as watched only the movies and episodes that are not done.

    Raises what the client's `write` raises.
    """
    return await client.write(_post_of(ready.queued, ready.refs))


async def _async_prepared(
    client: TraktClient, queued: PendingChange, outbox: PendingChanges, known: Iterable[Play], now: datetime
) -> tuple[PendingChange, tuple[Play, ...]]:
    match queued.change:
        case Change(kind=ChangeKind.MARK_WATCHED, ref=ShowRef() | SeasonRef() as whole) if queued.episodes is None:
            return await _async_with_episodes(client, queued, whole, outbox.done), ()
        case Change(kind=ChangeKind.MARK_WATCHED) if not queued.tries:
            return _with_before(queued, (play for play in made(known, queued) if play.id > 0)), ()
        case Change(kind=ChangeKind.REMOVE_FROM_HISTORY) if queued.play_ids is None:
            plays = await _async_plays(client, queued, outbox, known, now)
            return replace(queued, play_ids=tuple(play.id for play in plays)), plays
    return queued, ()


def _wanted(queued: PendingChange) -> tuple[Ref, ...]:
    """Return the references of a change that was never sent."""
    match queued.change.kind:
        case ChangeKind.MARK_WATCHED:
            return queued.watched
        case ChangeKind.REMOVE_FROM_HISTORY if not queued.play_ids:
            return ()
    return (queued.change.ref,)


async def _async_missing(client: TraktClient, queued: PendingChange, done: Iterable[PendingChange]) -> tuple[Ref, ...]:
    """Return the references that are not done of a change that may have been sent before."""
    change = queued.change
    if change.kind is ChangeKind.MARK_WATCHED:
        listed = await _async_history(client, change.ref, change.watched_at)
        return _missing_after(listed, queued, _of_work(done, change.ref))
    return () if await _async_is_done(client, queued) else (change.ref,)


def _missing_after(listed: tuple[Play, ...], queued: PendingChange, done: Iterable[PendingChange]) -> tuple[Ref, ...]:
    """Return the references of a mark without a play; plays of earlier marks do not count if it adds one more."""
    changes = tuple(done)
    plays = history_after(listed, changes)
    if not queued.change.again:
        return missing(plays, queued)
    marks = (each for each in changes if each.change.kind is ChangeKind.MARK_WATCHED)
    return missing(plays, _with_before(queued, (play for mark in marks for play in made(plays, mark))))


def _with_before(queued: PendingChange, plays: Iterable[Play]) -> PendingChange:
    """Return a change with further plays that were there before it."""
    return replace(queued, before=(*queued.before, *(play.id for play in plays)))


async def _async_with_episodes(
    client: TraktClient, queued: PendingChange, whole: ShowRef | SeasonRef, done: Iterable[PendingChange]
) -> PendingChange:
    """Return a mark of a show or a season with the episodes that had aired and, unless again, have no play."""
    aired = await _async_aired(client, whole, queued.change.at)
    if not aired:
        raise NotAiredError("nothing of it has aired")
    plays = history_after(await _async_history(client, whole), _of_work(done, whole))
    if not queued.change.again:
        refs = (play.ref for play in plays)
        seen = {(ref.episode.season, ref.episode.number) for ref in refs if isinstance(ref, EpisodeRef)}
        return replace(queued, episodes=tuple(each for each in aired if (each.season, each.number) not in seen))
    named = replace(queued, episodes=aired)
    # If it may have been sent before, it may have added some of these plays.
    return named if queued.tries else _with_before(named, (play for play in made(plays, named) if play.id > 0))


async def _async_aired(client: TraktClient, whole: ShowRef | SeasonRef, asked_at: datetime) -> tuple[NamedEpisode, ...]:
    """Return the episodes of a season that had aired at `asked_at`, or of a show without its specials."""
    show = whole.show.ids.trakt
    if isinstance(whole, SeasonRef):
        numbers = [whole.season.number]
    else:
        seasons = await client.works.seasons(show)
        numbers = [each.number for each in seasons if each.number and each.aired_episodes != 0]
    found = await asyncio.gather(*(client.works.season(show, number) for number in numbers))
    episodes = (episode for season in found for episode in season)
    return tuple(each for each in episodes if each.first_aired is not None and each.first_aired <= asked_at)


async def _async_plays(
    client: TraktClient, queued: PendingChange, outbox: PendingChanges, known: Iterable[Play], now: datetime
) -> tuple[Play, ...]:
    """Return the plays that a removal removes."""
    change, undone = queued.change, queued.undone
    if change.plays is Plays.CHOSEN and change.undoes is None:
        return tuple(play for play in known if play.id in change.play_ids)
    if change.undoes is not None and undone is None:
        # The undone change is so old that its plays are no longer known.
        return ()
    listed = await _async_history(client, change.ref)
    if queued.tries and change.plays is Plays.LAST and _is_gone(change.play_ids, listed):
        return ()
    if undone is None:
        ids = removed_by(history_after(listed, _of_work(outbox.done, change.ref)), queued)
    elif undone.play_ids is not None:
        ids = frozenset(undone.play_ids)
    else:
        ids = _added(listed, undone, _of_work(outbox.all, change.ref), now)
    if any(play_id < 0 for play_id in ids):
        raise UnavailableError("the history does not list yet what is to be removed")
    return tuple(play for play in listed if play.id in ids)


def _is_gone(play_ids: tuple[int, ...], listed: Iterable[Play]) -> bool:
    """Return whether plays that were known have been removed."""
    return bool(play_ids) and not any(play.id in play_ids for play in listed)


def _added(
    listed: tuple[Play, ...], undone: PendingChange, others: Iterable[PendingChange], now: datetime
) -> frozenset[int]:
    """Return the ids of the plays that a change has added; Trakt may list them a little late."""
    found = added(listed, undone, others)
    if undone.done_at is not None and now < undone.done_at + _LATE and len(found) < len(undone.watched):
        raise UnavailableError("the history does not list yet what is to be undone")
    return frozenset(play.id for play in found)


async def _async_history(client: TraktClient, ref: Ref, around: datetime | None = None) -> tuple[Play, ...]:
    """Return the plays of a reference, or those around a moment."""
    bounds = (around - _AROUND, around + _AROUND) if around is not None else (None, None)
    return await _async_listed(client.history_of(ref, *bounds))


async def _async_listed[Listed: RefRecord](asking: Awaitable[tuple[Listed, ...]]) -> tuple[Listed, ...]:
    """Return a list, empty if Trakt does not know the movie or show."""
    try:
        return await asking
    except NotFoundError:
        return ()


def _of_work(changes: Iterable[PendingChange], ref: Ref) -> list[PendingChange]:
    """Return the changes of the same movie or show."""
    return [each for each in changes if each.change.ref.work_key == ref.work_key]


async def _async_is_done(client: TraktClient, queued: PendingChange) -> bool:
    """Return whether Trakt has the result of a change, or of a later one."""
    change, ref = queued.change, queued.change.ref
    if change.kind is ChangeKind.REMOVE_FROM_HISTORY:
        ids = frozenset(queued.play_ids or ())
        return not ids or not any(play.id in ids for play in await _async_history(client, ref))
    if change.kind in {ChangeKind.ADD_TO_WATCHLIST, ChangeKind.REMOVE_FROM_WATCHLIST}:
        listed = [each for each in await _async_listed(client.watchlist(ref.type)) if _is(each, ref)]
        if change.kind is ChangeKind.REMOVE_FROM_WATCHLIST:
            return not any(each.listed_at <= change.at for each in listed)
        # Trakt removes from the watchlist what was watched since.
        return bool(listed) or any(play.watched_at > change.at for play in await _async_history(client, ref))
    rated = [each for each in await _async_listed(client.ratings(ref.type)) if _is(each, ref)]
    if change.kind is ChangeKind.REMOVE_RATING:
        return not any(each.rated_at <= change.at for each in rated)
    return any(each.rating == change.rating or each.rated_at > change.at for each in rated)


def _is(record: RefRecord, ref: Ref) -> bool:
    return record.ref.key == ref.key


def _post_of(queued: PendingChange, refs: tuple[Ref, ...]) -> Post:
    change, ref = queued.change, queued.change.ref
    match change.kind:
        case ChangeKind.ADD_TO_WATCHLIST:
            return writes.add_to_watchlist(ref)
        case ChangeKind.REMOVE_FROM_WATCHLIST:
            return writes.remove_from_watchlist(ref)
        case ChangeKind.MARK_WATCHED:
            return writes.add_to_history(refs, change.watched_at, change.at)
        case ChangeKind.REMOVE_FROM_HISTORY:
            return writes.remove_plays(queued.play_ids or ())
        case ChangeKind.RATE:
            return writes.rate(ref, change.rating or 0, change.at)
        case ChangeKind.REMOVE_RATING:
            return writes.remove_rating(ref)
