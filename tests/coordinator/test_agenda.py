"""The hourly refresh: what is asked, what stays through every fault, and what users are told."""

from datetime import timedelta
import logging
from typing import Any

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.const import EVENT_STATE_CHANGED, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from custom_components.trakt_upcoming.const import DOMAIN, TRAKT_AUTH

from ..conftest import Pass, SetUp
from ..trakt import FakeTrakt
from ..trakt_json import Json, episode_entry, movie_entry
from .common import EPISODES, HOUR, HTML, MOVIES, NEXT_EPISODE, issues, state


async def test_a_refresh_every_hour(set_up: SetUp, trakt: FakeTrakt, pass_: Pass) -> None:
    """Counted from the last good answer, one request for each feed."""
    await set_up()
    trakt.answer()
    await pass_(timedelta(minutes=59))
    assert trakt.requests == []
    await pass_(timedelta(minutes=2))
    assert len(trakt.requests) == 2


async def test_equal_answers_change_nothing(hass: HomeAssistant, set_up: SetUp, pass_: Pass) -> None:
    """Only the time of the last refresh moves; Home Assistant gives images new tokens by itself."""
    await set_up()
    changes = async_capture_events(hass, EVENT_STATE_CHANGED)
    await pass_(HOUR)
    changed = {event.data["entity_id"] for event in changes}

    assert {entity for entity in changed if not entity.startswith("image.")} == {"sensor.trakt_demo_last_refresh"}


async def test_a_change_at_trakt_shows(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, pass_: Pass) -> None:
    """With the next refresh."""
    await set_up()
    trakt.feeds["shows"] = [episode_entry("Andor", first_aired="2026-11-20T20:00:00.000Z")]
    trakt.answer()
    await pass_(HOUR)

    assert state(hass, NEXT_EPISODE) == "2026-11-20T20:00:00+00:00"


async def test_each_feed_for_itself(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, pass_: Pass) -> None:
    """One that fails keeps its last answer for a day, the other one goes on."""
    await set_up()
    trakt.feeds["shows"] = [episode_entry("Andor", first_aired="2026-11-22T20:00:00.000Z")]
    trakt.clear()
    trakt.answer_feed("movies", status=500)
    trakt.answer_feed("shows", json=trakt.feeds["shows"])
    await pass_(HOUR)
    assert state(hass, NEXT_EPISODE) == "2026-11-22T20:00:00+00:00"
    assert state(hass, MOVIES) == "off"

    for _ in range(23):
        await pass_(HOUR)
    assert state(hass, MOVIES) == STATE_UNAVAILABLE
    assert state(hass, EPISODES) == "off"

    trakt.answer()
    await pass_(HOUR)
    assert state(hass, MOVIES) == "off"


