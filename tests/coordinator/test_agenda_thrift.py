"""A refresh does only what something new asks for, and makes nobody wait."""

import asyncio

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.agenda.snapshot import FeedSnapshot
from custom_components.trakt_upcoming.api.trakt import Feed
from custom_components.trakt_upcoming.storage import SnapshotStore

from ..conftest import SetUp
from ..trakt import FakeTrakt


async def test_equal_answers_keep_the_agenda(entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt) -> None:
    """It is made anew only when Trakt says something else."""
    await set_up()
    coordinator = entry.runtime_data.agenda
    before = coordinator.data
    await coordinator.async_refresh()
    assert coordinator.data is before

    trakt.feeds["movies"] = []
    trakt.answer()
    await coordinator.async_refresh()
    assert len(coordinator.data) == len(before) - 1


async def test_releases_are_shown_before_they_are_saved(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Making a large file ready takes time that the states would have to wait for."""
    await set_up()
    coordinator = entry.runtime_data.agenda
    order: list[str] = []
    coordinator.async_add_listener(lambda: order.append(f"shown {len(coordinator.data)}"))

    async def note(_store: SnapshotStore, answers: dict[Feed, FeedSnapshot]) -> None:
        order.append(f"written {sum(len(answer.releases) for answer in answers.values())}")

    monkeypatch.setattr(SnapshotStore, "async_save", note)
    trakt.feeds["movies"] = []
    trakt.answer()
    await coordinator.async_refresh()
    await hass.async_block_till_done()

    count = len(coordinator.data)
    assert order == [f"shown {count}", f"written {count}"]


async def test_refresh_does_not_wait_for_the_disk(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refresh ends when everybody can see it; only an account that is put to rest waits for its file."""
    await set_up()
    written = asyncio.Event()
    monkeypatch.setattr(SnapshotStore, "async_save", lambda *_: written.wait())
    await entry.runtime_data.agenda.async_refresh()
    unload = hass.async_create_task(hass.config_entries.async_unload(entry.entry_id))
    for _ in range(10):
        await asyncio.sleep(0)
    assert not unload.done()

    written.set()
    assert await unload
