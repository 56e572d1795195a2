"""Setting an account up, and putting it to rest."""

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.const import DOMAIN

from .conftest import ENTRY_ID, SetUp
from .trakt import FakeTrakt
from .trakt_json import Json


async def test_set_up_asks_each_feed_once(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """Two feeds, two requests, a day wider than the window on both sides."""
    await set_up()

    assert entry.state is ConfigEntryState.LOADED
    assert trakt.requests == [
        "https://api.trakt.tv/calendars/my/shows/2026-11-19/32",
        "https://api.trakt.tv/calendars/my/movies/2026-11-19/32",
    ]


async def test_unload(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp) -> None:
    """Nothing is left running."""
    await set_up()

    assert await hass.config_entries.async_unload(entry.entry_id)
    assert entry.state is ConfigEntryState.NOT_LOADED


async def test_an_account_of_a_newer_minor_version(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp) -> None:
    """That is one which this version understands."""
    hass.config_entries.async_update_entry(entry, minor_version=2)
    await set_up()

    assert entry.state is ConfigEntryState.LOADED


@pytest.fixture
async def newer(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp) -> None:
    """Let the account have been set up by a newer version, which kept other things in it."""
    hass.config_entries.async_update_entry(entry, version=2, data={"signed_in": True})
    await set_up()


@pytest.mark.usefixtures("newer")
async def test_an_account_of_a_newer_version(
    entry: MockConfigEntry, trakt: FakeTrakt, caplog: pytest.LogCaptureFixture
) -> None:
    """It is refused in words that say what to do, and nothing of it is touched."""
    assert entry.state is ConfigEntryState.MIGRATION_ERROR
    logged = [record for record in caplog.get_records("setup") if record.name == f"custom_components.{DOMAIN}"]
    assert [record.getMessage() for record in logged] == [
        "Trakt Demo was set up by a newer version of Trakt Upcoming and cannot be used by this one: "
        "install the newer version again, or delete the account and add it anew"
    ]
    assert entry.data == {"signed_in": True}
    assert trakt.requests == []


@pytest.mark.usefixtures("newer")
async def test_an_account_of_a_newer_version_is_deleted(
    hass: HomeAssistant, hass_storage: Json, caplog: pytest.LogCaptureFixture
) -> None:
    """With the files whose names are known."""
    hass_storage[f"{DOMAIN}.{ENTRY_ID}"] = {"version": 2, "minor_version": 1, "data": {}}
    await hass.config_entries.async_remove(ENTRY_ID)

    assert f"{DOMAIN}.{ENTRY_ID}" not in hass_storage
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("options", [{"days": "many", "feeds": ["holograms", "movies"]}])
async def test_options_of_a_newer_version(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, caplog: pytest.LogCaptureFixture
) -> None:
    """The account is set up with those that are understood, and one warning."""
    await set_up()

    assert entry.state is ConfigEntryState.LOADED
    assert hass.states.get("calendar.trakt_demo_movies") is not None
    assert hass.states.get("calendar.trakt_demo_episodes") is None
    assert caplog.text.count("Options that this version does not understand are left out: days, feeds") == 1
