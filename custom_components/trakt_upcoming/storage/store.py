"""Home Assistant's store, except that an unusable file is set aside without a repair issue."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, override

from homeassistant.core import CoreState, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, UnsupportedStorageVersionError
from homeassistant.helpers.storage import Store
from homeassistant.util.json import json_loads

from ..const import DOMAIN, LOGGER

VERSION = 1
_SET_ASIDE = ".unreadable"


class ResilientStore(Store[dict[str, Any]]):
    """A private store below this integration's name.

    Its content can be requested again from the service, so Home Assistant's advice to restore a backup does not apply.
    """

    def __init__(self, hass: HomeAssistant, name: str, *, remedy: str = "it is built anew") -> None:
        """Initialize with the end of the store's name, and what happens without a usable file, for the log."""
        super().__init__(
            hass, VERSION, f"{DOMAIN}.{name}", private=True, atomic_writes=True, serialize_in_event_loop=False
        )
        self._remedy = remedy

    @override
    async def async_load(self) -> dict[str, Any] | None:
        """Return what was saved, None if there is no usable file."""
        try:
            # Home Assistant creates a repair issue for a file that is no JSON, so it is checked before.
            await self.hass.async_add_executor_job(_check, Path(self.path))
            data = await super().async_load()
        except UnsupportedStorageVersionError:
            await self._async_set_aside("it was written by a newer version of Trakt Upcoming")
            return None
        except NotImplementedError:
            await self._async_set_aside("it was written by a version of Trakt Upcoming that is too old")
            return None
        except HomeAssistantError as error:
            await self._async_set_aside(type(error).__name__)
            return None
        except (LookupError, OSError, TypeError, ValueError) as error:
            await self._async_set_aside(f"{type(error).__name__} {error}")
            return None
        if data is not None and not isinstance(data, dict):
            await self._async_set_aside("not an object")
            return None
        return data

    async def async_diagnostics(self) -> dict[str, Any] | None:
        """Return the size of the file in bytes and the time of the last change, None if there is no file."""
        return await self.hass.async_add_executor_job(_facts, Path(self.path))

    async def async_load_as[Content](self, parse: Callable[[dict[str, Any]], Content]) -> Content | None:
        """Return the result of `parse` for what was saved, None if there is no usable file.

        It is parsed in the executor, because a large file would block the event loop.
        """
        if (data := await self.async_load()) is None:
            return None
        try:
            return await self.hass.async_add_executor_job(parse, data)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            await self._async_set_aside(f"its content makes no sense, {type(error).__name__}")
            return None

    @override
    async def async_save(self, data: dict[str, Any]) -> None:
        """Write at once, even while Home Assistant is stopping: it may be killed before its last writes."""
        await super().async_save(data)
        if self.hass.state is CoreState.stopping:
            await self._async_handle_write_data()  # type: ignore[no-untyped-call]

    @override
    async def async_remove(self) -> None:
        """Delete the file, and the one that was set aside."""
        await super().async_remove()
        await self.hass.async_add_executor_job(_set_aside_path(Path(self.path)).unlink, True)

    async def _async_set_aside(self, reason: str) -> None:
        LOGGER.warning(
            "%s cannot be used (%s): it is kept with the ending %s, and %s", self.key, reason, _SET_ASIDE, self._remedy
        )
        await self.hass.async_add_executor_job(_set_aside, Path(self.path))


def _check(path: Path) -> None:
    if path.exists():
        json_loads(path.read_bytes())


def _facts(path: Path) -> dict[str, Any] | None:
    try:
        facts = path.stat()
    except OSError:
        return None
    return {"bytes": facts.st_size, "changed": datetime.fromtimestamp(facts.st_mtime, UTC)}


def _set_aside(path: Path) -> None:
    try:
        path.replace(_set_aside_path(path))
    except OSError as error:
        LOGGER.debug("%s could not be renamed: %s", path.name, error)


def _set_aside_path(path: Path) -> Path:
    return path.with_name(path.name + _SET_ASIDE)
