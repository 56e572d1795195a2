"""Changing what an account shows."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.clients import limits_of
from custom_components.trakt_upcoming.const import CONF_TMDB_API_KEY, TMDB_API

from .conftest import TMDB_KEY, SetUp
from .trakt import FakeTrakt
from .trakt_json import Json

CONFIGURATION_URL = f"{TMDB_API}/3/configuration"
USUAL = {
    "days": 30,
    "feeds": ["episodes", "movies"],
    "group_season_drops": True,
    "hide_specials": False,
    "hide_watched": False,
    "spoiler_free": False,
    "proxy_artwork": False,
}


@pytest.fixture
def options() -> Json:
    """Return the options of an account with a key."""
    return {CONF_TMDB_API_KEY: TMDB_KEY}


async def open_settings(hass: HomeAssistant, entry: MockConfigEntry) -> Any:
    """Choose the settings among the options, and return their form."""
    menu = await hass.config_entries.options.async_init(entry.entry_id)
    return await hass.config_entries.options.async_configure(menu["flow_id"], {"next_step_id": "settings"})


async def submit(hass: HomeAssistant, entry: MockConfigEntry, **changes: Any) -> Any:
    """Open the form, change something, and send it."""
    form = await open_settings(hass, entry)
    result = await hass.config_entries.options.async_configure(form["flow_id"], {**USUAL, **changes})
    await hass.async_block_till_done(wait_background_tasks=True)
    return result


def suggested(form: Any) -> dict[str, Any]:
    """Return what a form shows, by field."""
    return {str(field): (field.description or {}).get("suggested_value") for field in form["data_schema"].schema}


async def test_the_form_shows_what_holds(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp) -> None:
    """Also what nobody has chosen."""
    await set_up()
    form = await open_settings(hass, entry)

    assert suggested(form) == {**USUAL, "language": None, CONF_TMDB_API_KEY: TMDB_KEY}


async def test_all_options_are_kept(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """In the order of the feeds, and the account starts over with them."""
    await set_up()
    trakt.answer()
    result = await submit(
        hass,
        entry,
        days=45.0,
        feeds=["dvd", "episodes"],
        group_season_drops=False,
        hide_specials=True,
        hide_watched=True,
        spoiler_free=True,
        proxy_artwork=True,
        language="de",
        tmdb_api_key=TMDB_KEY,
    )

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options == {
        "days": 45,
        "feeds": ["episodes", "dvd"],
        "group_season_drops": False,
        "hide_specials": True,
        "hide_watched": True,
        "spoiler_free": True,
        "proxy_artwork": True,
        "language": "de",
        CONF_TMDB_API_KEY: TMDB_KEY,
    }
    calendars = [address for address in trakt.requests if "/calendars/" in address]
    assert calendars == [
        "https://api.trakt.tv/calendars/my/shows/2026-11-19/33",
        "https://api.trakt.tv/calendars/my/shows/2026-12-22/14",
        "https://api.trakt.tv/calendars/my/dvd/2026-11-19/33",
        "https://api.trakt.tv/calendars/my/dvd/2026-12-22/14",
    ]


@pytest.mark.parametrize("key", ["", None])
async def test_an_emptied_key_is_forgotten(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, key: str | None
) -> None:
    """Whether the field comes back empty or not at all."""
    await set_up()
    await submit(hass, entry, **({} if key is None else {CONF_TMDB_API_KEY: key}))

    assert CONF_TMDB_API_KEY not in entry.options


async def test_a_key_that_stays_is_not_checked_again(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """Changing the days is no question to TMDB."""
    await set_up()
    trakt.answer()
    await submit(hass, entry, tmdb_api_key=TMDB_KEY, days=10)

    assert entry.options["days"] == 10
    assert CONFIGURATION_URL not in trakt.requests


async def test_a_wrong_key_brings_the_form_back(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """With everything that was typed; a good one is then kept."""
    await set_up()
    trakt.mock.get(CONFIGURATION_URL, status=401)
    form = await submit(hass, entry, tmdb_api_key="f" * 32, days=10)

    assert form["errors"] == {CONF_TMDB_API_KEY: "invalid_tmdb_key"}
    assert suggested(form) == {**USUAL, "days": 10, "language": None, CONF_TMDB_API_KEY: "f" * 32}

    trakt.answer()
    trakt.mock.get(CONFIGURATION_URL, json={})
    await hass.config_entries.options.async_configure(form["flow_id"], {**USUAL, CONF_TMDB_API_KEY: "e" * 32})
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.options[CONF_TMDB_API_KEY] == "e" * 32


async def test_no_calendar_at_all(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp) -> None:
    """There has to be one."""
    await set_up()
    form = await submit(hass, entry, feeds=[], tmdb_api_key=TMDB_KEY)

    assert form["errors"] == {"feeds": "no_feed"}


async def test_changed_options_end_the_waits(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """What caused them may be what was changed."""
    trakt.fail(status=403)
    await set_up()
    waits = limits_of(hass, entry.entry_id).waits
    assert waits.remaining() is not None
    trakt.answer()
    await submit(hass, entry, days=10, tmdb_api_key=TMDB_KEY)

    assert waits.remaining() is None
