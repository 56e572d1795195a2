"""Starts Home Assistant with only the integrations that need no further packages, and thus no compiler."""

import asyncio
import os
from pathlib import Path
import sys
import time

from homeassistant import bootstrap
from homeassistant.__main__ import main
from homeassistant.components import calendar, todo
from homeassistant.helpers import service

ENOUGH_FOR_THE_INTERFACE = {
    "application_credentials",
    "brands",
    "frontend",
    "labs",
    "logger",
    "network",
    "sensor",
    "system_health",
    "zone",
}

HOLDS = "TRAKT_UPCOMING_HOLDS"
"""The variable that names the file for what holds the event loop."""
LEAST_HOLD = 0.005
"""Seconds."""


def note_holds(path: Path) -> None:
    """Note whatever holds the event loop for a while: when that ended, in seconds since 1970, and for how many."""
    run = asyncio.Handle._run  # noqa: SLF001 - the one way to see every callback

    def timed(handle: asyncio.Handle) -> None:
        began = time.perf_counter()
        run(handle)
        if (held := time.perf_counter() - began) >= LEAST_HOLD:
            with path.open("a") as file:
                file.write(f"{time.time()} {held}\n")

    asyncio.Handle._run = timed  # type: ignore[assignment,method-assign]  # noqa: SLF001


if __name__ == "__main__":
    if file := os.environ.get(HOLDS):
        note_holds(Path(file))
    # The actions of to-do lists are checked against all kinds of entities, some of which need a compiler.
    service._base_components = lambda: {"calendar": calendar, "todo": todo}  # type: ignore[assignment]  # noqa: SLF001
    bootstrap.DEFAULT_INTEGRATIONS = ENOUGH_FOR_THE_INTERFACE
    sys.exit(main())
