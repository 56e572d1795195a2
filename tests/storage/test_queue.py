"""What waits to be sent is on disk, whole, or nobody is told that it is."""

from datetime import UTC, datetime
import logging
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import Store
from homeassistant.util.file import WriteError
import pytest

from custom_components.trakt_upcoming.api.trakt import Item
from custom_components.trakt_upcoming.const import DOMAIN
from custom_components.trakt_upcoming.storage import QueueStore
from custom_components.trakt_upcoming.watching import Change, Queued, Reason, Refusal, Write

from ..records_json import episode, work
from ..trakt_json import Json

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
KEY = f"{DOMAIN}.one.queue"
ITEMS = [
    Item.from_dict({"type": "movie", "movie": work(501, "Dune", released="2026-11-01")}),
    Item.from_dict({"type": "show", "show": work(1)}),
    Item.from_dict({"type": "season", "show": work(1), "season": {"number": 3}}),
    Item.from_dict({"type": "episode", "show": work(1), "episode": episode(101)}),
]
QUEUE = (
    *(Queued(write=Write(id=f"w{number}", change=Change.MARK_WATCHED, item=item, at=AT, watched_at=AT), tries=number)
      for number, item in enumerate(ITEMS)),
    Queued(write=Write(id="released", change=Change.MARK_WATCHED, item=ITEMS[0], at=AT)),
    Queued(
        write=Write(id="r1", change=Change.RATE, item=ITEMS[1], at=AT, rating=7),
        refusal=Refusal(reason=Reason.VIP),
    ),
    Queued(
        write=Write(id="r2", change=Change.ADD_TO_WATCHLIST, item=ITEMS[1], at=AT),
        refusal=Refusal(reason=Reason.LIMIT, limit=1_000),
    ),
    Queued(write=Write(id="rated", change=Change.RATE, item=ITEMS[1], at=AT, rating=7), tries=1, done_at=AT),
)  # fmt: skip


async def test_there_and_back(hass: HomeAssistant, hass_storage: Json) -> None:
    """Everything is as it was."""
    await QueueStore(hass, "one").async_save(QUEUE)

    assert await QueueStore(hass, "one").async_load() == QUEUE
    assert await QueueStore(hass, "another").async_load() == ()


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param(None, id="nothing"),
        pytest.param("x", id="no object"),
        pytest.param({"change": "forget"}, id="an unknown change"),
        pytest.param({"item": {"type": "movie"}}, id="no work"),
        pytest.param({"item": None}, id="no item"),
        pytest.param({"at": "soon"}, id="no time"),
        pytest.param({"rating": 11}, id="no rating"),
        pytest.param({"tries": -1}, id="no number"),
        pytest.param({"id": ""}, id="no id"),
    ],
)
async def test_a_write_that_makes_no_sense(
    hass: HomeAssistant, hass_storage: Json, caplog: pytest.LogCaptureFixture, odd: Any
) -> None:
    """It costs itself, and says so without what it is about."""
    await QueueStore(hass, "one").async_save(QUEUE)
    queue = hass_storage[KEY]["data"]["queue"]
    queue[1] = queue[1] | odd if isinstance(odd, dict) else odd

    assert await QueueStore(hass, "one").async_load() == (QUEUE[0], *QUEUE[2:])
    [warning] = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert "makes no sense and is left out" in warning
    assert "Severance" not in warning


@pytest.mark.parametrize("odd", [{}, {"queue": 7}])
async def test_a_file_that_makes_no_sense(
    hass: HomeAssistant, hass_storage: Json, caplog: pytest.LogCaptureFixture, odd: Json
) -> None:
    """It counts as empty."""
    hass_storage[KEY] = {"version": 1, "minor_version": 1, "key": KEY, "data": odd}

    assert await QueueStore(hass, "one").async_load() == ()
    assert "what had not been sent to Trakt yet is not sent" in caplog.text


async def test_a_full_disk(hass: HomeAssistant, hass_storage: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody may promise anything then; later it is tried again."""

    async def fail(_store: Store[Any], _data: object) -> None:
        raise WriteError("no space left on device")

    store = QueueStore(hass, "one")
    with monkeypatch.context() as patched:
        patched.setattr(Store, "_async_write_data", fail)
        with pytest.raises(OSError, match="no space left"):
            await store.async_save(QUEUE)
    assert KEY not in hass_storage

    await store.async_save(QUEUE)
    assert await QueueStore(hass, "one").async_load() == QUEUE


async def test_it_goes(hass: HomeAssistant, hass_storage: Json) -> None:
    """With the account."""
    store = QueueStore(hass, "one")
    await store.async_save(QUEUE)
    await store.async_remove()

    assert KEY not in hass_storage
    assert await store.async_facts() is None
