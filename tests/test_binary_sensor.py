"""Whether the user has VIP at Trakt: read with the settings, and read again when there is reason to doubt it."""

from datetime import timedelta
from typing import Any

from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import get_diagnostics_for_config_entry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.trakt_upcoming.api.trakt import Section

from .changes import new_change
from .conftest import Pass, SetUp, state_of
from .trakt import FakeTrakt, refresh, take
from .trakt_json import Json, episode_entry

VIP = "binary_sensor.trakt_demo_vip"
SETTINGS = Section.SETTINGS.path


@pytest.fixture
def token(token: Json) -> Json:
    """Return a token that is good for months."""
    return {**token, "expires_at": token["expires_at"] + timedelta(days=99).total_seconds()}


def vip(hass: HomeAssistant) -> str:
    """Return what the sensor says."""
    return state_of(hass, VIP).state


@pytest.mark.parametrize(("has_vip", "state"), [(True, "on"), (False, "off")])
async def test_vip(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, has_vip: bool, state: str) -> None:
    """As the settings say."""
    trakt.vip = has_vip
    trakt.answer()
    await set_up()

    assert vip(hass) == state
    entity = er.async_get(hass).async_get(VIP)
    assert entity is not None
    assert (entity.entity_category, entity.disabled_by) == (EntityCategory.DIAGNOSTIC, None)


async def test_unknown(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt) -> None:
    """Until it is known; what was known stays known."""
    trakt.answer(settings={"status": 500})
    await set_up()
    seen = [vip(hass)]
    for answer in ({}, {"settings": {"status": 500}}):
        trakt.happen("account.settings_at", at=f"2026-11-20T12:3{len(seen)}:00.000Z")
        trakt.answer(**answer)
        await refresh(hass, entry)
        seen.append(vip(hass))

    assert seen == ["unknown", "off", "off"]


async def test_settings_changed(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt) -> None:
    """Then they are read, at the next refresh."""
    await set_up()
    trakt.vip = True
    trakt.happen("account.settings_at")
    trakt.answer()
    await refresh(hass, entry)

    assert vip(hass) == "on"


async def test_settings_are_read_once_a_month(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, pass_: Pass
) -> None:
    """VIP can end without a sign."""
    trakt.vip = True
    trakt.answer()
    await set_up()
    trakt.vip = False
    trakt.answer()
    seen = []
    for days in (29, 1):
        await pass_(timedelta(days=days))
        await refresh(hass, entry)
        seen.append((vip(hass), trakt.user_requests.count(SETTINGS)))

    assert seen == [("on", 0), ("off", 1)]


async def test_trakt_asks_for_vip(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, pass_: Pass
) -> None:
    """Whatever was asked for: the settings are read once, at the next refresh, and believed from then on."""
    trakt.vip = True
    trakt.answer()
    await set_up()
    trakt.vip = False
    trakt.happen("movies.rated_at")
    await pass_(timedelta(minutes=1))
    trakt.answer(rated_movies={"status": 426})
    seen = []
    for _ in range(3):
        await refresh(hass, entry)
        seen.append((vip(hass), trakt.user_requests.count(SETTINGS)))
        await pass_(timedelta(minutes=1))

    assert seen == [("off", 1)] * 3


async def test_trakt_asks_for_vip_to_change_something(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, pass_: Pass
) -> None:
    """The settings are read then as well."""
    trakt.vip = True
    trakt.answer()
    await set_up()
    trakt.vip = False
    await pass_(timedelta(minutes=1))
    trakt.answer()
    take(hass, trakt, status=426)
    await entry.runtime_data.outbox.async_put(new_change())
    await hass.async_block_till_done(wait_background_tasks=True)

    assert (vip(hass), trakt.user_requests.count(SETTINGS)) == ("off", 1)


async def test_trakt_asks_for_vip_where_the_calendar_is(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, pass_: Pass
) -> None:
    """A calendar that is refused while the other answers is reason enough."""
    trakt.vip = True
    trakt.answer()
    await set_up()
    trakt.vip = False
    await pass_(timedelta(minutes=1))
    trakt.clear()
    trakt.answer_feed("shows", json=[episode_entry()])
    trakt.answer_feed("movies", status=426)
    await refresh(hass, entry)

    assert vip(hass) == "off"


async def test_diagnostics(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, hass_client: ClientSessionGenerator
) -> None:
    """They say it, too."""
    trakt.vip = True
    trakt.answer()
    await set_up()

    facts: Any = await get_diagnostics_for_config_entry(hass, hass_client, entry)
    assert facts["account"]["vip"] is True
