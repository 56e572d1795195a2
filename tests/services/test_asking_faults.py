"""The fault table for who asks: every fault of Trakt is said in words, and costs the question and nothing else."""

from http import HTTPStatus
import logging
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.api import http
from custom_components.trakt_upcoming.const import TRAKT_API, TRAKT_AUTH
from scripts.fault_table.faults import Fault, Host, Reaction

from ..conftest import SetUp
from ..test_faults import LARGE, answer, faults, issues, questions, shown, told
from ..trakt import FakeTrakt
from ..trakt_json import Json
from ..works_json import found, movie
from .asked import ask

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
    """The agenda stays, the person is told in the answer and nowhere else, but for what they have to mend."""
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
async def test_what_costs_nothing(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, fault: Fault) -> None:
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
