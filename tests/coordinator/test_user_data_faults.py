"""What goes wrong when a section is read costs that section, and what was read stays."""

from datetime import timedelta
import logging

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.api.trakt import Section
from custom_components.trakt_upcoming.const import DOMAIN, TRAKT_AUTH

from ..conftest import ENTRY_ID, SetUp, sensor
from ..records_json import hidden_show, up_next
from ..trakt import ACTIVITIES, SECTIONS, FakeTrakt, refresh


@pytest.mark.parametrize("section", SECTIONS)
async def test_a_bad_section_costs_itself(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, section: Section
) -> None:
    """The others are read, and it is asked for again at the next refresh."""
    trakt.answer(**{section: {"status": 500}})
    await set_up()
    assert entry.runtime_data.user_data.confirmed.readings.keys() == set(SECTIONS) - {section}
    assert entry.runtime_data.user_data.errors.keys() == {section}

    trakt.answer()
    await refresh(hass, entry)
    assert trakt.user_requests == [ACTIVITIES, section.path]
    assert entry.runtime_data.user_data.confirmed.readings.keys() == set(SECTIONS)
    assert not entry.runtime_data.user_data.errors


async def test_user_data_stays_during_a_fault(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """What is hidden stays hidden while Trakt does not say otherwise."""
    trakt.sections[Section.DROPPED] = [hidden_show(1)]
    trakt.answer()
    await set_up()
    trakt.happen("shows.dropped_at")
    trakt.answer(dropped={"status": 500})
    await refresh(hass, entry)

    assert sensor(hass, "upcoming_episodes") == "0"


async def test_no_activities(entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt) -> None:
    """Then nothing more is asked."""
    trakt.answer(activities={"status": 503})
    await set_up()

    assert trakt.user_requests == [ACTIVITIES]
    assert entry.state is ConfigEntryState.LOADED


async def test_no_user_data_is_read_when_the_refresh_fails(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """Whoever does not give the calendars is asked nothing more."""
    await set_up()
    trakt.fail(status=503)
    await refresh(hass, entry)

    assert trakt.user_requests == []


async def test_a_wait(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt) -> None:
    """Where Trakt asks for a pause nothing more is sent, and what was read until then is kept."""
    trakt.answer(up_next={"status": 429, "headers": {"Retry-After": "600"}})
    await set_up()

    assert trakt.user_requests[-1] == Section.UP_NEXT.path
    assert Section.DROPPED in entry.runtime_data.user_data.confirmed.readings
    assert entry.runtime_data.client.waiting == timedelta(minutes=10)


async def test_a_refused_sign_in(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt) -> None:
    """The user is asked once, and nothing more is sent."""
    trakt.answer(dropped={"status": 401})
    trakt.mock.post(f"{TRAKT_AUTH}/oauth/token", status=400, json={"error": "invalid_grant"})
    await set_up()
    await hass.async_block_till_done()

    assert [flow["context"]["source"] for flow in hass.config_entries.flow.async_progress()] == ["reauth"]
    assert Section.UP_NEXT.path not in trakt.user_requests


async def test_a_locked_account(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt) -> None:
    """The user is told."""
    trakt.answer(dropped={"status": 423})
    await set_up()

    assert ir.async_get(hass).async_get_issue(DOMAIN, f"account_locked_{ENTRY_ID}")


async def test_vip(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt) -> None:
    """A section for VIP accounts costs itself, and is nothing to mend."""
    trakt.answer(up_next={"status": 426})
    await set_up()

    assert entry.runtime_data.user_data.confirmed.readings.keys() == set(SECTIONS) - {Section.UP_NEXT}
    assert not ir.async_get(hass).issues


async def test_vip_to_know_what_happened(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """Then nothing of the user is read, and the calendars go on."""
    trakt.answer(activities={"status": 426})
    await set_up()
    await refresh(hass, entry)

    assert trakt.user_requests == [ACTIVITIES]
    assert len(trakt.mock.mock_calls) == 5
    assert entry.runtime_data.client.waiting is None


async def test_odd_records(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, caplog: pytest.LogCaptureFixture
) -> None:
    """They are left out, and it is said once for each cause."""
    trakt.sections[Section.UP_NEXT] = [up_next(), {**up_next(2), "show": {}}, {**up_next(3), "show": {}}]
    trakt.answer()
    await set_up()
    trakt.happen("episodes.watched_at")
    trakt.answer()
    await refresh(hass, entry)

    [warning] = [each.getMessage() for each in caplog.records if each.levelno == logging.WARNING]
    assert warning.endswith("of up_next (2)")
    assert len(entry.runtime_data.user_data.confirmed.readings[Section.UP_NEXT].records) == 1
