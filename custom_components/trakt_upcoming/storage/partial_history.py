"""The pages of a history that were read before the reading was interrupted."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from homeassistant.core import HomeAssistant

from ..api.fields import moment
from ..api.trakt import Section, SkippedItem
from ..user_data import PartialHistory, stamps_of
from .plays import plays_as_json, plays_from_json
from .store import ResilientStore


class PartialHistoryStore:
    """One file, which exists while a reading is not complete."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Initialize the store."""
        self._hass = hass
        self._file = ResilientStore(hass, f"{entry_id}.partial_history")

    async def async_load(self) -> PartialHistory | None:
        """Return the pages that were read, None if no reading was interrupted."""
        return await self._file.async_load_as(partial_history_from_json)

    async def async_save(self, partial: PartialHistory) -> None:
        """Write at once."""
        await self._file.async_save(await self._hass.async_add_executor_job(_as_json, partial))

    async def async_diagnostics(self) -> dict[str, Any]:
        """Return size and time of the last change of the file."""
        return {"partial_history": await self._file.async_diagnostics()}

    async def async_remove(self) -> None:
        """Delete the file."""
        await self._file.async_remove()


def partial_history_from_json(stored: Mapping[str, Any]) -> PartialHistory:
    """Return the part of a history that was read; raises LookupError, TypeError and ValueError."""
    return PartialHistory(
        stamps=stamps_of(Section.HISTORY, {name: moment(at) for name, at in stored["stamps"].items()}),
        plays=plays_from_json(stored["history"]),
        left=int(stored["left"]),
        skipped=tuple(SkippedItem(**each) for each in stored["odd"]),
    )


def _as_json(partial: PartialHistory) -> dict[str, Any]:
    return {
        "stamps": {name: at.isoformat() for name, at in partial.stamps.items()},
        "history": plays_as_json(partial.plays),
        "left": partial.left,
        "odd": [asdict(each) for each in partial.skipped],
    }
