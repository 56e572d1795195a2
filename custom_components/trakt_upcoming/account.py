"""One Trakt user: the entry's runtime data."""

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import Final, Self

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.config_entry_oauth2_flow import async_get_config_entry_implementation
from homeassistant.helpers.translation import async_get_translations

from .agenda.builder import AgendaBuilder
from .agenda.options import AccountOptions
from .agenda.wording import Wording
from .api.errors import ApiError
from .api.trakt import TraktClient
from .application_credentials import TraktImplementation
from .artwork.account import AccountArtwork
from .artwork.lookup import async_get_titles
from .artwork.proxy import async_get_proxy
from .auth import TraktSession
from .clients import DATA_LIMITS, AccountLimits, http_client, limits_of
from .const import ATTRIBUTION_TMDB, ATTRIBUTION_TRAKT, DOMAIN, LOGGER, TRAKT_API
from .coordinator import AgendaCoordinator, UserDataCoordinator
from .coordinator.history_reader import HistoryReader
from .coordinator.section_reader import SectionReader
from .storage import AccountStores, ImportStore, TokenStore
from .sync.calendar_pages import CalendarPages
from .sync.history import History
from .sync.importer import HistoryImporter
from .sync.last_import import LastImport
from .sync.outbox import Outbox
from .sync.statistics import async_clear, has_recorder

type TraktConfigEntry = ConfigEntry[Account]

_REVOKE_LIMIT: Final = 5
"""Seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The parts of an account that is set up."""

    options: AccountOptions
    wording: Wording
    client: TraktClient
    agenda: AgendaCoordinator
    user_data: UserDataCoordinator
    outbox: Outbox
    artwork: AccountArtwork
    calendar_pages: CalendarPages
    history: History
    importer: HistoryImporter

    @property
    def attribution(self) -> str:
        """The services whose data the agenda shows: Trakt, and TMDB if there is a key."""
        return f"{ATTRIBUTION_TRAKT}. {ATTRIBUTION_TMDB}" if self.options.tmdb_api_key else ATTRIBUTION_TRAKT

    @classmethod
    async def async_open(cls, hass: HomeAssistant, entry: TraktConfigEntry) -> Self:
        """Return the account of an entry, with its agenda.

        Raises ConfigEntryNotReady and ConfigEntryAuthFailed.
        """
        options, wording = AccountOptions.from_entry(entry.options), await async_get_wording(hass)
        limits, stores = limits_of(hass, entry.entry_id), AccountStores.of(hass, entry.entry_id)
        client = await _async_client(hass, entry, limits)
        last_import = LastImport(stores.imports)
        # Before the reader: in version 0.1.0, this file also had the pages that were read so far.
        await last_import.async_load()
        reader = HistoryReader(hass, client, stores.partial_history)
        await reader.async_load()
        user_data = UserDataCoordinator(
            hass,
            entry,
            client=client,
            waits=limits.waits,
            store=stores.user_data,
            episodes=stores.episodes,
            reader=SectionReader(hass, client, reader),
        )
        await user_data.async_load()
        outbox = Outbox(user_data, client, limits.waits, wording, stores.outbox)
        await outbox.async_load()
        history = History(user_data, wording, last_import)
        await history.async_load()
        artwork = await _async_artwork(hass, entry, options)
        agenda = AgendaCoordinator(
            hass,
            entry,
            client=client,
            waits=limits.waits,
            builder=AgendaBuilder(
                options=options,
                language=artwork.language,
                details_of=artwork.details_of,
                pictures_of=artwork.pictures_of,
            ),
            artwork=artwork,
            user_data=user_data,
            snapshot=stores.snapshot,
        )
        entry.async_on_unload((await async_get_titles(hass)).async_add_listener(agenda.async_rebuild))
        await agenda.async_begin()
        importer = HistoryImporter(user_data, reader, history, last_import)
        outbox.async_resume()
        importer.async_resume()
        return cls(
            options=options,
            wording=wording,
            client=client,
            agenda=agenda,
            user_data=user_data,
            outbox=outbox,
            artwork=artwork,
            calendar_pages=CalendarPages(agenda, client, limits.waits, options),
            history=history,
            importer=importer,
        )


async def async_forget(hass: HomeAssistant, entry: TraktConfigEntry) -> None:
    """Delete the files of an account that was removed, and revoke its token."""
    hass.data.get(DATA_LIMITS, {}).pop(entry.entry_id, None)
    stores = AccountStores.of(hass, entry.entry_id)
    await _async_revoke(hass, entry, stores.token)
    await _async_clear_statistics(hass, stores.imports)
    await stores.async_remove()
    if not hass.config_entries.async_entries(DOMAIN):
        await (await async_get_titles(hass)).async_remove()
        await (await async_get_proxy(hass)).async_remove()


async def _async_clear_statistics(hass: HomeAssistant, store: ImportStore) -> None:
    imported = await store.async_load()
    if imported is not None and imported.series is not None and has_recorder(hass):
        async_clear(hass, imported.series)


async def _async_revoke(hass: HomeAssistant, entry: TraktConfigEntry, store: TokenStore) -> None:
    try:
        async with asyncio.timeout(_REVOKE_LIMIT):
            implementation = await _async_implementation(hass, entry)
            token = await store.async_younger(entry.data["token"])
            await implementation.async_revoke(token["access_token"])
    except (ApiError, HomeAssistantError, LookupError, TimeoutError) as error:
        # An entry of a newer version may have its token in another place.
        LOGGER.debug("The token was not revoked: %s", type(error).__name__)


async def _async_client(hass: HomeAssistant, entry: TraktConfigEntry, limits: AccountLimits) -> TraktClient:
    session = TraktSession(hass, entry, await _async_implementation(hass, entry))
    await session.async_load()
    return TraktClient(
        http_client(hass, limits.ledger),
        TRAKT_API,
        client_id=session.implementation.client_id,
        tokens=session,
        waits=limits.waits,
        budget=limits.budget,
    )


async def _async_artwork(hass: HomeAssistant, entry: TraktConfigEntry, options: AccountOptions) -> AccountArtwork:
    tmdb_titles, proxy = await async_get_titles(hass), await async_get_proxy(hass)
    entry.async_on_unload(partial(tmdb_titles.async_forget, entry.entry_id))
    entry.async_on_unload(partial(proxy.async_unpublish, entry.entry_id))
    return AccountArtwork(hass, entry, options, tmdb_titles, proxy)


async def async_get_wording(hass: HomeAssistant) -> Wording:
    """Return the words in Home Assistant's language."""
    translations = await async_get_translations(hass, hass.config.language, "common", [DOMAIN])
    prefix = f"component.{DOMAIN}.common."
    return Wording({key.removeprefix(prefix): text for key, text in translations.items()})


async def _async_implementation(hass: HomeAssistant, entry: TraktConfigEntry) -> TraktImplementation:
    implementation = await async_get_config_entry_implementation(hass, entry)
    assert isinstance(implementation, TraktImplementation)  # noqa: S101 - this integration creates no other
    return implementation
