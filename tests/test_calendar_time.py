"""The calendars and the clock: days in every time zone, what is on at a moment, and what a range costs."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from .conftest import MoveTo, SetUp, events_of, state_of
from .trakt import FakeTrakt
from .trakt_json import Json, episode_entry, movie_entry

EPISODES = "calendar.trakt_demo_episodes"
MOVIES = "calendar.trakt_demo_movies"
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


async def _set_up_with(trakt: FakeTrakt, set_up: SetUp, *episodes: Json) -> None:
    """Set the account up with these episodes."""
    trakt.feeds["shows"] = list(episodes)
    trakt.answer()
    await set_up()


@pytest.mark.parametrize(
    ("zone", "midnight"),
    [
        pytest.param("Europe/London", "2026-11-22T00:00:00+00:00", id="London"),
        pytest.param("Pacific/Kiritimati", "2026-11-22T00:00:00+14:00", id="first on earth"),
        pytest.param("Pacific/Pago_Pago", "2026-11-22T00:00:00-11:00", id="last on earth"),
        pytest.param("Asia/Kolkata", "2026-11-22T00:00:00+05:30", id="half an hour off"),
    ],
)
async def test_a_movie_is_on_its_local_day(
    hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, move_to: MoveTo, zone: str, midnight: str
) -> None:
    """From midnight to midnight of the day that Trakt names, wherever one lives."""
    await hass.config.async_set_time_zone(zone)
    trakt.feeds["movies"] = [movie_entry(released="2026-11-22")]
    trakt.answer()
    await set_up()
    start = datetime.fromisoformat(midnight).astimezone(UTC)
    states = []
    for moment in (start - SECOND, start, start + DAY - SECOND, start + DAY):
        await move_to(moment.isoformat())
        states.append(state_of(hass, MOVIES).state)

    [event] = await events_of(hass, MOVIES)
    assert (event["start"], event["end"]) == ("2026-11-22", "2026-11-23")
    assert states == ["off", "on", "on", "off"]


async def test_an_episode_is_at_the_same_moment_everywhere(
    hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp
) -> None:
    """In Tokyo it is eleven in the morning when it is two at night in London."""
    await hass.config.async_set_time_zone("Asia/Tokyo")

    await _set_up_with(trakt, set_up, episode_entry())
    [event] = await events_of(hass, EPISODES)

    assert (event["start"], event["end"]) == ("2026-11-21T11:00:00+09:00", "2026-11-21T11:50:00+09:00")


async def test_another_time_zone_while_it_runs(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, move_to: MoveTo
) -> None:
    """Who moves house sees local times and local days at once."""
    trakt.feeds["movies"] = [movie_entry(released="2026-11-22")]
    trakt.answer()
    await set_up()
    await hass.config.async_update(time_zone="America/New_York")
    await hass.async_block_till_done()

    [episode] = await events_of(hass, EPISODES)
    movie_on = []
    for moment in ("2026-11-22T04:59:59Z", "2026-11-22T05:00:00Z"):
        await move_to(moment)
        movie_on.append(state_of(hass, MOVIES).state)

    assert episode["start"] == "2026-11-20T21:00:00-05:00"
    assert movie_on == ["off", "on"]


async def test_event_of_yesterday_that_is_still_running(
    hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, freezer: FrozenDateTimeFactory
) -> None:
    """At ten past midnight the movie night of yesterday evening is on, and among the events of today."""
    freezer.move_to("2026-11-20T00:10:00Z")
    await _set_up_with(
        trakt,
        set_up,
        episode_entry(first_aired="2026-11-19T23:30:00Z", runtime=50, title="Late", episode_id=100),
        episode_entry(),
    )

    state = state_of(hass, EPISODES)
    assert (state.state, state.attributes["message"]) == ("on", "Severance S03E01 Late")
    today = await events_of(hass, EPISODES, "2026-11-20T00:00:00+00:00", "2026-11-21T00:00:00+00:00")
    assert [event["summary"] for event in today] == ["Severance S03E01 Late"]


@pytest.mark.parametrize(
    ("moment", "state", "message"),
    [
        pytest.param("2026-11-20T12:00:00Z", "off", "One", id="before all"),
        pytest.param("2026-11-21T01:59:59Z", "off", "One", id="a second early"),
        pytest.param("2026-11-21T02:00:00Z", "on", "One", id="it starts"),
        pytest.param("2026-11-21T02:30:00Z", "on", "Two", id="another starts while it runs"),
        pytest.param("2026-11-21T02:50:00Z", "on", "Two", id="the first ends, the other runs"),
        pytest.param("2026-11-21T03:20:00Z", "off", "Three", id="both are over"),
        pytest.param("2026-11-24T02:49:59Z", "on", "Three", id="last second"),
        pytest.param("2026-11-24T02:50:00Z", "off", None, id="nothing is left"),
    ],
)
async def test_current_or_next(
    hass: HomeAssistant,
    trakt: FakeTrakt,
    set_up: SetUp,
    move_to: MoveTo,
    moment: str,
    state: str,
    message: str | None,
) -> None:
    """The calendar is on while something runs, and names that, else what comes next."""
    await _set_up_with(
        trakt,
        set_up,
        episode_entry("One", title=None, episode_id=1),
        episode_entry("Two", title=None, episode_id=2, first_aired="2026-11-21T02:30:00Z"),
        episode_entry("Three", title=None, episode_id=3, first_aired="2026-11-24T02:00:00Z"),
    )

    await move_to(moment)

    calendar = state_of(hass, EPISODES)
    assert calendar.state == state
    assert calendar.attributes.get("message") == (f"{message} S03E01" if message else None)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        pytest.param("2026-11-21T02:50:00+00:00", "2026-11-22T00:00:00+00:00", 0, id="begins when it ends"),
        pytest.param("2026-11-21T02:49:59+00:00", "2026-11-22T00:00:00+00:00", 1, id="begins while it runs"),
        pytest.param("2026-11-20T00:00:00+00:00", "2026-11-21T02:00:00+00:00", 0, id="ends when it starts"),
        pytest.param("2026-11-20T00:00:00+00:00", "2026-11-21T02:00:01+00:00", 1, id="ends after it started"),
    ],
)
async def test_edges_of_a_range(hass: HomeAssistant, set_up: SetUp, start: str, end: str, count: int) -> None:
    """An event belongs to a range if they have a moment in common; an end is not part of anything."""
    await set_up()

    assert len(await events_of(hass, EPISODES, start, end)) == count


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param("2026-11-20T00:00:00+00:00", "2026-11-21T00:00:00+00:00", id="today"),
        pytest.param("2026-11-19T00:00:00+00:00", "2026-12-21T00:00:00+00:00", id="all that is loaded"),
        pytest.param("2026-12-19T23:45:00+00:00", "2026-12-20T00:00:01+00:00", id="its last minutes"),
    ],
)
async def test_loaded_days_need_no_request(
    hass: HomeAssistant,
    set_up: SetUp,
    trakt: FakeTrakt,
    hass_client: ClientSessionGenerator,
    start: str,
    end: str,
) -> None:
    """Whatever is asked of a calendar about the days that are loaded, nobody is asked for it."""
    await set_up()
    asked = len(trakt.requests)
    client = await hass_client()

    for calendar in (EPISODES, MOVIES):
        await events_of(hass, calendar, start, end)
        answer = await client.get(f"/api/calendars/{calendar}", params={"start": start, "end": end})
        assert answer.status == HTTPStatus.OK

    assert len(trakt.requests) == asked == 2
