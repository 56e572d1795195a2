"""What browsers and phones get for the address of a picture, without a login."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from aiohttp.test_utils import TestClient
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.trakt_upcoming.const import TRAKT_AUTH

from ..conftest import SetUp, announce, attribute
from ..trakt import WEBP, FakeTrakt
from ..trakt_json import Json, episode_entry, images_entry

TITLE = '<img src=x onerror=alert(1)> & "Sons"'
SAFE = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}

type Browser = TestClient[Any, Any]


@pytest.fixture
async def browser(set_up: SetUp, trakt: FakeTrakt, hass_client_no_auth: ClientSessionGenerator) -> Browser:
    """Return a browser at whose home an account is set up, and whose user has not signed in."""
    await announce(trakt, set_up, shows=[episode_entry(TITLE, images=images_entry())])
    trakt.clear()
    client: Browser = await hass_client_no_auth()
    return client


@pytest.fixture
def poster(hass: HomeAssistant, browser: Browser) -> str:
    """Return the address of the poster of what is next."""
    return str(attribute(hass, "next_episode", "poster"))


async def get(browser: Browser, address: str, **headers: str) -> tuple[int, Mapping[str, str], bytes]:
    """Return status, headers and body."""
    answer = await browser.get(address, headers=headers)
    return answer.status, answer.headers, await answer.read()


def is_safe(headers: Mapping[str, str]) -> bool:
    """Return whether no browser takes what came for a page."""
    return SAFE.items() <= headers.items()


async def test_a_picture(browser: Browser, poster: str, trakt: FakeTrakt) -> None:
    """It may be kept for long, by whoever asked for it."""
    trakt.answer_pictures()
    status, headers, body = await get(browser, poster)

    assert (status, body, headers["Content-Type"]) == (200, WEBP, "image/webp")
    assert headers["Cache-Control"] == "private, max-age=2592000, immutable"
    assert is_safe(headers)
    assert await get(browser, poster) == (200, headers, WEBP)
    assert len(trakt.requests) == 1


async def test_a_picture_that_the_browser_has(browser: Browser, poster: str, trakt: FakeTrakt) -> None:
    """It is told so, and no more is sent."""
    trakt.answer_pictures()
    _, headers, _ = await get(browser, poster)
    tag = headers["ETag"]

    for known in (tag, f'"another", {tag}', f"W/{tag}", "*"):
        status, again, body = await get(browser, poster, **{"If-None-Match": known})
        assert (status, body, again["ETag"]) == (304, b"", tag)
        assert again["Cache-Control"] == headers["Cache-Control"]
    assert (await get(browser, poster, **{"If-None-Match": '"another"'}))[0] == 200
    assert len(trakt.requests) == 1


@pytest.mark.parametrize("tag", ['"0123456789abcdef"', "*"])
async def test_a_picture_that_only_the_browser_has(browser: Browser, poster: str, trakt: FakeTrakt, tag: str) -> None:
    """It is fetched, because nobody knows whether it is the same."""
    trakt.answer_pictures()

    assert (await get(browser, poster, **{"If-None-Match": tag}))[0] == 200


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 404},
        {"status": 503},
        {"status": 302, "headers": {"Location": "https://evil.example/p.jpg"}},
        {"text": "<html></html>", "headers": {"Content-Type": "text/html"}},
    ],
)
async def test_no_picture(browser: Browser, poster: str, trakt: FakeTrakt, answer: Json) -> None:
    """The title is drawn, as it is written, and the browser asks again soon."""
    trakt.answer_pictures(**answer)
    status, headers, body = await get(browser, poster)
    image = ET.fromstring(body)  # noqa: S314 - our own

    assert (status, headers["Content-Type"]) == (200, "image/svg+xml")
    assert headers["Cache-Control"] == "private, max-age=60"
    assert "ETag" not in headers
    assert is_safe(headers)
    assert image.attrib["aria-label"] == TITLE
    assert int(image.attrib["height"]) > int(image.attrib["width"])


async def test_no_picture_for_a_card_that_draws_titles(browser: Browser, poster: str, trakt: FakeTrakt) -> None:
    """Then there is nothing, and nothing is remembered."""
    trakt.answer_pictures(status=503)
    status, headers, _ = await get(browser, f"{poster}?or=nothing")

    assert (status, headers["Cache-Control"]) == (404, "no-store")
    assert is_safe(headers)


async def test_a_home_without_accounts(
    hass: HomeAssistant, entry: MockConfigEntry, browser: Browser, poster: str, trakt: FakeTrakt, pictures: Path
) -> None:
    """Nothing is made for whoever asks from outside."""
    trakt.mock.post(f"{TRAKT_AUTH}/oauth/revoke")
    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    status, _, _ = await get(browser, poster)

    assert status == 404
    assert not pictures.exists()


async def test_no_backdrop(hass: HomeAssistant, browser: Browser, trakt: FakeTrakt) -> None:
    """It is drawn in its own shape."""
    trakt.answer_pictures(status=404)
    _, _, body = await get(browser, str(attribute(hass, "next_episode", "fanart")))
    image = ET.fromstring(body)  # noqa: S314 - our own

    assert int(image.attrib["height"]) < int(image.attrib["width"])


async def test_a_picture_that_comes_later(
    browser: Browser, poster: str, trakt: FakeTrakt, freezer: FrozenDateTimeFactory
) -> None:
    """The next look after a while finds it."""
    trakt.answer_pictures(status=503)
    await get(browser, poster)
    trakt.clear()
    trakt.answer_pictures()
    freezer.tick(300)

    assert (await get(browser, poster))[2] == WEBP


@pytest.mark.parametrize("name", ["0" * 32, "secret", "x", "0" * 31, "0" * 32 + "-0123456789abcdef"])
async def test_a_name_that_is_not_known(browser: Browser, trakt: FakeTrakt, name: str) -> None:
    """There is nothing, nobody is asked, and nobody remembers that."""
    status, headers, body = await get(browser, f"/api/trakt_upcoming/artwork/{name}")

    assert (status, body) == (404, b"")
    assert trakt.requests == []
    assert headers["Cache-Control"] == "no-store"


async def test_a_picture_that_was_current(
    hass: HomeAssistant, entry: MockConfigEntry, browser: Browser, poster: str, trakt: FakeTrakt
) -> None:
    """Without its account it is no longer served, though it is still on disk."""
    trakt.answer_pictures()
    assert (await get(browser, poster))[0] == 200
    await hass.config_entries.async_unload(entry.entry_id)

    assert (await get(browser, poster))[0] == 404
