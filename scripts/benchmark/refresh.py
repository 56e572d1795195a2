"""The time of a refresh until all states are written, compared with the floor: the same requests and nothing else."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

from homeassistant.helpers.aiohttp_client import async_get_clientsession
import orjson

from scripts.benchmark.fact import Fact, fact
from scripts.benchmark.hold import watched
from scripts.benchmark.home import AGENT, BenchHome

FAR_AWAY = 0.1
"""Seconds until an answer arrives."""
FAR_ROUNDS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """The times of the floor and of a refresh after it, and the longest hold of the refresh, in seconds."""

    floor: float
    refresh: float
    hold: float


class Floor:
    """The requests of a refresh for calendars, sent concurrently and parsed, without anything else."""

    def __init__(self, home: BenchHome, requests: list[dict[str, Any]]) -> None:
        """Initialize with the requests to repeat."""
        self._session = async_get_clientsession(home.hass)
        self._requests = [(f"{home.simulator.addresses.trakt_api}{each['path']}", each["query"]) for each in requests]
        self._headers = {
            **AGENT,
            "Accept": "application/json",
            "Content-Type": "application/json",
            "trakt-api-version": "2",
            "trakt-api-key": home.simulator.addresses.client_id,
            "Authorization": f"Bearer {home.token}",
        }

    @classmethod
    async def of(cls, home: BenchHome) -> Floor:
        """Refresh once, and return the floor of this refresh."""
        await home.simulator.forget_requests()
        await home.agenda.async_refresh()
        asked = await home.simulator.requests()
        return cls(home, [each for each in asked if each["path"].startswith("/calendars/")])

    async def answers(self) -> None:
        """Send the requests and parse the answers."""
        await asyncio.gather(*(self._answer(url, query) for url, query in self._requests))

    async def _answer(self, url: str, query: dict[str, str]) -> object:
        async with self._session.get(url, params=query, headers=self._headers) as response:
            response.raise_for_status()
            return orjson.loads(await response.read())


async def facts(home: BenchHome, releases: int, rounds: int) -> list[Fact]:
    """Measure refreshes without and with one change, with a near and a distant Trakt."""
    floor = await Floor.of(home)
    change = Change(home)
    near = await _series(home, floor, _nothing, rounds)
    near_changed = await _series(home, floor, change, rounds)
    await home.simulator.break_down(host="trakt_api", kind="latency", path="/calendars", seconds=FAR_AWAY)
    far_rounds = min(rounds, FAR_ROUNDS)
    far = await _series(home, floor, _nothing, far_rounds)
    far_changed = await _series(home, floor, change, far_rounds)
    await home.simulator.repair()
    return [
        fact("floor", _milliseconds(each.floor for each in near), "ms", releases),
        *_speed("nothing new", near, releases),
        *_speed("one change", near_changed, releases),
        fact("refresh / floor, nothing new, 100 ms away", _ratio(far), "x", releases),
        fact("refresh / floor, one change, 100 ms away", _ratio(far_changed), "x", releases),
        fact("state writes", await _state_writes(home, rounds), "ms", releases),
    ]


class Change:
    """Announces and cancels an episode alternately."""

    def __init__(self, home: BenchHome) -> None:
        """Initialize with the home whose Trakt changes."""
        self._home = home
        self._announced: int | None = None

    async def __call__(self) -> None:
        """Make the next change."""
        if self._announced is None:
            self._announced = await self._home.announce("Announced Show")
        else:
            await self._home.call_off(self._announced)
            self._announced = None


async def _nothing() -> None:
    """Change nothing."""


async def _series(home: BenchHome, floor: Floor, change: Callable[[], Awaitable[None]], rounds: int) -> list[Timed]:
    return [await _timed(home, floor, change) for _ in range(rounds)]


async def _timed(home: BenchHome, floor: Floor, change: Callable[[], Awaitable[None]]) -> Timed:
    await change()
    # After a change, the simulator makes the answer at the first request.
    await floor.answers()
    floor_began = perf_counter()
    await floor.answers()
    floor_seconds = perf_counter() - floor_began
    with watched() as hold:
        seconds = await asyncio.create_task(_refresh(home))
        # Files are written and images are looked up in the background. Their holds count, their time does not.
        await home.settle()
    return Timed(floor=floor_seconds, refresh=seconds, hold=hold.seconds)


async def _refresh(home: BenchHome) -> float:
    """Refresh, and return the seconds. Background tasks run before the caller continues, because this is a task."""
    began = perf_counter()
    await home.agenda.async_refresh()
    return perf_counter() - began


async def _state_writes(home: BenchHome, rounds: int) -> float:
    async def seconds() -> float:
        began = perf_counter()
        home.agenda.async_update_listeners()
        return perf_counter() - began

    return _milliseconds([await seconds() for _ in range(rounds)])


def _speed(case: str, series: list[Timed], releases: int) -> list[Fact]:
    return [
        fact(f"refresh, {case}", _milliseconds(each.refresh for each in series), "ms", releases),
        fact(f"refresh / floor, {case}", _ratio(series), "x", releases),
        fact(f"loop held by a refresh, {case}", _milliseconds(each.hold for each in series), "ms", releases),
        fact(f"loop held by a refresh, {case}, worst", max(each.hold for each in series) * 1_000, "ms", releases),
    ]


def _ratio(series: list[Timed]) -> float:
    return median(each.refresh for each in series) / median(each.floor for each in series)


def _milliseconds(seconds: Iterable[float]) -> float:
    return median(seconds) * 1_000
