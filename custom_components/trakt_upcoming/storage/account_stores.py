"""All stores of one account in one place."""

from dataclasses import dataclass
from typing import Any, Self

from homeassistant.core import HomeAssistant

from .episodes import EpisodesStore
from .import_state import ImportStore
from .outbox import OutboxStore
from .partial_history import PartialHistoryStore
from .snapshot import SnapshotStore
from .token import TokenStore
from .user_data import UserDataStore

type _Store = (
    TokenStore | SnapshotStore | UserDataStore | PartialHistoryStore | EpisodesStore | ImportStore | OutboxStore
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountStores:
    """The files of one account."""

    token: TokenStore
    snapshot: SnapshotStore
    user_data: UserDataStore
    partial_history: PartialHistoryStore
    episodes: EpisodesStore
    imports: ImportStore
    outbox: OutboxStore

    @classmethod
    def of(cls, hass: HomeAssistant, entry_id: str) -> Self:
        """Return the stores of an account; nothing is read from disk yet."""
        return cls(
            token=TokenStore(hass, entry_id),
            snapshot=SnapshotStore(hass, entry_id),
            user_data=UserDataStore(hass, entry_id),
            partial_history=PartialHistoryStore(hass, entry_id),
            episodes=EpisodesStore(hass, entry_id),
            imports=ImportStore(hass, entry_id),
            outbox=OutboxStore(hass, entry_id),
        )

    async def async_diagnostics(self) -> dict[str, Any]:
        """Return of each file its size in bytes and the time of its last change, None if there is no file."""
        return {name: facts for store in self._all for name, facts in (await store.async_diagnostics()).items()}

    async def async_remove(self) -> None:
        """Delete all files of the account."""
        for store in self._all:
            await store.async_remove()

    @property
    def _all(self) -> tuple[_Store, ...]:
        return (
            self.token,
            self.snapshot,
            self.user_data,
            self.partial_history,
            self.episodes,
            self.imports,
            self.outbox,
        )
