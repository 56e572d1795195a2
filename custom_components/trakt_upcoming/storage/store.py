"""Home Assistant's store, except that a file which cannot be read is set aside without alarm."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, override

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store
from homeassistant.util.json import json_loads

from ..const import DOMAIN, LOGGER

VERSION = 1
_SET_ASIDE = ".unreadable"


class ResilientStore(Store[dict[str, Any]]):
    """A private store below this integration's name.

    Everything in it can be had again from the service, so Home Assistant's advice to restore a backup is out of place.
    """

    def __init__(self, hass: HomeAssistant, name: str, *, version: int = VERSION) -> None:
        """Take the rest of the store's name."""
        super().__init__(
            hass, version, f"{DOMAIN}.{name}", private=True, atomic_writes=True, serialize_in_event_loop=False
        )

    @override
    async def async_load(self) -> dict[str, Any] | None:
        """Return what was saved, None when there is nothing that can be used."""
        try:
            # Home Assistant raises its alarm for a file that is no JSON, so it must not come to see one.
            await self.hass.async_add_executor_job(_check, Path(self.path))
            data = await super().async_load()
        except HomeAssistantError as error:
            await self.async_set_aside(type(error).__name__)
            return None
        except (LookupError, NotImplementedError, OSError, TypeError, ValueError) as error:
            await self.async_set_aside(f"{type(error).__name__} {error}")
            return None
        if data is not None and not isinstance(data, dict):
            await self.async_set_aside("not an object")
            return None
        return data

    async def async_facts(self) -> dict[str, Any] | None:
        """Return the size of the file in bytes and the time of the last change, None when there is no file."""
        return await self.hass.async_add_executor_job(_facts, Path(self.path))

    @override
    async def async_remove(self) -> None:
        """Delete the file, and what was set aside of it."""
        await super().async_remove()
        await self.hass.async_add_executor_job(lambda: _aside(Path(self.path)).unlink(missing_ok=True))

    async def async_set_aside(self, reason: str) -> None:
        """Move the file out of the way, because its content makes no sense."""
        await self.hass.async_add_executor_job(_set_aside, Path(self.path), reason)


def _check(path: Path) -> None:
    if path.exists():
        json_loads(path.read_bytes())


def _facts(path: Path) -> dict[str, Any] | None:
    try:
        facts = path.stat()
    except OSError:
        return None
    return {"bytes": facts.st_size, "changed": datetime.fromtimestamp(facts.st_mtime, UTC)}


def _set_aside(path: Path, reason: str) -> None:
    LOGGER.warning(
        "%s cannot be used (%s); it is kept with the ending %s and built anew", path.name, reason, _SET_ASIDE
    )
    try:
        path.replace(_aside(path))
    except OSError as error:
        LOGGER.debug("%s could not be renamed: %s", path.name, error)


def _aside(path: Path) -> Path:
    return path.with_name(path.name + _SET_ASIDE)
