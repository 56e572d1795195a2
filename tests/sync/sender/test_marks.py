"""Which episodes are marked when a whole show or season was watched."""

from dataclasses import replace
from datetime import timedelta
from unittest.mock import AsyncMock

import pytest

from custom_components.trakt_upcoming.api.errors import NotAiredError
from custom_components.trakt_upcoming.api.trakt import (
    NamedEpisode,
    Play,
    Ref,
    SeasonRef,
)
from custom_components.trakt_upcoming.sync.sender import async_send
from custom_components.trakt_upcoming.user_data import ChangeKind, PendingChange, PendingChanges

from ...records_json import episode, episode_play, work
from .common import AIRED, AT, BEFORE, EPISODE, NOW, SEASON, SHOW, TO_COME, get_ready, part, parts, pending


@pytest.mark.parametrize("ref", [SHOW, SEASON], ids=["show", "season"])
async def test_mark_a_show_or_season(client: AsyncMock, ref: Ref) -> None:
    """Those of its episodes are marked that have aired and were not watched; specials belong to no show."""
    client.history_of.return_value = (Play.from_dict(episode_play(1, BEFORE, trakt=101)),)
    ready = await get_ready(client, pending(ChangeKind.MARK_WATCHED, ref))

    assert parts(ready) == [102]
    assert ready.queued.watched == ready.refs
    assert ready.queued.before == ()
    await async_send(client, ready)
    [sent] = client.write.await_args.args
    assert sent.body == {"episodes": [{"ids": {"trakt": 102}, "watched_at": "released"}]}


async def test_mark_the_specials(client: AsyncMock) -> None:
    """They are a season of their own."""
    specials = SeasonRef.from_dict({"show": work(1), "season": {"number": 0}})

    assert parts(await get_ready(client, pending(ChangeKind.MARK_WATCHED, specials))) == [99]


async def test_episode_that_airs_before_the_change_is_sent(client: AsyncMock) -> None:
    """Nobody had seen it when they asked."""
    airing = [part(1), part(2, (AT + timedelta(seconds=1)).isoformat())]
    client.works.season.side_effect = lambda _show, _number: tuple(map(NamedEpisode.from_dict, airing))

    assert parts(await get_ready(client, pending(ChangeKind.MARK_WATCHED, SEASON))) == [101]


async def test_a_play_that_was_removed_and_is_still_listed(client: AsyncMock) -> None:
    """It is not the one that is asked for, also where that may have been sent before."""
    listed = Play.from_dict(episode_play(1, AIRED, trakt=101) | {"episode": part(1)})
    client.history_of.return_value = (listed,)
    removed = pending(ChangeKind.REMOVE_FROM_HISTORY, EPISODE, made=(1,), done_at=AT)
    mark = replace(pending(ChangeKind.MARK_WATCHED, EPISODE, tries=1), change=replace(removed.change, id="later"))
    mark = replace(mark, change=replace(mark.change, kind=ChangeKind.MARK_WATCHED))

    assert parts(await get_ready(client, mark, done=(removed,))) == [101]


async def test_another_play_that_was_never_sent(client: AsyncMock) -> None:
    """Found at a start it may have been sent, but what was there when it was asked for does not tell so."""
    before, other = (Play.from_dict(episode_play(number, AIRED) | {"episode": part(1)}) for number in (1, 2))
    [asked] = (
        PendingChanges()
        .with_new([pending(ChangeKind.MARK_WATCHED, EPISODE, again=True).change], [before])
        .found_at(NOW)
        .queue
    )
    assert (asked.before, asked.tries) == ((1,), 1)

    client.history_of.return_value = (before,)
    assert parts(await get_ready(client, asked)) == [101]
    client.history_of.return_value = (before, other)
    assert parts(await get_ready(client, asked)) == []
    mark = pending(ChangeKind.MARK_WATCHED, EPISODE, done_at=AT)
    earlier = replace(mark, change=replace(mark.change, id="earlier"), before=(1,))
    assert parts(await get_ready(client, asked, done=(earlier,))) == [101]


async def test_another_play_of_a_show(client: AsyncMock) -> None:
    """All that has aired is marked, and what was there before is known, so that it is never undone."""
    client.history_of.return_value = (Play.from_dict(episode_play(1, AIRED, trakt=101)),)
    client.history_of.return_value += (Play.from_dict(episode_play(2, BEFORE, trakt=101)),)
    mark = pending(ChangeKind.MARK_WATCHED, EPISODE, again=True)
    whole = pending(ChangeKind.MARK_WATCHED, SHOW, again=True)

    assert parts(await get_ready(client, whole)) == [101, 102]
    dated = Play.from_dict(episode_play(1, AIRED) | {"episode": episode(101, first_aired=AIRED)})
    assert (await get_ready(client, mark, dated)).queued.before == (1,)


async def test_mark_a_show_that_was_watched(client: AsyncMock) -> None:
    """There is nothing to send."""
    client.history_of.return_value = tuple(
        Play.from_dict(episode_play(number, BEFORE, trakt=100 + number, number=number)) for number in (1, 2)
    )

    assert (await get_ready(client, pending(ChangeKind.MARK_WATCHED, SHOW))).refs == ()


async def test_mark_a_show_with_other_changes_in_the_outbox(client: AsyncMock) -> None:
    """Trakt's history may not tell of it yet, and nothing is marked twice."""
    mark = pending(ChangeKind.MARK_WATCHED, EPISODE, watched_at=AT, done_at=AT)
    assert parts(await get_ready(client, pending(ChangeKind.MARK_WATCHED, SHOW), done=(mark,))) == [102]

    client.history_of.return_value = (Play.from_dict(episode_play(1, BEFORE, trakt=101)),)
    removal = pending(ChangeKind.REMOVE_FROM_HISTORY, EPISODE, done_at=AT, made=(1,))
    assert parts(await get_ready(client, pending(ChangeKind.MARK_WATCHED, SHOW), done=(removal,))) == [101, 102]


async def test_mark_a_show_that_has_not_aired(client: AsyncMock) -> None:
    """Nobody can have watched it."""
    season = SeasonRef.from_dict({"show": work(1), "season": {"number": 3}})
    client.works.season.side_effect = lambda *_: (NamedEpisode.from_dict(part(3, TO_COME)),)

    for ref in (SHOW, season):
        with pytest.raises(NotAiredError):
            await get_ready(client, pending(ChangeKind.MARK_WATCHED, ref))


async def test_mark_a_show_of_which_a_part_was_sent(client: AsyncMock) -> None:
    """Only what is missing is sent once more."""
    first = await get_ready(client, pending(ChangeKind.MARK_WATCHED, SHOW))
    client.history_of.return_value = (Play.from_dict(episode_play(1, AIRED, trakt=102, number=2)),)
    again = PendingChange(change=first.queued.change, episodes=first.queued.episodes, tries=1)

    assert (parts(first), parts(await get_ready(client, again))) == ([101, 102], [101])
