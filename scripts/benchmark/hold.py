"""How long one thing keeps everything else in the event loop waiting."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from unittest.mock import patch


@dataclass(slots=True)
class Hold:
    """The longest that a callback, or a task between two waits, has held the loop."""

    seconds: float = 0


@contextmanager
def watched() -> Iterator[Hold]:
    """Yield the longest hold of what runs meanwhile, in a task of its own; wall time, nothing subtracted."""
    hold = Hold()
    run = asyncio.Handle._run  # noqa: SLF001 - the one way to see every callback

    def timed(handle: asyncio.Handle) -> None:
        began = perf_counter()
        run(handle)
        hold.seconds = max(hold.seconds, perf_counter() - began)

    with patch.object(asyncio.Handle, "_run", timed):
        yield hold
