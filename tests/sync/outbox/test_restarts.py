"""Changes outlive power cuts, restarts and full disks, and are done once."""

import asyncio
from copy import deepcopy
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import Store
from homeassistant.util.file import WriteError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.api.errors import (
    UnavailableError,
)
from custom_components.trakt_upcoming.sync.outbox import Outbox
from custom_components.trakt_upcoming.user_data import ChangeKind

from ...changes import AT, OUTBOX_FILE, new_change
from ...conftest import Pass
from ...simulated import KEPT, Simulated
from ...trakt_json import Json
from .common import DONE_LATE, MINUTE, keep_all, on_disk, put, restart

pytestmark = pytest.mark.usefixtures("without_user_data", "fast_changes")


@pytest.mark.parametrize("kind", ChangeKind)
@pytest.mark.parametrize("moment", ["promised", "about to be sent", "done", "noted"])
async def test_a_power_cut(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    outbox: Outbox,
    simulator: Simulated,
    disks: list[Json],
    hass_storage: Json,
    pass_: Pass,
    *,
    kind: ChangeKind,
    moment: str,
) -> None:
    """Whenever it happens, the change is done, and never twice."""
    if kind.is_removal:
        keep_all(simulator)
    before = simulator.diary.frozen
    await outbox.async_put(new_change(kind=kind))
    promised = deepcopy(hass_storage[OUTBOX_FILE])
    await hass.async_block_till_done(wait_background_tasks=True)
    disk = {"promised": promised, "noted": deepcopy(hass_storage[OUTBOX_FILE])}.get(moment, disks[0])
    after = (simulator.plays, simulator.watchlist, simulator.ratings)
    if moment in {"promised", "about to be sent"}:
        simulator.state.diaries[simulator.user.username] = before

    simulator.mock.mock_calls.clear()
    again = await restart(hass, entry, hass_storage, disk)
    await pass_(MINUTE)
    assert (simulator.plays, simulator.watchlist, simulator.ratings) == after
    assert not again.waiting
    assert len(simulator.posts) == (1 if moment in {"promised", "about to be sent"} else 0)
    # Whatever was found on disk may have been sent.
    assert bool(simulator.asked) is (moment != "noted")


async def test_a_restart_in_an_outage(
    hass: HomeAssistant, entry: MockConfigEntry, outbox: Outbox, simulator: Simulated, hass_storage: Json
) -> None:
    """What waits is there in order, with its times, and the first is asked for."""
    simulator.answers, simulator.instead = [DONE_LATE], {KEPT: {"status": 503}}
    changes = [new_change(number, movie=500 + number, watched_at=AT + number * MINUTE) for number in range(1, 4)]
    await put(hass, outbox, *changes)
    again = await restart(hass, entry, hass_storage, hass_storage[OUTBOX_FILE])
    assert again.waiting == tuple(changes)

    simulator.instead.clear()
    again.async_resume()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert simulator.plays == [(500 + number, f"2026-11-20T11:{30 + number}:00.000Z") for number in range(1, 4)]
    assert len(simulator.posts) == 3


async def test_unloading_does_not_wait_for_trakt(
    hass: HomeAssistant, entry: MockConfigEntry, outbox: Outbox, simulator: Simulated, hass_storage: Json
) -> None:
    """A change that is on its way is left there; the next life finds out what became of it."""
    hanging = asyncio.Event()

    async def hang(*_: object) -> Any:
        hanging.set()
        await asyncio.Event().wait()

    simulator.mock.clear_requests()
    simulator.mock.post("https://api.trakt.tv/sync/history", side_effect=hang)
    await outbox.async_put(new_change())
    await hanging.wait()
    async with asyncio.timeout(5):
        assert await hass.config_entries.async_unload(entry.entry_id)
    assert entry.state is ConfigEntryState.NOT_LOADED
    assert on_disk(hass_storage) == [("write-1", 1, False)]
    with pytest.raises(UnavailableError):
        await outbox.async_put(new_change(2))
    assert on_disk(hass_storage) == [("write-1", 1, False)]


async def test_a_full_disk(
    hass: HomeAssistant, outbox: Outbox, simulator: Simulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is promised, and nothing is sent."""

    async def fail(_store: Store[Any], _data: object) -> None:
        raise WriteError("no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Store, "_async_write_data", fail)
        with pytest.raises(UnavailableError, match="no space left"):
            await outbox.async_put(new_change())
        await hass.async_block_till_done(wait_background_tasks=True)
    assert not outbox.waiting
    assert simulator.posts == []

    await put(hass, outbox, new_change())
    assert len(simulator.plays) == 1


async def test_a_disk_that_fills_up(
    hass: HomeAssistant, outbox: Outbox, simulator: Simulated, monkeypatch: pytest.MonkeyPatch, pass_: Pass
) -> None:
    """What was promised is not sent before it can be noted."""
    simulator.answers = [{"status": 500}]
    await put(hass, outbox, new_change())

    async def fail(_store: Store[Any], _data: object) -> None:
        raise WriteError("no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Store, "_async_write_data", fail)
        await pass_(MINUTE)
        assert len(simulator.posts) == 1
        assert outbox.waiting
    await pass_(MINUTE)
    assert len(simulator.plays) == 1
