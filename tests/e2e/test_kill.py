"""A power cut at any moment: no file is broken, nothing is lost, and no sign-in is needed without a reason."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
import os
from random import Random
import secrets
import sys

import aiohttp
from homeassistant.util import dt as dt_util
import pytest

from scripts.home import Home, HomeError
from scripts.home_api import HomeApiError
from scripts.sign_in import change_options, sign_in_again
from scripts.simulator import Simulator

from .account import ConnectedAccount, until
from .disk import Disk

GROUPS = 4
ROUNDS = 13
SEED = "TRAKT_UPCOMING_SEED"
LONGEST_DELAY = 3.0
WATCH_SECONDS = 0.001
MOMENTS = (0.02, 0.1, 1.0)
"""Seconds."""
TOKEN_PATH = "/oauth/token"

type Step = Callable[[], Coroutine[object, object, None]]

BROKEN_OFF = (aiohttp.ClientError, aiohttp.WSMessageTypeError, HomeApiError, HomeError, TimeoutError)


@pytest.fixture
async def disk(account: ConnectedAccount) -> Disk:
    """Return the files of the account, once Home Assistant has written them."""
    disk = Disk(home=account.home, entry_id=account.entry_id)

    async def is_written() -> bool:
        return disk.has_account

    await until(is_written, seconds=30)
    return disk


async def test_kill_between_a_renewal_and_its_use(account: ConnectedAccount, disk: Disk) -> None:
    home, simulator = account.home, account.simulator
    old = disk.refresh_token
    await simulator.control("POST", "/tokens/expire")
    await simulator.break_down(host="trakt_auth", kind="drip", seconds=0.001)

    async def is_renewed() -> bool:
        return disk.refresh_token != old

    refresh = asyncio.create_task(account.refresh())
    await until(is_renewed, pause=WATCH_SECONDS)
    await home.kill()
    with suppress(*BROKEN_OFF):
        await refresh
    assert disk.entry["data"]["token"]["refresh_token"] == old

    await simulator.repair()
    await simulator.forget_requests()
    await home.start()
    await account.refresh()
    assert await home.api.questions() == []
    assert not [request for request in await simulator.requests() if request["path"] == TOKEN_PATH]
    assert disk.complaints() == []


@dataclass(slots=True, kw_only=True)
class PowerCuts:
    """Rounds of an activity, a kill during it, and a start."""

    account: ConnectedAccount
    disk: Disk
    random: Random
    entities: dict[str, str]
    counts: Counter[str] = field(default_factory=Counter)
    expected_warnings: set[str] = field(default_factory=set)
    """The lines that were logged about the last sign-in that was needed."""

    async def round(self) -> None:
        """Kill the home during an activity, check its files, start it again, and check everything."""
        before, unfinished = self.disk.refresh_token, self.disk.unfinished
        await self.simulator.forget_requests()
        activity, delay = self.random.choice(self._activities), self.random.choice(self._delays)
        self.counts[activity.__name__.strip("_")] += 1
        busy = asyncio.create_task(activity())
        await delay()
        await self.home.kill()
        with suppress(*BROKEN_OFF):
            await busy
        self.disk.assert_whole()
        assert set(self.disk.complaints()) <= self.expected_warnings
        self.counts["kills while a file was written"] += self.disk.unfinished > unfinished
        self.counts["kills before Home Assistant stored the token"] += self.disk.is_ahead
        is_lost = await self._is_answer_lost(before)
        self.counts["rounds"] += 1
        self.counts["lost answers"] += is_lost
        await self._start()
        await self._refresh_and_check(may_ask=is_lost)

    @property
    def home(self) -> Home:
        """The home that is killed."""
        return self.account.home

    @property
    def simulator(self) -> Simulator:
        """The simulator of Trakt and TMDB."""
        return self.account.simulator

    async def _is_answer_lost(self, before: str) -> bool:
        """Return whether a token was requested that never arrived. One that arrived was saved before it was used."""
        requests = await self.simulator.requests()
        asked = [number for number, request in enumerate(requests) if request["path"] == TOKEN_PATH]
        if not asked:
            return False
        self.counts["kills in or after a renewal"] += 1
        if self.disk.refresh_token != before:
            return False
        assert not [
            request for request in requests[asked[-1] :] if (request["host"], request["status"]) == ("trakt_api", 200)
        ]
        return True

    async def _start(self) -> None:
        """Start, and check that the agenda is there before Trakt has answered."""
        await self.simulator.repair()
        await self.simulator.forget_requests()
        await self.simulator.break_down(host="trakt_api", kind="latency", seconds=5)
        await self.home.start()
        releases = await self.account.releases()
        answered = [request for request in await self.simulator.requests() if request["status"] is not None]
        await self.simulator.repair()
        assert releases
        assert not [request for request in answered if request["host"] == "trakt_api"]
        assert await self.home.api.entities(self.account.entry_id) == self.entities
        assert [entry["state"] for entry in await self.home.api.entries()] == ["loaded"]

    async def _refresh_and_check(self, *, may_ask: bool) -> None:
        """Refresh, which succeeds. A sign-in may be needed only if an answer was lost."""
        with suppress(HomeApiError):
            await self.account.refresh()
        questions = await self.home.api.questions()
        assert may_ask or not questions
        for question in questions:
            self.counts["sign-ins"] += 1
            await sign_in_again(self.home.api, question)
        await self.account.refresh()
        assert await self.home.api.questions() == []
        self.expected_warnings = {*self.disk.complaints()} if questions else set()
        assert self.expected_warnings >= {*self.disk.complaints()}
        self.disk.assert_whole()

    @property
    def _activities(self) -> tuple[Step, ...]:
        renewals = (self._renewal, self._slow_renewal)
        return (*renewals, *renewals, self._refresh, self._options, self._artwork, self._first_minutes)

    @property
    def _delays(self) -> tuple[Step, ...]:
        return (self._some_time, self._next_write, self._second_write, self._request, self._request, self._request)

    async def _refresh(self) -> None:
        await self._announce(1)
        await self.account.refresh()

    async def _renewal(self) -> None:
        await self._announce(1)
        await self.simulator.control("POST", "/tokens/expire")
        await self.account.refresh()

    async def _slow_renewal(self) -> None:
        await self.simulator.break_down(host="trakt_auth", kind="drip", seconds=0.003)
        await self._renewal()

    async def _options(self) -> None:
        await change_options(
            self.home.api,
            self.account.entry_id,
            days=self.random.randint(7, 60),
            hide_specials=self.random.choice([True, False]),
            hide_watched=False,
        )

    async def _artwork(self) -> None:
        await self._announce(20)
        await self.account.refresh()

    async def _first_minutes(self) -> None:
        await self.home.kill()
        await self._announce(1)
        await self.home.start()
        await self.account.refresh()

    async def _announce(self, count: int) -> None:
        tomorrow = (dt_util.utcnow() + timedelta(days=1)).isoformat()
        shows = [{"title": f"Show {self.random.getrandbits(64):x}", "first_aired": tomorrow} for _ in range(count)]
        await self.simulator.control("POST", "/catalogue", {"add": shows})

    async def _some_time(self) -> None:
        await asyncio.sleep(self.random.uniform(0, LONGEST_DELAY))

    async def _next_write(self) -> None:
        """Wait until the next write of a file begins or ends, but not longer than the longest delay."""
        before = self.disk.files

        async def is_written() -> bool:
            return self.disk.files != before

        with suppress(TimeoutError):
            await until(is_written, seconds=LONGEST_DELAY, pause=WATCH_SECONDS)

    async def _second_write(self) -> None:
        await self._next_write()
        await self._next_write()

    async def _request(self) -> None:
        """Wait for a request, and for a random time in which it is answered and the answer is saved."""
        path = self.random.choice([TOKEN_PATH, TOKEN_PATH, "/calendars/", "/3/"])

        async def is_asked() -> bool:
            return any(request["path"].startswith(path) for request in await self.simulator.requests())

        with suppress(TimeoutError):
            await until(is_asked, seconds=LONGEST_DELAY, pause=WATCH_SECONDS)
        await asyncio.sleep(self.random.uniform(0, self.random.choice(MOMENTS)))


@pytest.mark.long
@pytest.mark.parametrize(
    "group", [pytest.param(group, marks=pytest.mark.xdist_group(f"kill {group}")) for group in range(GROUPS)]
)
async def test_kill_at_any_moment(account: ConnectedAccount, disk: Disk, group: int) -> None:
    seed = os.environ.get(SEED) or str(secrets.randbelow(1_000_000))
    sys.stdout.write(f"{SEED}={seed}\n")
    cuts = PowerCuts(
        account=account,
        disk=disk,
        random=Random(f"{seed} {group}"),  # noqa: S311
        entities=await account.home.api.entities(account.entry_id),
    )

    try:
        for _ in range(ROUNDS):
            await cuts.round()
    finally:
        sys.stdout.write(f"group {group}: {dict(cuts.counts)}\n")
    assert cuts.counts["sign-ins"] <= cuts.counts["lost answers"]
