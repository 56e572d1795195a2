"""Pictures are fetched once, when the user looks, and survive whoever gives up and whatever fails."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
import logging
from pathlib import Path
from unittest.mock import patch

from aiohttp import ClientError
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.api.trakt import Feed
from custom_components.trakt_upcoming.artwork import proxy as module
from custom_components.trakt_upcoming.artwork.proxy import DATA_PROXY, ImageProxy, async_get_proxy
from custom_components.trakt_upcoming.const import TMDB_IMAGES, TRAKT_AUTH
from custom_components.trakt_upcoming.storage import KeptPicture

from ..conftest import SetUp, announce
from ..trakt import WEBP, FakeTrakt
from ..trakt_json import Json, episode_entry, images_entry, movie_entry
from .slow_host import BASE, LIGHT, OTHERS, POSTER, Slow, a_moment

type Look = Callable[[str], Awaitable[KeptPicture | None]]


@pytest.fixture
async def proxy(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt) -> ImageProxy:
    """Return the gallery of a home with an account, at whose agenda nobody has looked."""
    await announce(trakt, set_up, shows=[episode_entry(images=images_entry())])
    trakt.clear()
    return await async_get_proxy(hass)


def complaints(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what users read in the log."""
    ours = [record for record in caplog.records if record.name.startswith("custom_components")]
    return [record.getMessage() for record in ours if record.levelno >= logging.INFO]


async def test_picture_is_fetched_once(proxy: ImageProxy, trakt: FakeTrakt, pictures: Path) -> None:
    """From the source, then from the disk."""
    trakt.answer_pictures()
    first = await proxy.async_picture(POSTER)
    second = await proxy.async_picture(POSTER)

    assert first is not None
    assert (first.body, first.content_type) == (WEBP, "image/webp")
    assert second == first
    assert trakt.requests == [POSTER]
    assert [path.read_bytes() for path in pictures.glob("*-*")] == [WEBP]


async def test_ten_at_once(proxy: ImageProxy, trakt: FakeTrakt) -> None:
    """There is one request, and all have the picture."""
    slow = Slow(trakt)
    looks = [asyncio.create_task(proxy.async_picture(POSTER)) for _ in range(10)]
    await a_moment()
    slow.go_on.set()
    seen = await asyncio.gather(*looks)

    assert trakt.requests == [POSTER]
    assert {picture.body for picture in seen if picture} == {WEBP}
    assert None not in seen


async def test_fetch_continues_when_one_request_is_cancelled(
    hass: HomeAssistant, proxy: ImageProxy, trakt: FakeTrakt
) -> None:
    """The others get it, and so does whoever comes later."""
    slow = Slow(trakt)
    first, second = [asyncio.create_task(proxy.async_picture(POSTER)) for _ in range(2)]
    await a_moment()
    first.cancel()
    slow.go_on.set()

    assert (await second or pytest.fail("nothing came")).body == WEBP
    assert first.cancelled()
    assert await proxy.async_picture(POSTER) == second.result()
    assert trakt.requests == [POSTER]


async def test_fetch_continues_when_all_requests_are_cancelled(
    hass: HomeAssistant, proxy: ImageProxy, trakt: FakeTrakt
) -> None:
    """It is fetched all the same, because a browser that went on to another page comes back."""
    slow = Slow(trakt)
    look = asyncio.create_task(proxy.async_picture(POSTER))
    await a_moment()
    look.cancel()
    slow.go_on.set()
    await hass.async_block_till_done(wait_background_tasks=True)

    assert await proxy.async_picture(POSTER) is not None
    assert trakt.requests == [POSTER]


async def test_title_is_shown_when_a_picture_takes_long(
    hass: HomeAssistant, proxy: ImageProxy, trakt: FakeTrakt
) -> None:
    """After some seconds they are shown the title, and the picture when it has come."""
    slow = Slow(trakt)
    with patch.object(module, "_LONGEST_LOOK", 0):
        assert await proxy.async_picture(POSTER) is None
    slow.go_on.set()
    await hass.async_block_till_done(wait_background_tasks=True)

    assert await proxy.async_picture(POSTER) is not None
    assert trakt.requests == [POSTER]


async def test_four_fetches_at_the_same_time(proxy: ImageProxy, trakt: FakeTrakt) -> None:
    """Four, whatever a page wants."""
    slow = Slow(trakt)
    looks = [asyncio.create_task(proxy.async_picture(source)) for source in OTHERS]
    await a_moment()
    slow.go_on.set()
    seen = await asyncio.gather(*looks)

    assert slow.most == 4
    assert len([picture for picture in seen if picture]) == len(OTHERS) == len(trakt.requests)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"status": 302, "headers": {"Location": "https://evil.example/p.jpg"}}, id="redirect"),
        pytest.param(LIGHT | {"content": WEBP.ljust(6_000_000, b"x")}, id="6 MB"),
        pytest.param({"text": "<html></html>", "headers": {"Content-Type": "text/html"}}, id="page"),
        pytest.param({"text": "<html></html>", "headers": {"Content-Type": "image/webp"}}, id="page called image"),
        pytest.param({"status": 503}, id="down"),
        pytest.param({"status": 429, "headers": {"Retry-After": "60"}}, id="busy"),
        pytest.param({"exc": TimeoutError}, id="slow"),
        pytest.param({"exc": ClientError}, id="gone"),
    ],
)
async def test_faults_of_hosts(
    proxy: ImageProxy,
    trakt: FakeTrakt,
    caplog: pytest.LogCaptureFixture,
    freezer: FrozenDateTimeFactory,
    answer: Json,
) -> None:
    """There is no picture, one line in the log, no request for each look, and one line when it is over."""
    caplog.set_level(logging.INFO)
    trakt.answer_pictures(**answer)
    for source in OTHERS * 2:
        assert await proxy.async_picture(source) is None
    assert 1 <= len(trakt.requests) <= 3
    assert len(complaints(caplog)) == 1
    assert "media.trakt.tv" in complaints(caplog)[0]

    trakt.clear()
    trakt.answer_pictures()
    assert await proxy.async_picture(OTHERS[0]) is None
    freezer.tick(timedelta(minutes=5))
    assert await proxy.async_picture(OTHERS[0]) is not None
    assert len(complaints(caplog)) == 2
    assert trakt.requests == [OTHERS[0]]


