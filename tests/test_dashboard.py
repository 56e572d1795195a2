"""What the demo's dashboard says in words."""

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from scripts.dashboard import IN_WORDS

from .conftest import SetUp, state_of
from .trakt import FakeTrakt
from .trakt_json import episode_entry

WORDS = "sensor.upcoming_in_words"
MOST_RECORDED = 16_384
"""Bytes of attributes."""


async def test_upcoming_releases_in_words(
    hass: HomeAssistant,
    trakt: FakeTrakt,
    set_up: SetUp,
    entry: MockConfigEntry,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """They come with the agenda, and fit into the recorder however much comes out."""
    trakt.feeds["shows"] = [
        episode_entry(f"Show {number}", episode_id=number, first_aired=f"2026-11-{20 + number % 7}T20:00:00Z")
        for number in range(1, 301)
    ]
    trakt.answer()
    assert await async_setup_component(hass, "template", {"template": [IN_WORDS]})
    await set_up()
    assert "undefined" not in caplog.text
    assert not [record for record in caplog.records if record.levelname == "ERROR"]

    trakt.feeds["movies"] = []
    trakt.answer()
    await entry.runtime_data.agenda.async_refresh()
    await hass.async_block_till_done()
    state = state_of(hass, WORDS)

    assert state.state == "7"
    assert "**Friday**" in state.attributes["words"]
    assert len(str(dict(state.attributes)).encode()) < MOST_RECORDED
