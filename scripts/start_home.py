"""Starts Home Assistant with only the integrations that need no further packages, and thus no compiler."""

import sys

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

if __name__ == "__main__":
    # The actions of to-do lists are checked against all kinds of entities, some of which need a compiler.
    service._base_components = lambda: {"calendar": calendar, "todo": todo}  # type: ignore[assignment]  # noqa: SLF001
    bootstrap.DEFAULT_INTEGRATIONS = ENOUGH_FOR_THE_INTERFACE
    sys.exit(main())
