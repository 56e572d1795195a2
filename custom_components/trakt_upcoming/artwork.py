"""Looks titles up at TMDB, once for all accounts, and tells when something new is known."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from .agenda.release import EpisodeRelease, SingleRelease
from .api.errors import ApiError, KeyRejectedError, NotFoundError, RateLimitedError
from .api.tmdb import MOST_SEASONS, Kind, TitleDetails, TmdbClient
from .clients import tmdb_client
from .const import DOMAIN, LOGGER
from .storage import ArtworkRecord, ArtworkStore

_AT_ONCE: Final = 4
_MOST_FAULTS: Final = 3
"""One title may be at fault, so many are TMDB itself; the rest is left for the next turn."""
_FINAL: Final = (KeyRejectedError, RateLimitedError)
"""Faults after the first of which nothing more is asked."""
_DAY: Final = timedelta(days=1)
_DAYS_FOR_ALL: Final = 20
"""So many days it takes at least until all titles have been looked up again."""

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
        self._tasks: set[asyncio.Task[None]] = set()

    async def async_load(self) -> None:
        """Read what is on disk."""
        await self._store.async_load()

    async def async_remove(self) -> None:
        """Forget everything, and look nothing up any more."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
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

    @callback
    def look_up(self, releases: Iterable[SingleRelease], language: str, key: str) -> None:
        """Have the titles of releases looked up behind.

        That belongs to the home: an account that is set up anew meanwhile does not break it off.
        """
        # What is there is shown first.
        task = self._hass.async_create_background_task(
            self._async_look_up_all(releases, language, key), f"{DOMAIN} artwork", eager_start=False
        )
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def async_look_up(self, wanted: Mapping[Title, set[int]], key: str) -> None:
        """Look up the titles of which too little is known, with the seasons that are wanted of each.

        Faults cost pictures and nothing else. Listeners are called once, at the end.
        """
        due = self._due(wanted)
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
        finally:
            if faults:
                LOGGER.debug("Looking up titles met %s", faults[0])
            if any(isinstance(fault, KeyRejectedError) for fault in faults):
                self._rejected_keys.add(key)
            self._under_way -= names
            self._store.async_save(dt_util.utcnow())
            for listener in tuple(self._listeners):
                listener()

    async def _async_look_up_all(self, releases: Iterable[SingleRelease], language: str, key: str) -> None:
        await self.async_look_up(titles(releases, language), key)

    async def _async_look_up(
        self, client: TmdbClient, title: Title, seasons: Iterable[int], faults: list[ApiError]
    ) -> None:
        asked = _askable(seasons)
        async with self._limit:
            if len(faults) >= _MOST_FAULTS or any(isinstance(fault, _FINAL) for fault in faults):
                return
            try:
                details = await client.details(title.kind, title.tmdb_id, title.language, asked)
            except NotFoundError:
                details = None
            except ApiError as fault:
                faults.append(fault)
                return
        records = self._store.records
        records[title.name] = ArtworkRecord.found(
            details, at=dt_util.utcnow(), seasons=asked, before=records.get(title.name)
        )

    def _due(self, wanted: Mapping[Title, set[int]]) -> dict[Title, set[int]]:
        """Return what to look up now: all of which too little is known, and of what is old as much as a day allows."""
        now = dt_util.utcnow()
        known = {title: record for title in wanted if (record := self._store.records.get(title.name)) is not None}
        enough = {title: record for title, record in known.items() if record.covers(_askable(wanted[title]))}
        old = sorted(
            (title for title in enough if enough[title].is_old(title.name, now)), key=lambda title: known[title].at
        )
        lately = sum(now - record.at < _DAY for record in known.values())
        allowed = max(0, max(1, len(wanted) // _DAYS_FOR_ALL) - lately)
        due = (*(title for title in wanted if title not in enough), *old[:allowed])
        return {title: wanted[title] for title in due if title.name not in self._under_way}


async def async_get_library(hass: HomeAssistant) -> ArtworkLibrary:
    """Return the library of this home, read from disk once."""
    if DATA_ARTWORK not in hass.data:
        hass.data[DATA_ARTWORK] = hass.async_create_task(_async_loaded(hass), f"{DOMAIN} artwork")
    return await asyncio.shield(hass.data[DATA_ARTWORK])


async def _async_loaded(hass: HomeAssistant) -> ArtworkLibrary:
    library = ArtworkLibrary(hass)
    await library.async_load()
    return library


def _askable(seasons: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(seasons)[:MOST_SEASONS])


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
