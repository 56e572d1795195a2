"""Which plays are removed, and which are undone."""

from dataclasses import replace
from datetime import timedelta
from unittest.mock import AsyncMock

import pytest

from custom_components.trakt_upcoming.api.errors import UnavailableError
from custom_components.trakt_upcoming.api.trakt import (
    Play,
)
from custom_components.trakt_upcoming.sync.sender import async_send
from custom_components.trakt_upcoming.user_data import ChangeKind, Plays

from ...records_json import movie_play
from ...trakt_json import Json
from .common import AFTER, AT, BEFORE, DUNE, NOW, get_ready, pending


async def test_last_play_that_may_have_been_removed(client: AsyncMock) -> None:
    """Where that is gone which was the last when the user asked, the one before is not removed in its place."""
    client.history_of.return_value = (Play.from_dict(movie_play(7, BEFORE)),)
    removal = pending(ChangeKind.REMOVE_FROM_HISTORY, DUNE, tries=1, plays=Plays.LAST, play_ids=(8,))

    assert (await get_ready(client, removal)).plays == ()
    assert [play.id for play in (await get_ready(client, replace(removal, tries=0))).plays] == [7]


HISTORY = (
    Play.from_dict(movie_play(4, AFTER)),
    Play.from_dict(movie_play(3, AT.isoformat())),
    Play.from_dict(movie_play(2, BEFORE)),
    Play.from_dict(movie_play(1, "2025-11-20T10:00:00.000Z")),
)


@pytest.mark.parametrize(
    ("facts", "ids"),
    [
        pytest.param({"plays": Plays.LAST}, (3,), id="last"),
        pytest.param({"plays": Plays.ALL}, (3, 2, 1), id="all"),
        pytest.param({"plays": Plays.CHOSEN, "play_ids": (2, 4)}, (4, 2), id="chosen"),
    ],
)
async def test_which_plays_are_removed(client: AsyncMock, facts: Json, ids: tuple[int, ...]) -> None:
    """Those until the user asked, by their ids, which stay the same through every fault."""
    client.history_of.return_value = HISTORY
    ready = await get_ready(client, pending(ChangeKind.REMOVE_FROM_HISTORY, DUNE, **facts), *HISTORY)

    assert ready.queued.play_ids == ids
    assert tuple(play.id for play in ready.plays) == ids
    await async_send(client, ready)
    [sent] = client.write.await_args.args
    assert sent.body == {"ids": list(ids)}


async def test_nothing_to_remove(client: AsyncMock) -> None:
    """Nothing is sent."""
    ready = await get_ready(client, pending(ChangeKind.REMOVE_FROM_HISTORY, DUNE, plays=Plays.LAST))

    assert (ready.refs, ready.plays, ready.queued.play_ids) == ((), (), ())


async def test_a_last_play_that_is_not_listed_yet(client: AsyncMock) -> None:
    """The one before is not taken for it."""
    client.history_of.return_value = HISTORY[2:]
    mark = pending(ChangeKind.MARK_WATCHED, DUNE, watched_at=AT, done_at=AT)

    with pytest.raises(UnavailableError, match="does not list yet"):
        await get_ready(client, pending(ChangeKind.REMOVE_FROM_HISTORY, DUNE, plays=Plays.LAST), done=(mark,))


UNDO: Json = {"plays": Plays.CHOSEN, "undoes": "another"}


async def test_undo(client: AsyncMock) -> None:
    """What the change has added goes, and nothing else, whether the ids are known already or not."""
    client.history_of.return_value = HISTORY
    mark = pending(ChangeKind.MARK_WATCHED, DUNE, watched_at=AT, done_at=AT)
    known = pending(ChangeKind.MARK_WATCHED, DUNE, watched_at=AT, done_at=AT, made=(2,))

    for undone, ids in ((mark, (3,)), (known, (2,)), (None, ())):
        ready = await get_ready(client, pending(ChangeKind.REMOVE_FROM_HISTORY, DUNE, **UNDO, undone=undone))
        assert ready.queued.play_ids == ids


async def test_undo_what_is_not_listed_yet(client: AsyncMock) -> None:
    """It is waited for a little, then nothing is there."""
    late = pending(ChangeKind.MARK_WATCHED, DUNE, watched_at=AT, done_at=NOW - timedelta(seconds=59))
    with pytest.raises(UnavailableError, match="does not list yet"):
        await get_ready(client, pending(ChangeKind.REMOVE_FROM_HISTORY, DUNE, **UNDO, undone=late))

    old = pending(ChangeKind.MARK_WATCHED, DUNE, watched_at=AT, done_at=NOW - timedelta(minutes=1))
    ready = await get_ready(client, pending(ChangeKind.REMOVE_FROM_HISTORY, DUNE, **UNDO, undone=old))
    assert ready.refs == ()
