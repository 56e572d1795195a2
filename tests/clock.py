"""A clock that stands until a coroutine sleeps."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from freezegun.api import FrozenDateTimeFactory
import pytest

WINDOW = timedelta(seconds=10)


def let_sleepers_move(monkeypatch: pytest.MonkeyPatch, freezer: FrozenDateTimeFactory) -> None:
    """Let the clock move by as much as a coroutine sleeps, without waiting for it."""
    sleep = asyncio.sleep

    async def skip(seconds: float) -> None:
        freezer.tick(timedelta(seconds=max(0, seconds)))
        await sleep(0)

    monkeypatch.setattr(asyncio, "sleep", skip)


def gaps(moments: Sequence[float]) -> list[float]:
    """Return the seconds between moments that follow each other."""
    return [later - sooner for sooner, later in pairwise(moments)]


def most_within(window: timedelta, moments: Sequence[float]) -> int:
    """Return how many moments there are at most in any window of this length."""
    return max(sum(start <= moment < start + window.total_seconds() for moment in moments) for start in moments)
