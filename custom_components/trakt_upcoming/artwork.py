"""Looks titles up at TMDB, once for all accounts, and tells when something new is known."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from .agenda.release import EpisodeRelease, Pictures, SingleRelease
from .api.errors import ApiError, KeyRejectedError, NotFoundError, UnavailableError
from .api.tmdb import MOST_SEASONS, Kind, TitleDetails, TmdbClient
from .clients import tmdb_client
from .const import DOMAIN, LOGGER, TMDB_IMAGES
from .storage import ArtworkRecord, ArtworkStore

_AT_ONCE: Final = 4
_MOST_FAULTS: Final = 3
"""One title may be at fault, so many are TMDB itself; the rest is left for the next turn."""
_POSTER: Final = "w500"
_BACKDROP: Final = "w1280"

DATA_ARTWORK: HassKey[asyncio.Task[ArtworkLibrary]] = HassKey(f"{DOMAIN}_artwork")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A work in a language, as TMDB knows it."""

    kind: Kind
    tmdb_id: int
    language: str

    @property
    def name(self) -> str:
        """The name under which it is kept."""
        return f"{self.kind}/{self.tmdb_id}/{self.language}"


class ArtworkLibrary:
    """Details of titles in memory, filled in behind."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Start empty."""
        self._hass = hass
        self._store = ArtworkStore(hass)
        self._under_way: set[str] = set()
        self._rejected_keys: set[str] = set()
        self._listeners: set[CALLBACK_TYPE] = set()
        self._limit = asyncio.Semaphore(_AT_ONCE)

    async def async_load(self) -> None:
        """Read what is on disk."""
        await self._store.async_load()

    async def async_remove(self) -> None:
        """Forget everything."""
        self._store.records.clear()
        await self._store.async_remove()

    @callback
    def async_add_listener(self, listener: CALLBACK_TYPE) -> CALLBACK_TYPE:
        """Have a function called when something new is known; returns the function that ends this."""
        self._listeners.add(listener)
        return lambda: self._listeners.discard(listener)

    def details(self, title: Title) -> TitleDetails | None:
        """Return what is known of a title."""
        record = self._store.records.get(title.name)
        return record.details if record is not None else None

    async def async_facts(self) -> dict[str, Any]:
        """Return how much is known, without saying of what."""
        records = self._store.records.values()
        return {
            "titles": len(records),
            "unknown_to_tmdb": sum(record.details is None for record in records),
            "without_poster": sum(record.misses > 0 for record in records),
            "being_looked_up": len(self._under_way),
            "file": await self._store.async_facts(),
        }

    def is_rejected(self, key: str) -> bool:
        """Return whether TMDB has refused this key since Home Assistant started."""
        return key in self._rejected_keys

    def accept(self, key: str) -> None:
        """Take it that TMDB accepts this key, which has just been tried."""
        self._rejected_keys.discard(key)

    async def async_look_up(self, wanted: Mapping[Title, set[int]], key: str) -> None:
        """Look up the titles of which too little is known, with the seasons that are wanted of each.

        Faults cost pictures and nothing else. Listeners are called once, at the end.
        """
        due = {title: wanted[title] for title in wanted if self._is_due(title, wanted[title])}
        if not due or self.is_rejected(key):
            return
        names = {title.name for title in due}
        self._under_way |= names
        faults: list[ApiError] = []
        try:
            client = tmdb_client(self._hass, key)
            async with asyncio.TaskGroup() as group:
                for title, seasons in due.items():
                    group.create_task(self._async_look_up(client, title, seasons, faults))
        except* KeyRejectedError:
            self._rejected_keys.add(key)
        except* ApiError as errors:
            faults.extend(error for error in errors.exceptions if isinstance(error, ApiError))
        finally:
            if faults:
                LOGGER.debug("Looking up titles met %s", faults[0])
            self._under_way -= names
            self._store.async_save(dt_util.utcnow())
            for listener in tuple(self._listeners):
                listener()

    async def _async_look_up(
        self, client: TmdbClient, title: Title, seasons: Iterable[int], faults: list[ApiError]
    ) -> None:
        asked = tuple(sorted(seasons)[:MOST_SEASONS])
        async with self._limit:
            if len(faults) >= _MOST_FAULTS:
                return
            try:
                details = await client.details(title.kind, title.tmdb_id, title.language, asked)
            except NotFoundError:
                details = None
            except UnavailableError as fault:
                faults.append(fault)
                return
        records = self._store.records
        records[title.name] = ArtworkRecord.found(
            details, at=dt_util.utcnow(), seasons=asked, before=records.get(title.name)
        )

    def _is_due(self, title: Title, seasons: set[int]) -> bool:
        if title.name in self._under_way:
            return False
        record = self._store.records.get(title.name)
        wanted = tuple(sorted(seasons)[:MOST_SEASONS])
        return record is None or record.is_due(title.name, wanted, dt_util.utcnow())


async def async_get_library(hass: HomeAssistant) -> ArtworkLibrary:
    """Return the library of this home, read from disk once."""
    if DATA_ARTWORK not in hass.data:
        hass.data[DATA_ARTWORK] = hass.async_create_task(_async_loaded(hass), f"{DOMAIN} artwork")
    return await asyncio.shield(hass.data[DATA_ARTWORK])


async def _async_loaded(hass: HomeAssistant) -> ArtworkLibrary:
    library = ArtworkLibrary(hass)
    await library.async_load()
    return library


def titles(releases: Iterable[SingleRelease], language: str) -> dict[Title, set[int]]:
    """Return the titles that TMDB may know, with the seasons that occur."""
    wanted: dict[Title, set[int]] = {}
    for release in releases:
        if (title := title_of(release, language)) is not None:
            wanted.setdefault(title, set()).update({release.season} if isinstance(release, EpisodeRelease) else set())
    return wanted


def title_of(release: SingleRelease, language: str) -> Title | None:
    """Return the title of a release, None where Trakt has no id for TMDB."""
    if release.ids.tmdb is None:
        return None
    return Title(kind=release.kind, tmdb_id=release.ids.tmdb, language=language)


def pictures(details: TitleDetails) -> Pictures:
    """Return the addresses of a title's pictures at TMDB."""
    return Pictures(poster=_address(_POSTER, details.poster_path), fanart=_address(_BACKDROP, details.backdrop_path))


def _address(size: str, path: str | None) -> str | None:
    return f"{TMDB_IMAGES}/t/p/{size}{path}" if path else None
