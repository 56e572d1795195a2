"""One Trakt user: the entry's runtime data."""

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import Final, Self

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.config_entry_oauth2_flow import async_get_config_entry_implementation

from .agenda.options import AccountOptions
from .api.errors import ApiError
from .api.trakt import TraktClient
from .application_credentials import TraktImplementation
from .artwork.lookup import async_get_library
from .artwork.proxy import async_get_gallery
from .auth import TraktSession
from .clients import http_client
from .const import DOMAIN, LOGGER, TRAKT_API
from .coordinator import AgendaCoordinator
from .limits import DATA_LIMITS, limits_of
from .presentation import Presentation, async_get_wording
from .storage import EpisodesStore, ImportStore, QueueStore, SnapshotStore, TokenStore, WatchingStore
from .sync.calendar_pages import Beyond
from .sync.history import History
from .sync.importer import HistoryImport
from .sync.outbox import WriteQueue
from .sync.statistics import async_clear, has_recorder
from .sync.user_data import Sync

type TraktConfigEntry = ConfigEntry[Account]

_REVOKE_LIMIT: Final = 5
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Account:
    """What an account needs while it is set up."""

    client: TraktClient
    coordinator: AgendaCoordinator
    beyond: Beyond
    sync: Sync
    queue: WriteQueue
    history: History
    history_import: HistoryImport

    @classmethod
    async def async_open(cls, hass: HomeAssistant, entry: TraktConfigEntry) -> Self:
        """Return the account of an entry, with its agenda.

        Raises ConfigEntryNotReady and ConfigEntryAuthFailed.
        """
        options = AccountOptions.from_entry(entry.options)
        session = TraktSession(hass, entry, await _async_implementation(hass, entry))
        await session.async_load()
        limits = limits_of(hass, entry.entry_id)
        library, gallery = await async_get_library(hass), await async_get_gallery(hass)
        client = TraktClient(
            http_client(hass, limits.ledger),
            TRAKT_API,
            client_id=session.implementation.client_id,
            tokens=session,
            waits=limits.waits,
            budget=limits.budget,
        )
        coordinator = AgendaCoordinator(
            hass,
            entry,
            client=client,
            waits=limits.waits,
            presentation=Presentation(
                hass,
                entry,
                options=options,
                wording=await async_get_wording(hass),
                library=library,
                gallery=gallery,
            ),
            snapshot=SnapshotStore(hass, entry.entry_id),
        )
        entry.async_on_unload(library.async_add_listener(coordinator.async_present))
        entry.async_on_unload(partial(library.forget, entry.entry_id))
        entry.async_on_unload(partial(gallery.hide, entry.entry_id))
        sync = Sync(
            coordinator, client, WatchingStore(hass, entry.entry_id), EpisodesStore(hass, entry.entry_id), limits.waits
        )
        queue = WriteQueue(coordinator, client, sync, QueueStore(hass, entry.entry_id))
        await sync.async_begin()
        await queue.async_begin()
        history = History(coordinator, sync, ImportStore(hass, entry.entry_id))
        await history.async_begin()
        await coordinator.async_begin()
        queue.async_resume()
        history_import = HistoryImport(coordinator, history, sync, client)
        history_import.async_begin()
        return cls(
            client=client,
            coordinator=coordinator,
            beyond=Beyond(coordinator, client, limits.waits),
            sync=sync,
            queue=queue,
            history=history,
            history_import=history_import,
        )


async def async_forget(hass: HomeAssistant, entry: TraktConfigEntry) -> None:
    """Delete what was kept for an account that was removed, and give its sign-in back to Trakt."""
    hass.data.get(DATA_LIMITS, {}).pop(entry.entry_id, None)
    await _async_revoke(hass, entry)
    await TokenStore(hass, entry.entry_id).async_remove()
    await SnapshotStore(hass, entry.entry_id).async_remove()
    await WatchingStore(hass, entry.entry_id).async_remove()
    await EpisodesStore(hass, entry.entry_id).async_remove()
    await QueueStore(hass, entry.entry_id).async_remove()
    await _async_forget_import(hass, ImportStore(hass, entry.entry_id))
    if not hass.config_entries.async_entries(DOMAIN):
        await (await async_get_library(hass)).async_remove()
        await (await async_get_gallery(hass)).async_remove()


async def _async_forget_import(hass: HomeAssistant, store: ImportStore) -> None:
    imported = await store.async_load()
    if imported is not None and imported.series is not None and has_recorder(hass):
        async_clear(hass, imported.series)
    await store.async_remove()


async def _async_revoke(hass: HomeAssistant, entry: TraktConfigEntry) -> None:
    try:
        async with asyncio.timeout(_REVOKE_LIMIT):
            implementation = await _async_implementation(hass, entry)
            token = await TokenStore(hass, entry.entry_id).async_younger(entry.data["token"])
            await implementation.async_revoke(token["access_token"])
    except (ApiError, HomeAssistantError, LookupError, TimeoutError) as error:
        # What a newer version kept in the entry may have no token where this one looks for it.
        LOGGER.debug("The token was not revoked: %s", type(error).__name__)


async def _async_implementation(hass: HomeAssistant, entry: TraktConfigEntry) -> TraktImplementation:
    implementation = await async_get_config_entry_implementation(hass, entry)
    assert isinstance(implementation, TraktImplementation)  # noqa: S101 - this integration makes no other
    return implementation
