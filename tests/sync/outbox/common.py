"""Changes that are put into an outbox, and what comes of them."""

from copy import deepcopy
from datetime import timedelta

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.const import DOMAIN
from custom_components.trakt_upcoming.sync.outbox import Outbox
from custom_components.trakt_upcoming.sync.outcomes import Outcome
from custom_components.trakt_upcoming.user_data import Change

from ...changes import AT, OUTBOX_FILE
from ...conftest import ENTRY_ID
from ...simulated import DUNE, LOST, Simulated
from ...trakt_json import Json

TOLD = "2026-11-20T11:30:00.000Z"


MINUTE = timedelta(minutes=1)


DONE_LATE = LOST | {"does": True}


def keep_all(simulator: Simulated) -> None:
    """Let everything be there that a change can take away."""
    simulator.diary.watch(DUNE, AT, AT)
    simulator.diary.enlist(DUNE, AT)
    simulator.diary.rate(DUNE, 3, AT, AT)


async def put(hass: HomeAssistant, outbox: Outbox, *changes: Change) -> None:
    """Put changes into the outbox, and wait for what comes of it."""
    await outbox.async_put(*changes)
    await hass.async_block_till_done(wait_background_tasks=True)


async def outcome(outbox: Outbox, change: Change) -> Outcome:
    """Return what became of a change; it is known by now."""
    outcome = await outbox.async_outcome(change, 0)
    assert outcome is not None
    return outcome


async def restart(hass: HomeAssistant, entry: MockConfigEntry, storage: Json, disk: Json) -> Outbox:
    """Begin anew with what was on disk at some moment."""
    await hass.config_entries.async_unload(entry.entry_id)
    storage[OUTBOX_FILE] = deepcopy(disk)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    outbox: Outbox = entry.runtime_data.outbox
    return outbox


def on_disk(storage: Json) -> list[tuple[str, int, bool]]:
    """Return what is on disk: each change with how often it was tried, and whether it is done."""
    return [(each["id"], each["tries"], "done_at" in each) for each in storage[OUTBOX_FILE]["data"]["queue"]]


def told(hass: HomeAssistant) -> str:
    """Return what the repair issue lists, nothing without one."""
    issue = ir.async_get(hass).async_get_issue(DOMAIN, f"writes_refused_{ENTRY_ID}")
    return (issue.translation_placeholders or {})["writes"] if issue is not None else ""
