"""Setting an account up, and putting it to rest."""

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .conftest import FakeTrakt, SetUp


async def test_set_up_asks_each_feed_once(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """Two feeds, two requests, a day wider than the window on both sides."""
    await set_up()

    assert entry.state is ConfigEntryState.LOADED
    assert trakt.requests == [
        "https://api.trakt.tv/calendars/my/shows/2026-11-19/32",
        "https://api.trakt.tv/calendars/my/movies/2026-11-19/32",
    ]


async def test_unload(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp) -> None:
    """Nothing is left running."""
    await set_up()

    assert await hass.config_entries.async_unload(entry.entry_id)
    assert entry.state is ConfigEntryState.NOT_LOADED
