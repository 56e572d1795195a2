"""How far an import is, on disk."""

from datetime import UTC, datetime
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.trakt_upcoming.api.trakt import Play, SkippedItem
from custom_components.trakt_upcoming.storage import ImportStore
from custom_components.trakt_upcoming.user_data import ImportState, Stage

from ..records_json import episode_play, movie_play
from .test_store import ENTRY

KEY = f"trakt_upcoming.{ENTRY}.import"
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
WHOLE = ImportState(
    stage=Stage.STOPPED,
    with_air_dates=True,
    stamps={"movies.watched_at": AT},
    plays=(Play.from_dict(episode_play()), Play.from_dict(movie_play())),
    left=8,
    odd=(SkippedItem(field="movie.ids", name="7 Dune"),),
    aired={2: AT},
    series="trakt_demo",
)


@pytest.mark.parametrize("imported", [WHOLE, ImportState(stage=Stage.RUNNING, with_air_dates=False)])
async def test_it_comes_back_as_it_was(hass: HomeAssistant, imported: ImportState) -> None:
    """All of it, and as little as there is at the beginning."""
    store = ImportStore(hass, ENTRY)
    await store.async_save(imported)

    assert await ImportStore(hass, ENTRY).async_load() == imported


async def test_there_was_none(hass: HomeAssistant) -> None:
    """Nothing is known then."""
    assert await ImportStore(hass, ENTRY).async_load() is None


@pytest.mark.parametrize(
    "change",
    [
        {"stage": "dreaming"},
        {"stamps": None},
        {"history": {"works": [], "plays": ["[1]"]}},
        {"left": "many"},
        {"odd": [{"field": "movie"}]},
        {"aired": {"x": "2026-11-20T12:00:00+00:00"}},
        {"aired": {"1": 5}},
    ],
)
async def test_what_makes_no_sense(hass: HomeAssistant, hass_storage: dict[str, Any], change: dict[str, Any]) -> None:
    """It counts as none, and the person imports again."""
    await ImportStore(hass, ENTRY).async_save(WHOLE)
    hass_storage[KEY]["data"] |= change

    assert await ImportStore(hass, ENTRY).async_load() is None


async def test_deleted(hass: HomeAssistant, hass_storage: dict[str, Any]) -> None:
    """Nothing is left."""
    store = ImportStore(hass, ENTRY)
    await store.async_save(WHOLE)
    await store.async_remove()

    assert KEY not in hass_storage
    assert await store.async_diagnostics() == {"import": None}
