"""The last import, on disk."""

from datetime import UTC, datetime
import json
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.trakt_upcoming.api.trakt import SkippedItem
from custom_components.trakt_upcoming.storage import ImportStore, PartialHistoryStore
from custom_components.trakt_upcoming.user_data import ImportState, Stage

from ..trakt_json import Json
from .common import ENTRY

RELEASED = Path(__file__).parents[1] / "released" / "0.1.0" / "home" / ".storage"
KEY = f"trakt_upcoming.{ENTRY}.import"
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
WHOLE = ImportState(
    stage=Stage.STOPPED,
    with_air_dates=True,
    skipped=(SkippedItem(field="movie.ids", name="7 Dune"),),
    aired={2: AT},
    series="trakt_demo",
)


@pytest.mark.parametrize("imported", [WHOLE, ImportState(stage=Stage.RUNNING, with_air_dates=False)])
async def test_save_and_load(hass: HomeAssistant, imported: ImportState) -> None:
    """All of it, and as little as there is at the beginning."""
    store = ImportStore(hass, ENTRY)
    await store.async_save(imported)

    assert await ImportStore(hass, ENTRY).async_load() == imported


async def test_no_file(hass: HomeAssistant) -> None:
    """Nothing is known then."""
    assert await ImportStore(hass, ENTRY).async_load() is None


@pytest.mark.parametrize(
    "change",
    [
        {"stage": "dreaming"},
        {"odd": [{"field": "movie"}]},
        {"aired": {"x": "2026-11-20T12:00:00+00:00"}},
        {"aired": {"1": 5}},
    ],
)
async def test_invalid_content(hass: HomeAssistant, hass_storage: dict[str, Any], change: dict[str, Any]) -> None:
    """It counts as none, and the user imports again."""
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


def released(stage: Stage) -> Json:
    """Return the file that version 0.1.0 wrote of an import in this stage."""
    files: list[Json] = [json.loads(path.read_text()) for path in RELEASED.glob("trakt_upcoming.*.import")]
    [found] = [stored for stored in files if stored["data"]["stage"] == stage]
    return found


@pytest.mark.parametrize("stage", [Stage.STOPPED, Stage.RUNNING])
async def test_half_way_in_version_0_1_0(hass: HomeAssistant, hass_storage: dict[str, Any], stage: Stage) -> None:
    """What it had read moves to a file of its own, so that it is on disk once; the rest stays."""
    stored = released(Stage.STOPPED)
    stored["data"] |= {"stage": stage, "series": "trakt_demo"}
    rows = stored["data"]["history"]["plays"]
    hass_storage[KEY] = stored
    imported = await ImportStore(hass, ENTRY).async_load()
    partial = await PartialHistoryStore(hass, ENTRY).async_load()

    assert imported == ImportState(stage=stage, with_air_dates=False, series="trakt_demo")
    assert partial is not None
    assert [play.id for play in partial.plays] == [json.loads(row)[0] for row in rows]
    assert partial.left == stored["data"]["left"] > 0
    assert partial.stamps.keys() == {"movies.watched_at", "episodes.watched_at"}
    assert "history" not in hass_storage[KEY]["data"]
    assert await ImportStore(hass, ENTRY).async_load() == imported


async def test_done_in_version_0_1_0(hass: HomeAssistant, hass_storage: dict[str, Any]) -> None:
    """All that came of it is there, and nothing is left to be read."""
    stored = released(Stage.DONE)
    hass_storage[KEY] = stored
    imported = await ImportStore(hass, ENTRY).async_load()

    assert imported is not None
    assert (imported.stage, imported.series) == (Stage.DONE, stored["data"]["series"])
    assert len(imported.aired) == len(stored["data"]["aired"]) > 0
    assert await PartialHistoryStore(hass, ENTRY).async_load() is None


@pytest.mark.parametrize("change", [{"history": {"works": [], "plays": ["[1]"]}}, {"left": "many"}, {"stamps": None}])
async def test_plays_of_version_0_1_0_that_make_no_sense(
    hass: HomeAssistant, hass_storage: dict[str, Any], change: Json
) -> None:
    """The import counts as none, as it did in that version."""
    hass_storage[KEY] = released(Stage.STOPPED)
    hass_storage[KEY]["data"] |= change

    assert await ImportStore(hass, ENTRY).async_load() is None
