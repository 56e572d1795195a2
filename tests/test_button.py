"""The button: a refresh now, or a clear word why not."""

from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.const import TRAKT_AUTH

from .conftest import MoveTo, SetUp, sensor, state_of
from .trakt import FakeTrakt
from .trakt_json import episode_entry

BUTTON = "button.trakt_demo_refresh"
TEN_MINUTES = {"Retry-After": "600"}


async def press(hass: HomeAssistant) -> None:
    """Press the button and wait for what comes of it."""
    await hass.services.async_call("button", "press", {"entity_id": BUTTON}, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_press(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt) -> None:
    """Each chosen feed is asked once, and what is new is shown."""
    await set_up()
    trakt.feeds["shows"] = [episode_entry(first_aired="2026-11-23T20:00:00Z")]
    trakt.answer()

    await press(hass)

    assert len(trakt.requests) == 2
    assert sensor(hass, "next_episode") == "2026-11-23T20:00:00+00:00"


async def test_pressed_again_and_again(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt) -> None:
    """Impatience costs Trakt nothing."""
    await set_up()
    trakt.answer()

    for _ in range(5):
        await press(hass)

    assert len(trakt.requests) == 2


@pytest.mark.parametrize(
    ("zone", "until"),
    [pytest.param("Europe/London", "12:10", id="London"), pytest.param("Asia/Tokyo", "21:10", id="Tokyo")],
)
async def test_refused_during_a_wait(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, zone: str, until: str
) -> None:
    """It says until when, in local time, and Trakt hears nothing."""
    await hass.config.async_set_time_zone(zone)
    await set_up()
    trakt.fail(status=429, headers=TEN_MINUTES)
    with pytest.raises(HomeAssistantError):
        await press(hass)
    asked = len(trakt.requests)

    with pytest.raises(HomeAssistantError) as refusal:
        await press(hass)

    assert str(refusal.value) == (
        f"Trakt asked for a pause until {until}. The calendar is refreshed automatically after that"
    )
    assert len(trakt.requests) == asked


async def test_after_a_wait(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, move_to: MoveTo) -> None:
    """The calendar is refreshed by itself as soon as the wait is over, and the button works again."""
    await set_up()
    trakt.fail(status=429, headers=TEN_MINUTES)
    with pytest.raises(HomeAssistantError):
        await press(hass)
    trakt.answer()

    await move_to("2026-11-20T12:10:02Z")
    by_itself = len(trakt.requests)
    await move_to("2026-11-20T12:11:00Z")
    await press(hass)

    assert (by_itself, len(trakt.requests)) == (2, 4)


@pytest.mark.parametrize("options", [{"feeds": ["episodes", "streaming"]}], ids=["with streaming"])
async def test_a_wait_for_one_feed_only(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, move_to: MoveTo) -> None:
    """What Trakt gives to VIP members only does not keep the rest from being refreshed."""
    await set_up()
    trakt.clear()
    trakt.answer_feed("streaming", status=426)
    trakt.answer_feed("shows", json=[episode_entry()])
    with pytest.raises(HomeAssistantError, match="did not answer properly"):
        await press(hass)
    await move_to("2026-11-20T12:01:00Z")
    before = trakt.requests

    with pytest.raises(HomeAssistantError, match="did not answer properly"):
        await press(hass)

    assert trakt.requests == [*before, "https://api.trakt.tv/calendars/my/shows/2026-11-19/32"]


async def test_press_while_trakt_does_not_answer(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt) -> None:
    """It says so, and that nobody has to do anything; what exactly it was is for the debug log."""
    await set_up()
    trakt.fail(status=503)

    with pytest.raises(HomeAssistantError) as error:
        await press(hass)

    assert str(error.value) == ("Trakt did not answer properly. Trying again automatically")


async def test_one_feed_fails(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt) -> None:
    """It says so; the other one is fresh all the same."""
    await set_up()
    trakt.clear()
    trakt.answer_feed("movies", status=500)
    trakt.answer_feed("shows", json=[episode_entry(first_aired="2026-11-23T20:00:00Z")])

    with pytest.raises(HomeAssistantError, match="did not answer properly"):
        await press(hass)

    assert sensor(hass, "next_episode") == "2026-11-23T20:00:00+00:00"


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        pytest.param(423, "Trakt has locked or deactivated this account", id="locked"),
        pytest.param(403, "Trakt no longer accepts the API app", id="app rejected"),
    ],
)
async def test_refused_until_the_user_acts(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, status: int, sentence: str
) -> None:
    """It promises no refresh, at the first press and at the next: it says what is wrong and where to read more."""
    await set_up()
    trakt.fail(status=status)
    for _ in range(2):
        with pytest.raises(HomeAssistantError) as refusal:
            await press(hass)

        assert str(refusal.value) == f"{sentence}. Settings > System > Repairs says what to do."


async def test_signed_out(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt) -> None:
    """It says that the user has to sign in, and Home Assistant asks for it."""
    await set_up()
    trakt.fail(status=401)
    trakt.mock.post(f"{TRAKT_AUTH}/oauth/token", status=400, json={"error": "invalid_grant"})

    with pytest.raises(HomeAssistantError) as error:
        await press(hass)

    assert str(error.value) == "Trakt asks you to sign in again"
    assert [flow["context"]["source"] for flow in entry.async_get_active_flows(hass, {SOURCE_REAUTH})] == [
        SOURCE_REAUTH
    ]


async def test_available_when_no_other_entity_is(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, move_to: MoveTo
) -> None:
    """After a day without Trakt the button is what brings it back."""
    await set_up()
    trakt.fail(status=503)
    await move_to("2026-11-21T12:30:00Z")
    unavailable = sensor(hass, "next_episode")
    button = state_of(hass, BUTTON).state
    trakt.answer()
    await press(hass)

    assert unavailable == "unavailable"
    assert button != "unavailable"
    assert sensor(hass, "next_movie") == "2026-12-18"


async def test_pressed_again_right_after_a_failure(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, move_to: MoveTo
) -> None:
    """An error is told once; the second press is a refresh a few seconds later, and tells nothing old."""
    await set_up()
    trakt.fail(status=503)
    with pytest.raises(HomeAssistantError):
        await press(hass)
    trakt.feeds["shows"] = [episode_entry(first_aired="2026-11-23T20:00:00Z")]
    trakt.answer()

    await press(hass)
    at_once = list(trakt.requests)
    await move_to("2026-11-20T12:00:11Z")

    assert at_once == []
    assert sensor(hass, "next_episode") == "2026-11-23T20:00:00+00:00"
