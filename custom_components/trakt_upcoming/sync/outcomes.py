"""What became of changes, for those who wait for it."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from ..api.errors import ApiError
from ..api.trakt import Play, WriteAnswer
from ..user_data import Change

_MOST_KEPT: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a change."""

    error: ApiError | None = None
    """Why Trakt refused it for good."""
    answer: WriteAnswer | None = None
    """What Trakt said; empty where it was found to be done already."""
    removed: tuple[Play, ...] = ()
    """What it removed from the history."""


class Outcomes:
    """The outcomes of changes that somebody may wait for; kept in memory only."""

    def __init__(self) -> None:
        """Initialize without changes that somebody waits for."""
        self._outcomes: dict[str, asyncio.Future[Outcome]] = {}
        self._awaited: set[str] = set()

    def expect(self, writes: Iterable[Change]) -> None:
        """Take changes whose outcomes are not known yet."""
        loop = asyncio.get_running_loop()
        self._outcomes |= {change.id: loop.create_future() for change in writes}

    def forget(self, writes: Iterable[Change]) -> None:
        """Expect no outcomes of changes any more."""
        for change in writes:
            del self._outcomes[change.id]

    def is_awaited(self, change: Change) -> bool:
        """Return whether somebody waits for an outcome, and tells of a refusal."""
        return change.id in self._awaited

    def say(self, change: Change, outcome: Outcome) -> None:
        """Tell what became of a change."""
        if (asked := self._outcomes.get(change.id)) is not None and not asked.done():
            asked.set_result(outcome)
        told = [each for each, outcome in self._outcomes.items() if outcome.done()]
        for each in told[:-_MOST_KEPT]:
            del self._outcomes[each]

    async def async_wait(self, change: Change, limit: float) -> Outcome | None:
        """Return what became of a change, None when that is not known after `limit` seconds."""
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
