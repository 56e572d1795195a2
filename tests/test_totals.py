"""The totals: how much a user has watched, collected and rated, for whoever wants to know."""

from datetime import timedelta
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.api.trakt import Section
from custom_components.trakt_upcoming.coordinator import UserDataCoordinator
from custom_components.trakt_upcoming.totals import TOTALS

from .conftest import Pass, SetUp, sensor, state_of
from .trakt import ACTIVITIES, FakeTrakt, refresh
from .trakt_json import Json

VALUES: Final = {
    "movies_plays": ("movie_plays", "9"),
    "movies_minutes": ("time_watching_movies", "18.3333333333333"),
    "movies_watched": ("movies_watched", "8"),
    "movies_collected": ("movies_collected", "7"),
    "movies_ratings": ("movies_rated", "6"),
    "shows_watched": ("shows_watched", "2"),
    "shows_collected": ("shows_collected", "1"),
    "shows_ratings": ("shows_rated", "0"),
    "episodes_plays": ("episode_plays", "6"),
    "episodes_minutes": ("time_watching_episodes", "5.0"),
    "episodes_watched": ("episodes_watched", "3"),
    "episodes_collected": ("episodes_collected", "12"),
    "episodes_ratings": ("episodes_rated", "11"),
}
"""By the key of each: what it is called, and what it says of the user."""
STATISTICS: Final = Section.STATISTICS.path


@pytest.fixture
def token(token: Json) -> Json:
    """Return a token that is good for months."""
    return {**token, "expires_at": token["expires_at"] + timedelta(days=99).total_seconds()}


async def want(hass: HomeAssistant, entry: MockConfigEntry, *keys: str) -> None:
    """Let the user enable sensors, after which Home Assistant sets the account up anew."""
    registry = er.async_get(hass)
    for key in keys:
        entity_id = registry.async_get_entity_id("sensor", "trakt_upcoming", f"{entry.unique_id}_{key}")
        assert entity_id is not None
        registry.async_update_entity(entity_id, disabled_by=None)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_all_totals(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt) -> None:
    """Each says what Trakt counts."""
    await set_up()
    await want(hass, entry, *VALUES)

    assert {total.key: (VALUES[total.key][0], sensor(hass, VALUES[total.key][0])) for total in TOTALS} == VALUES
    assert trakt.user_requests.count(STATISTICS) == 1


async def test_units_and_classes(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp) -> None:
    """Numbers that can fall, of which Home Assistant keeps long-term statistics; times are durations."""
    await set_up()
    await want(hass, entry, *VALUES)
    facts = {key: state_of(hass, f"sensor.trakt_demo_{name}").attributes for key, (name, _) in VALUES.items()}

    assert {each["state_class"] for each in facts.values()} == {"total"}
    assert {key: (each.get("device_class"), each["unit_of_measurement"]) for key, each in facts.items()} == {
        **{f"{kind}_plays": (None, "plays") for kind in ("movies", "episodes")},
        **{f"{kind}_minutes": ("duration", "h") for kind in ("movies", "episodes")},
        **{
            f"{kind}_{fact}": (None, kind)
            for kind in ("movies", "shows", "episodes")
            for fact in ("watched", "collected", "ratings")
        },
    }


async def test_disabled_by_default(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """As they come they are disabled, and Trakt is not asked."""
    await set_up()
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)

    assert {entity.unique_id for entity in entities if entity.disabled_by is er.RegistryEntryDisabler.INTEGRATION} == {
        f"{entry.unique_id}_{key}" for key in VALUES
    }
    assert STATISTICS not in trakt.user_requests


async def test_enabled_by_the_user(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """It knows at once; nothing else is asked for that is known."""
    await set_up()
    trakt.answer()
    await want(hass, entry, "episodes_watched")

    assert sensor(hass, "episodes_watched") == "3"
    assert trakt.user_requests == [ACTIVITIES, STATISTICS]
    assert hass.states.get("sensor.trakt_demo_movies_watched") is None


async def test_at_most_daily(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, pass_: Pass
) -> None:
    """What happened meanwhile is known a day later."""
    await set_up()
    await want(hass, entry, "episodes_watched")
    trakt.episodes = 4
    trakt.happen("episodes.watched_at")
    trakt.answer()
    seen = []
    for hours in (12, 11, 1):
        await pass_(timedelta(hours=hours))
        await refresh(hass, entry)
        seen.append((sensor(hass, "episodes_watched"), trakt.user_requests.count(STATISTICS)))

    assert seen == [("3", 0), ("3", 0), ("4", 1)]


async def test_not_read_again_without_an_activity(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, pass_: Pass
) -> None:
    """Then it is not asked, however long that lasts."""
    await set_up()
    await want(hass, entry, "episodes_watched")
    trakt.answer()
    await pass_(timedelta(days=20))
    await refresh(hass, entry)

    assert STATISTICS not in trakt.user_requests
    assert sensor(hass, "episodes_watched") == "3"


async def test_not_read_after_they_are_disabled(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, pass_: Pass
) -> None:
    """Then it is not asked any more."""
    await set_up()
    await want(hass, entry, "episodes_watched")
    er.async_get(hass).async_update_entity(
        "sensor.trakt_demo_episodes_watched", disabled_by=er.RegistryEntryDisabler.USER
    )
    await hass.config_entries.async_reload(entry.entry_id)
    trakt.happen("episodes.watched_at")
    trakt.answer()
    await pass_(timedelta(days=2))

    assert STATISTICS not in trakt.user_requests


async def test_they_are_there_at_start(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    set_up: SetUp,
    trakt: FakeTrakt,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As they were last read, and while Trakt does not answer."""
    await set_up()
    await want(hass, entry, "episodes_watched")
    trakt.fail(status=503)
    monkeypatch.setattr(UserDataCoordinator, "async_refresh_soon", lambda _: None)
    await hass.config_entries.async_reload(entry.entry_id)

    assert sensor(hass, "episodes_watched") == "3"


async def test_a_fault(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt) -> None:
    """What is not known yet is unknown, and comes with a later refresh."""
    await set_up()
    trakt.answer(statistics={"status": 500})
    await want(hass, entry, "episodes_watched")
    before = sensor(hass, "episodes_watched")
    trakt.answer()
    await refresh(hass, entry)

    assert (before, sensor(hass, "episodes_watched")) == ("unknown", "3")


async def test_total_that_trakt_does_not_give(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """It is unknown, and takes nothing else with it."""
    await set_up()
    trakt.answer(statistics={"json": {"movies": {"plays": "9", "watched": 8}, "shows": {}, "episodes": {}}})
    await want(hass, entry, *VALUES)

    assert (sensor(hass, "movie_plays"), sensor(hass, "movies_watched")) == ("unknown", "8")
