"""What is left when an account is removed: nothing."""

from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.const import DOMAIN, TRAKT_AUTH
from custom_components.trakt_upcoming.limits import DATA_LIMITS, limits_of

from .conftest import ENTRY_ID, FakeTrakt, SetUp
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
    """The person wants it gone."""
    await set_up()
    trakt.mock.post(REVOKE_URL, **answer)
    result = await hass.config_entries.async_remove(entry.entry_id)

    assert result == {"require_restart": False}
    assert stored(hass_storage) == set()


async def test_removal_without_credentials(
    hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt, hass_storage: Json
) -> None:
    """There is nobody to sign the request."""
    await hass.config_entries.async_remove(entry.entry_id)

    assert trakt.requests == []
    assert stored(hass_storage) == set()


async def test_accounts_share_nothing_but_pictures(hass: HomeAssistant, set_up: SetUp, hass_storage: Json) -> None:
    """Each has limits of its own, and the other one's files stay when one is removed."""
    await set_up()
    other = MockConfigEntry(domain=DOMAIN, unique_id="other", entry_id="other", data={})
    other.add_to_hass(hass)
    assert limits_of(hass, "other") is not limits_of(hass, ENTRY_ID)
    await hass.config_entries.async_remove("other")

    assert f"{DOMAIN}.{ENTRY_ID}" in stored(hass_storage)
