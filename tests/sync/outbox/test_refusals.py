"""Changes that Trakt refuses are not sent again, and the user is told."""

from copy import deepcopy
from datetime import timedelta

from homeassistant.components.repairs import repairs_flow_manager
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.api.errors import (
    ApiError,
    LimitReachedError,
    NotFoundError,
    RefusedError,
    VipRequiredError,
)
from custom_components.trakt_upcoming.const import DOMAIN
from custom_components.trakt_upcoming.sync.outbox import Outbox
from custom_components.trakt_upcoming.user_data import ChangeKind

from ...changes import OUTBOX_FILE, new_change
from ...conftest import ENTRY_ID, Pass
from ...simulated import Simulated
from ...trakt_json import Json
from .common import on_disk, outcome, put, restart, told

pytestmark = pytest.mark.usefixtures("without_user_data", "fast_changes")


REFUSALS = pytest.mark.parametrize(
    ("answer", "error", "reason"),
    [
        ({"status": 422}, RefusedError, "Trakt does not accept it"),
        ({"status": 400}, RefusedError, "Trakt does not accept it"),
        (
            {"status": 420, "headers": {"X-Account-Limit": "1000"}},
            LimitReachedError,
            "the limit of 1000 on Trakt is reached",
        ),
        ({"status": 426}, VipRequiredError, "Trakt allows it to VIP members only"),
        ({"status": 201, "json": {"not_found": {"movies": [{}]}}}, NotFoundError, "Trakt does not know it"),
    ],
    ids=["422", "400", "420", "426", "not found"],
)


@REFUSALS
async def test_a_refusal(
    hass: HomeAssistant, outbox: Outbox, simulator: Simulated, answer: Json, error: type[ApiError], reason: str
) -> None:
    """It is not tried again, what follows is, and the user is told in words."""
    simulator.answers = [answer]
    await put(hass, outbox, new_change(1), new_change(2, movie=502))

    assert type((await outcome(outbox, new_change(1))).error) is error
    assert told(hass).startswith(f"- Mark Dune (2022) as watched: {reason}")
    assert [movie for movie, _ in simulator.plays] == [502]
    assert not outbox.waiting

    simulator.answers = [answer]
    await put(hass, outbox, new_change(3, ChangeKind.ADD_TO_WATCHLIST))
    assert len(told(hass).splitlines()) == 2


async def test_a_refusal_is_told_until_it_was_read(
    hass: HomeAssistant, entry: MockConfigEntry, outbox: Outbox, simulator: Simulated, hass_storage: Json
) -> None:
    """Also after a power cut; then it is over, and what comes later is told by itself."""
    simulator.answers = [{"status": 422}]
    await put(hass, outbox, new_change(1))
    disk = deepcopy(hass_storage[OUTBOX_FILE])
    ir.async_delete_issue(hass, DOMAIN, f"writes_refused_{ENTRY_ID}")
    again = await restart(hass, entry, hass_storage, disk)
    assert told(hass) == "- Mark Dune (2022) as watched: Trakt does not accept it"
    assert again.diagnostics()["refused"] == len(simulator.posts) == 1

    assert await async_setup_component(hass, "repairs", {})
    manager = repairs_flow_manager(hass)
    assert manager is not None
    form = await manager.async_init(DOMAIN, data={"issue_id": f"writes_refused_{ENTRY_ID}"})
    await manager.async_configure(form["flow_id"], {})
    assert told(hass) == ""
    assert on_disk(hass_storage) == []

    simulator.answers = [{"status": 420}]
    await put(hass, again, new_change(2, ChangeKind.ADD_TO_WATCHLIST))
    assert told(hass) == "- Add Dune (2022) to the watchlist: a limit on Trakt is reached"


async def test_a_refusal_that_the_user_waits_for(hass: HomeAssistant, outbox: Outbox, simulator: Simulated) -> None:
    """They are told at once, and not a second time."""
    simulator.answers = [{"status": 422}]
    await outbox.async_put(new_change())
    refused = await outbox.async_outcome(new_change(), 30)

    assert refused is not None
    assert isinstance(refused.error, RefusedError)
    assert told(hass) == ""


@pytest.mark.parametrize(
    ("status", "issue", "wait"),
    [(403, "app_rejected", timedelta(hours=6)), (423, "account_locked", timedelta(hours=12))],
)
async def test_an_account_that_is_held_up(
    hass: HomeAssistant, outbox: Outbox, simulator: Simulated, pass_: Pass, status: int, issue: str, wait: timedelta
) -> None:
    """The user is told why, and nothing is lost."""
    simulator.answers = [{"status": status}]
    await put(hass, outbox, new_change())
    assert ir.async_get(hass).async_get_issue(DOMAIN, f"{issue}_{ENTRY_ID}")
    assert outbox.waiting

    await pass_(wait + timedelta(seconds=1))
    assert not outbox.waiting
    assert len(simulator.plays) == 1


async def test_a_sign_in_that_ended(
    hass: HomeAssistant, entry: MockConfigEntry, outbox: Outbox, simulator: Simulated
) -> None:
    """The user is asked to sign in again, and what waits goes out once they have."""
    simulator.state.people.revoke_all()
    await put(hass, outbox, new_change())
    assert [flow["context"]["source"] for flow in hass.config_entries.flow.async_progress()] == ["reauth"]
    assert outbox.waiting

    hass.config_entries.async_update_entry(entry, data={**entry.data, "token": simulator.token()})
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert len(simulator.plays) == 1
