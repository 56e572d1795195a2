"""What is left when an account is removed: nothing."""

import asyncio
from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, flush_store

from custom_components.trakt_upcoming.account import async_get_wording
from custom_components.trakt_upcoming.api.http import HttpClient
from custom_components.trakt_upcoming.artwork.lookup import async_get_titles
from custom_components.trakt_upcoming.clients import DATA_LIMITS, limits_of
from custom_components.trakt_upcoming.const import ATTRIBUTION_TMDB, ATTRIBUTION_TRAKT, DOMAIN, TRAKT_AUTH
from custom_components.trakt_upcoming.storage import TokenStore

from .agenda.releases import episode
from .conftest import ENTRY_ID, SetUp
from .trakt import FakeTrakt
from .trakt_json import Json

REVOKE_URL = f"{TRAKT_AUTH}/oauth/revoke"


@pytest.fixture
def options() -> Json:
    """Return the options of an account with pictures."""
    return {"tmdb_api_key": "0" * 32}


def stored(hass_storage: dict[str, Any]) -> set[str]:
    """Return the names of our files."""
    return {name for name in hass_storage if name.startswith(DOMAIN)}


async def test_removal_leaves_nothing(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, hass_storage: dict[str, Any]
) -> None:
    """Files, limits and the sign-in at Trakt are gone."""
    await set_up()
    assert {f"{DOMAIN}.{ENTRY_ID}", f"{DOMAIN}.{ENTRY_ID}.asked"} <= stored(hass_storage)
    trakt.mock.post(REVOKE_URL, json={})
    await hass.config_entries.async_remove(entry.entry_id)

    assert stored(hass_storage) == set()
    assert ENTRY_ID not in hass.data[DATA_LIMITS]
    revoked = [data for _, url, data, _ in trakt.mock.mock_calls if str(url) == REVOKE_URL]
    assert revoked == [{"token": "an-access-token", "client_id": "client-id", "client_secret": "client-secret"}]


@pytest.mark.parametrize("answer", [{"status": 500}, {"exc": TimeoutError}, {"status": 200, "text": "<html>"}])
async def test_removal_does_not_depend_on_trakt(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, hass_storage: Json, answer: Json
) -> None:
    """The user wants it gone."""
    await set_up()
    trakt.mock.post(REVOKE_URL, **answer)
    result = await hass.config_entries.async_remove(entry.entry_id)

    assert result == {"require_restart": False}
    assert stored(hass_storage) == set()


async def test_removal_does_not_wait_for_trakt(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, hass_storage: Json
) -> None:
    """Not even when it never answers."""
    await set_up()

    async def hang(*_: Any, **__: Any) -> Any:
        await asyncio.Event().wait()

    with (
        patch.object(HttpClient, "send", hang),
        patch("custom_components.trakt_upcoming.account._REVOKE_LIMIT", 0),
    ):
        result = await hass.config_entries.async_remove(entry.entry_id)

    assert result == {"require_restart": False}
    assert stored(hass_storage) == set()


async def test_removal_without_credentials(
    hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt, hass_storage: dict[str, Any]
) -> None:
    """There is nobody to sign the request, and all the same nothing stays."""
    for name in (ENTRY_ID, f"{ENTRY_ID}.asked", f"{ENTRY_ID}.token", "artwork"):
        hass_storage[f"{DOMAIN}.{name}"] = {"version": 1, "minor_version": 1, "key": name, "data": {}}
    await hass.config_entries.async_remove(entry.entry_id)

    assert trakt.requests == []
    assert stored(hass_storage) == set()


async def test_younger_token_is_revoked(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, token: Json
) -> None:
    """The one in the entry may have been used up before a power cut."""
    await set_up()
    younger = {**token, "access_token": "younger", "expires_at": token["expires_at"] + 60}
    await TokenStore(hass, ENTRY_ID).async_save(younger)
    trakt.answer()
    trakt.mock.post(REVOKE_URL, json={})
    await hass.config_entries.async_remove(entry.entry_id)

    assert [data["token"] for _, _, data, _ in trakt.mock.mock_calls] == ["younger"]


async def test_accounts_share_nothing_but_pictures(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, token: Json, hass_storage: Json
) -> None:
    """Each has its own coordinator, limits, files and waits; the pictures go with the last of them."""
    await set_up()
    other = MockConfigEntry(
        domain=DOMAIN,
        title="Trakt Other",
        unique_id="other",
        entry_id="other",
        data={"auth_implementation": DOMAIN, "token": token},
        options={"tmdb_api_key": "0" * 32},
    )
    other.add_to_hass(hass)
    await hass.config_entries.async_setup("other")
    await hass.async_block_till_done(wait_background_tasks=True)
    await flush_store((await async_get_titles(hass))._store._store)
    assert other.runtime_data.agenda is not entry.runtime_data.agenda
    assert limits_of(hass, "other") is not limits_of(hass, ENTRY_ID)
    assert {f"{DOMAIN}.other", f"{DOMAIN}.other.asked", f"{DOMAIN}.artwork"} <= stored(hass_storage)

    trakt.fail(status=423)
    await other.runtime_data.agenda.async_refresh()
    assert limits_of(hass, ENTRY_ID).waits.remaining() is None
    trakt.mock.post(REVOKE_URL, json={})
    await hass.config_entries.async_remove("other")
    own = {f"{DOMAIN}.{ENTRY_ID}{part}" for part in ("", ".asked", ".history", ".watching")}
    assert stored(hass_storage) == {*own, f"{DOMAIN}.artwork"}
    assert entry.state is ConfigEntryState.LOADED

    await hass.config_entries.async_remove(ENTRY_ID)
    assert stored(hass_storage) == set()


async def test_an_account_whose_credentials_are_gone(
    hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt
) -> None:
    """The user is asked to sign in with others; Trakt hears nothing."""
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()

    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert len(list(entry.async_get_active_flows(hass, {SOURCE_REAUTH}))) == 1
    assert trakt.requests == []


@pytest.mark.parametrize(
    ("options", "attribution"),
    [({}, ATTRIBUTION_TRAKT), ({"tmdb_api_key": "0" * 32}, f"{ATTRIBUTION_TRAKT}. {ATTRIBUTION_TMDB}")],
    ids=["without a key", "with a key"],
)
async def test_attribution(entry: MockConfigEntry, set_up: SetUp, attribution: str) -> None:
    """TMDB asks for its sentence wherever its pictures are shown."""
    await set_up()

    assert entry.runtime_data.attribution == attribution


@pytest.mark.parametrize(
    ("language", "premiere"), [("en", "Season premiere"), ("de", "Staffelauftakt"), ("xx", "Season premiere")]
)
async def test_wording(hass: HomeAssistant, language: str, premiere: str) -> None:
    """It is in Home Assistant's language, in English where there is no other."""
    hass.config.language = language
    wording = await async_get_wording(hass)

    assert premiere in wording.summary(episode(episode_type="season_premiere"))
