"""Starts Home Assistant with only those default integrations that need no further packages, and thus no compiler."""

import asyncio
import os
from pathlib import Path
import sys
import time

from homeassistant import bootstrap
from homeassistant.__main__ import main
from homeassistant.components import calendar, todo
from homeassistant.helpers import service

DEFAULT_INTEGRATIONS = {
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
"""The environment variable with the file to which holds of the event loop are written."""
LEAST_HOLD = 0.005
"""Seconds."""


def note_holds(path: Path) -> None:
    """Write every hold of the event loop to a file: its end in seconds since 1970, and its length in seconds."""
    run = asyncio.Handle._run  # noqa: SLF001 - the only way to measure every callback

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
    # Home Assistant imports all entity platforms to check the actions of to-do lists, and some need a compiler.
    service._base_components = lambda: {"calendar": calendar, "todo": todo}  # type: ignore[assignment]  # noqa: SLF001
    bootstrap.DEFAULT_INTEGRATIONS = DEFAULT_INTEGRATIONS
    sys.exit(main())
