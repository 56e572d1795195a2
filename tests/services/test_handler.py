"""The account of an action, and the fault table for actions: every error of Trakt is translated, and costs one call."""

import asyncio
from http import HTTPStatus
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryDisabler, ConfigEntryState
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.api import http
from custom_components.trakt_upcoming.const import TRAKT_API, TRAKT_AUTH
from scripts.fault_table.faults import Fault, Host, Reaction

from ..conftest import ENTRY_ID, SetUp
from ..faulty_hosts import LARGE, answer, faults, issues, questions, shown, told
from ..trakt import FakeTrakt
from ..trakt_json import Json
from ..works_json import found, movie
from .common import ask

SEARCH: Final = "/search/movie,show"
PASSING: Final = "not answer properly at the moment"
SAID: Final = {
    Reaction.PASSING: PASSING,
    Reaction.PAUSE: r"asked for a pause until 1[23]:0[01]:",
    Reaction.SIGN_IN: "sign in again",
    Reaction.APP_REJECTED: "no longer accepts the API app",
    Reaction.ACCOUNT_LOCKED: "locked or deactivated",
    Reaction.VIP_REQUIRED: "VIP members only",
}
PLAINER: Final[dict[int, str]] = {
    HTTPStatus.BAD_REQUEST: "does not accept this request",
    HTTPStatus.NOT_FOUND: "could not find this",
    420: "one of Trakt's limits",
}
"""What can be said better than that no answer came, because it will not come the next time either."""
TO_MEND: Final = {Reaction.APP_REJECTED, Reaction.ACCOUNT_LOCKED}


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an answer be too large early."""
    monkeypatch.setattr(http, "SIZE_LIMIT", LARGE)


@faults(Host.TRAKT_API, *SAID)
async def test_every_fault_of_the_api(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    set_up: SetUp,
    trakt: FakeTrakt,
    token: Json,
    caplog: pytest.LogCaptureFixture,
    fault: Fault,
) -> None:
    """The agenda stays, the user is told in the answer and nowhere else, but for what they have to mend."""
    await set_up()
    before = shown(hass)
    caplog.clear()
    trakt.clear()
    trakt.mock.get(f"{TRAKT_API}{SEARCH}", **answer(fault, [found(movie())]))
    trakt.mock.post(f"{TRAKT_AUTH}/oauth/token", json=token)
    said = SAID[fault.trakt]
    if fault.trakt is Reaction.PASSING:
        said = PLAINER.get(fault.switch.get("status", 0), PASSING)

    with pytest.raises(HomeAssistantError, match=said):
        await ask(hass, "search", query="Dune")

    await hass.async_block_till_done()
    assert shown(hass) == before
    assert issues(hass) == ({fault.trakt.value} if fault.trakt in TO_MEND else set())
    assert questions(hass, entry) == (fault.trakt is Reaction.SIGN_IN)
    assert [message for level, message in told(caplog) if level >= logging.WARNING] == []


@faults(Host.TRAKT_API, Reaction.NONE, Reaction.LEFT_OUT)
async def test_faults_without_an_effect(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, fault: Fault) -> None:
    """What makes sense is answered."""
    await set_up()
    trakt.clear()
    trakt.mock.get(f"{TRAKT_API}{SEARCH}", **answer(fault, [found(movie())]))

    response = await ask(hass, "search", query="Dune")

    assert "Dune" in [each["title"] for each in response["results"]]


@faults(Host.TRAKT_AUTH, Reaction.PASSING, Reaction.PAUSE, Reaction.SIGN_IN, Reaction.APP_REJECTED)
async def test_every_fault_of_the_auth_host(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, token: Json, fault: Fault
) -> None:
    """It is asked when the token is no longer good."""
    await set_up()
    trakt.clear()
    trakt.mock.get(f"{TRAKT_API}{SEARCH}", status=401)
    trakt.mock.post(f"{TRAKT_AUTH}/oauth/token", **answer(fault, token))

    with pytest.raises(HomeAssistantError, match=SAID[fault.auth]):
        await ask(hass, "search", query="Dune")

    await hass.async_block_till_done()
    assert issues(hass) == ({fault.auth.value} if fault.auth in TO_MEND else set())
    assert questions(hass, entry) == (fault.auth is Reaction.SIGN_IN)


async def test_several_accounts(hass: HomeAssistant, other: MockConfigEntry) -> None:
    """One has to say which, and in which field; with it, both answer."""
    with pytest.raises(ServiceValidationError, match="several accounts: choose one in the field config_entry_id"):
        await ask(hass, "get_upcoming")

    for entry_id in (ENTRY_ID, other.entry_id):
        assert len((await ask(hass, "get_upcoming", config_entry_id=entry_id))["days"]) == 2


async def test_an_account_that_is_disabled_does_not_count(hass: HomeAssistant, other: MockConfigEntry) -> None:
    """Then there is only one that can be meant."""
    await hass.config_entries.async_set_disabled_by(other.entry_id, ConfigEntryDisabler.USER)

    assert len((await ask(hass, "get_upcoming"))["days"]) == 2


@pytest.mark.parametrize("data", [{}, {"config_entry_id": ENTRY_ID}], ids=["the only one", "by id"])
async def test_not_set_up(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, data: dict[str, str]
) -> None:
    """An account that could not be set up is named."""
    trakt.fail(status=503)
    await set_up()
    assert entry.state is ConfigEntryState.SETUP_RETRY

    with pytest.raises(ServiceValidationError, match="Trakt Demo for integration trakt_upcoming is not loaded"):
        await ask(hass, "get_upcoming", **data)


async def test_no_account_is_left(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp) -> None:
    """The action stays until Home Assistant starts anew, and says that there is nothing to ask."""
    await set_up()
    await hass.config_entries.async_remove(entry.entry_id)

    with pytest.raises(ServiceValidationError, match="Could not find config entry for integration trakt_upcoming"):
        await ask(hass, "get_upcoming")


async def test_no_such_account(hass: HomeAssistant, set_up: SetUp) -> None:
    """The id that was not found is in the message."""
    await set_up()

    with pytest.raises(ServiceValidationError, match="ID nobody was not found"):
        await ask(hass, "get_upcoming", config_entry_id="nobody")


async def test_an_entry_of_another_integration(hass: HomeAssistant, set_up: SetUp) -> None:
    """It is named, too."""
    await set_up()
    sun = MockConfigEntry(domain="sun", title="Sun")
    sun.add_to_hass(hass)

    with pytest.raises(ServiceValidationError, match="Sun does not belong to integration trakt_upcoming"):
        await ask(hass, "get_upcoming", config_entry_id=sun.entry_id)


async def test_asked_while_the_account_is_set_up(hass: HomeAssistant, set_up: SetUp) -> None:
    """An automation that waits for one of our entities asks a moment too early, and gets its answer."""
    answers: list[asyncio.Task[Json]] = []

    @callback
    def call_action(_: Event[Any]) -> None:
        answers.append(hass.async_create_task(ask(hass, "get_upcoming")))

    hass.bus.async_listen_once(EVENT_STATE_CHANGED, call_action)
    await set_up()

    assert len((await answers[0])["days"]) == 2


async def test_an_account_does_not_wait_for_another(hass: HomeAssistant, other: MockConfigEntry) -> None:
    """The one that is asked about is set up."""
    other.mock_state(hass, ConfigEntryState.SETUP_IN_PROGRESS)
    async with other.setup_lock, asyncio.timeout(5):
        assert len((await ask(hass, "get_upcoming", config_entry_id=ENTRY_ID))["days"]) == 2
    other.mock_state(hass, ConfigEntryState.LOADED)
