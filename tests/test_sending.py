"""How to find out whether a whole show or season was marked as watched; of all else tell the tests of the queue."""

from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.api.errors import UnavailableError
from custom_components.trakt_upcoming.api.trakt import Item
from custom_components.trakt_upcoming.const import TRAKT_API
from custom_components.trakt_upcoming.sending import async_is_done
from custom_components.trakt_upcoming.watching import Change, Write

from .conftest import FakeTrakt, SetUp
from .diary import AT
from .records_json import episode_play, work
from .trakt_json import Json

PROGRESS = f"{TRAKT_API}/shows/1/progress/watched"
SHOW: Json = {"type": "show", "show": work()}


def season(number: int) -> Json:
    """Return a season as the part of an entry."""
    return {"type": "season", "show": work(), "season": {"number": number}}


def released(item: Json) -> Write:
    """Return a write that marks something as watched when it was released."""
    return Write(id="write", change=Change.MARK_WATCHED, item=Item.from_dict(item), at=AT)


@pytest.mark.parametrize(
    ("item", "completed", "is_done", "specials"),
    [
        (SHOW, 8, True, "false"),
        (SHOW, 1, False, "false"),
        (season(3), 8, True, "false"),
        (season(3), 1, False, "false"),
        (season(0), 8, False, "true"),
    ],
)
async def test_a_part_was_seen_before(
    entry: MockConfigEntry,
    set_up: SetUp,
    trakt: FakeTrakt,
    item: Json,
    completed: int,
    *,
    is_done: bool,
    specials: str,
) -> None:
    """Only when all that aired was seen, it need not be sent again, whenever the parts of it were."""
    await set_up()
    seen: Any = {"aired": 8, "completed": completed, "seasons": [{"number": 3, "aired": 8, "completed": completed}]}
    trakt.mock.get(PROGRESS, json=seen)
    trakt.mock.get(f"{TRAKT_API}/sync/history/shows/1", json=[episode_play()])

    assert await async_is_done(entry.runtime_data.client, released(item)) is is_done
    [_, url, _, _] = trakt.mock.mock_calls[-1]
    assert dict(url.query) == {"hidden": "true", "specials": specials}


async def test_an_unknown_show(entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt) -> None:
    """Nothing of it was seen."""
    await set_up()
    trakt.mock.get(PROGRESS, status=404)

    assert not await async_is_done(entry.runtime_data.client, released(SHOW))


async def test_an_answer_that_makes_no_sense(entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt) -> None:
    """Then it is not known."""
    await set_up()
    trakt.mock.get(PROGRESS, json=[])

    with pytest.raises(UnavailableError):
        await async_is_done(entry.runtime_data.client, released(SHOW))
