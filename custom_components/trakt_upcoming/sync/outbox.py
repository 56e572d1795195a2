"""The outbox of an account: each change is on disk before it is accepted, sent in order, and done once."""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.event import async_track_point_in_utc_time
from homeassistant.util import dt as dt_util

from ..agenda.wording import Wording
from ..api.errors import REFUSALS, ApiError, ConflictError, NotAiredError, NotFoundError, UnavailableError
from ..api.trakt import Play, RefKey, TraktClient, WriteAnswer
from ..api.waits import Waits
from ..const import LOGGER
from ..coordinator import UserDataCoordinator
from ..coordinator.signals import SIGNAL_REFRESHED, SIGNAL_REFRESHED_HOURLY
from ..issues import async_report_refused
from ..storage import OutboxStore
from ..user_data import Change, PendingChange, PendingChanges, Ticked
from ..user_data.labels import in_words, refusal_of
from .outbox_writer import OutboxWriter
from .outcomes import Outcome, Outcomes
from .sender import async_get_ready, async_send
from .worker import LONGEST_PAUSE, Worker

SET_BACK_AFTER: Final = 5
"""Failures of one change after which those of other movies and shows are sent first."""
_MOST_SET_BACK: Final = 3
"""Failing movies and shows in a round after which Trakt itself counts as faulty."""
_LISTED_AFTER: Final = timedelta(seconds=10)
"""How long a change that was done may be missing in Trakt's lists."""
_FOR_GOOD: Final = (*REFUSALS, NotAiredError)


