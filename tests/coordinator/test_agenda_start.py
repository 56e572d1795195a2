"""What happens at start: the last good answer at once, and nothing that Home Assistant has to wait for."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.trakt_upcoming.api.http import HttpClient
from custom_components.trakt_upcoming.const import DOMAIN

from ..conftest import ENTRY_ID, SetUp
from ..trakt import FakeTrakt
from .common import EPISODES, HOUR, MOVIES, NEXT_EPISODE, state

pytestmark = pytest.mark.usefixtures("hass_storage")


@pytest.fixture(autouse=True)
async def _snapshot(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt) -> None:
    """Let the account have been here before."""
    await set_up()
    assert await hass.config_entries.async_unload(entry.entry_id)
    trakt.answer()


async def pass_time(hass: HomeAssistant, freezer: FrozenDateTimeFactory, time: timedelta) -> None:
    """Let time pass."""
    freezer.tick(time)
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_a_young_snapshot_asks_nobody(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, freezer: FrozenDateTimeFactory
) -> None:
    """And the next refresh is due an hour after the last one, not after the start."""
    freezer.tick(timedelta(minutes=40))
    await set_up()
    assert state(hass, NEXT_EPISODE) == "2026-11-21T02:00:00+00:00"
    assert state(hass, "sensor.trakt_demo_last_refresh") == "2026-11-20T12:00:00+00:00"
    assert trakt.requests == []

    await pass_time(hass, freezer, timedelta(minutes=21))
    assert len(trakt.requests) == 2


async def test_an_old_snapshot_is_shown_and_refreshed(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, freezer: FrozenDateTimeFactory
) -> None:
    """At once, when Home Assistant runs."""
    freezer.tick(HOUR)
    await set_up()

    assert state(hass, EPISODES) == "off"
    assert len(trakt.requests) == 2


async def test_an_old_snapshot_at_the_start_of_home_assistant(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, freezer: FrozenDateTimeFactory
) -> None:
    """Within five minutes, so that not all homes ask at once after a power cut."""
    freezer.tick(HOUR)
    hass.set_state(CoreState.starting)
    await set_up()
    assert state(hass, EPISODES) == "off"
    assert trakt.requests == []

    hass.set_state(CoreState.running)
    await pass_time(hass, freezer, timedelta(seconds=302))
    assert len(trakt.requests) == 2


@pytest.mark.parametrize("changed", [{"days": 60}, {"feeds": ["episodes", "streaming"]}], ids=["days", "feeds"])
async def test_a_snapshot_that_does_not_cover_the_options(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, changed: dict[str, Any]
) -> None:
    """It is refreshed at once, however young it is."""
    hass.config_entries.async_update_entry(entry, options=changed)
    await set_up()

    assert len(trakt.requests) == (4 if "days" in changed else 2)
    if "feeds" in changed:
        assert state(hass, "calendar.trakt_demo_streaming_releases") == "off"
        assert hass.states.get(MOVIES) is None


async def test_a_snapshot_of_yesterday_night_covers_today(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, freezer: FrozenDateTimeFactory, entry: MockConfigEntry
) -> None:
    """A restart within the hour asks nobody, even where a new day began in between."""
    freezer.move_to("2026-11-20T23:50:00+00:00")
    await set_up()
    assert await hass.config_entries.async_unload(entry.entry_id)
    trakt.answer()
    freezer.move_to("2026-11-21T00:10:00+00:00")
    await set_up()

    assert trakt.requests == []


async def test_a_snapshot_from_a_clock_that_was_ahead(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, freezer: FrozenDateTimeFactory, hass_storage: dict[str, Any]
) -> None:
    """The next refresh comes within the hour all the same."""
    for asked in hass_storage[f"{DOMAIN}.{ENTRY_ID}.asked"]["data"].values():
        asked["at"] = "2027-11-20T12:00:00+00:00"
    await set_up()
    assert trakt.requests == []

    await pass_time(hass, freezer, HOUR + timedelta(seconds=1))
    assert len(trakt.requests) == 2


async def test_polling_off(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, freezer: FrozenDateTimeFactory
) -> None:
    """Then only the user asks."""
    hass.config_entries.async_update_entry(entry, pref_disable_polling=True)
    freezer.tick(HOUR)
    await set_up()
    await pass_time(hass, freezer, HOUR)

    assert trakt.requests == []


async def test_home_assistant_does_not_wait_for_a_first_refresh(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, hass_storage: dict[str, Any]
) -> None:
    """And sets the account up as soon as it runs."""
    hass_storage.clear()
    hass.set_state(CoreState.starting)
    await set_up()
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert trakt.requests == []

    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state(hass, EPISODES) == "off"


async def test_a_trakt_that_hangs_at_set_up(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, hass_storage: dict[str, Any]
) -> None:
    """Token and feeds together have one limit."""
    hass_storage.clear()

    async def hang(*_: Any, **__: Any) -> Any:
        await asyncio.Event().wait()

    with (
        patch.object(HttpClient, "send", hang),
        patch("custom_components.trakt_upcoming.coordinator.agenda.SETUP_LIMIT", timedelta()),
    ):
        await set_up()

    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert entry.error_reason_translation_key == "no_good_answer"


async def test_states_change_with_the_clock_without_a_request(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, freezer: FrozenDateTimeFactory, entry: MockConfigEntry
) -> None:
    """A start, an end, and midnight; polling is off, so that nothing else can have moved them."""
    hass.config_entries.async_update_entry(entry, pref_disable_polling=True)
    await set_up()
    seen = []
    for moment in ("2026-11-20T23:59:59", "2026-11-21T00:00:01", "2026-11-21T02:00:01", "2026-11-21T02:50:01"):
        freezer.move_to(f"{moment}+00:00")
        async_fire_time_changed(hass)
        await hass.async_block_till_done()
        seen.append((state(hass, "sensor.trakt_demo_episodes_today"), state(hass, EPISODES), state(hass, NEXT_EPISODE)))

    starts = "2026-11-21T02:00:00+00:00"
    assert seen == [("0", "off", starts), ("1", "off", starts), ("1", "on", starts), ("1", "off", "unknown")]
    assert trakt.requests == []


async def test_a_clock_that_wakes_up_a_day_behind(
    hass: HomeAssistant, set_up: SetUp, freezer: FrozenDateTimeFactory
) -> None:
    """States are right within a minute of its being set, although no timer was due."""
    await set_up()
    before = state(hass, "sensor.trakt_demo_episodes_today"), state(hass, EPISODES)
    freezer.tick(timedelta(minutes=1))
    right = datetime(2026, 11, 21, 2, 10, tzinfo=UTC)
    with patch.object(dt_util, "utcnow", return_value=right), patch.object(dt_util, "now", return_value=right):
        async_fire_time_changed(hass)
        await hass.async_block_till_done()

    assert before == ("0", "off")
    assert (state(hass, "sensor.trakt_demo_episodes_today"), state(hass, EPISODES)) == ("1", "on")


async def test_a_new_time_zone(hass: HomeAssistant, set_up: SetUp) -> None:
    """What is on today depends on where one lives."""
    await set_up()
    assert state(hass, "sensor.trakt_demo_episodes_today") == "0"
    await hass.config.async_update(time_zone="America/New_York")
    await hass.async_block_till_done()

    assert state(hass, "sensor.trakt_demo_episodes_today") == "1"
