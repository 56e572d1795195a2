"""The warnings about the integration in the log of a home."""

import re

from scripts.home_api import DOMAIN

RECORD = re.compile(r"^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)", re.MULTILINE)
SERIOUS = re.compile(r"\S+ \S+ (WARNING|ERROR|CRITICAL) ")
MISUSE = re.compile(r"\bDetected |deprecat", re.IGNORECASE)
"""The words with which Home Assistant and Python report wrong and deprecated uses."""


def warnings(log: str) -> list[str]:
    """Return the warnings and errors about the integration, each with its traceback."""
    return [record for record in RECORD.split(log) if SERIOUS.match(record) and DOMAIN in record]


def misuses(log: str) -> list[str]:
    """Return the warnings about deprecated or wrong uses by the integration."""
    return [record for record in warnings(log) if MISUSE.search(record)]
