"""What all entities share: names, one device, attribution, and being there as long as their feed is."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.const import ATTRIBUTION_TMDB, ATTRIBUTION_TRAKT, DOMAIN

from .conftest import TMDB_KEY, MoveTo, SetUp, announce, sensor, state_of
from .trakt import FakeTrakt
from .trakt_json import Json, episode_entry

OF_EPISODES = {
    "calendar.trakt_demo_episodes": "episodes",
    "image.trakt_demo_next_episode_poster": "next_episode_poster",
    "sensor.trakt_demo_next_episode": "next_episode",
    "sensor.trakt_demo_next_episode_title": "next_episode_title",
    "sensor.trakt_demo_episodes_today": "episodes_today",
    "sensor.trakt_demo_upcoming_episodes": "upcoming_episodes",
}
OF_MOVIES = {
    "calendar.trakt_demo_movies": "movies",
    "image.trakt_demo_next_movie_poster": "next_movie_poster",
    "sensor.trakt_demo_next_movie": "next_movie",
    "sensor.trakt_demo_next_movie_title": "next_movie_title",
    "sensor.trakt_demo_movies_today": "movies_today",
    "sensor.trakt_demo_upcoming_movies": "upcoming_movies",
}
OF_NO_FEED = {
    "binary_sensor.trakt_demo_vip": "vip",
    "button.trakt_demo_refresh": "refresh",
    "calendar.trakt_demo_history": "history",
    "sensor.trakt_demo_last_refresh": "last_refresh",
    "todo.trakt_demo_movie_watchlist": "watchlist_movies",
    "todo.trakt_demo_show_watchlist": "watchlist_shows",
    "todo.trakt_demo_up_next": "up_next",
}
OF_STREAMING = {"calendar.trakt_demo_streaming_releases": "streaming"}
OF_DVD = {"calendar.trakt_demo_disc_releases": "dvd"}
ENTRY_UNIQUE_ID = "11111111-2222-3333-4444-555555555555"


def registered(hass: HomeAssistant, entry: MockConfigEntry) -> dict[str, str]:
    """Return the unique ids of an account's entities that are enabled, by their entity ids."""
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    return {entity.entity_id: entity.unique_id for entity in entities if not entity.disabled}


def unique_ids(*groups: dict[str, str]) -> dict[str, str]:
    """Return the unique ids that these entities must have."""
    return {entity_id: f"{ENTRY_UNIQUE_ID}_{key}" for group in groups for entity_id, key in group.items()}


async def choose(hass: HomeAssistant, entry: MockConfigEntry, **options: object) -> None:
    """Change options of an account and set it up anew, as the options flow does."""
    hass.config_entries.async_update_entry(entry, options={**entry.options, **options})
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


@pytest.mark.parametrize(
    ("options", "groups"),
    [
        pytest.param({}, [OF_EPISODES, OF_MOVIES, OF_NO_FEED], id="as it comes"),
        pytest.param({"feeds": ["episodes"]}, [OF_EPISODES, OF_NO_FEED], id="episodes"),
        pytest.param({"feeds": ["movies"]}, [OF_MOVIES, OF_NO_FEED], id="movies"),
        pytest.param({"feeds": ["streaming", "dvd"]}, [OF_STREAMING, OF_DVD, OF_NO_FEED], id="streaming and discs"),
        pytest.param(
            {"feeds": ["episodes", "movies", "streaming", "dvd"]},
            [OF_EPISODES, OF_MOVIES, OF_STREAMING, OF_DVD, OF_NO_FEED],
            id="all",
        ),
    ],
)
async def test_entities_of_the_chosen_feeds(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, groups: list[dict[str, str]]
) -> None:
    """Each feed brings its entities, and their unique ids are the account's and the key."""
    await set_up()

    assert registered(hass, entry) == unique_ids(*groups)


async def test_one_device_for_an_account(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp) -> None:
    """A service that is called like the account, and leads to Trakt."""
    await set_up()
    [device] = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)

    assert device.name == "Trakt Demo"
    assert device.identifiers == {(DOMAIN, ENTRY_UNIQUE_ID)}
    assert device.entry_type is dr.DeviceEntryType.SERVICE
    assert device.manufacturer == "Trakt"
    assert device.configuration_url == "https://app.trakt.tv"


