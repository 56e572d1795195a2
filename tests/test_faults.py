"""The fault table over time: a day of each fault at each host, told once, and over by itself."""

from datetime import timedelta
import logging

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.api import http
from scripts.fault_table.faults import Fault, Host, Reaction

from .conftest import TMDB_KEY, Pass, SetUp, state_of
from .faulty_hosts import HOUR, LARGE, break_down, faults, issues, questions, refreshes, shown, told
from .trakt import FakeTrakt
from .trakt_json import Json, episode_entry

ISSUES = {Reaction.APP_REJECTED, Reaction.ACCOUNT_LOCKED, Reaction.VIP_REQUIRED, Reaction.KEY_REJECTED}


REFRESHES_A_DAY = {
    Reaction.PASSING: 24,
    Reaction.SIGN_IN: 24,
    Reaction.APP_REJECTED: 4,
    Reaction.ACCOUNT_LOCKED: 2,
    Reaction.VIP_REQUIRED: 2,
}
"""How often Trakt hears of an account while the fault lasts, the refresh in which it begins included."""


FIRST_STATE = {
    Reaction.NONE: ConfigEntryState.LOADED,
    Reaction.LEFT_OUT: ConfigEntryState.LOADED,
    Reaction.SIGN_IN: ConfigEntryState.SETUP_ERROR,
}
"""How an account without a last answer stands; otherwise Home Assistant tries again."""


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an answer be too large early."""
    monkeypatch.setattr(http, "SIZE_LIMIT", LARGE)


@pytest.fixture
def trakt(trakt: FakeTrakt) -> FakeTrakt:
    """Return a Trakt with nothing that starts or ends while time passes."""
    trakt.feeds["shows"] = [episode_entry(first_aired="2026-11-25T20:00:00.000Z")]
    trakt.answer()
    return trakt


@pytest.fixture
def options() -> Json:
    """Return an account with pictures."""
    return {"tmdb_api_key": TMDB_KEY}


@faults(Host.TRAKT_API, *REFRESHES_A_DAY)
async def test_a_day_without_trakt(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    set_up: SetUp,
    trakt: FakeTrakt,
    token: Json,
    pass_: Pass,
    caplog: pytest.LogCaptureFixture,
    fault: Fault,
) -> None:
    """All stays as it was, is asked for as often as is polite, goes after a day, and comes back by itself."""
    await set_up()
    before = shown(hass)
    caplog.clear()
    break_down(trakt, Host.TRAKT_API, fault, token)
    for _ in range(23):
        await pass_(HOUR)
        assert shown(hass) == before
        assert issues(hass) == {fault.trakt.value} & {each.value for each in ISSUES}
        assert questions(hass, entry) == (fault.trakt is Reaction.SIGN_IN)
        assert entry.state is ConfigEntryState.LOADED
    await pass_(HOUR)
    assert set(shown(hass)) == {STATE_UNAVAILABLE}
    assert refreshes(trakt) == REFRESHES_A_DAY[fault.trakt]
    assert [level for level, _ in told(caplog)] == [logging.ERROR]

    trakt.answer()
    for _ in range(12):
        await pass_(HOUR)
    assert STATE_UNAVAILABLE not in shown(hass)
    assert issues(hass) == set()
    assert [level for level, _ in told(caplog)] == [logging.ERROR, logging.INFO]


@faults(Host.TRAKT_API, Reaction.PAUSE)
async def test_a_pause(
    hass: HomeAssistant,
    set_up: SetUp,
    trakt: FakeTrakt,
    token: Json,
    pass_: Pass,
    caplog: pytest.LogCaptureFixture,
    fault: Fault,
) -> None:
    """It lasts as long as Trakt asked, an hour at most and half a minute at least; nothing is sent meanwhile."""
    await set_up()
    before = shown(hass)
    caplog.clear()
    break_down(trakt, Host.TRAKT_API, fault, token)
    await pass_(HOUR)
    trakt.answer()
    asked = int(fault.switch["headers"].get("Retry-After", "30"))
    await pass_(timedelta(seconds=max(30, min(asked, 3_600)) - 1))
    assert trakt.requests == []
    assert shown(hass) == before
    assert issues(hass) == set()

    await pass_(timedelta(seconds=30))
    assert refreshes(trakt) == 1
    assert [level for level, _ in told(caplog)] == [logging.ERROR, logging.INFO]


@faults(Host.TRAKT_API, Reaction.NONE, Reaction.LEFT_OUT)
async def test_faults_without_a_reaction(
    hass: HomeAssistant,
    set_up: SetUp,
    trakt: FakeTrakt,
    token: Json,
    pass_: Pass,
    caplog: pytest.LogCaptureFixture,
    fault: Fault,
) -> None:
    """What is good in the answer is there, and nobody is asked for anything."""
    await set_up()
    caplog.clear()
    trakt.feeds["shows"].append(episode_entry("Andor", first_aired="2026-11-20T20:00:00.000Z", show_id=2, episode_id=2))
    break_down(trakt, Host.TRAKT_API, fault, token)
    for _ in range(3):
        await pass_(HOUR)

    assert state_of(hass, "sensor.trakt_demo_next_episode").attributes["show"] == "Andor"
    assert issues(hass) == set()
    assert {level for level, _ in told(caplog)} <= {logging.WARNING}
    assert len(set(told(caplog))) == len(list(told(caplog)))


@faults(Host.TRAKT_AUTH, Reaction.PASSING, Reaction.PAUSE, Reaction.APP_REJECTED, Reaction.SIGN_IN)
async def test_some_hours_without_the_auth_host(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    set_up: SetUp,
    trakt: FakeTrakt,
    token: Json,
    pass_: Pass,
    caplog: pytest.LogCaptureFixture,
    fault: Fault,
) -> None:
    """Without a new token all stays as it was, and it is the new token that mends it."""
    await set_up()
    before = shown(hass)
    caplog.clear()
    break_down(trakt, Host.TRAKT_AUTH, fault, token)
    for _ in range(3):
        await pass_(HOUR)
        assert shown(hass) == before
        assert issues(hass) == {fault.auth.value} & {each.value for each in ISSUES}
        assert questions(hass, entry) == (fault.auth is Reaction.SIGN_IN)
    assert [level for level, _ in told(caplog)] == [logging.ERROR]

    trakt.answer()
    for _ in range(7):
        await pass_(HOUR)
    assert issues(hass) == set()
    assert [level for level, _ in told(caplog)] == [logging.ERROR, logging.INFO]


@faults(Host.TMDB_API)
async def test_a_day_without_tmdb(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    set_up: SetUp,
    trakt: FakeTrakt,
    token: Json,
    pass_: Pass,
    caplog: pytest.LogCaptureFixture,
    fault: Fault,
) -> None:
    """Pictures are missing and nothing else; a key that is refused is not used again, and a pause of a day is kept."""
    break_down(trakt, Host.TMDB_API, fault, token)
    await set_up()
    asked = sum("/3/" in address for address in trakt.requests)
    for _ in range(23):
        await pass_(HOUR)

    assert STATE_UNAVAILABLE not in shown(hass)
    assert state_of(hass, "sensor.trakt_demo_last_refresh").state == "2026-11-21T11:00:23+00:00"
    assert issues(hass) == {fault.tmdb.value} & {each.value for each in ISSUES}
    assert questions(hass, entry) == 0
    assert list(told(caplog)) == []
    assert 1 <= asked <= 2
    is_asked_again = sum("/3/" in address for address in trakt.requests) > asked
    assert is_asked_again == (fault.tmdb is Reaction.NO_PICTURES and "86400" not in fault.name)
    has_picture = "entity_picture" in state_of(hass, "sensor.trakt_demo_next_episode").attributes
    assert has_picture == (fault.tmdb is Reaction.NONE)


@faults(Host.TRAKT_API)
async def test_the_first_set_up(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    set_up: SetUp,
    trakt: FakeTrakt,
    token: Json,
    pass_: Pass,
    fault: Fault,
) -> None:
    """With nothing to show yet, Home Assistant tries again by itself, or asks to sign in."""
    break_down(trakt, Host.TRAKT_API, fault, token)
    await set_up()
    assert entry.state is FIRST_STATE.get(fault.trakt, ConfigEntryState.SETUP_RETRY)
    assert questions(hass, entry) == (fault.trakt is Reaction.SIGN_IN)
    if fault.trakt in FIRST_STATE:
        return
    assert issues(hass) == {fault.trakt.value} & {each.value for each in ISSUES}

    trakt.answer()
    for _ in range(14):
        await pass_(HOUR)
    assert entry.state is ConfigEntryState.LOADED
    assert issues(hass) == set()
