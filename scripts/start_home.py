"""Starts Home Assistant with only the integrations that need no further packages, and thus no compiler."""

import sys

from homeassistant import bootstrap
from homeassistant.__main__ import main

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
    bootstrap.DEFAULT_INTEGRATIONS = ENOUGH_FOR_THE_INTERFACE
    sys.exit(main())
