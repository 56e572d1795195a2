"""Writes the outbox to disk, one version after the other."""

import asyncio

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from ..api.errors import ApiError, UnavailableError
from ..const import DOMAIN
from ..storage import OutboxStore
from ..user_data import PendingChanges


class OutboxWriter:
    """Writes the outbox; a write is not cancelled with its caller."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry, store: OutboxStore) -> None:
        """Initialize the writer."""
        self._hass = hass
        self._entry = entry
        self._store = store
        self._lock = asyncio.Lock()

    async def async_write(self, changes: PendingChanges) -> ApiError | None:
        """Write, and return the error, if any."""
        writing = self.async_write_soon(changes)
        await asyncio.wait((writing,))
        return writing.result()

    @callback
    def async_write_soon(self, changes: PendingChanges) -> asyncio.Task[ApiError | None]:
        """Write in the background."""
        return self._entry.async_create_task(self._hass, self._async_write(changes), f"{DOMAIN} outbox on disk")

    async def _async_write(self, changes: PendingChanges) -> ApiError | None:
        async with self._lock:
            try:
                await self._store.async_save(changes)
            except OSError as error:
                return UnavailableError(f"the outbox cannot be kept on disk ({error})")
        return None
