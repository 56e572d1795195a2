"""The page about the system's health: what can be reached, how old the last answer is, and how much is asked."""

import asyncio
from typing import Any

from aiohttp import ClientError
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, get_system_health_info

from custom_components.trakt_upcoming.const import DOMAIN, TMDB_API, TMDB_IMAGES, TRAKT_API, TRAKT_AUTH, TRAKT_IMAGES

from .conftest import TMDB_KEY, MoveTo, SetUp
from .trakt import SECTIONS, FakeTrakt
from .trakt_json import Json

TRAKT = f"{TRAKT_API}/calendars"
SIGN_IN = f"{TRAKT_AUTH}/oauth/token"
TMDB = f"{TMDB_API}/3/configuration"
USER_DATA = 1 + len(SECTIONS)
"""Requests: the last activities, and each section."""
PICTURES = (f"{TRAKT_IMAGES}/images/", f"{TMDB_IMAGES}/t/p/")


async def health(hass: HomeAssistant) -> dict[str, Any]:
    """Return what the page shows."""
    assert await async_setup_component(hass, "system_health", {})
    await hass.async_block_till_done()
    info = await get_system_health_info(hass, DOMAIN)
    return {key: await value if asyncio.iscoroutine(value) else value for key, value in info.items()}


@pytest.fixture(autouse=True)
def _can_be_reached(trakt: FakeTrakt) -> None:
    """Let the services answer as they answer everybody whom they do not know."""
    trakt.mock.get(TRAKT, status=404)
    trakt.mock.get(SIGN_IN, status=405)
    trakt.mock.get(TMDB, status=401)
    for address in PICTURES:
        trakt.mock.get(address, status=404)


@pytest.mark.parametrize("options", [{"tmdb_api_key": TMDB_KEY}], ids=["with a key"])
async def test_all_services_are_reachable(hass: HomeAssistant, set_up: SetUp, move_to: MoveTo) -> None:
    """Any answer means that the service is there; two feeds, two titles and the user data were asked for."""
    await set_up()
    await move_to("2026-11-20T12:34:56Z")

    assert await health(hass) == {
        "trakt_api_reachable": "ok",
        "trakt_auth_reachable": "ok",
        "tmdb_api_reachable": "ok",
        "trakt_images_reachable": "ok",
        "tmdb_images_reachable": "ok",
        "age_of_last_answer": "0:34:56",
        "requests_in_last_hour": 4 + USER_DATA,
    }


async def test_services_that_cannot_be_reached(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt) -> None:
    """Each service for itself."""
    await set_up()
    trakt.clear()
    trakt.mock.get(TRAKT, exc=ClientError)
    trakt.mock.get(SIGN_IN, exc=TimeoutError)
    trakt.mock.get(TMDB, status=204)
    for address, error in zip(PICTURES, (ClientError, TimeoutError), strict=True):
        trakt.mock.get(address, exc=error)
    said = await health(hass)

    assert said["trakt_api_reachable"] == {"type": "failed", "error": "unreachable"}
    assert said["trakt_auth_reachable"] == {"type": "failed", "error": "timeout"}
    assert said["tmdb_api_reachable"] == "ok"
    assert said["trakt_images_reachable"] == {"type": "failed", "error": "unreachable"}
    assert said["tmdb_images_reachable"] == {"type": "failed", "error": "timeout"}


async def test_old_answers_and_no_requests(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, move_to: MoveTo
) -> None:
    """The age goes on to grow, and an hour later nothing of what was asked counts any more."""
    await set_up()
    hass.config_entries.async_update_entry(entry, pref_disable_polling=True)
    await hass.config_entries.async_reload(entry.entry_id)
    await move_to("2026-11-22T13:00:00Z")
    said = await health(hass)

    assert said["age_of_last_answer"] == "2 days, 1:00:00"
    assert said["requests_in_last_hour"] == 0


async def test_youngest_answer_of_all_accounts(
    hass: HomeAssistant, set_up: SetUp, move_to: MoveTo, token: Json
) -> None:
    """And the requests of all."""
    await set_up()
    await move_to("2026-11-20T12:30:00Z")
    other = MockConfigEntry(domain=DOMAIN, unique_id="other", data={"auth_implementation": DOMAIN, "token": token})
    other.add_to_hass(hass)
    await hass.config_entries.async_setup(other.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    said = await health(hass)

    assert (said["age_of_last_answer"], said["requests_in_last_hour"]) == ("0:00:00", 2 * (2 + USER_DATA))


async def test_no_account_is_set_up(hass: HomeAssistant) -> None:
    """There is no answer that could have an age."""
    assert await async_setup_component(hass, DOMAIN, {})
    said = await health(hass)

    assert (said["age_of_last_answer"], said["requests_in_last_hour"]) == ("-", 0)
