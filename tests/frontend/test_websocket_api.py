"""What the card hears: how things stand with an account, and every change of it."""

from typing import Any
from unittest.mock import patch

from homeassistant.components.websocket_api.const import ERR_INVALID_FORMAT
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket, WebSocketGenerator

from custom_components.trakt_upcoming.const import DOMAIN, TRAKT_AUTH

from ..conftest import ENTRY_ID, TMDB_KEY, MoveTo, SetUp, announce
from ..services.common import get_upcoming
from ..trakt import FakeTrakt
from ..trakt_json import Json, episode_entry, movie_entry

SUBSCRIBE = f"{DOMAIN}/agenda/subscribe"
LOADING = {"account": "Trakt Demo", "state": "loading"}
GONE = {"state": "gone"}


@pytest.fixture
async def browser(hass: HomeAssistant, hass_ws_client: WebSocketGenerator, set_up: SetUp) -> MockHAClientWebSocket:
    """Return the connection of a browser, in a home whose account is set up."""
    await set_up()
    return await hass_ws_client(hass)


async def subscribe(browser: MockHAClientWebSocket, **wanted: Any) -> Json:
    """Ask for the agenda, and return what is said first."""
    await browser.send_json_auto_id({"type": SUBSCRIBE, **wanted})
    answer = await browser.receive_json()
    assert answer["success"], answer
    return await news(browser)


async def news(browser: MockHAClientWebSocket) -> Json:
    """Return what is said next."""
    message: Json = await browser.receive_json()
    assert message["type"] == "event"
    said: Json = message["event"]
    return said


async def is_silent(browser: MockHAClientWebSocket) -> bool:
    """Return whether nothing was said before the answer to another question."""
    await browser.send_json_auto_id({"type": "ping"})
    return bool((await browser.receive_json())["type"] == "pong")


def titles(said: Json) -> list[str]:
    """Return the titles of all releases."""
    return [release["title"] for day in said["days"] for release in day["releases"]]


async def test_subscription_gives_the_response_of_the_action(
    hass: HomeAssistant, browser: MockHAClientWebSocket
) -> None:
    """With what else a card needs: whose it is, how far it reaches, and whom to thank."""
    assert await subscribe(browser) == {
        "account": "Trakt Demo",
        "state": "loaded",
        "attribution": "Data provided by Trakt",
        "window": 30,
        "days": await get_upcoming(hass),
    }


@pytest.mark.parametrize("options", [{"tmdb_api_key": TMDB_KEY}], ids=["with a key"])
async def test_pictures_as_wide_as_they_are_shown(browser: MockHAClientWebSocket) -> None:
    """Not those that are as wide as a page."""
    said = await subscribe(browser)

    for release in (release for day in said["days"] for release in day["releases"]):
        assert release["poster"] == "https://image.tmdb.org/t/p/w342/p.jpg"
        assert release["fanart"] == "https://image.tmdb.org/t/p/w780/b.jpg"
    assert titles(said)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"types": ["movie"]}, ["Dune: Part Three"]),
        ({"types": "episode"}, ["Severance S03E01 Goodbye, Mrs. Selvig"]),
        ({"days": 7}, ["Severance S03E01 Goodbye, Mrs. Selvig"]),
        ({"config_entry_id": ENTRY_ID, "days": 29}, ["Severance S03E01 Goodbye, Mrs. Selvig", "Dune: Part Three"]),
    ],
)
async def test_part_of_the_agenda(browser: MockHAClientWebSocket, wanted: Json, expected: list[str]) -> None:
    """A card chooses."""
    said = await subscribe(browser, **wanted)

    assert titles(said) == expected
    assert said["window"] == wanted.get("days", 30)


async def test_a_day_more_on_both_sides(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, trakt: FakeTrakt, set_up: SetUp
) -> None:
    """Where the card is, it may be another day than at home."""
    days = [movie_entry(f"Movie of the {day}th", released=f"2026-11-{day}", movie_id=day) for day in range(18, 25)]
    await announce(trakt, set_up, shows=[], movies=days)

    said = await subscribe(await hass_ws_client(hass), days=2)

    assert titles(said) == [f"Movie of the {day}th" for day in (19, 20, 21, 22)]


@pytest.mark.parametrize("wanted", [{"days": 0}, {"days": 91}, {"days": 1.5}, {"types": ["song"]}])
async def test_a_question_that_makes_no_sense(browser: MockHAClientWebSocket, wanted: Json) -> None:
    """It is refused."""
    await browser.send_json_auto_id({"type": SUBSCRIBE, **wanted})

    assert (await browser.receive_json())["error"]["code"] == ERR_INVALID_FORMAT


async def test_a_change_is_told(
    hass: HomeAssistant, browser: MockHAClientWebSocket, trakt: FakeTrakt, move_to: MoveTo
) -> None:
    """As soon as Trakt tells it; a refresh that brings nothing new is not mentioned."""
    await subscribe(browser)

    await move_to("2026-11-20T13:00:01+00:00")
    assert await is_silent(browser)

    trakt.feeds["shows"].append(episode_entry("Andor", show_id=2, episode_id=201))
    trakt.answer()
    await move_to("2026-11-20T14:00:02+00:00")

    assert "Andor S03E01 Goodbye, Mrs. Selvig" in titles(await news(browser))
    assert await is_silent(browser)


