"""The outcomes of changes, for callers that wait for them."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from homeassistant.core import callback

from ..api.errors import ApiError
from ..api.trakt import Play, WriteAnswer
from ..user_data import Change

_MAX_KEPT: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of a change."""

    error: ApiError | None = None
    """Why Trakt has refused it for good."""
    answer: WriteAnswer | None = None
    """Trakt's response; empty if nothing had to be sent."""
    removed: tuple[Play, ...] = ()
    """The plays that it removed from the history."""


class Outcomes:
    """The outcomes of recent changes, in memory only."""

    def __init__(self) -> None:
        """Initialize without outcomes."""
        self._outcomes: dict[str, asyncio.Future[Outcome]] = {}
        self._awaited: set[str] = set()

    @callback
    def async_expect(self, changes: Iterable[Change]) -> None:
        """Add changes without an outcome."""
        loop = asyncio.get_running_loop()
        self._outcomes |= {change.id: loop.create_future() for change in changes}

    @callback
    def async_discard(self, changes: Iterable[Change]) -> None:
        """Remove changes that have no outcome."""
        for change in changes:
            del self._outcomes[change.id]

    def is_awaited(self, change: Change) -> bool:
        """Return whether a caller waits for the outcome, and reports a refusal."""
        return change.id in self._awaited

    @callback
    def async_set(self, change: Change, outcome: Outcome) -> None:
        """Set the outcome of a change, and drop the oldest ones."""
        if (future := self._outcomes.get(change.id)) is not None and not future.done():
            future.set_result(outcome)
        done = [change_id for change_id, future in self._outcomes.items() if future.done()]
        for change_id in done[:-_MAX_KEPT]:
            del self._outcomes[change_id]

    async def async_wait(self, change: Change, limit: float) -> Outcome | None:
        """Return the outcome of a change, None if there is none within `limit` seconds."""
        if (outcome := self._outcomes.get(change.id)) is None:
            return None
        self._awaited.add(change.id)
        with suppress(TimeoutError):
            try:
                async with asyncio.timeout(limit):
                    await asyncio.wait((outcome,))
            finally:
                self._awaited.discard(change.id)
        return outcome.result() if outcome.done() else None
