"""An import that stops half-way, and what is known of the last one."""

import asyncio

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.sync.importer import HistoryImporter
from custom_components.trakt_upcoming.user_data import ImportState

from ...past import PagedHistory


def last(entry: MockConfigEntry) -> ImportState:
    """Return the last import."""
    imported: HistoryImporter = entry.runtime_data.importer
    assert imported.last is not None
    return imported.last


async def half_way(hass: HomeAssistant, entry: MockConfigEntry, history: PagedHistory, pages: int = 2) -> None:
    """Begin to import, let no more than some pages come, and return while the next one is awaited."""
    run: HistoryImporter = entry.runtime_data.importer

    def close() -> None:
        if len(history.asked) >= pages:
            history.gate.clear()

    remove = run.async_add_listener(close)
    await run.async_start(with_air_dates=True)
    while not history.held:  # noqa: ASYNC110 - every iteration of the loop counts
        await asyncio.sleep(0)
    remove()
