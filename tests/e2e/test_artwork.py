"""Images in a real home: fetched at the first request, once, and served when their host fails."""

import asyncio
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Final

import pytest

from scripts.home import Home
from scripts.home_api import HomeApiError
from scripts.sign_in import add_credentials, change_options, sign_in
from scripts.simulator import Simulator

from .account import ConnectedAccount, asked, until

HOSTS: Final = ("trakt_images", "tmdb_images")
CLIENTS: Final = 10
TIME_LIMIT: Final = 10
"""Seconds."""
FAULTS: Final[dict[str, dict[str, Any]]] = {
    "redirect": {"kind": "status", "status": 302, "headers": {"Location": "http://127.0.0.1:1/poster.jpg"}},
    "6 MB": {"kind": "big_picture"},
    "page": {"kind": "html", "status": 200},
    "down": {"kind": "reset"},
}


@pytest.fixture
async def account(home: Home, simulator: Simulator) -> ConnectedAccount:
    """Return an account without a TMDB key."""
    addresses = simulator.addresses
    await add_credentials(home.api, addresses.client_id, addresses.client_secret)
    entry = await sign_in(home.api)
    return ConnectedAccount(home=home, simulator=simulator, entry_id=entry["entry_id"])


async def posters(account: ConnectedAccount) -> list[str]:
    """Return the distinct addresses of all posters."""
    return list(dict.fromkeys(release["poster"] for release in await account.releases() if release["poster"]))


async def get(account: ConnectedAccount, address: str) -> tuple[int, str, bytes]:
    """Request an image without a login, and return status, content type and body."""
    async with account.home.api.session.get(f"{account.home.url}{address}") as answer:
        return answer.status, answer.content_type, await answer.read()


async def fetched(account: ConnectedAccount) -> int:
    """Return the number of requests to the image hosts."""
    counts = await asked(account.simulator)
    return sum(counts[host] for host in HOSTS)


async def lines_about_images(home: Home) -> int:
    """Return the number of log lines about images, once there is one, because the log is written with a delay."""

    def lines() -> list[str]:
        ours = (line for line in home.log.splitlines() if "trakt_upcoming" in line and "DEBUG" not in line)
        return [line for line in ours if "icture" in line]

    async def is_there() -> bool:
        return bool(lines())

    await until(is_there)
    return len(lines())


async def test_nothing_is_fetched_without_a_request(account: ConnectedAccount) -> None:
    await account.refresh()
    await account.home.api.reload(account.entry_id)
    await account.home.stop()
    await account.home.start()
    await account.refresh()

    assert len(await posters(account)) > 5
    assert await fetched(account) == 0


async def test_all_posters_load_and_each_is_fetched_once(account: ConnectedAccount) -> None:
    wanted = await posters(account)
    first = [await get(account, address) for address in wanted]
    again = [await get(account, address) for address in wanted]

    assert {(status, content_type) for status, content_type, _ in first} == {(HTTPStatus.OK, "image/webp")}
    assert len({body for _, _, body in first}) == len(wanted)
    assert again == first
    assert await fetched(account) == len(wanted)
    without = [release for release in await account.releases() if not release["poster"]]
    assert len({release["ids"]["trakt"] for release in without}) <= len(wanted) * 0.05 + 2


async def test_ten_clients_at_once_cost_one_request(account: ConnectedAccount) -> None:
    address, *_ = await posters(account)
    await account.simulator.break_down(host="trakt_images", kind="latency", seconds=0.5)
    seen = await asyncio.gather(*(get(account, address) for _ in range(CLIENTS)))

    assert len(set(seen)) == 1
    assert seen[0][:2] == (HTTPStatus.OK, "image/webp")
    assert await fetched(account) == 1


async def test_served_images_are_available_after_a_restart_without_the_host(account: ConnectedAccount) -> None:
    known, *others = await posters(account)
    image = (await account.state("image.next_episode_poster"))["attributes"]["entity_picture"]
    before = await get(account, known), await get(account, image)
    await account.home.stop()
    await account.simulator.break_down(host="trakt_images", kind="reset")
    await account.simulator.forget_requests()
    await account.home.start()
    assert await posters(account) == [known, *others]

    image = (await account.state("image.next_episode_poster"))["attributes"]["entity_picture"]
    assert (await get(account, known), await get(account, image)) == before
    assert await fetched(account) == 0
    assert (await get(account, others[-1]))[:2] == (HTTPStatus.OK, "image/svg+xml")
    assert await lines_about_images(account.home) == 1


async def test_unknown_name(account: ConnectedAccount) -> None:
    for name in ("0" * 32, "secret", "%2e%2e%2fsecret"):
        status, _, body = await get(account, f"/api/trakt_upcoming/artwork/{name}")
        assert (status, body[:4] in (b"", b"404:", b"400:")) in (
            (HTTPStatus.NOT_FOUND, True),
            (HTTPStatus.BAD_REQUEST, True),
        )
    assert await fetched(account) == 0


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_fault_costs_images_and_one_log_line(account: ConnectedAccount, fault: dict[str, Any]) -> None:
    wanted = await posters(account)
    await account.simulator.break_down(host="trakt_images", **fault)
    async with asyncio.timeout(TIME_LIMIT):
        seen = [await get(account, address) for address in (*wanted, *wanted)]

    assert {(status, content_type) for status, content_type, _ in seen} == {(HTTPStatus.OK, "image/svg+xml")}
    assert await lines_about_images(account.home) == 1
    # After a connection reset, a request is repeated once.
    assert await fetched(account) <= 6
    await account.refresh()


async def test_home_serves_images_of_tmdb_with_the_option(account: ConnectedAccount) -> None:
    key = account.simulator.addresses.tmdb_api_key
    at_tmdb = account.simulator.addresses.tmdb_images
    await change_options(account.home.api, account.entry_id, tmdb_api_key=key)

    async def from_tmdb() -> int | None:
        # During the setup of the account, the action fails.
        with suppress(HomeApiError):
            return sum(address.startswith(at_tmdb) for address in await posters(account))
        return None

    async def some_come_from_tmdb() -> bool:
        return bool(await from_tmdb())

    async def none_come_from_tmdb() -> bool:
        return await from_tmdb() == 0

    await until(some_come_from_tmdb)
    # Once a title has a poster of TMDB, its poster of Trakt is not served any more.
    await until(account.has_looked_up, seconds=30)
    await account.simulator.forget_requests()
    await change_options(account.home.api, account.entry_id, proxy_artwork=True)
    await until(none_come_from_tmdb)
    wanted = await posters(account)
    seen = [await get(account, address) for address in wanted]

    assert {status for status, _, _ in seen} == {HTTPStatus.OK}
    assert {content_type for _, content_type, _ in seen} == {"image/jpeg", "image/webp"}
    assert (await asked(account.simulator))["tmdb_images"] > 0
