"""When nobody knows whether a write was done, Trakt's own words tell."""

from datetime import UTC, datetime
from unittest.mock import AsyncMock

import pytest

from custom_components.trakt_upcoming.api.errors import NotFoundError
from custom_components.trakt_upcoming.api.trakt import Item, Play, TraktClient
from custom_components.trakt_upcoming.sending import async_is_done
from custom_components.trakt_upcoming.watching import Change, Write

from .records_json import episode, episode_play, work

AT = datetime(2026, 11, 20, 11, 30, tzinfo=UTC)
SHOW = Item.from_dict({"type": "show", "show": work(1)})
SEASON = Item.from_dict({"type": "season", "show": work(1), "season": {"number": 3}})
OTHER_SEASON = Item.from_dict({"type": "season", "show": work(1), "season": {"number": 2}})
EPISODE = Item.from_dict({"type": "episode", "show": work(1), "episode": episode(101)})
OTHER_EPISODE = Item.from_dict({"type": "episode", "show": work(1), "episode": episode(102)})


@pytest.fixture
def client() -> AsyncMock:
    """Return a client whose Trakt has one episode as watched."""
    client = AsyncMock(spec=TraktClient)
    client.history_of.return_value = (Play.from_dict(episode_play(1, AT.isoformat(), trakt=101)),)
    return client


def write(change: Change, item: Item, watched_at: datetime | None = AT) -> Write:
    """Return a write about an item."""
    return Write(id="a-write", change=change, item=item, at=AT, watched_at=watched_at)


@pytest.mark.parametrize(
    ("item", "is_done"),
    [(SHOW, True), (SEASON, True), (OTHER_SEASON, False), (EPISODE, True), (OTHER_EPISODE, False)],
    ids=["show", "season", "another season", "episode", "another episode"],
)
async def test_what_a_play_belongs_to(client: AsyncMock, item: Item, *, is_done: bool) -> None:
    """It tells that its show, its season and itself were marked, and no longer taken out of the history."""
    assert await async_is_done(client, write(Change.MARK_WATCHED, item)) is is_done
    assert await async_is_done(client, write(Change.REMOVE_FROM_HISTORY, item)) is not is_done


@pytest.mark.parametrize(("item", "season"), [(SHOW, None), (SEASON, 3)], ids=["show", "season"])
@pytest.mark.parametrize("is_seen", [True, False])
async def test_a_whole_that_was_seen_when_it_came_out(
    client: AsyncMock, item: Item, season: int | None, *, is_seen: bool
) -> None:
    """One play of it says nothing: all that aired has to be seen."""
    client.progress_of.return_value.has_seen = lambda number: is_seen and number == season
    assert await async_is_done(client, write(Change.MARK_WATCHED, item, None)) is is_seen
    client.progress_of.assert_awaited_once_with(1, specials=False)


async def test_the_specials(client: AsyncMock) -> None:
    """Trakt leaves them out, where nobody asks for them."""
    specials = Item.from_dict({"type": "season", "show": work(1), "season": {"number": 0}})
    client.progress_of.return_value.has_seen = lambda number: number == 0
    assert await async_is_done(client, write(Change.MARK_WATCHED, specials, None))
    client.progress_of.assert_awaited_once_with(1, specials=True)


@pytest.mark.parametrize("change", Change)
async def test_what_trakt_does_not_know(client: AsyncMock, change: Change) -> None:
    """Nothing was done with it."""
    for asked in (client.history_of, client.watchlist, client.ratings):
        asked.side_effect = NotFoundError
    assert not await async_is_done(client, write(change, EPISODE))
