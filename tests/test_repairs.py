"""The button of a repair issue."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.repairs import repairs_flow_manager
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.trakt_upcoming.const import DOMAIN
from custom_components.trakt_upcoming.repairs import TryAgainFlow, async_create_fix_flow

from .conftest import ENTRY_ID, SetUp
from .coordinator.common import issues
from .trakt import FakeTrakt

ISSUE = f"account_locked_{ENTRY_ID}"


async def press(hass: HomeAssistant) -> str:
    """Open the issue, read what it says, and choose to try again; return whom it was about."""
    assert await async_setup_component(hass, "repairs", {})
    manager = repairs_flow_manager(hass)
    assert manager is not None
    form = await manager.async_init(DOMAIN, data={"issue_id": ISSUE})
    assert form["step_id"] == "confirm"
    result = await manager.async_configure(form["flow_id"], {})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done(wait_background_tasks=True)
    return (form["description_placeholders"] or {})["account"]


async def test_try_again_with_something_to_show(
    hass: HomeAssistant,
    set_up: SetUp,
    trakt: FakeTrakt,
    freezer: FrozenDateTimeFactory,
) -> None:
    """The wait is over, and Trakt is asked."""
    await set_up()
    trakt.fail(status=423)
    freezer.tick(timedelta(hours=1, seconds=1))
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert issues(hass) == {"account_locked"}
    trakt.answer()

    assert await press(hass) == "Trakt Demo"
    assert len(trakt.requests) == 2
    assert issues(hass) == set()


async def test_try_again_with_nothing_to_show(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    set_up: SetUp,
    trakt: FakeTrakt,
) -> None:
    """The account is set up."""
    trakt.fail(status=423)
    await set_up()
    trakt.answer()
    await press(hass)

    assert entry.state is ConfigEntryState.LOADED
    assert issues(hass) == set()


async def test_the_issue_of_an_account_that_was_removed(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """It goes with the account."""
    trakt.fail(status=423)
    await set_up()
    trakt.answer()
    await hass.config_entries.async_remove(entry.entry_id)

    assert issues(hass) == set()


@pytest.mark.parametrize("status", [403, 423, 426])
async def test_issues_with_a_wait_can_be_tried_again(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, status: int
) -> None:
    """All three of them."""
    trakt.fail(status=status)
    await set_up()
    registry = ir.async_get(hass)

    assert [issue.is_fixable for (domain, _), issue in registry.issues.items() if domain == DOMAIN] == [True]


async def test_the_account_is_gone_meanwhile(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt) -> None:
    """The button does nothing, and says nothing bad."""
    trakt.fail(status=423)
    await set_up()
    flow = await async_create_fix_flow(hass, ISSUE, {"entry_id": "gone"})
    flow.hass = hass
    flow.handler = DOMAIN
    flow.issue_id = ISSUE
    assert isinstance(flow, TryAgainFlow)
    result = await flow.async_step_confirm({})

    assert result["type"] is FlowResultType.CREATE_ENTRY
