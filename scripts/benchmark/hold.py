"""Measures for how long a callback holds the event loop."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from unittest.mock import patch


@dataclass(slots=True)
class Hold:
    """The longest time for which a callback, or a task between two waits, has held the loop."""

    seconds: float = 0


@contextmanager
def watched() -> Iterator[Hold]:
    """Measure the longest hold while the block runs, in wall time. What is measured has to run in another task."""
    hold = Hold()
    run = asyncio.Handle._run  # noqa: SLF001 - the only way to measure every callback

    def timed(handle: asyncio.Handle) -> None:
        began = perf_counter()
        run(handle)
        hold.seconds = max(hold.seconds, perf_counter() - began)

    with patch.object(asyncio.Handle, "_run", timed):
        yield hold