async def test_a_day_passes(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, trakt: FakeTrakt, set_up: SetUp, move_to: MoveTo
) -> None:
    """At midnight another day comes into sight."""
    await announce(trakt, set_up, shows=[], movies=[movie_entry(released="2026-11-23")])
    browser = await hass_ws_client(hass)
    assert titles(await subscribe(browser, days=2)) == []

    trakt.fail(status=503)
    await move_to("2026-11-21T00:00:00+00:00")

    assert titles(await news(browser)) == ["Dune: Part Three"]


async def test_no_agenda_is_known(browser: MockHAClientWebSocket, trakt: FakeTrakt, move_to: MoveTo) -> None:
    """A day after the last answer, an empty agenda would say that nothing comes."""
    await subscribe(browser)

    trakt.fail(status=503)
    await move_to("2026-11-21T12:00:01+00:00")

    assert await news(browser) == {"account": "Trakt Demo", "state": "unknown"}


async def test_an_account_is_reloaded(
    hass: HomeAssistant, browser: MockHAClientWebSocket, entry: MockConfigEntry, trakt: FakeTrakt
) -> None:
    """It goes and comes back, and what changes later is told, too."""
    before = await subscribe(browser)

    await hass.config_entries.async_reload(ENTRY_ID)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert await news(browser) == LOADING
    assert await news(browser) == before

    trakt.feeds["shows"].clear()
    trakt.answer()
    await entry.runtime_data.agenda.async_refresh()
    assert titles(await news(browser)) == ["Dune: Part Three"]


async def test_an_account_is_disabled_and_enabled(hass: HomeAssistant, browser: MockHAClientWebSocket) -> None:
    """While it is disabled it is gone."""
    before = await subscribe(browser, config_entry_id=ENTRY_ID)

    await hass.config_entries.async_set_disabled_by(ENTRY_ID, ConfigEntryDisabler.USER)
    assert await news(browser) == GONE

    await hass.config_entries.async_set_disabled_by(ENTRY_ID, None)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert await news(browser) == LOADING
    assert await news(browser) == before


async def test_an_account_is_removed(hass: HomeAssistant, browser: MockHAClientWebSocket) -> None:
    """The card hears it, and goes on hearing."""
    await subscribe(browser)

    await hass.config_entries.async_remove(ENTRY_ID)

    assert (await news(browser), await news(browser)) == (LOADING, GONE)


async def test_an_account_cannot_be_set_up(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """What passes by itself is on its way; what does not has other words."""
    trakt.fail(status=503)
    await set_up()
    assert await subscribe(await hass_ws_client(hass)) == LOADING

    trakt.fail(status=401)
    trakt.mock.post(f"{TRAKT_AUTH}/oauth/token", status=400, json={"error": "invalid_grant"})
    await hass.config_entries.async_reload(ENTRY_ID)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert await subscribe(await hass_ws_client(hass)) == {"account": "Trakt Demo", "state": "failed"}


async def test_an_account_is_renamed(
    hass: HomeAssistant, browser: MockHAClientWebSocket, entry: MockConfigEntry
) -> None:
    """The card carries its name."""
    await subscribe(browser)
    hass.config_entries.async_update_entry(entry, title="Trakt Zoë")

    assert (await news(browser))["account"] == "Trakt Zoë"


async def test_changes_of_another_account(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, other: MockConfigEntry
) -> None:
    """It costs nothing."""
    await subscribe(await hass_ws_client(hass), config_entry_id=ENTRY_ID)
    with patch("custom_components.trakt_upcoming.frontend.websocket_api.by_date") as build:
        await hass.config_entries.async_unload(other.entry_id)

    build.assert_not_called()


async def test_several_accounts(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, other: MockConfigEntry
) -> None:
    """A card that does not say which hears that it has to, until there is only one."""
    browser = await hass_ws_client(hass)
    assert (await subscribe(browser, config_entry_id=other.entry_id))["account"] == "Trakt Ada"
    assert await subscribe(browser) == {"state": "several"}

    await hass.config_entries.async_set_disabled_by(other.entry_id, ConfigEntryDisabler.USER)
    said = [await news(browser) for _ in range(2)]
    assert GONE in said
    assert "Trakt Demo" in [each.get("account") for each in said]


@pytest.mark.parametrize("name", ["nobody", "01KAMWA4VQ8S6T9Y7ZC3XW5DHX"])
async def test_an_account_that_never_was(browser: MockHAClientWebSocket, name: str) -> None:
    """It is gone, as far as a card can tell."""
    assert await subscribe(browser, config_entry_id=name) == GONE


async def test_end_of_the_subscription(
    hass: HomeAssistant, browser: MockHAClientWebSocket, entry: MockConfigEntry, trakt: FakeTrakt
) -> None:
    """The end of a subscription ends all that was done for it."""
    before = len(entry.runtime_data.agenda._listeners)
    await subscribe(browser)
    assert len(entry.runtime_data.agenda._listeners) == before + 1

    await browser.send_json_auto_id({"type": "unsubscribe_events", "subscription": 1})
    assert (await browser.receive_json())["success"]

    assert len(entry.runtime_data.agenda._listeners) == before
    await hass.config_entries.async_remove(ENTRY_ID)
    assert await is_silent(browser)
