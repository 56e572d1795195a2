"""The last import of the history, and what was read of it so far."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from homeassistant.core import HomeAssistant

from ..api.fields import moment
from ..api.trakt import SkippedItem
from ..user_data import ImportState, Stage
from .plays import plays_as_json, plays_from_json
from .store import ResilientStore


class ImportStore:
    """One file."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Initialize the import store."""
        self._hass = hass
        self._file = ResilientStore(hass, f"{entry_id}.import")

    async def async_load(self) -> ImportState | None:
        """Return the last import, None where there is none."""
        return await self._file.async_load_as(_from_json)

    async def async_save(self, imported: ImportState) -> None:
        """Write at once."""
        await self._file.async_save(await self._hass.async_add_executor_job(_as_json, imported))

    async def async_diagnostics(self) -> dict[str, Any]:
        """Return what the file looks like from outside."""
        return {"import": await self._file.async_diagnostics()}

    async def async_remove(self) -> None:
        """Delete the file."""
        await self._file.async_remove()


def _from_json(stored: Mapping[str, Any]) -> ImportState:
    """Return the import; raises LookupError, TypeError and ValueError."""
    return ImportState(
        stage=Stage(stored["stage"]),
        with_air_dates=bool(stored["with_air_dates"]),
        stamps={name: moment(at) for name, at in stored["stamps"].items()},
        plays=plays_from_json(stored["history"]),
        left=int(stored["left"]),
        odd=tuple(SkippedItem(**each) for each in stored["odd"]),
        aired={int(play): moment(at) for play, at in stored["aired"].items()},
        series=stored["series"],
    )


def _as_json(imported: ImportState) -> dict[str, Any]:
    return {
        "stage": imported.stage,
        "with_air_dates": imported.with_air_dates,
        "stamps": {name: at.isoformat() for name, at in imported.stamps.items()},
        "history": plays_as_json(imported.plays),
        "left": imported.left,
        "odd": [asdict(each) for each in imported.odd],
        "aired": {str(play): at.isoformat() for play, at in imported.aired.items()},
        "series": imported.series,
    }
