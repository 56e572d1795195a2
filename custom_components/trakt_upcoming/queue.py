"""The queue of an account: each write is on disk before it is promised, sent in order, and done once."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any, Final

from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

from .api.errors import (
    ApiError,
    AuthenticationError,
    ConflictError,
    LimitReachedError,
    NotFoundError,
    RefusedError,
    UnavailableError,
    VipRequiredError,
)
from .api.trakt import TraktClient, WriteAnswer
from .const import DOMAIN, LOGGER, TURN_INTERVAL
from .coordinator import AgendaCoordinator
from .issues import async_react, async_tell_refused
from .sending import async_is_done, async_send
from .storage import QueueStore
from .sync import Sync
from .watching import Queued, Write
from .watching.words import in_words, refusal_of

MOST_TRIES: Final = 50
"""So often Trakt may fail on one write while it answers everything else; by then hours have passed."""
_SHORTEST_PAUSE: Final = timedelta(seconds=5)
_LONGEST_PAUSE: Final = timedelta(minutes=15)
_MOST_OUTCOMES: Final = 100
_MOST_FAULTS: Final = 5
_FOR_GOOD: Final = (LimitReachedError, NotFoundError, RefusedError, VipRequiredError)
"""After these Trakt would not do it the next time either."""

type RefusalListener = Callable[[Write, ApiError], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a write."""

    error: ApiError | None = None
    """Why Trakt refused it for good."""
    answer: WriteAnswer | None = None
    """What Trakt said; empty where it was found to be done already."""


