"""The store of user data."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from homeassistant.core import HomeAssistant

from ..api.fields import moment
from ..api.trakt import Play, Section
from ..user_data import SectionData, UserData
from .plays import brief, plays_as_json, plays_from_json
from .store import ResilientStore


class UserDataStore:
    """Two files, each written when it changed: the history, which may be long, and everything else."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Initialize the user data store."""
        self._hass = hass
        self._history = ResilientStore(hass, f"{entry_id}.history")
        self._sections = ResilientStore(hass, f"{entry_id}.watching")
        self._saved = UserData()
        self._lock = asyncio.Lock()

    async def async_load(self) -> UserData:
        """Return the stored user data."""
        plays = await self._history.async_load_as(plays_from_json)
        readings = await self._sections.async_load_as(_readings_from_json) or {}
        history = readings.pop(Section.HISTORY, None)
        if history is not None and plays is not None:
            readings[Section.HISTORY] = replace(history, records=plays)
        self._saved = UserData(readings=readings)
        return self._saved

    async def async_save(self, user_data: UserData) -> None:
        """Write what is not on disk yet; the history first, so that its section is never stored without its plays."""
        async with self._lock:
            if user_data.plays != self._saved.plays or Section.HISTORY not in self._saved.readings:
                await self._history.async_save(await self._hass.async_add_executor_job(plays_as_json, user_data.plays))
            if user_data.readings != self._saved.readings:
                readings = user_data.readings
                await self._sections.async_save(await self._hass.async_add_executor_job(_readings_as_json, readings))
            self._saved = user_data

    async def async_diagnostics(self) -> dict[str, Any]:
        """Return size and time of the last change of both files."""
        return {
            "history": await self._history.async_diagnostics(),
            "watching": await self._sections.async_diagnostics(),
        }

    async def async_remove(self) -> None:
        """Delete both files."""
        await self._history.async_remove()
        await self._sections.async_remove()


def _readings_from_json(stored: Mapping[str, Any]) -> dict[Section, SectionData]:
    """Return the data of each known section; raises LookupError, TypeError and ValueError."""
    return {section: _reading(section, stored[section]) for section in Section if section in stored}


def _reading(section: Section, stored: Mapping[str, Any]) -> SectionData:
    return SectionData(
        at=moment(stored["at"]),
        stamps={name: moment(at) for name, at in stored["stamps"].items()},
        records=tuple(section.model.from_dict(record) for record in stored["records"]),
        # Version 0.1.0 had no doubts.
        doubts=int(stored.get("doubts", 0)),
        unread=int(stored.get("unread", 0)),
    )


def _readings_as_json(readings: Mapping[Section, SectionData]) -> dict[str, Any]:
    """Return the sections without the plays, which have their own file."""
    return {
        section: {
            "at": reading.at.isoformat(),
            "stamps": {name: at.isoformat() for name, at in reading.stamps.items()},
            "doubts": reading.doubts,
            "unread": reading.unread,
            "records": [brief(record.to_dict()) for record in reading.records if not isinstance(record, Play)],
        }
        for section, reading in readings.items()
    }
