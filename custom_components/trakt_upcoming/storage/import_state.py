"""The last import of the history."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from homeassistant.core import HomeAssistant

from ..api.fields import moment
from ..api.trakt import SkippedItem
from ..user_data import ImportState, PartialHistory, Stage
from .partial_history import PartialHistoryStore, partial_history_from_json
from .store import ResilientStore


class ImportStore:
    """The last import, in one file."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Initialize the import store."""
        self._hass = hass
        self._file = ResilientStore(hass, f"{entry_id}.import")
        self._partial_history = PartialHistoryStore(hass, entry_id)

    async def async_load(self) -> ImportState | None:
        """Return the last import, None if there is none.

        Version 0.1.0 stored the pages of an unfinished import in the same file: they move to their own file, which
        has to be loaded after this one.
        """
        if (stored := await self._file.async_load_as(_from_json)) is None:
            return None
        imported, partial = stored
        if partial is not None:
            if partial.plays:
                await self._partial_history.async_save(partial)
            await self.async_save(imported)
        return imported

    async def async_save(self, imported: ImportState) -> None:
        """Write at once."""
        await self._file.async_save(await self._hass.async_add_executor_job(_as_json, imported))

    async def async_diagnostics(self) -> dict[str, Any]:
        """Return size and time of the last change of the file."""
        return {"import": await self._file.async_diagnostics()}

    async def async_remove(self) -> None:
        """Delete the file."""
        await self._file.async_remove()


def _from_json(stored: Mapping[str, Any]) -> tuple[ImportState, PartialHistory | None]:
    """Return the import, and the pages that version 0.1.0 had read; raises LookupError, TypeError and ValueError."""
    imported = ImportState(
        stage=Stage(stored["stage"]),
        with_air_dates=bool(stored["with_air_dates"]),
        skipped=tuple(SkippedItem(**each) for each in stored["odd"]),
        aired={int(play): moment(at) for play, at in stored["aired"].items()},
        series=stored["series"],
    )
    return imported, partial_history_from_json(stored) if "history" in stored else None


def _as_json(imported: ImportState) -> dict[str, Any]:
    return {
        "stage": imported.stage,
        "with_air_dates": imported.with_air_dates,
        "odd": [asdict(each) for each in imported.skipped],
        "aired": {str(play): at.isoformat() for play, at in imported.aired.items()},
        "series": imported.series,
    }
