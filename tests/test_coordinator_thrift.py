"""A turn does only what something new asks for, and makes nobody wait."""

import asyncio

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.storage import SnapshotStore

from .conftest import FakeTrakt, SetUp


async def test_equal_answers_keep_the_agenda(entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt) -> None:
    """It is made anew only when Trakt says something else."""
    await set_up()
    coordinator = entry.runtime_data.coordinator
    before = coordinator.data
    await coordinator.async_refresh()
    assert coordinator.data is before

    trakt.feeds["movies"] = []
    trakt.answer()
    await coordinator.async_refresh()
    assert len(coordinator.data) == len(before) - 1


async def test_nobody_waits_for_the_disk(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A turn ends when everybody can see it; only an account that is put to rest waits for its file."""
    await set_up()
    written = asyncio.Event()
    monkeypatch.setattr(SnapshotStore, "async_save", lambda *_: written.wait())
    await entry.runtime_data.coordinator.async_refresh()
    unload = hass.async_create_task(hass.config_entries.async_unload(entry.entry_id))
    for _ in range(10):
        await asyncio.sleep(0)
    assert not unload.done()

    written.set()
    assert await unload
