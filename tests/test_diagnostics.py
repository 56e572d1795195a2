"""What can be downloaded about an account: enough to understand it from afar, and nothing of whose it is."""

from collections.abc import Awaitable, Callable
import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import (
    _get_diagnostics_for_config_entry,
    get_diagnostics_for_config_entry,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from syrupy.assertion import SnapshotAssertion
from syrupy.filters import props

from custom_components.trakt_upcoming.const import DOMAIN, TRAKT_AUTH

from .conftest import ENTRY_ID, MoveTo, SetUp
from .trakt import FakeTrakt
from .trakt_json import Json, episode_entry

NAME = "Zaphod"
UUID = "a1b2c3d4-0000-4000-8000-5e6f7a8b9c0d"
KEY = "fedcba9876543210fedcba9876543210"
TOKEN = "eyJhbGciOiJIUzI1NiJ9.a-read-access-token.signature"
PRIVATE = (
    NAME.lower(),
    UUID,
    KEY,
    TOKEN.lower(),
    "an-access-token",
    "a-refresh-token",
    "client-id",
    "client-secret",
    "severance",
    "dune",
    "95396",
    "1170608",
)
"""What nobody may read: who it is, what opens doors, and what they watch."""

type Download = Callable[[], Awaitable[Any]]


@pytest.fixture
def options() -> Json:
    """Return the options of an account with pictures."""
    return {"tmdb_api_key": KEY, "feeds": ["episodes", "movies", "streaming"], "days": 40}


@pytest.fixture
def entry(hass: HomeAssistant, token: Json, options: Json) -> MockConfigEntry:
    """Return an account whose user one would recognise."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        title=f"Trakt {NAME}",
        unique_id=UUID,
        entry_id=ENTRY_ID,
        data={"auth_implementation": DOMAIN, "token": token},
        options=options,
    )
    entry.add_to_hass(hass)
    return entry


@pytest.fixture
def download(hass: HomeAssistant, hass_client: ClientSessionGenerator, entry: MockConfigEntry) -> Download:
    """Return the function that downloads what this integration says."""

    async def download() -> Any:
        return await get_diagnostics_for_config_entry(hass, hass_client, entry)

    return download


async def test_all_is_well(set_up: SetUp, move_to: MoveTo, download: Download, snapshot: SnapshotAssertion) -> None:
    """Versions, choices, ages, numbers and what was asked, of an account that is a quarter of an hour old."""
    await set_up()
    await move_to("2026-11-20T12:15:00Z")

    assert await download() == snapshot(exclude=props("versions"))


async def test_versions(set_up: SetUp, download: Download) -> None:
    """Of this integration, and of Home Assistant."""
    await set_up()
    manifest = json.loads((Path(__file__).parents[1] / f"custom_components/{DOMAIN}/manifest.json").read_text())

    versions = (await download())["versions"]
    assert versions["integration"] == manifest["version"]
    assert versions["home_assistant"].startswith("20")


async def much_goes_wrong(
    hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt, set_up: SetUp, move_to: MoveTo
) -> None:
    """Let an account meet every kind of trouble at once."""
    trakt.feeds["shows"] = [
        {**episode_entry(), "first_aired": None},
        {**episode_entry(), "show": None},
        episode_entry(),
    ]
    trakt.clear()
    trakt.answer_tmdb(status=401, json={"status_code": 7, "status_message": f"Invalid key {KEY}"})
    for feed, entries in trakt.feeds.items():
        trakt.answer_feed(feed, json=entries)
    await set_up()
    registry = er.async_get(hass)
    registry.async_update_entity("sensor.trakt_zaphod_next_movie", disabled_by=er.RegistryEntryDisabler.USER)
    trakt.clear()
    trakt.answer_feed("shows", status=503, text=f"<html>{NAME}", headers={"Content-Type": "text/html"})
    trakt.answer_feed("movies", text=f'{{"user": "{NAME}"}}')
    trakt.answer_feed("streaming", status=426)
    await move_to("2026-11-20T12:20:00Z")
    await entry.runtime_data.agenda.async_refresh()
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_much_is_wrong(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    set_up: SetUp,
    trakt: FakeTrakt,
    move_to: MoveTo,
    download: Download,
    snapshot: SnapshotAssertion,
) -> None:
    """What failed, why, what is held back and for how long, what was left out, and what the user was told."""
    await much_goes_wrong(hass, entry, trakt, set_up, move_to)

    assert await download() == snapshot(exclude=props("versions"))


@pytest.mark.parametrize("key", [KEY, TOKEN], ids=["v3 key", "v4 token"])
async def test_nothing_tells_whose_it_is(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    entry: MockConfigEntry,
    set_up: SetUp,
    trakt: FakeTrakt,
    move_to: MoveTo,
    key: str,
) -> None:
    """Neither in what is said here nor in what Home Assistant adds, which holds the entry's id and nothing else."""
    hass.config_entries.async_update_entry(entry, options={**entry.options, "tmdb_api_key": key})
    await much_goes_wrong(hass, entry, trakt, set_up, move_to)
    whole: Any = await _get_diagnostics_for_config_entry(hass, hass_client, entry)
    assert whole["data"]["issues"]
    assert whole["issues"]

    assert [word for word in PRIVATE if word in json.dumps(whole).lower()] == []
    assert ENTRY_ID not in json.dumps(whole["data"])


@pytest.mark.parametrize(
    ("options", "kind"),
    [({}, None), ({"tmdb_api_key": KEY}, "v3 key"), ({"tmdb_api_key": TOKEN}, "v4 read access token")],
    ids=["none", "key", "token"],
)
async def test_which_kind_of_key(set_up: SetUp, download: Download, kind: str | None) -> None:
    """And nothing more of it."""
    await set_up()

    assert (await download())["options"]["tmdb_api_key"] == kind


async def test_an_account_that_could_not_be_set_up(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, download: Download
) -> None:
    """There it is needed most."""
    trakt.fail(status=423)
    await set_up()
    assert entry.state is ConfigEntryState.SETUP_RETRY
    said = await download()

    assert said["account"]["state"] == "setup_retry"
    assert said["account"]["reason"] == "no_good_answer"
    assert said["turn"] is said["feeds"] is said["agenda"] is said["calendar_pages"] is None
    assert said["waits"] == [{"scope": "everything", "seconds_left": 43_200.0, "error": "AccountLockedError"}]
    assert said["requests"]["account"]["answers"] == {"api.trakt.tv": {"4xx": 1}}
    assert said["issues"] == ["account_locked"]


async def test_an_account_that_has_to_sign_in_again(set_up: SetUp, trakt: FakeTrakt, download: Download) -> None:
    """The renewal was asked of the other host, for no account in particular."""
    trakt.fail(status=401)
    trakt.mock.post(f"{TRAKT_AUTH}/oauth/token", status=400, json={"error": "invalid_grant"})
    await set_up()
    said = await download()

    assert said["account"]["asked_to_sign_in_again"] is True
    assert said["account"]["reason"] == "sign_in_again"
    assert said["requests"]["shared"]["answers"] == {"auth.trakt.tv": {"4xx": 1}}
    assert [fault["path"] for fault in said["requests"]["shared"]["last_faults"]] == ["/oauth/token"]


async def test_an_error_outside_the_integration(set_up: SetUp, entry: MockConfigEntry, download: Download) -> None:
    """Its text may hold anything, so only its kind is told."""
    await set_up()
    coordinator = entry.runtime_data.agenda
    with patch.object(coordinator._client, "calendar", side_effect=KeyError(NAME)):
        await coordinator.async_refresh()
    turn = (await download())["turn"]

    assert (turn["succeeded"], turn["error"], turn["error_type"]) == (False, None, "KeyError")


async def test_entities_are_named_by_what_they_are(
    hass: HomeAssistant, set_up: SetUp, entry: MockConfigEntry, download: Download
) -> None:
    """One line for each, whatever the user calls it, and whether it is there."""
    await set_up()
    registry = er.async_get(hass)
    registry.async_update_entity("calendar.trakt_zaphod_movies", new_entity_id="calendar.zaphods_films")
    await hass.async_block_till_done()
    hass.states.async_remove("button.trakt_zaphod_refresh")
    entities = (await download())["entities"]

    assert len(entities) == len(er.async_entries_for_config_entry(registry, ENTRY_ID))
    assert entities["calendar.episodes"] == "available"
    assert entities["button.refresh"] == "missing"
    assert not [name for name in entities if "zaphod" in name]