async def test_entity_is_unavailable_after_a_day_without_a_refresh(
    hass: HomeAssistant, set_up: SetUp, pass_: Pass
) -> None:
    """At that moment, not at some later refresh."""
    await set_up()
    hass.config_entries.async_update_entry(hass.config_entries.async_entries(DOMAIN)[0], pref_disable_polling=True)
    await hass.config_entries.async_reload(hass.config_entries.async_entries(DOMAIN)[0].entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    await pass_(timedelta(hours=23, minutes=59))
    assert state(hass, EPISODES) != STATE_UNAVAILABLE
    await pass_(timedelta(minutes=2))
    assert state(hass, EPISODES) == STATE_UNAVAILABLE


async def test_a_fault_is_said_once(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, pass_: Pass, caplog: pytest.LogCaptureFixture
) -> None:
    """And once that it is over."""
    await set_up()
    caplog.clear()
    trakt.fail(status=503, text="<html>", headers=HTML)
    for _ in range(3):
        await pass_(HOUR)
    trakt.answer()
    await pass_(HOUR)
    ours = [record for record in caplog.records if record.name.startswith("custom_components") and record.levelno > 10]

    assert [record.levelno for record in ours] == [logging.ERROR, logging.INFO]
    assert "recovered" in ours[1].getMessage()


@pytest.mark.parametrize(
    ("status", "issue", "wait"),
    [
        pytest.param(403, "app_rejected", timedelta(hours=6), id="app rejected"),
        pytest.param(423, "account_locked", timedelta(hours=12), id="account locked"),
        pytest.param(426, "vip_required", timedelta(hours=12), id="VIP required"),
    ],
)
async def test_issue_for_what_the_user_has_to_fix(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, pass_: Pass, status: int, issue: str, wait: timedelta
) -> None:
    """Nothing is sent while the wait runs, and the issue goes by itself."""
    await set_up()
    trakt.fail(status=status)
    await pass_(HOUR)
    assert issues(hass) == {issue}
    assert 1 <= len(trakt.requests) <= 2

    trakt.answer()
    await pass_(wait - HOUR)
    assert [address for address in trakt.requests if "/calendars/" in address] == []
    assert issues(hass) == {issue}
    await pass_(HOUR * 2)
    assert issues(hass) == set()
    assert len(trakt.requests) >= 2


async def test_vip_for_one_feed_only(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, pass_: Pass) -> None:
    """The other one goes on every hour."""
    await set_up()
    trakt.clear()
    trakt.answer_feed("movies", status=426)
    trakt.answer_feed("shows", json=trakt.feeds["shows"])
    for _ in range(3):
        await pass_(HOUR)

    assert [address.split("/")[-3] for address in trakt.requests] == ["shows", "movies", "shows", "shows"]


@pytest.mark.parametrize(("retry_after", "seconds"), [("60", 60), ("86400", 3_600), ("1", 30)])
async def test_too_many_requests(set_up: SetUp, trakt: FakeTrakt, pass_: Pass, retry_after: str, seconds: int) -> None:
    """Trakt's own wait, an hour at most, and never hasty."""
    await set_up()
    trakt.fail(status=429, headers={"Retry-After": retry_after})
    await pass_(HOUR)
    trakt.answer()
    await pass_(timedelta(seconds=seconds - 2))
    assert trakt.requests == []
    await pass_(timedelta(seconds=4))
    assert len(trakt.requests) == 2


async def test_waits_outlive_a_failed_set_up(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """Trying again sends nothing."""
    trakt.fail(status=423)
    await set_up()
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert issues(hass) == {"account_locked"}
    trakt.answer()
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert trakt.requests == []


async def test_sign_in_again_while_something_is_shown(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, pass_: Pass
) -> None:
    """The account stays, and a question that was given up comes back an hour later."""
    await set_up()
    trakt.fail(status=401)
    trakt.mock.post(f"{TRAKT_AUTH}/oauth/token", status=400, json={"error": "invalid_grant"})
    await pass_(HOUR)
    flows = list(entry.async_get_active_flows(hass, {SOURCE_REAUTH}))
    assert len(flows) == 1
    assert entry.state is ConfigEntryState.LOADED
    assert state(hass, EPISODES) == "off"

    hass.config_entries.flow.async_abort(flows[0]["flow_id"])
    await pass_(HOUR)
    assert len(list(entry.async_get_active_flows(hass, {SOURCE_REAUTH}))) == 1


async def test_sign_in_again_with_nothing_to_show(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """Home Assistant's usual way."""
    trakt.fail(status=401)
    trakt.mock.post(f"{TRAKT_AUTH}/oauth/token", status=400, json={"error": "invalid_grant"})
    await set_up()

    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert len(list(entry.async_get_active_flows(hass, {SOURCE_REAUTH}))) == 1


async def test_a_feed_that_fails_at_set_up_costs_itself(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """The others are there."""
    trakt.clear()
    trakt.answer_feed("shows", json=trakt.feeds["shows"])
    trakt.answer_feed("movies", status=500)
    await set_up()

    assert entry.state is ConfigEntryState.LOADED
    assert state(hass, EPISODES) == "off"
    assert state(hass, MOVIES) == STATE_UNAVAILABLE
    assert state(hass, "sensor.trakt_demo_last_refresh") == "unknown"


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 500},
        {"status": 404},
        {"status": 302, "headers": {"Location": "https://example.com"}},
        {"text": "<html>", "headers": HTML},
        {"text": "[{"},
        {"json": {"a": 1}},
        {"json": [1, 2]},
        {"exc": TimeoutError},
        {"exc": ConnectionResetError},
    ],
    ids=["500", "404", "redirect", "page", "broken", "object", "nothing parses", "no answer", "reset"],
)
async def test_passing_faults_keep_the_last_answer(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, pass_: Pass, answer: Json
) -> None:
    """Two requests, no issue, no question, and the next refresh an hour later."""
    await set_up()
    trakt.fail(**answer)
    await pass_(HOUR)

    assert len(trakt.requests) == 2
    assert state(hass, EPISODES) == "off"
    assert state(hass, NEXT_EPISODE) == "2026-11-21T02:00:00+00:00"
    assert issues(hass) == set()
    assert hass.config_entries.flow.async_progress() == []


async def test_broken_items_are_left_out(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, pass_: Pass, caplog: pytest.LogCaptureFixture
) -> None:
    """They cost themselves, and each cause is told once, all that are new to a refresh in one line."""
    broken: list[Any] = [{**episode_entry(), "first_aired": None}, {**episode_entry(), "show": None}, None]
    trakt.feeds["shows"] = [*broken, episode_entry()]
    trakt.feeds["movies"] = [movie_entry(released="9999-12-31"), movie_entry()]
    trakt.answer()
    await set_up()
    await pass_(HOUR)

    assert state(hass, "sensor.trakt_demo_upcoming_episodes") == "1"
    assert state(hass, "sensor.trakt_demo_upcoming_movies") == "1"
    assert told(caplog) == [
        "Items were left out, because these fields make no sense: "
        "first_aired of episodes (1), show of episodes (1), item of episodes (1), date of movies (1)"
    ]

    trakt.feeds["movies"] = [{**movie_entry(), "released": None}, {**movie_entry(), "released": ""}, movie_entry()]
    trakt.answer()
    await pass_(HOUR)
    assert told(caplog)[1:] == ["Items were left out, because these fields make no sense: released of movies (2)"]


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was said about items that were left out."""
    return [record.getMessage() for record in caplog.records if "left out" in record.getMessage()]


async def test_each_refresh_is_logged_for_debugging(
    set_up: SetUp, trakt: FakeTrakt, pass_: Pass, caplog: pytest.LogCaptureFixture
) -> None:
    """What each feed brought, or why it did not."""
    with caplog.at_level(logging.DEBUG):
        await set_up()
        trakt.clear()
        trakt.answer_feed("shows", json=trakt.feeds["shows"])
        trakt.answer_feed("movies", status=429, headers={"Retry-After": "60"})
        await pass_(HOUR)

    lines = [record.getMessage() for record in caplog.records if "refresh brought" in record.getMessage()]
    assert lines == [
        "A refresh brought episodes: 1, movies: 1; the next one is due in 1:00:00",
        "A refresh brought episodes: 1, movies: asked to wait 60 s; the next one is due in 0:01:00",
    ]