@pytest.mark.parametrize(
    ("options", "of_agenda"),
    [
        pytest.param({}, ATTRIBUTION_TRAKT, id="Trakt"),
        pytest.param({"tmdb_api_key": TMDB_KEY}, f"{ATTRIBUTION_TRAKT}. {ATTRIBUTION_TMDB}", id="Trakt and TMDB"),
    ],
)
async def test_attribution(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, of_agenda: str) -> None:
    """Trakt is named everywhere, TMDB where its pictures and texts are shown."""
    await set_up()
    shown = {entity: state_of(hass, entity).attributes["attribution"] for entity in registered(hass, entry)}

    assert {shown.pop(entity) for entity in (*OF_EPISODES, *OF_MOVIES)} == {of_agenda}
    assert set(shown.values()) == {ATTRIBUTION_TRAKT}


async def test_entities_of_a_feed_no_longer_chosen_leave(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp
) -> None:
    """They are gone from the registry, and come back when the feed does."""
    await set_up()

    await choose(hass, entry, feeds=["movies", "streaming", "dvd"])
    without = registered(hass, entry)
    await choose(hass, entry, feeds=["episodes"])

    assert without == unique_ids(OF_MOVIES, OF_STREAMING, OF_DVD, OF_NO_FEED)
    assert registered(hass, entry) == unique_ids(OF_EPISODES, OF_NO_FEED)
    assert hass.states.get("calendar.trakt_demo_disc_releases") is None


async def test_changed_options_keep_changed_entities(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp
) -> None:
    """Changed options do not undo what the user changed."""
    await set_up()
    er.async_get(hass).async_update_entity("sensor.trakt_demo_next_movie", new_entity_id="sensor.my_movie")

    await choose(hass, entry, feeds=["movies"])

    assert "sensor.my_movie" in registered(hass, entry)


async def test_another_account_keeps_its_entities(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, token: Json
) -> None:
    """What one user does not want to see, another may."""
    await set_up()
    other = MockConfigEntry(
        domain=DOMAIN, title="Trakt Ada", unique_id="ada", data={"auth_implementation": DOMAIN, "token": token}
    )
    other.add_to_hass(hass)
    await hass.config_entries.async_setup(other.entry_id)
    before = registered(hass, other)

    await choose(hass, entry, feeds=["movies"])

    assert "calendar.trakt_ada_episodes" in before
    assert registered(hass, other) == before


async def test_a_feed_that_fails_for_a_day_takes_its_entities_away(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, move_to: MoveTo
) -> None:
    """Up to the last second it shows what it last knew; the other feed goes on, and one answer brings it back."""
    await set_up()
    trakt.clear()
    trakt.answer_feed("shows", json=[episode_entry(first_aired="2026-11-25T02:00:00Z")])
    trakt.answer_feed("movies", status=503)
    seen = []
    for moment in ("2026-11-20T13:01:00Z", "2026-11-21T11:59:59Z", "2026-11-21T12:00:00Z"):
        await move_to(moment)
        seen.append([state_of(hass, each).state != "unavailable" for each in (*OF_EPISODES, *OF_MOVIES)])
    trakt.answer()
    await move_to("2026-11-21T13:00:30Z")

    all_there = [True] * len(OF_EPISODES) + [True] * len(OF_MOVIES)
    without_movies = [True] * len(OF_EPISODES) + [False] * len(OF_MOVIES)
    assert seen == [all_there, all_there, without_movies]
    assert sensor(hass, "next_movie") == "2026-12-18"


async def test_all_entities_show_the_same_release(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, move_to: MoveTo
) -> None:
    """An answer that moves an episode moves it everywhere at the next refresh."""
    await announce(trakt, set_up, shows=[episode_entry()])
    trakt.feeds["shows"] = [episode_entry(first_aired="2026-11-20T20:00:00Z")]
    trakt.answer()

    await move_to("2026-11-20T13:00:30Z")

    assert sensor(hass, "next_episode") == "2026-11-20T20:00:00+00:00"
    assert sensor(hass, "episodes_today") == "1"
    assert state_of(hass, "calendar.trakt_demo_episodes").attributes["start_time"] == "2026-11-20 20:00:00"


async def test_equal_answers_change_nothing(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, move_to: MoveTo
) -> None:
    """A refresh that brings nothing new is no event for anybody, except that it took place."""
    await set_up()
    changed = []
    hass.bus.async_listen("state_changed", lambda event: changed.append(event.data))

    await move_to("2026-11-20T13:00:30Z")

    assert len(trakt.requests) == 4
    # Home Assistant gives images new tokens by itself.
    assert [each["entity_id"] for each in changed if each["old_state"].state != each["new_state"].state] == [
        "sensor.trakt_demo_last_refresh"
    ]
