"""What a home's log says against the integration."""

import re

from scripts.home_api import DOMAIN

RECORD = re.compile(r"^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)", re.MULTILINE)
SERIOUS = re.compile(r"\S+ \S+ (WARNING|ERROR|CRITICAL) ")
MISUSE = re.compile(r"\bDetected |deprecat", re.IGNORECASE)
"""How Home Assistant and Python begin, or put, what they say about the use of what is theirs."""


def warnings(log: str) -> list[str]:
    """Return the warnings and errors that concern the integration, each with its traceback."""
    return [record for record in RECORD.split(log) if SERIOUS.match(record) and DOMAIN in record]


def misuses(log: str) -> list[str]:
    """Return those that say that the integration uses something deprecated, or in a way that it must not."""
    return [record for record in warnings(log) if MISUSE.search(record)]
