"""Pictures as browsers get them, beside the floor: the same bytes as a file of Home Assistant's; and what this asks."""

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
FLOOR: Final = "/benchmark/picture.webp"
WEBP: Final = b"RIFF"
LOOKS: Final = 10
"""At once."""


async def facts(home: BenchHome, loop: TravelLoop, folder: Path, releases: int, rounds: int) -> list[Fact]:
    """Measure without a key for TMDB, so that Trakt's own pictures are shown, which Home Assistant serves."""
    home.hass.config_entries.async_update_entry(home.entry, options={})
    await home.set_up()
    await home.simulator.forget_requests()
    await loop.travel(home.hass, DAY)
    unseen = await _fetched(home)
    picture = next(release.pictures.poster for release in home.agenda.data if release.pictures.poster)
    at_once = await _looks_at_once(home, picture)
    unknown = f"{picture.rpartition('/')[0]}/{'0' * 32}"
    await _put_file(home, folder, picture)
    if not (await _body(home, FLOOR)).startswith(WEBP):
        raise RuntimeError("There is no picture")
    series = [(await _seconds(home, FLOOR), await _seconds(home, picture)) for _ in range(3 * rounds)]
    floor, served = (median(each) for each in zip(*series, strict=True))
    change = Change(home)
    first_looks = [await _first_look(home, change, picture) for _ in range(min(rounds, FAR_ROUNDS))]
    unknowns = [await _seconds(home, unknown) for _ in range(3 * rounds)]
    return [
        fact("picture floor", floor * 1_000, "ms", releases),
        fact("picture", served * 1_000, "ms", releases),
        fact("picture / floor", served / floor, "x", releases),
        fact("picture that nobody knows", median(unknowns) * 1_000, "ms", releases),
        fact("loop held by the first look after a change", median(first_looks) * 1_000, "ms", releases),
        fact("picture requests when ten look at once", at_once, "", releases),
        fact("picture requests, a day in which nobody looks", unseen, "", releases),
    ]


async def _fetched(home: BenchHome) -> int:
    return sum(request["host"] == HOST for request in await home.simulator.requests())


async def _looks_at_once(home: BenchHome, picture: str) -> int:
    """Return how often the host is asked when ten look at a picture that nobody has seen."""
    await home.simulator.break_down(host=HOST, kind="latency", seconds=FAR_AWAY)
    await home.simulator.forget_requests()
    await asyncio.gather(*(_seconds(home, picture) for _ in range(LOOKS)))
    await home.simulator.repair()
    return await _fetched(home)


async def _put_file(home: BenchHome, folder: Path, picture: str) -> None:
    """Have Home Assistant serve the bytes of a picture as it serves files."""
    (file := folder / "floor" / Path(FLOOR).name).parent.mkdir()
    file.write_bytes(await _body(home, picture))
    paths = [StaticPathConfig(str(Path(FLOOR).parent), str(file.parent))]
    await home.hass.http.async_register_static_paths(paths)


async def _first_look(home: BenchHome, change: Change, picture: str) -> float:
    """Return how long the first look at a kept picture holds the loop, when the agenda has just become another."""
    await change()
    await home.agenda.async_refresh()
    await home.settle()
    with watched() as hold:
        await _body(home, picture)
    return hold.seconds


async def _seconds(home: BenchHome, path: str) -> float:
    began = perf_counter()
    await _body(home, path)
    return perf_counter() - began


async def _body(home: BenchHome, path: str) -> bytes:
    async with async_get_clientsession(home.hass).get(f"{home.url}{path}") as answer:
        return await answer.read()
