"""The time and the requests of served images, compared with the floor: the same bytes as a static file."""

import asyncio
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from homeassistant.components.http.server import StaticPathConfig
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from scripts.benchmark.clock import TravelLoop
from scripts.benchmark.fact import Fact, fact
from scripts.benchmark.hold import watched
from scripts.benchmark.home import BenchHome
from scripts.benchmark.refresh import FAR_AWAY, FAR_ROUNDS, Change

DAY: Final = timedelta(days=1)
HOST: Final = "trakt_images"
FLOOR: Final = "/benchmark/image.webp"
WEBP: Final = b"RIFF"
CLIENTS: Final = 10
"""Clients that request an image at the same time."""


async def facts(home: BenchHome, loop: TravelLoop, folder: Path, releases: int, rounds: int) -> list[Fact]:
    """Measure without a TMDB key, so that Home Assistant serves Trakt's images."""
    home.hass.config_entries.async_update_entry(home.entry, options={})
    await home.set_up()
    await home.simulator.forget_requests()
    await loop.travel(home.hass, DAY)
    without_clients = await _fetched(home)
    image = next(release.pictures.poster for release in home.agenda.data if release.pictures.poster)
    at_once = await _requests_at_once(home, image)
    unknown = f"{image.rpartition('/')[0]}/{'0' * 32}"
    await _serve_floor(home, folder, image)
    if not (await _body(home, FLOOR)).startswith(WEBP):
        raise RuntimeError("There is no image")
    series = [(await _seconds(home, FLOOR), await _seconds(home, image)) for _ in range(3 * rounds)]
    floor, served = (median(each) for each in zip(*series, strict=True))
    change = Change(home)
    holds = [await _hold_after_change(home, change, image) for _ in range(min(rounds, FAR_ROUNDS))]
    unknown_seconds = [await _seconds(home, unknown) for _ in range(3 * rounds)]
    return [
        fact("image floor", floor * 1_000, "ms", releases),
        fact("image", served * 1_000, "ms", releases),
        fact("image / floor", served / floor, "x", releases),
        fact("unknown image", median(unknown_seconds) * 1_000, "ms", releases),
        fact("loop held by the first image after a change", median(holds) * 1_000, "ms", releases),
        fact("image requests, ten clients at once", at_once, "", releases),
        fact("image requests, a day without clients", without_clients, "", releases),
    ]


async def _fetched(home: BenchHome) -> int:
    return sum(request["host"] == HOST for request in await home.simulator.requests())


async def _requests_at_once(home: BenchHome, image: str) -> int:
    """Return the requests to the host if ten clients request an image for the first time at once."""
    await home.simulator.break_down(host=HOST, kind="latency", seconds=FAR_AWAY)
    await home.simulator.forget_requests()
    await asyncio.gather(*(_seconds(home, image) for _ in range(CLIENTS)))
    await home.simulator.repair()
    return await _fetched(home)


async def _serve_floor(home: BenchHome, folder: Path, image: str) -> None:
    """Let Home Assistant serve the bytes of an image as a static file."""
    (file := folder / "floor" / Path(FLOOR).name).parent.mkdir()
    file.write_bytes(await _body(home, image))
    paths = [StaticPathConfig(str(Path(FLOOR).parent), str(file.parent))]
    await home.hass.http.async_register_static_paths(paths)


async def _hold_after_change(home: BenchHome, change: Change, image: str) -> float:
    """Return for how many seconds the first request of a cached image holds the loop after a change of the agenda."""
    await change()
    await home.agenda.async_refresh()
    await home.settle()
    with watched() as hold:
        await _body(home, image)
    return hold.seconds


async def _seconds(home: BenchHome, path: str) -> float:
    began = perf_counter()
    await _body(home, path)
    return perf_counter() - began


async def _body(home: BenchHome, path: str) -> bytes:
    async with async_get_clientsession(home.hass).get(f"{home.url}{path}") as answer:
        return await answer.read()
