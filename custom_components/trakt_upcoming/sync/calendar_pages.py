"""Calendar pages outside the window: requested when a calendar shows them, and cached in memory."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from typing import Any, Final

from homeassistant.core import CoreState, callback
from homeassistant.util import dt as dt_util

from ..agenda import Agenda
from ..agenda.chunks import MOST_CHUNKS, Chunk, chunks_outside, is_past, releases_outside
from ..agenda.options import AccountOptions
from ..agenda.snapshot import FeedRequest, FeedSnapshot
from ..api.errors import ApiError, UnavailableError
from ..api.trakt import LONGEST_CHUNK, Feed, TraktClient
from ..api.waits import Waits
from ..const import DOMAIN, LOGGER, REFRESH_LIMIT
from ..coordinator import AgendaCoordinator
from ..issues import async_react

LONGEST_LOOK: Final = timedelta(seconds=10)
"""How long a page waits for Trakt."""
KEPT: Final = timedelta(hours=1)
KEPT_WHEN_PAST: Final = timedelta(days=1)
REST: Final = timedelta(minutes=1)
"""The pause of a feed after a fault."""

type _Key = tuple[Feed, Chunk]


class CalendarPages:
    """The chunks of one account outside the window. After a fault, calendars show what is known."""

    def __init__(
        self, coordinator: AgendaCoordinator, client: TraktClient, waits: Waits, options: AccountOptions
    ) -> None:
        """Initialize without pages."""
        self._options = options
        self._coordinator = coordinator
        self._client = client
        self._waits = waits
        self._known: dict[_Key, FeedSnapshot] = {}
        """By feed and chunk, least recently used first."""
        self._tasks: dict[_Key, asyncio.Task[FeedSnapshot | None]] = {}
        self._given_up: set[_Key] = set()
        self._resting: dict[Feed, datetime] = {}

    async def async_agenda(self, feed: Feed, start: datetime, end: datetime) -> Agenda:
        """Return a feed's agenda for a range from `start` until before `end`.

        Within the window it comes from memory. Outside, it waits for Trakt up to `LONGEST_LOOK`.
        """
        chunks = self._chunks(feed, start, end)
        answers = await self._async_bring([(feed, chunk) for chunk in chunks])
        coordinator = self._coordinator
        loaded = coordinator.data.of_feed(feed)
        if not answers:
            return loaded
        releases = releases_outside(answers, coordinator.answers.get(feed))
        page = coordinator.page(releases)
        return Agenda.of((*loaded.between(start, end), *page), loaded.zone)

    def diagnostics(self) -> dict[str, Any]:
        """Return the numbers of chunks and releases, without titles."""
        return {
            "pieces": dict(sorted(Counter(feed.value for feed, _ in self._known).items())),
            "releases": sum(len(answer.releases) for answer in self._known.values()),
            "under_way": len(self._tasks),
            "resting": sorted(feed.value for feed in Feed if self._is_resting(feed)),
        }

    def _chunks(self, feed: Feed, start: datetime, end: datetime) -> tuple[Chunk, ...]:
        answer = self._coordinator.answers.get(feed)
        return chunks_outside(
            start,
            end,
            today=dt_util.now().date(),
            days=self._days,
            zone=dt_util.get_default_time_zone(),
            asked=answer.asked if answer is not None else None,
        )

    async def _async_bring(self, keys: list[_Key]) -> list[FeedSnapshot]:
        """Return these chunks, renewed if possible within the limit; does not wait while Home Assistant starts.

        The result contains all chunks of this call, also if the cache has dropped some meanwhile.
        """
        longest = LONGEST_LOOK if self._coordinator.hass.state is CoreState.running else timedelta()
        brought = {key: self._known.get(key) for key in keys}
        try:
            async with asyncio.timeout(longest.total_seconds()):
                # One after the other: if the first is refused, the others are not sent.
                for key in keys:
                    brought[key] = await self._async_renewed(key) or brought[key]
        except TimeoutError:
            self._given_up.update(key for key in keys if key in self._tasks)
        return [answer for answer in brought.values() if answer is not None]

    async def _async_renewed(self, key: _Key) -> FeedSnapshot | None:
        feed, chunk = key
        if (answer := self._known.pop(key, None)) is not None:
            self._known[key] = answer
        if self._is_resting(feed) or (answer is not None and not _is_old(answer, chunk, self._days)):
            return answer
        task = self._tasks.get(key) or self._ask(key)
        # A caller that is cancelled does not cancel the request.
        await asyncio.wait((task,))
        return None if task.cancelled() else task.result()

    def _ask(self, key: _Key) -> asyncio.Task[FeedSnapshot | None]:
        coordinator = self._coordinator
        task = coordinator.config_entry.async_create_background_task(
            coordinator.hass, self._async_ask(key), f"{DOMAIN} outside the window"
        )
        self._tasks[key] = task
        task.add_done_callback(lambda _: self._end(key))
        return task

    @callback
    def _end(self, key: _Key) -> None:
        del self._tasks[key]
        if key in self._given_up:
            self._given_up.discard(key)
            # Open calendar pages reload when their entity is updated.
            self._coordinator.async_update_listeners()

    async def _async_ask(self, key: _Key) -> FeedSnapshot | None:
        feed, chunk = key
        try:
            self._waits.check(feed)
            async with asyncio.timeout(REFRESH_LIMIT.total_seconds()):
                entries, left_out = await self._client.chunk(feed, chunk)
        except TimeoutError:
            self._react(key, UnavailableError("no answer in time"))
        except ApiError as error:
            self._react(key, error)
        else:
            LOGGER.debug("From %s on there are %d %s, %d left out", chunk, len(entries), feed, left_out.total())
            asked = FeedRequest(start=chunk, days=LONGEST_CHUNK, at=dt_util.utcnow())
            answer = FeedSnapshot.of(asked, feed, entries)
            self._keep(key, answer)
            return answer
        return None

    @callback
    def _keep(self, key: _Key, answer: FeedSnapshot) -> None:
        self._known.pop(key, None)
        self._known[key] = answer
        if len(self._known) > MOST_CHUNKS:
            del self._known[next(iter(self._known))]

    @callback
    def _react(self, key: _Key, error: ApiError) -> None:
        feed, chunk = key
        LOGGER.debug("What %s there are from %s on is not known: %s", feed, chunk, error)
        self._resting[feed] = dt_util.utcnow() + REST
        async_react(self._coordinator.hass, self._coordinator.config_entry, error)

    def _is_resting(self, feed: Feed) -> bool:
        return feed in self._resting and dt_util.utcnow() < self._resting[feed]

    @property
    def _days(self) -> int:
        return self._options.days


def _is_old(answer: FeedSnapshot, chunk: Chunk, days: int) -> bool:
    kept = KEPT_WHEN_PAST if is_past(chunk, dt_util.now().date(), days) else KEPT
    return dt_util.utcnow() >= answer.asked.at + kept