async def test_a_host_of_its_own(proxy: ImageProxy, trakt: FakeTrakt) -> None:
    """That one is down says nothing of the other."""
    trakt.answer_pictures(status=503)
    trakt.answer_pictures(TMDB_IMAGES)
    for source in OTHERS:
        await proxy.async_picture(source)

    assert await proxy.async_picture(f"{TMDB_IMAGES}/t/p/w500/p.jpg") is not None


async def test_saved_picture_is_shown_during_a_fault(hass: HomeAssistant, proxy: ImageProxy, trakt: FakeTrakt) -> None:
    """It is shown on, also after a restart."""
    trakt.answer_pictures()
    before = await proxy.async_picture(POSTER)
    trakt.clear()
    trakt.answer_pictures(exc=ClientError)
    hass.data.pop(DATA_PROXY)
    again = await async_get_proxy(hass)

    assert again is not proxy
    assert again.path_of(POSTER) == proxy.path_of(POSTER)
    assert await again.async_picture(POSTER) == before is not None
    assert trakt.requests == []


async def test_names_cannot_be_guessed(proxy: ImageProxy, pictures: Path) -> None:
    """They are made with a secret of the home, and differ by width."""
    names = {proxy.name_of(f"{BASE}/posters/{size}/0a.jpg.webp") for size in ("thumb", "medium", "full")}

    assert len(names) == 3
    assert {len(name) for name in names} == {32}
    assert (pictures / "secret").read_bytes().hex() not in names


async def test_only_current_pictures_are_known(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """When an episode is called off, its pictures are no longer known; with the account all go."""
    await announce(
        trakt, set_up, shows=[episode_entry(images=images_entry())], movies=[movie_entry(images=images_entry("0b"))]
    )
    proxy = await async_get_proxy(hass)
    name, other = (proxy.name_of(f"{BASE}/posters/medium/{file}.jpg.webp") for file in ("0a", "0b"))
    published_image = proxy.get(name)
    assert published_image is not None
    assert (published_image.source, published_image.title, published_image.is_poster) == (POSTER, "Severance", True)
    assert proxy.get(other) is not None
    assert proxy.get("0" * 32) is None

    trakt.feeds["shows"] = []
    trakt.answer()
    await entry.runtime_data.agenda.async_refresh()
    assert proxy.get(name) is None
    assert proxy.get(other) is not None

    await hass.config_entries.async_unload(entry.entry_id)
    assert proxy.get(other) is None


async def test_a_picture_of_several_releases_is_named_once(proxy: ImageProxy, entry: MockConfigEntry) -> None:
    """There may be a thousand of them, and a request waits."""
    releases = entry.runtime_data.agenda.data
    proxy.async_publish(entry.entry_id, [*releases, *releases])
    with patch.object(ImageProxy, "name_of", autospec=True, side_effect=ImageProxy.name_of) as name_of:
        assert proxy.get("0" * 32) is None

    named = [call.args[1] for call in name_of.call_args_list]
    assert len(named) == len(set(named)) > 1


async def test_accounts_share_what_both_follow(hass: HomeAssistant, proxy: ImageProxy, entry: MockConfigEntry) -> None:
    """It stays as long as one of them has it."""
    agenda = entry.runtime_data.agenda.data
    name = proxy.name_of(POSTER)
    proxy.async_publish("another", agenda)
    proxy.async_unpublish(entry.entry_id)
    assert proxy.get(name) is not None
    proxy.async_publish("another", agenda.of_feed(Feed.MOVIES))
    assert proxy.get(name) is None


async def test_diagnostics(proxy: ImageProxy, trakt: FakeTrakt) -> None:
    """In numbers."""
    trakt.answer_pictures(f"{BASE}/posters")
    trakt.answer_pictures(status=503)
    await proxy.async_picture(POSTER)
    await proxy.async_picture(f"{BASE}/fanarts/medium/0a.jpg.webp")

    assert await proxy.async_diagnostics() == {
        "kept": 1,
        "bytes": len(WEBP),
        "shown": 4,
        "being_fetched": 0,
        "hosts_with_faults": 1,
    }


async def test_files_are_deleted_with_the_last_account(
    hass: HomeAssistant, proxy: ImageProxy, entry: MockConfigEntry, trakt: FakeTrakt, pictures: Path
) -> None:
    """Bytes and secret; the next one begins with new names."""
    trakt.answer_pictures()
    trakt.mock.post(f"{TRAKT_AUTH}/oauth/revoke")
    await proxy.async_picture(POSTER)
    trakt.clear()
    trakt.mock.post(f"{TRAKT_AUTH}/oauth/revoke")
    slow = Slow(trakt)
    look = asyncio.create_task(proxy.async_picture(OTHERS[0]))
    await a_moment()
    await hass.config_entries.async_remove(entry.entry_id)
    slow.go_on.set()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert look.cancelled()
    assert not pictures.exists()

    assert (await async_get_proxy(hass)).path_of(POSTER) != proxy.path_of(POSTER)