class Outbox:
    """Sends the changes of one account one after the other; resumes after errors and restarts.

    Before a change is sent, that is noted on disk. A change that may have been sent is only sent again after a check
    that Trakt does not have its result.
    """

    def __init__(
        self, user_data: UserDataCoordinator, client: TraktClient, waits: Waits, wording: Wording, store: OutboxStore
    ) -> None:
        """Initialize an empty outbox."""
        self._user_data = user_data
        self._hass = user_data.hass
        self._entry = user_data.config_entry
        self._client = client
        self._wording = wording
        self._store = store
        self._writer = OutboxWriter(self._hass, self._entry, store)
        self._outbox = PendingChanges()
        self._outcomes = Outcomes()
        self._settled = asyncio.Event()
        self._worker = Worker(self._hass, self._entry, waits, "queue", self._async_work)
        self._unsub_expiry: CALLBACK_TYPE | None = None
        self._is_closed = False

    async def async_load(self) -> None:
        """Load and show the changes of the last run; `async_resume` sends them, and so does every refresh."""
        self._outbox = (await self._store.async_load()).found_at(dt_util.utcnow())
        self._report_refused()
        self._show()
        for signal, handler in ((SIGNAL_REFRESHED, self._settle), (SIGNAL_REFRESHED_HOURLY, self.async_resume)):
            name = signal.format(self._entry.entry_id)
            self._entry.async_on_unload(async_dispatcher_connect(self._hass, name, handler))
        self._entry.async_on_unload(self._close)

    @property
    def plays(self) -> tuple[Play, ...]:
        """The plays of the user, with those that wait to be sent."""
        return self._user_data.data.plays

    @property
    def waiting(self) -> tuple[Change, ...]:
        """The changes that Trakt has not done yet, in the order of sending."""
        return tuple(queued.change for queued in self._outbox.waiting)

    def ticked(self, key: str) -> tuple[tuple[Ticked, PendingChange], ...]:
        """Return the lines of a to-do list that were completed recently, with their changes."""
        return self._outbox.ticked(key, dt_util.utcnow())

    async def async_put(self, *writes: Change) -> None:
        """Add changes: they are on disk, and shown everywhere, when this returns.

        Raises UnavailableError if they cannot be saved.
        """
        if self._is_closed:
            raise UnavailableError("the account is being reloaded")
        self._outbox = self._outbox.with_new(writes, self._user_data.confirmed.plays)
        self._outcomes.async_expect(writes)
        # A second request for the same change, made while this one is saved, has to find it.
        self._show()
        if (error := await self._async_keep()) is not None:
            self._outbox = self._outbox.without(*writes)
            self._outcomes.async_discard(writes)
            self._show()
            raise error
        self.async_resume()

    async def async_withdraw(self, change_id: str) -> bool:
        """Remove a change that was never sent, and return True; return False for one that may have been sent.

        Raises UnavailableError if that cannot be saved.
        """
        queued = self._outbox.get(change_id)
        if queued is None or not queued.is_waiting or queued.tries:
            return False
        self._outbox = self._outbox.without(queued.change)
        await self._async_keep_or_raise()
        self._show()
        self._outcomes.async_set(queued.change, Outcome(answer=WriteAnswer()))
        return True

    async def async_forget_ticks(self, ids: Iterable[str]) -> None:
        """Remove the completed lines of some changes from their to-do lists.

        Raises UnavailableError if that cannot be saved.
        """
        self._outbox = self._outbox.without_ticks(ids)
        await self._async_keep_or_raise()
        self._show()

    async def async_outcome(self, change: Change, limit: float) -> Outcome | None:
        """Return the outcome of a change, None if there is none after `limit` seconds; then it stays queued."""
        return await self._outcomes.async_wait(change, limit)

    async def async_play_ids(self, change: Change, limit: float) -> tuple[int, ...]:
        """Return the ids of the plays that a change has added, none if they are not known after `limit` seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(limit):
                while (queued := self._outbox.get(change.id)) is not None and queued.play_ids is None:
                    await self._settled.wait()
        queued = self._outbox.get(change.id)
        return queued.play_ids or () if queued is not None else ()

    @callback
    def async_resume(self) -> None:
        """Send the waiting changes in the background, unless that is under way."""
        if self._outbox.waiting:
            self._worker.async_resume()

    async def async_forget_refused(self) -> None:
        """Remove refused changes, because the user has read about them."""
        self._outbox = self._outbox.without_refused()
        await self._async_keep()
        self._report_refused()

    def diagnostics(self) -> Mapping[str, Any]:
        """Return the numbers and ages of changes, and the last errors."""
        return {**self._outbox.diagnostics(dt_util.utcnow()), "last_faults": self._worker.faults}

    async def _async_work(self) -> timedelta | None:
        """Send the waiting changes, and return when to try again.

        A change that fails repeatedly holds back only those of the same movie or show. Raises ApiError.
        """
        held_back: set[RefKey] = set()
        while (queued := self._next(held_back)) is not None:
            try:
                outcome = await self._async_done(queued)
            except _FOR_GOOD as error:
                await self._async_refuse(queued.change, error)
            except UnavailableError as error:
                held_back.add(queued.change.ref.work_key)
                if queued.tries < SET_BACK_AFTER or len(held_back) >= _MOST_SET_BACK:
                    raise
                self._worker.note(error)
            else:
                if outcome is None:
                    return _LISTED_AFTER
                await self._async_finish(queued.change, outcome)
                self._worker.note_success()
        self._user_data.async_read_anew()
        return LONGEST_PAUSE if held_back else None

    def _next(self, held_back: set[RefKey]) -> PendingChange | None:
        return next((queued for queued in self._outbox.waiting if queued.change.ref.work_key not in held_back), None)

    async def _async_done(self, queued: PendingChange) -> Outcome | None:
        """Send a change unless it is done; return None while it may be done but not listed yet. Raises ApiError."""
        ready = await async_get_ready(
            self._client,
            self._outbox.with_undone(queued),
            outbox=self._outbox,
            known=self._user_data.confirmed.plays,
            now=dt_util.utcnow(),
        )
        queued, nothing_sent = ready.queued, Outcome(answer=WriteAnswer(), removed=ready.plays)
        if self._outbox.get(queued.change.id) is None:
            # The user has withdrawn it meanwhile.
            return nothing_sent
        self._outbox = self._outbox.with_changed(queued)
        if not ready.refs:
            return nothing_sent
        now = dt_util.utcnow()
        if queued.sent_at is not None and now < queued.sent_at + _LISTED_AFTER:
            return None
        self._outbox = self._outbox.with_changed(replace(queued, tries=queued.tries + 1, sent_at=now))
        await self._async_keep_or_raise()
        try:
            answer = await async_send(self._client, ready)
        except ConflictError:
            return nothing_sent
        except NotFoundError as error:
            # The endpoint was not found, which does not mean that the movie or show is unknown.
            raise UnavailableError(str(error)) from error
        except ApiError as error:
            if not isinstance(error, UnavailableError):
                # Trakt did not do it, so no check is needed before it is sent again.
                self._outbox = self._outbox.with_changed(queued)
                await self._async_keep()
            raise
        if answer.is_lost_on_trakt and not queued.change.kind.is_removal:
            raise NotFoundError("Trakt does not know it")
        return replace(nothing_sent, answer=answer)

    async def _async_finish(self, change: Change, outcome: Outcome) -> None:
        self._outbox = self._outbox.with_done(change.id, outcome.removed, dt_util.utcnow())
        self._show()
        await self._async_keep()
        self._outcomes.async_set(change, outcome)

    async def _async_refuse(self, change: Change, error: ApiError) -> None:
        LOGGER.debug("Trakt refuses %s: %s", change.kind, error)
        self._worker.note(error)
        if self._outcomes.is_awaited(change):
            self._outbox = self._outbox.without(change)
        else:
            self._outbox = self._outbox.with_changed(PendingChange(change=change, refusal=refusal_of(error)))
        await self._async_keep()
        self._report_refused()
        self._show()
        self._outcomes.async_set(change, Outcome(error=error))

    @callback
    def _show(self) -> None:
        """Show user data as if Trakt had done all changes, and update it when a completed line expires."""
        self._user_data.async_set_pending(self._outbox.assumed)
        self._end_expiry()
        if (expiry := self._outbox.next_expiry(dt_util.utcnow())) is not None and not self._is_closed:
            self._unsub_expiry = async_track_point_in_utc_time(self._hass, self._handle_expiry, expiry)

    @callback
    def _handle_expiry(self, _now: datetime) -> None:
        self._unsub_expiry = None
        self._show()

    @callback
    def _report_refused(self) -> None:
        refused = [in_words(change, refusal, self._wording) for change, refusal in self._outbox.refused]
        async_report_refused(self._hass, self._entry, refused)

    @callback
    def _settle(self) -> None:
        """Move changes that are done to the recent ones, once user data contains them."""
        known = self._user_data.confirmed
        settled = self._outbox.settled(known.contains, known.plays, dt_util.utcnow())
        if settled != self._outbox:
            self._outbox = settled
            self._show()
            self._writer.async_write_soon(settled)
        self._settled.set()
        self._settled = asyncio.Event()

    async def _async_keep_or_raise(self) -> None:
        if (error := await self._async_keep()) is not None:
            raise error

    async def _async_keep(self) -> ApiError | None:
        return await self._writer.async_write(self._outbox)

    def _end_expiry(self) -> None:
        if self._unsub_expiry is not None:
            self._unsub_expiry()
            self._unsub_expiry = None

    @callback
    def _close(self) -> None:
        self._is_closed = True
        self._worker.async_close()
        self._end_expiry()
