"""Looks up titles on TMDB in the background, once for all accounts."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from ..api.errors import ApiError, KeyRejectedError, NotFoundError, RateLimitedError
from ..api.tmdb import TitleDetails
from ..clients import tmdb_client, tmdb_limits
from ..const import DOMAIN, LOGGER
from ..storage import ArtworkRecord, ArtworkStore
from .backoff import Backoff
from .titles import Title, Wanted, WantedTitles, due, together

_STEP: Final = timedelta(seconds=2)
"""Listeners are called once for all results of this time, because each rebuilds an agenda."""
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)

DATA_ARTWORK: HassKey[asyncio.Task[TmdbTitles]] = HassKey(f"{DOMAIN}_artwork")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """The titles that an account needs."""

    key: str
    titles: WantedTitles


class TmdbTitles:
    """The titles of TMDB in memory, looked up in the background.

    Titles of all accounts are looked up one after the other, those with the next releases first.
    """

    def __init__(self, hass: HomeAssistant) -> None:
        """Initialize without titles."""
        self._hass = hass
        self._store = ArtworkStore(hass)
        self._waits = tmdb_limits(hass).waits
        self._backoff = Backoff[Title]()
        self._wishes: dict[str, _Wish] = {}
        """By account."""
        self._next_titles: dict[Title, None] = {}
        """The titles to look up next, in order. Sorting 10,000 of them for each one takes minutes."""
        self._rejected_keys: set[str] = set()
        self._listeners: set[CALLBACK_TYPE] = set()
        self._worker: asyncio.Task[None] | None = None
        self._unsub_wait: CALLBACK_TYPE | None = None
        self._has_news = False
        self._published_at = _LONG_AGO

    async def async_load(self) -> None:
        """Load the records from disk."""
        await self._store.async_load()

    async def async_remove(self) -> None:
        """Delete all titles, and stop looking up."""
        self._wishes.clear()
        self._stop_waiting()
        if (worker := self._worker) is not None:
            worker.cancel()
            await asyncio.gather(worker, return_exceptions=True)
        self._store.records.clear()
        await self._store.async_remove()

    @callback
    def async_add_listener(self, listener: CALLBACK_TYPE) -> CALLBACK_TYPE:
        """Register a listener for new titles, and return the function that removes it."""
        self._listeners.add(listener)
        return lambda: self._listeners.discard(listener)

    def details(self, title: Title) -> TitleDetails | None:
        """Return the details of a title, None if not known."""
        record = self._store.records.get(title.name)
        return record.details if record is not None else None

    async def async_diagnostics(self) -> dict[str, Any]:
        """Return the numbers of titles that are known and awaited, without their names."""
        now, waiting = dt_util.utcnow(), self._due(self._wanted)
        asked_at = self._next_request(waiting, now)
        records = self._store.records.values()
        return {
            "titles": len(records),
            "unknown_to_tmdb": sum(record.details is None for record in records),
            "without_poster": sum(record.misses > 0 for record in records),
            "waiting": len(waiting),
            "nothing_sent_until": asked_at.isoformat() if asked_at > now else None,
            "file": await self._store.async_diagnostics(),
        }

    def is_rejected(self, key: str) -> bool:
        """Return whether TMDB has refused this key since Home Assistant started."""
        return key in self._rejected_keys

    @callback
    def async_accept_key(self, key: str) -> None:
        """Use a key again that TMDB has just accepted."""
        self._rejected_keys.discard(key)
        self._backoff.forget()
        self._go_on()

    @callback
    def async_schedule_lookup(self, entry_id: str, titles: WantedTitles, key: str) -> None:
        """Look up titles in the background for an account, in place of those of the last call.

        Errors are not raised. What cannot be requested now is requested later, also if the account is reloaded
        meanwhile.
        """
        self._wishes[entry_id] = _Wish(key=key, titles=titles)
        self._next_titles.clear()
        # Show the results of the refresh first.
        self._hass.loop.call_soon(self._go_on)

    @callback
    def async_forget(self, entry_id: str) -> None:
        """Stop looking up titles for an account."""
        self._wishes.pop(entry_id, None)
        self._go_on()

    @callback
    def _go_on(self, _now: datetime | None = None) -> None:
        """Look up the titles that are due, at once or after the pause."""
        self._stop_waiting()
        self._next_titles.clear()
        if self._worker is not None or self._hass.is_stopping:
            return
        self._backoff.keep(self._wanted)
        if self._next_title() is not None:
            # Show the known releases first.
            self._worker = self._hass.async_create_background_task(
                self._async_work(), f"{DOMAIN} artwork", eager_start=False
            )
            return
        now = dt_util.utcnow()
        if (moment := self._next_request(self._due(self._wanted), now)) > now:
            job = HassJob(self._go_on, f"{DOMAIN} artwork", cancel_on_shutdown=True)
            self._unsub_wait = async_call_later(self._hass, moment - now, job)

    def _stop_waiting(self) -> None:
        if self._unsub_wait is not None:
            self._unsub_wait()
            self._unsub_wait = None

    async def _async_work(self) -> None:
        """Look titles up until none is due, or a pause begins."""
        error: ApiError | None = None
        try:
            while (title := self._next_title()) is not None:
                error = await self._async_lookup(title) or error
                if dt_util.utcnow() - self._published_at >= _STEP:
                    self._publish()
        finally:
            self._worker = None
            self._publish()
            if error is not None:
                LOGGER.debug("Looking up titles met %s", error)
        self._go_on()

    async def _async_lookup(self, title: Title) -> ApiError | None:
        """Look one title up, and return the error, if any."""
        wish, seasons = self._wish_for(title), self._seasons_of(title)
        try:
            details = await tmdb_client(self._hass, wish.key).details(
                title.kind, title.tmdb_id, title.language, seasons
            )
        except NotFoundError:
            details = None
        except ApiError as error:
            self._note(error, title, wish.key)
            self._next_titles.clear()
            return error
        self._next_titles.pop(title, None)
        self._backoff.note_answer(title)
        records = self._store.records
        records[title.name] = ArtworkRecord.found(
            details, at=dt_util.utcnow(), seasons=seasons, before=records.get(title.name)
        )
        self._has_news = True
        return None

    def _note(self, error: ApiError, title: Title, key: str) -> None:
        if isinstance(error, KeyRejectedError):
            self._rejected_keys.add(key)
            self._has_news = True
        elif not isinstance(error, RateLimitedError):
            self._backoff.note_fault(title, dt_util.utcnow())

    @callback
    def _publish(self) -> None:
        """Save new titles, and call the listeners."""
        if not self._has_news:
            return
        self._has_news, self._published_at = False, dt_util.utcnow()
        self._store.async_save(self._published_at)
        for listener in tuple(self._listeners):
            listener()

    @property
    def _accepted(self) -> list[_Wish]:
        return [wish for wish in self._wishes.values() if not self.is_rejected(wish.key)]

    @property
    def _wanted(self) -> dict[Title, Wanted]:
        return together(wish.titles for wish in self._accepted)

    def _wish_for(self, title: Title) -> _Wish:
        return next(wish for wish in self._accepted if title in wish.titles)

    def _seasons_of(self, title: Title) -> tuple[int, ...]:
        return together({title: wish.titles[title]} for wish in self._accepted if title in wish.titles)[title].askable

    def _due(self, wanted: WantedTitles) -> list[Title]:
        return due(wanted, self._store.records, dt_util.utcnow())

    def _next_title(self) -> Title | None:
        now = dt_util.utcnow()
        if self._waits.remaining() is not None or self._backoff.is_pausing(now):
            return None
        if not self._next_titles:
            # Titles with a running pause do not count as renewals.
            allowed = {title: wanted for title, wanted in self._wanted.items() if self._backoff.allows(title, now)}
            self._next_titles = dict.fromkeys(self._due(allowed))
        return self._backoff.first_of(self._next_titles)

    def _next_request(self, waiting: Iterable[Title], now: datetime) -> datetime:
        """Return when one of these titles may be requested, in UTC."""
        return max(now + (self._waits.remaining() or timedelta()), self._backoff.until(waiting, now))


async def async_get_titles(hass: HomeAssistant) -> TmdbTitles:
    """Return the titles of this home, read from disk once."""
    if DATA_ARTWORK not in hass.data:
        hass.data[DATA_ARTWORK] = hass.async_create_task(_async_loaded(hass), f"{DOMAIN} artwork")
    return await asyncio.shield(hass.data[DATA_ARTWORK])


async def _async_loaded(hass: HomeAssistant) -> TmdbTitles:
    tmdb_titles = TmdbTitles(hass)
    await tmdb_titles.async_load()
    return tmdb_titles
