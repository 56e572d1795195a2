"""Items that are marked as watched one after the other, and the power cuts meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
import json
from pathlib import Path
from typing import Any

from scripts.home_api import DOMAIN

from .account import ConnectedAccount, until
from .disk import Disk
from .test_kill import BROKEN_OFF
from .user_data import sent, user_data

BEGIN = datetime(2001, 1, 1, 20, tzinfo=UTC)
"""There are no other plays in this year."""


SOON = 0.005
"""Seconds."""


type Json = dict[str, Any]


type Play = tuple[int, str]
"""The Trakt id of what was watched, and the time in Trakt's format."""


async def mark(account: ConnectedAccount, item: Json, number: int) -> str:
    """Mark an item as watched at the hour with a number, and return the status of the change."""
    numbers = {key: item[key] for key in ("season", "episode") if key in item}
    kind = {} if numbers else {"type": item["type"]}
    answer = await account.home.api.ask(
        f"{DOMAIN}.mark_watched", ids={"trakt": item["ids"]["trakt"]}, watched_at=hour(number), **kind, **numbers
    )
    return str(answer["status"])


async def mark_all(account: ConnectedAccount, disk: Disk, items: list[Json], start: int = 0) -> None:
    """Mark items as watched, each once the change before is on disk. All are queued, because Trakt is down."""
    answers: list[asyncio.Task[str]] = []
    for number, item in enumerate(items, start):
        answers.append(asyncio.create_task(mark(account, item, number)))

        async def is_saved(number: int = number) -> bool:
            return len(waiting(disk)) == number + 1

        await until(is_saved, pause=SOON)
    assert await asyncio.gather(*answers) == ["queued"] * len(items)


def hour(number: int) -> str:
    """Return the hour with a number, in UTC and Trakt's format."""
    return f"{BEGIN + number * timedelta(hours=1):%Y-%m-%dT%H:%M:%S}.000Z"


def trakt_id(item: Json) -> int:
    """Return the Trakt id of a movie or an episode."""
    return int((item.get("episode_ids") or item["ids"])["trakt"])


async def plays(account: ConnectedAccount) -> list[Play]:
    """Return the plays on Trakt in the hours with numbers, in the order in which they arrived."""
    found = (await user_data(account.simulator))["plays"]
    return [(play["item"][1], play["watched_at"]) for play in found if play["watched_at"].startswith(f"{BEGIN.year}-")]


async def have_arrived(account: ConnectedAccount, expected: list[Play], *, seconds: float = 60) -> None:
    """Wait until these plays have arrived, and two more seconds in which no other may arrive."""

    async def arrived() -> bool:
        return len(await plays(account)) >= len(expected)

    await until(arrived, seconds=seconds)
    await asyncio.sleep(2)
    assert await plays(account) == expected


def queue_file(disk: Disk) -> Path:
    """Return the file of the outbox."""
    return disk.folder / f"{DOMAIN}.{disk.entry_id}.queue"


def waiting(disk: Disk) -> list[Json]:
    """Return the waiting changes on disk."""
    queue = json.loads(queue_file(disk).read_text())["data"]["queue"] if queue_file(disk).exists() else []
    return [each for each in queue if "done_at" not in each]


class PowerCut:
    """Cuts the power at different steps of a change."""

    def __init__(self, account: ConnectedAccount, disk: Disk, items: list[Json]) -> None:
        """Initialize with items to mark as watched, one for each power cut."""
        self.account = account
        self.disk = disk
        self._items = list(enumerate(items))
        self.expected: list[Play] = []

    async def cut(self, *faults: Json, after: Callable[[], Awaitable[bool]]) -> None:
        """Make a change with faults, cut the power once a condition is true, and check that it arrives once."""
        number, item = self._items.pop()
        self.expected.append((trakt_id(item), hour(number)))
        await self.account.simulator.forget_requests()
        for fault in faults:
            await self.account.simulator.break_down(host="trakt_api", **fault)
        asked = asyncio.create_task(mark(self.account, item, number))
        await until(after, pause=SOON)
        await self.account.home.kill()
        with suppress(*BROKEN_OFF):
            await asked
        await self.account.simulator.repair()
        await self.account.home.start()
        await have_arrived(self.account, self.expected)

        async def nothing_waits() -> bool:
            return not waiting(self.disk)

        await until(nothing_waits)
        assert not self.disk.complaints()

    async def attempts(self) -> int:
        """Return how often the last change was sent."""
        return len(await sent(self.account.simulator))

    async def is_saved(self) -> bool:
        """Return whether the change is on disk."""
        return bool(waiting(self.disk))

    async def is_being_sent(self) -> bool:
        """Return whether Trakt has received the change."""
        return bool(await sent(self.account.simulator))

    async def is_done(self) -> bool:
        """Return whether Trakt has made the change."""
        return len(await plays(self.account)) == len(self.expected)

    async def is_checked(self) -> bool:
        """Return whether Trakt was asked if it has made the change."""
        requests = await self.account.simulator.requests()
        return any(request["path"].startswith("/sync/history/") for request in requests)
