"""What is stored for an account, and what was found of it."""

from datetime import UTC, date, datetime
import logging
from pathlib import Path

import pytest

from custom_components.trakt_upcoming.agenda.snapshot import FeedRequest, FeedSnapshot
from custom_components.trakt_upcoming.storage.store import ResilientStore

ENTRY = "entry"


ASKED = {"start": "2026-11-19", "days": 32, "at": "2026-11-20T12:00:00+00:00"}


EMPTY = FeedSnapshot(
    asked=FeedRequest(start=date(2026, 11, 19), days=32, at=datetime(2026, 11, 20, 12, tzinfo=UTC)), releases=()
)


TOKEN = {
    "access_token": "a",
    "refresh_token": "r",
    "redirect_uri": "https://example.com/auth/external/callback",
    "expires_at": 100.0,
    "expires_in": 50,
}


GOOD = '{"version": 1, "minor_version": 1, "key": "k", "data": {"a": 1}}'


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was logged for users to read."""
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


def set_aside(store: ResilientStore) -> set[str]:
    """Return the names of the files that were set aside."""
    return {path.name for path in Path(store.path).parent.glob("*.unreadable")}
