"""The import of the whole history: read anew from Trakt page by page, for the calendar and the statistics."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.util import dt as dt_util

from ..api.errors import ApiError, UnavailableError
from ..api.trakt import HistoryPage, LastActivities, Section, TraktClient
from ..const import DOMAIN, LOGGER
from ..coordinator import UserDataCoordinator
from ..coordinator.history_reader import HistoryWalk, judged
from ..coordinator.signals import SIGNAL_REFRESHED_HOURLY
from ..issues import async_react
from ..user_data import ImportState, SectionData, Stage, air_dates, joined, stamps_of
from .history import History
from .statistics import async_series_of, has_recorder

_SAVED_EVERY: Final = 10
"""Pages."""
_READING: Final = 0.95
"""The part of the whole that consists of reading."""


class HistoryImporter:
    """The import of one account, which goes on whoever looks, through faults and restarts, until it is stopped."""

    def __init__(self, user_data: UserDataCoordinator, history: History, client: TraktClient) -> None:
        """Initialize with where the plays come from, and where they go."""
        self.error: ApiError | None = None
        """Why it rests, until a refresh is answered."""
        self._user_data = user_data
        self._hass = user_data.hass
        self._entry = user_data.config_entry
        self._history = history
        self._client = client
        self._task: asyncio.Task[None] | None = None
        name = SIGNAL_REFRESHED_HOURLY.format(self._entry.entry_id)
        self._entry.async_on_unload(async_dispatcher_connect(self._hass, name, self.async_resume))
        self._listeners: list[CALLBACK_TYPE] = []

    @callback
    def async_resume(self) -> None:
        """Go on with what a restart or a fault broke off."""
        if self.last is not None and self.last.stage is Stage.RUNNING and not self.is_under_way:
            self._task = self._entry.async_create_background_task(
                self._hass, self._async_run(self.last), f"{DOMAIN} import"
            )

    @property
    def last(self) -> ImportState | None:
        """The last import, None where there was none."""
        return self._history.imported

    @property
    def is_under_way(self) -> bool:
        """Whether something is being done right now."""
        return self._task is not None and not self._task.done()

    @property
    def progress(self) -> float:
        """How far it is, from 0 to 1."""
        return _READING * self.last.share if self.last is not None else 0

    async def async_start(self, *, with_air_dates: bool) -> None:
        """Begin anew; what the last import brought holds until this one is done."""
        await self.async_stop()
        last = self.last
        begun = ImportState(
            stage=Stage.RUNNING,
            with_air_dates=with_air_dates,
            aired=last.aired if last is not None else {},
            series=last.series if last is not None else None,
        )
        await self._history.async_keep(begun)
        self.async_resume()

    async def async_go_on(self) -> None:
        """Go on where it was stopped."""
        await self._history.async_keep(replace(self._now, stage=Stage.RUNNING))
        self.async_resume()

    async def async_stop(self) -> None:
        """Stop; what was read is kept."""
        if self.last is None or self.last.stage is not Stage.RUNNING:
            return
        self._history.imported = replace(self.last, stage=Stage.STOPPED)
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait((self._task,))
        await self._history.async_keep(self._now)

    async def async_wait(self) -> None:
        """Wait until it is done, is stopped, or rests; whoever gives up waiting does not stop it."""
        if self._task is not None:
            await asyncio.wait((self._task,))

    @callback
    def async_add_listener(self, listener: CALLBACK_TYPE) -> CALLBACK_TYPE:
        """Have something done after every step."""
        self._listeners.append(listener)
        return partial(self._listeners.remove, listener)

    async def _async_run(self, imported: ImportState) -> None:
        self.error = None
        try:
            walk = await self._async_read(imported)
            await self._async_finish(self._now, walk)
        except ApiError as error:
            LOGGER.debug("The import of the history rests: %s", error)
            self.error = error
            async_react(self._hass, self._entry, error)
        finally:
            if self._now.stage is Stage.RUNNING:
                await self._history.async_keep(self._now)

    async def _async_read(self, imported: ImportState) -> HistoryWalk:
        """Read on until the first play; what was read is kept now and then."""
        imported = self._history.imported = self._standing(imported, await self._client.last_activities())
        known = self._user_data.confirmed.readings.get(Section.HISTORY)
        walk = HistoryWalk(
            self._client,
            plays=imported.plays,
            odd=imported.odd,
            left=imported.left if imported.plays else None,
            unread=known.unread if known is not None else 0,
        )
        pages = 0
        async for page in walk.async_pages():
            self._take(walk, page)
            pages += 1
            if pages % _SAVED_EVERY == 0:
                await self._history.async_keep(self._now)
        return walk

    def _standing(self, imported: ImportState, stamps: LastActivities) -> ImportState:
        """Return what was read so far, and nothing where something was watched or taken back since.

        The file may be from a backup, or from another home: what was taken back must not come back with it.
        """
        if stamps_of(Section.HISTORY, imported.stamps) == stamps_of(Section.HISTORY, stamps):
            return imported
        if imported.plays:
            LOGGER.debug("The history has changed since the import began, so that begins anew")
        return _begun_anew(imported, stamps)

    @callback
    def _take(self, walk: HistoryWalk, page: HistoryPage) -> None:
        self._history.imported = replace(
            self._now, plays=tuple(walk.plays.values()), left=page.left, odd=tuple(walk.odd)
        )
        for listener in self._listeners:
            listener()

    async def _async_finish(self, imported: ImportState, walk: HistoryWalk) -> None:
        """Fill the calendar and the statistics."""
        if imported.odd and not imported.plays:
            raise UnavailableError("a history in which nothing makes sense")
        reading, aired = await self._hass.async_add_executor_job(self._made_of, imported, walk, dt_util.utcnow())
        await self._hass.async_add_executor_job(lambda: reading.names)
        series = async_series_of(self._hass, self._entry) if has_recorder(self._hass) else None
        if not await self._user_data.async_take_in(Section.HISTORY, reading):
            self._history.imported = _begun_anew(imported, {})
            raise UnavailableError("a history from which most plays are gone")
        self._history.imported = replace(self._now, aired=aired, series=imported.series or series)
        await self._history.async_renew()
        await self._history.async_write_statistics()
        LOGGER.debug("The history was imported: %d plays, %d left out", len(reading.records), len(imported.odd))
        await self._history.async_keep(replace(self._now, stage=Stage.DONE, plays=(), left=0))

    def _made_of(
        self, imported: ImportState, walk: HistoryWalk, now: datetime
    ) -> tuple[SectionData, Mapping[int, datetime]]:
        """Return the history that was read, and the plays that belong to their air dates; not for the event loop."""
        user_data, stamps = self._user_data.confirmed, stamps_of(Section.HISTORY, imported.stamps)
        known = user_data.readings.get(Section.HISTORY)
        newest = max((play.watched_at for play in imported.plays), default=now)
        # What was watched since the import began is known only if the history was read meanwhile.
        is_read_meanwhile = known is not None and known.is_after(stamps)
        newer = (play for play in user_data.plays if is_read_meanwhile and play.watched_at > newest)
        plays = joined(user_data.plays, (*imported.plays, *newer))
        whole = SectionData(at=now, stamps=stamps, records=plays, unread=walk.unread)
        reading = judged(known, whole, walk.missing)
        aired = air_dates(plays, dt_util.get_default_time_zone()) if imported.with_air_dates else {}
        return reading, aired

    @property
    def _now(self) -> ImportState:
        assert self.last is not None  # noqa: S101 - only what was begun runs
        return self.last


def _begun_anew(imported: ImportState, stamps: LastActivities) -> ImportState:
    """Return an import of which nothing was read yet."""
    return replace(imported, stamps=stamps, plays=(), left=0, odd=())
