"""What is known of a person in a home, and what was sent to Trakt to change it."""

import json
import re
from typing import Any

from aiolimiter import AsyncLimiter
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.clients import limits_of
from custom_components.trakt_upcoming.const import TRAKT_API

from .conftest import ENTRY_ID, FakeTrakt
from .trakt_json import Json
from .user_data.readings import watching


async def know(hass: HomeAssistant, entry: MockConfigEntry, **sections: list[Json]) -> None:
    """Let this be what Trakt said in its sections."""
    sync = entry.runtime_data.user_data
    sync.confirmed = watching(**sections)
    sync.async_set_pending(())
    await hass.async_block_till_done()


def take(hass: HomeAssistant, trakt: FakeTrakt, **answer: Any) -> None:
    """Let Trakt answer every change in this way, as many in a second as it gets."""
    limits_of(hass, ENTRY_ID).budget.writes = AsyncLimiter(1_000, 1)
    usual = {"status": 201, "json": {"added": {"movies": 1}}}
    trakt.mock.post(re.compile(re.escape(TRAKT_API)), **(answer or usual))


def sent(trakt: FakeTrakt) -> list[tuple[str, Json]]:
    """Return the changes that were sent, with their paths."""
    return [
        (url.path, data if isinstance(data, dict) else json.loads(data))
        for method, url, data, _ in trakt.mock.mock_calls
        if method.upper() == "POST"
    ]