class WriteQueue:
    """Sends the writes of one account, one after the other, through faults and restarts.

    That a write is about to be sent is noted on disk before. One that was sent and of which no answer is known is not
    sent again before Trakt was asked for what it would have brought about.
    """

    def __init__(self, coordinator: AgendaCoordinator, client: TraktClient, sync: Sync, store: QueueStore) -> None:
        """Start empty."""
        self._coordinator = coordinator
        self._hass = coordinator.hass
        self._entry = coordinator.config_entry
        self._client = client
        self._sync = sync
        self._store = store
        self._queue: tuple[Queued, ...] = ()
        self._outcomes: dict[str, asyncio.Future[Outcome]] = {}
        self._awaited: set[str] = set()
        """Writes for whose outcomes somebody waits, and tells of a refusal."""
        self._listeners: list[RefusalListener] = []
        self._one_at_a_time = asyncio.Lock()
        self._under_way: asyncio.Task[None] | None = None
        self._pauses = 0
        self._unsub_pause: CALLBACK_TYPE | None = None
        self._is_closed = False
        self._faults: deque[tuple[datetime, ApiError]] = deque(maxlen=_MOST_FAULTS)

    async def async_begin(self) -> None:
        """Take what was left, and show it; it is sent once `async_resume` says so, and after every turn."""
        self._queue = await self._store.async_load()
        self._tell_refused()
        self._sync.async_assume(self._shown)
        self._sync.async_on_read(self._settle)
        self._coordinator.async_on_answers(self.async_resume)
        self._entry.async_on_unload(self._close)

    @property
    def waiting(self) -> tuple[Write, ...]:
        """What Trakt has not done yet, the first to be sent first."""
        return tuple(queued.write for queued in self._queue if queued.is_waiting)

    async def async_put(self, *writes: Write) -> None:
        """Take writes: they are on disk, and shown everywhere, when this returns.

        Raises UnavailableError when they cannot be kept.
        """
        if self._is_closed:
            raise UnavailableError("the account is being set up anew")
        self._queue += tuple(Queued(write=write) for write in writes)
        self._outcomes |= {write.id: self._hass.loop.create_future() for write in writes}
        if (error := await self._async_keep()) is not None:
            self._drop(*writes)
            for write in writes:
                del self._outcomes[write.id]
            raise error
        self._sync.async_assume(self._shown)
        self.async_resume()

    async def async_outcome(self, write: Write, limit: float) -> Outcome | None:
        """Return what became of a write, None when it is not done after `limit` seconds; then it stays in the queue."""
        if (outcome := self._outcomes.get(write.id)) is None:
            return None
        self._awaited.add(write.id)
        with suppress(TimeoutError):
            try:
                async with asyncio.timeout(limit):
                    await asyncio.wait((outcome,))
            finally:
                self._awaited.discard(write.id)
        return outcome.result() if outcome.done() else None

    @callback
    def async_add_listener(self, listener: RefusalListener) -> CALLBACK_TYPE:
        """Have something called when Trakt refused a write for good; return what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @callback
    def async_resume(self) -> None:
        """Send what waits in the background, unless that is under way."""
        self._end_pause()
        if (wait := self._coordinator.waiting) is not None:
            self._rest(wait)
        elif self._queue and not self._is_closed and (self._under_way is None or self._under_way.done()):
            self._under_way = self._entry.async_create_background_task(
                self._hass, self._async_work(), f"{DOMAIN} queue", eager_start=False
            )

    async def async_forget_refused(self) -> None:
        """Forget what Trakt refused, because somebody has read it."""
        self._queue = tuple(queued for queued in self._queue if queued.refusal is None)
        await self._async_keep()
        self._tell_refused()

    def facts(self) -> Mapping[str, Any]:
        """Return what helps to understand the queue from afar."""
        waiting = [queued for queued in self._queue if queued.is_waiting]
        return {
            "waiting": len(waiting),
            "oldest_age_seconds": (dt_util.utcnow() - waiting[0].write.at).total_seconds() if waiting else None,
            "tries": waiting[0].tries if waiting else None,
            "done_and_not_read": sum(queued.done_at is not None for queued in self._queue),
            "refused": sum(queued.refusal is not None for queued in self._queue),
            "last_faults": [
                {"at": at.isoformat(), "error": f"{type(error).__name__}: {error}"} for at, error in self._faults
            ],
        }

    @property
    def _shown(self) -> tuple[Queued, ...]:
        return tuple(queued for queued in self._queue if queued.refusal is None)

    async def _async_work(self) -> None:
        while (queued := next((each for each in self._queue if each.is_waiting), None)) is not None:
            try:
                answer = await self._async_done(queued)
            except _FOR_GOOD as error:
                await self._async_refuse(queued.write, error)
            except ApiError as error:
                self._pause(error)
                return
            else:
                await self._async_finish(queued.write, answer)
            self._pauses = 0
        self._sync.async_read_anew()

    async def _async_done(self, queued: Queued) -> WriteAnswer:
        """Have Trakt do a write, unless it has; raises ApiError."""
        write = queued.write
        if queued.tries:
            if await self._async_is_done(write):
                LOGGER.debug("Trakt has done %s, although no answer came", write.change)
                return WriteAnswer()
            if queued.tries >= MOST_TRIES:
                raise RefusedError("Trakt failed on it again and again")
        self._replace(replace(queued, tries=queued.tries + 1))
        if (error := await self._async_keep()) is not None:
            raise error
        try:
            answer = await async_send(self._client, write)
        except ConflictError:
            return WriteAnswer()
        except NotFoundError as error:
            # The place is not there, which says nothing of the work.
            raise UnavailableError(str(error)) from error
        except ApiError as error:
            if not isinstance(error, UnavailableError):
                # Trakt said that it did not do it, so it need not be asked.
                self._replace(queued)
            raise
        if answer.is_lost_on_trakt and not write.change.takes_away:
            raise NotFoundError("Trakt does not know it")
        return answer

    async def _async_is_done(self, write: Write) -> bool:
        try:
            return await async_is_done(self._client, write)
        except _FOR_GOOD as error:
            # It is the question that was refused.
            raise UnavailableError(str(error)) from error

    async def _async_finish(self, write: Write, answer: WriteAnswer) -> None:
        self._replace(Queued(write=write, done_at=dt_util.utcnow()))
        self._sync.async_assume(self._shown)
        await self._async_keep()
        self._say(write, Outcome(answer=answer))

    async def _async_refuse(self, write: Write, error: ApiError) -> None:
        LOGGER.debug("Trakt refuses %s: %s", write.change, error)
        self._note(error)
        if write.id in self._awaited:
            self._drop(write)
        else:
            self._replace(Queued(write=write, refusal=refusal_of(error)))
        await self._async_keep()
        self._tell_refused()
        self._sync.async_assume(self._shown)
        self._say(write, Outcome(error=error))
        for listener in self._listeners.copy():
            listener(write, error)

    @callback
    def _tell_refused(self) -> None:
        wording = self._coordinator.presentation.wording
        refused = [in_words(each.write, each.refusal, wording) for each in self._queue if each.refusal is not None]
        async_tell_refused(self._hass, self._entry, refused)

    @callback
    def _settle(self) -> None:
        """Forget what was done once it was read."""
        done = (each for each in self._queue if each.done_at is not None)
        # What was done after something that was not read yet may have taken that back, so it is still needed.
        read = {each.write.id for each in takewhile(self._sync.watching.contains, done)}
        left = tuple(each for each in self._queue if each.write.id not in read)
        if left != self._queue:
            self._queue = left
            self._sync.async_assume(self._shown)
            self._entry.async_create_task(self._hass, self._async_save(), f"{DOMAIN} queue on disk")

    def _replace(self, changed: Queued) -> None:
        self._queue = tuple(changed if each.write.id == changed.write.id else each for each in self._queue)

    def _drop(self, *writes: Write) -> None:
        self._queue = tuple(queued for queued in self._queue if queued.write not in writes)

    async def _async_keep(self) -> ApiError | None:
        """Have the queue on disk, even if whoever wants it goes away meanwhile."""
        saving = self._entry.async_create_task(self._hass, self._async_save(), f"{DOMAIN} queue on disk")
        await asyncio.wait((saving,))
        return saving.result()

    async def _async_save(self) -> ApiError | None:
        async with self._one_at_a_time:
            try:
                await self._store.async_save(self._queue)
            except OSError as error:
                return UnavailableError(f"the queue cannot be kept on disk ({error})")
        return None

    def _say(self, write: Write, outcome: Outcome) -> None:
        if (asked := self._outcomes.get(write.id)) is not None:
            asked.set_result(outcome)
        told = [each for each, outcome in self._outcomes.items() if outcome.done()]
        for each in told[:-_MOST_OUTCOMES]:
            del self._outcomes[each]

    def _pause(self, error: ApiError) -> None:
        """Wait as long as Trakt wants, or a little longer after each fault."""
        LOGGER.debug("The queue pauses with %d writes: %s", len(self.waiting), error)
        self._note(error)
        async_react(self._hass, self._entry, error)
        pause = min(_SHORTEST_PAUSE * 2 ** min(self._pauses, 16), _LONGEST_PAUSE)
        if isinstance(error, AuthenticationError):
            pause = TURN_INTERVAL
        self._pauses += 1
        self._rest(self._coordinator.waiting or pause)

    def _rest(self, pause: timedelta) -> None:
        self._end_pause()
        self._unsub_pause = async_call_later(self._hass, pause, self._handle_pause_over)

    @callback
    def _handle_pause_over(self, _now: datetime) -> None:
        self._unsub_pause = None
        self.async_resume()

    def _end_pause(self) -> None:
        if self._unsub_pause is not None:
            self._unsub_pause()
            self._unsub_pause = None

    def _note(self, error: ApiError) -> None:
        self._faults.append((dt_util.utcnow(), error))

    @callback
    def _close(self) -> None:
        self._is_closed = True
        self._end_pause()
