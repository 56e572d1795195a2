"""What was read of a history whose reading is not complete, on disk."""

from datetime import UTC, datetime
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.trakt_upcoming.api.trakt import Play, SkippedItem
from custom_components.trakt_upcoming.storage import PartialHistoryStore
from custom_components.trakt_upcoming.user_data import PartialHistory

from ..records_json import episode_play, movie_play
from .common import ENTRY

KEY = f"trakt_upcoming.{ENTRY}.partial_history"
HALF = PartialHistory(
    stamps={"movies.watched_at": datetime(2026, 11, 20, 12, tzinfo=UTC)},
    plays=(Play.from_dict(episode_play()), Play.from_dict(movie_play())),
    left=8,
    skipped=(SkippedItem(field="movie.ids", name="7 Dune"),),
)


@pytest.mark.parametrize("partial", [HALF, PartialHistory()], ids=["half", "nothing"])
async def test_save_and_load(hass: HomeAssistant, partial: PartialHistory) -> None:
    """All of it, and as little as there is at the beginning."""
    await PartialHistoryStore(hass, ENTRY).async_save(partial)

    assert await PartialHistoryStore(hass, ENTRY).async_load() == partial


async def test_no_file(hass: HomeAssistant) -> None:
    """Nothing is known then."""
    assert await PartialHistoryStore(hass, ENTRY).async_load() is None


@pytest.mark.parametrize(
    "change",
    [
        {"stamps": None},
        {"history": {"works": [], "plays": ["[1]"]}},
        {"left": "many"},
        {"odd": [{"field": "movie"}]},
    ],
)
async def test_invalid_content(hass: HomeAssistant, hass_storage: dict[str, Any], change: dict[str, Any]) -> None:
    """It counts as none, and the history is read from its beginning."""
    await PartialHistoryStore(hass, ENTRY).async_save(HALF)
    hass_storage[KEY]["data"] |= change

    assert await PartialHistoryStore(hass, ENTRY).async_load() is None


async def test_deleted(hass: HomeAssistant, hass_storage: dict[str, Any]) -> None:
    """Nothing is left."""
    store = PartialHistoryStore(hass, ENTRY)
    await store.async_save(HALF)
    await store.async_remove()

    assert KEY not in hass_storage
    assert await store.async_diagnostics() == {"partial_history": None}
