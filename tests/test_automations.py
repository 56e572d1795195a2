"""Automations as users write them, on the days of the releases."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant, ServiceCall
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed, async_mock_service

from .conftest import Automate, MoveTo, SetUp, announce
from .trakt import FakeTrakt
from .trakt_json import Json, episode_entry, movie_entry

CALENDAR_LISTENER_STEP = 15
"""Minutes after which Home Assistant's calendar trigger looks for further events."""


@pytest.fixture
def told(hass: HomeAssistant) -> list[ServiceCall]:
    """Return what automations told the user."""
    return async_mock_service(hass, "test", "tell")


def tell(message: str) -> Json:
    """Return the action that tells the user something."""
    return {"action": "test.tell", "data": {"message": message}}


def messages(told: list[ServiceCall]) -> list[Any]:
    """Return the messages that were told."""
    return [call.data["message"] for call in told]


async def test_an_hour_before_an_episode(
    hass: HomeAssistant, set_up: SetUp, move_to: MoveTo, automate: Automate, told: list[ServiceCall]
) -> None:
    """A calendar trigger with an offset fires once, in time, with all that the event says."""
    await set_up()
    await automate(
        {"trigger": "calendar", "entity_id": "calendar.trakt_demo_episodes", "event": "start", "offset": "-1:0:0"},
        tell("{{ trigger.calendar_event.summary }} at {{ trigger.calendar_event.start }}"),
    )
    for moment in ("2026-11-21T00:40:00Z", "2026-11-21T00:55:00Z", "2026-11-21T00:59:59Z"):
        await move_to(moment)
    early = messages(told)
    for moment in ("2026-11-21T01:00:00Z", "2026-11-21T01:15:00Z", "2026-11-21T02:00:00Z", "2026-11-21T03:00:00Z"):
        await move_to(moment)

    assert early == []
    assert messages(told) == ["Severance S03E01 Goodbye, Mrs. Selvig at 2026-11-21T02:00:00+00:00"]


async def test_a_night_of_waiting_costs_no_request(
    hass: HomeAssistant,
    set_up: SetUp,
    trakt: FakeTrakt,
    freezer: FrozenDateTimeFactory,
    automate: Automate,
    told: list[ServiceCall],
) -> None:
    """However often a calendar trigger looks, Trakt is asked once an hour and feed, and no more."""
    await set_up()
    await automate(
        {"trigger": "calendar", "entity_id": "calendar.trakt_demo_episodes", "event": "start", "offset": "0"},
        tell("{{ trigger.calendar_event.summary }}"),
    )
    trakt.answer()

    for _ in range(15 * 60 // CALENDAR_LISTENER_STEP):
        freezer.tick(CALENDAR_LISTENER_STEP * 60)
        async_fire_time_changed(hass)
        await hass.async_block_till_done(wait_background_tasks=True)

    assert len(messages(told)) == 1
    assert len(trakt.requests) <= 15 * 2


async def test_trigger_on_the_day_of_a_movie(
    hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, move_to: MoveTo, automate: Automate, told: list[ServiceCall]
) -> None:
    """It begins at local midnight, so nine hours later it is nine in the morning."""
    await announce(trakt, set_up, shows=[], movies=[movie_entry(released="2026-11-21")])
    await automate(
        {"trigger": "calendar", "entity_id": "calendar.trakt_demo_movies", "event": "start", "offset": "9:0:0"},
        tell("{{ trigger.calendar_event.summary }} ({{ trigger.calendar_event.all_day }})"),
    )

    for moment in ("2026-11-21T08:50:00Z", "2026-11-21T08:59:59Z", "2026-11-21T09:00:00Z", "2026-11-21T09:20:00Z"):
        await move_to(moment)

    assert messages(told) == ["Dune: Part Three (True)"]


async def test_a_calendar_is_on_while_something_runs(
    hass: HomeAssistant, set_up: SetUp, move_to: MoveTo, automate: Automate, told: list[ServiceCall]
) -> None:
    """A state trigger on the calendar fires to the second."""
    await set_up()
    await automate(
        {"trigger": "state", "entity_id": "calendar.trakt_demo_episodes", "to": "on"},
        tell("{{ trigger.to_state.attributes.message }}"),
    )

    await move_to("2026-11-21T01:59:59Z")
    early = messages(told)
    await move_to("2026-11-21T02:00:00Z")

    assert early == []
    assert messages(told) == ["Severance S03E01 Goodbye, Mrs. Selvig"]


async def test_trigger_on_a_release_day(
    hass: HomeAssistant, set_up: SetUp, move_to: MoveTo, automate: Automate, told: list[ServiceCall]
) -> None:
    """A numeric trigger fires at midnight of a release day, and not again before the next one."""
    await set_up()
    await automate(
        {"trigger": "numeric_state", "entity_id": "sensor.trakt_demo_episodes_today", "above": 0},
        tell("{{ state_attr('sensor.trakt_demo_episodes_today', 'titles') | join(', ') }}"),
    )

    await move_to("2026-11-20T23:59:59Z")
    early = messages(told)
    for moment in ("2026-11-21T00:00:00Z", "2026-11-21T02:00:00Z", "2026-11-21T03:00:00Z", "2026-11-22T00:00:00Z"):
        await move_to(moment)

    assert early == []
    assert messages(told) == ["Severance S03E01 Goodbye, Mrs. Selvig"]


async def test_refresh_with_a_new_release_for_today(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, move_to: MoveTo, automate: Automate, told: list[ServiceCall]
) -> None:
    """What Trakt announces at short notice triggers as soon as it is known."""
    await set_up()
    await automate(
        {"trigger": "numeric_state", "entity_id": "sensor.trakt_demo_episodes_today", "above": 0},
        tell("{{ states('sensor.trakt_demo_episodes_today') }}"),
    )
    trakt.feeds["shows"] = [episode_entry(first_aired="2026-11-20T20:00:00Z")]
    trakt.answer()

    await move_to("2026-11-20T13:00:30Z")

    assert messages(told) == [1]


async def test_releases_of_the_day_in_a_template(
    hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, move_to: MoveTo, automate: Automate, told: list[ServiceCall]
) -> None:
    """The action's response goes into a variable, and from there into a template."""
    await announce(
        trakt,
        set_up,
        shows=[episode_entry(), episode_entry("Silo", title=None, show_id=2, episode_id=2, season=4)],
        movies=[movie_entry(released="2026-11-21")],
    )
    await automate(
        {"trigger": "time", "at": "09:00:00"},
        {
            "action": "trakt_upcoming.get_upcoming",
            "data": {"days": 1, "type": "episode"},
            "response_variable": "upcoming",
        },
        tell(
            "{% for day in upcoming.days %}{{ day.date }}: "
            "{% for release in day.releases %}{{ release.show }} {{ as_datetime(release.start).hour }} h, "
            "{{ release.ids.imdb }}; {% endfor %}{% endfor %}"
        ),
    )

    await move_to("2026-11-21T09:00:00Z")

    assert messages(told) == ["2026-11-21: Severance 2 h, tt11280740; Silo 2 h, tt11280740;"]
