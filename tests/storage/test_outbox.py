"""What waits to be sent is on disk, whole, or nobody is told that it is."""

from dataclasses import replace
from datetime import UTC, datetime
import logging
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import Store
from homeassistant.util.file import WriteError
import pytest

from custom_components.trakt_upcoming.api.trakt import EpisodeRef, MovieRef, Ref, SeasonRef, ShowRef
from custom_components.trakt_upcoming.const import DOMAIN
from custom_components.trakt_upcoming.storage import OutboxStore
from custom_components.trakt_upcoming.user_data import (
    Change,
    ChangeKind,
    PendingChange,
    PendingChanges,
    Plays,
    Reason,
    Refusal,
    Ticked,
)

from ..records_json import episode, work
from ..trakt_json import Json

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
KEY = f"{DOMAIN}.one.queue"
EPISODE = EpisodeRef.from_dict({"show": work(1), "episode": episode(101)})
REFS: tuple[Ref, ...] = (
    MovieRef.from_dict({"movie": work(501, "Dune", released="2026-11-01")}),
    ShowRef.from_dict({"show": work(1)}),
    SeasonRef.from_dict({"show": work(1), "season": {"number": 3}}),
    EPISODE,
)
QUEUE = (
    *(
        PendingChange(
            change=Change(id=f"w{number}", kind=ChangeKind.MARK_WATCHED, ref=ref, at=AT, watched_at=AT), tries=number
        )
        for number, ref in enumerate(REFS)
    ),
    PendingChange(change=Change(id="released", kind=ChangeKind.MARK_WATCHED, ref=REFS[0], at=AT)),
    PendingChange(
        change=Change(id="r1", kind=ChangeKind.RATE, ref=REFS[1], at=AT, rating=7),
        refusal=Refusal(reason=Reason.VIP),
    ),
    PendingChange(
        change=Change(id="r2", kind=ChangeKind.ADD_TO_WATCHLIST, ref=REFS[1], at=AT),
        refusal=Refusal(reason=Reason.LIMIT, limit=1_000),
    ),
    PendingChange(change=Change(id="rated", kind=ChangeKind.RATE, ref=REFS[1], at=AT, rating=7), tries=1, done_at=AT),
    PendingChange(
        change=Change(id="whole", kind=ChangeKind.MARK_WATCHED, ref=REFS[1], at=AT, again=True),
        tries=1,
        sent_at=AT,
        episodes=(EPISODE.episode,),
        before=(1, 2),
    ),
    PendingChange(
        change=Change(
            id="undo", kind=ChangeKind.REMOVE_FROM_HISTORY, ref=REFS[3], at=AT, plays=Plays.CHOSEN, undoes="ticked"
        ),
        play_ids=(),
    ),
    PendingChange(
        change=Change(
            id="last", kind=ChangeKind.REMOVE_FROM_HISTORY, ref=REFS[3], at=AT, plays=Plays.LAST, play_ids=(3, 4)
        )
    ),
)  # fmt: skip
TICKED = Ticked(key="up_next", uid="trakt-episode-101", summary="Severance S03E01", place=4, description="Aired")
RECENT = (
    PendingChange(
        change=Change(id="ticked", kind=ChangeKind.MARK_WATCHED, ref=REFS[3], at=AT, watched_at=AT, ticked=TICKED),
        tries=1,
        done_at=AT,
        play_ids=(7,),
    ),
)
OUTBOX = PendingChanges(queue=QUEUE, recent=RECENT)


async def test_save_and_load(hass: HomeAssistant, hass_storage: Json) -> None:
    """Everything is as it was."""
    await OutboxStore(hass, "one").async_save(OUTBOX)

    assert await OutboxStore(hass, "one").async_load() == OUTBOX
    assert await OutboxStore(hass, "another").async_load() == PendingChanges()


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
    await OutboxStore(hass, "one").async_save(OUTBOX)
    queue = hass_storage[KEY]["data"]["queue"]
    queue[1] = queue[1] | odd if isinstance(odd, dict) else odd

    assert await OutboxStore(hass, "one").async_load() == replace(OUTBOX, queue=(QUEUE[0], *QUEUE[2:]))
    [warning] = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert "makes no sense and is left out" in warning
    assert "Severance" not in warning


@pytest.mark.parametrize("odd", [{}, {"queue": 7}])
async def test_a_file_that_makes_no_sense(
    hass: HomeAssistant, hass_storage: Json, caplog: pytest.LogCaptureFixture, odd: Json
) -> None:
    """It counts as empty."""
    hass_storage[KEY] = {"version": 1, "minor_version": 1, "key": KEY, "data": odd}

    assert await OutboxStore(hass, "one").async_load() == PendingChanges()
    assert "what had not been sent to Trakt yet is not sent" in caplog.text


async def test_file_of_version_0_1_0(hass: HomeAssistant, hass_storage: Json) -> None:
    """A removal removed all plays, and nothing was kept of what is done."""
    kept = {
        "id": "w",
        "change": "remove_from_history",
        "item": {"type": "movie", "movie": work(501, "Dune")},
        "at": "2026-11-20T12:00:00+00:00",
        "tries": 1,
    }
    hass_storage[KEY] = {"version": 1, "minor_version": 1, "key": KEY, "data": {"queue": [kept]}}
    loaded = await OutboxStore(hass, "one").async_load()

    [queued] = loaded.queue
    assert (queued.change.plays, queued.change.play_ids, queued.play_ids, queued.sent_at) == (Plays.ALL, (), None, None)
    assert loaded.recent == ()


async def test_a_full_disk(hass: HomeAssistant, hass_storage: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody may promise anything then; later it is tried again."""

    async def fail(_store: Store[Any], _data: object) -> None:
        raise WriteError("no space left on device")

    store = OutboxStore(hass, "one")
    with monkeypatch.context() as patched:
        patched.setattr(Store, "_async_write_data", fail)
        with pytest.raises(OSError, match="no space left"):
            await store.async_save(OUTBOX)
    assert KEY not in hass_storage

    await store.async_save(OUTBOX)
    assert await OutboxStore(hass, "one").async_load() == OUTBOX


async def test_deleted_with_the_account(hass: HomeAssistant, hass_storage: Json) -> None:
    """With the account."""
    store = OutboxStore(hass, "one")
    await store.async_save(OUTBOX)
    await store.async_remove()

    assert KEY not in hass_storage
    assert await store.async_diagnostics() == {"queue": None}
