"""Writes in a real home: Trakt is down and the power is cut, and each arrives once, in order, with its time."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
import json
from pathlib import Path
from typing import Any

import pytest

from scripts.home_api import DOMAIN, HomeApiError

from .account import ConnectedAccount, until
from .disk import Disk
from .test_kill import BROKEN_OFF
from .watching import diary, sent, summaries

BEGIN = datetime(2001, 1, 1, 20, tzinfo=UTC)
"""Nobody has watched anything in that year."""
WRITES = 20
BETWEEN_CUTS = 7
"""Writes."""
SOON = 0.005
"""Seconds."""
ROUNDS = 4

type Json = dict[str, Any]
type Play = tuple[int, str]
"""What was watched by its id at Trakt, and when."""


@pytest.fixture
async def disk(account: ConnectedAccount) -> Disk:
    """Return the files of the account, all of which are written when the home is stopped."""
    await account.home.stop()
    await account.home.start()
    return Disk(home=account.home, entry_id=account.entry_id)


@pytest.fixture
async def known(account: ConnectedAccount, disk: Disk) -> list[Json]:
    """Return works that the home knows, so that they can be named while Trakt is down."""

    async def read() -> bool:
        # Until it was read, the action says so.
        with suppress(HomeApiError):
            return len(await history(account)) > WRITES
        return False

    await until(read)
    return await history(account)


async def history(account: ConnectedAccount) -> list[Json]:
    """Return what was watched, as the home knows it."""
    return list((await account.home.api.ask(f"{DOMAIN}.get_history", **{"from": "2000-01-01"}))["history"])


async def mark(account: ConnectedAccount, work: Json, number: int) -> str:
    """Mark something as watched at an hour that has a number, and return whether it is done or waits."""
    numbers = {key: work[key] for key in ("season", "episode") if key in work}
    kind = {} if numbers else {"type": work["type"]}
    answer = await account.home.api.ask(
        f"{DOMAIN}.mark_watched", ids={"trakt": work["ids"]["trakt"]}, watched_at=hour(number), **kind, **numbers
    )
    return str(answer["status"])


async def mark_all(account: ConnectedAccount, disk: Disk, works: list[Json], start: int = 0) -> None:
    """Mark things as watched one after the other, as soon as the one before is on disk; each has to wait for Trakt."""
    answers: list[asyncio.Task[str]] = []
    for number, work in enumerate(works, start):
        answers.append(asyncio.create_task(mark(account, work, number)))

        async def is_kept(number: int = number) -> bool:
            return len(waiting(disk)) == number + 1

        await until(is_kept, pause=SOON)
    assert await asyncio.gather(*answers) == ["queued"] * len(works)


def hour(number: int) -> str:
    """Return the hour that has a number."""
    return f"{BEGIN + number * timedelta(hours=1):%Y-%m-%dT%H:%M:%S}.000Z"


def trakt_id(work: Json) -> int:
    """Return what tells a work or an episode from others."""
    return int((work.get("episode_ids") or work["ids"])["trakt"])


async def plays(account: ConnectedAccount) -> list[Play]:
    """Return what Trakt has as watched in the hours that have numbers, in the order in which it came."""
    kept = (await diary(account.simulator))["plays"]
    return [(play["item"][1], play["watched_at"]) for play in kept if play["watched_at"].startswith(f"{BEGIN.year}-")]


async def have_arrived(account: ConnectedAccount, expected: list[Play], *, seconds: float = 60) -> None:
    """Wait until these have come, and a moment longer, in which nothing else comes."""

    async def arrived() -> bool:
        return len(await plays(account)) >= len(expected)

    await until(arrived, seconds=seconds)
    await asyncio.sleep(2)
    assert await plays(account) == expected


def queue_file(disk: Disk) -> Path:
    """Return the file of the queue."""
    return disk.folder / f"{DOMAIN}.{disk.entry_id}.queue"


def waiting(disk: Disk) -> list[Json]:
    """Return what waits on disk."""
    queue = json.loads(queue_file(disk).read_text())["data"]["queue"] if queue_file(disk).exists() else []
    return [each for each in queue if "done_at" not in each]


async def down(account: ConnectedAccount) -> None:
    """Let Trakt answer nothing."""
    await account.simulator.break_down(host="trakt_api", kind="status", status=503)


async def test_an_outage_and_two_power_cuts(account: ConnectedAccount, known: list[Json], disk: Disk) -> None:
    works = known[:WRITES]
    expected = [(trakt_id(work), hour(number)) for number, work in enumerate(works)]
    await down(account)
    for start in range(0, WRITES, BETWEEN_CUTS):
        if start:
            await account.home.kill()
            await account.home.start()
        await mark_all(account, disk, works[start : start + BETWEEN_CUTS], start)
    assert await plays(account) == []
    assert [each["watched_at"] for each in waiting(disk)] == [
        datetime.fromisoformat(at).isoformat() for _, at in expected
    ]

    await account.simulator.forget_requests()
    await account.simulator.repair()
    await account.refresh()
    await have_arrived(account, expected)
    assert len(await sent(account.simulator)) == WRITES
    assert not waiting(disk)
    assert not disk.complaints()

    async def shown() -> bool:
        dates = {entry["watched_at"] for entry in await history(account)}
        return {datetime.fromisoformat(at) for _, at in expected} <= {datetime.fromisoformat(at) for at in dates}

    await until(shown)


class Step:
    """A moment in the life of a write at which the power is cut."""

    def __init__(self, account: ConnectedAccount, disk: Disk, works: list[Json]) -> None:
        """Take what to mark as watched, one after the other."""
        self.account = account
        self.disk = disk
        self._works = list(enumerate(works))
        self.expected: list[Play] = []

    async def cut(self, *faults: Json, after: Callable[[], Awaitable[bool]]) -> None:
        """Ask for a write, let a fault meet it, and cut the power once something has happened; then look at Trakt."""
        number, work = self._works.pop()
        self.expected.append((trakt_id(work), hour(number)))
        await self.account.simulator.forget_requests()
        for fault in faults:
            await self.account.simulator.break_down(host="trakt_api", **fault)
        asked = asyncio.create_task(mark(self.account, work, number))
        await until(after, pause=SOON)
        await self.account.home.kill()
        with suppress(*BROKEN_OFF):
            await asked
        await self.account.simulator.repair()
        await self.account.home.start()
        await have_arrived(self.account, self.expected)

        async def noted() -> bool:
            return not waiting(self.disk)

        await until(noted)
        assert not self.disk.complaints()

    async def sendings(self) -> int:
        """Return how often the last write was sent."""
        return len(await sent(self.account.simulator))

    async def is_promised(self) -> bool:
        """Return whether it is on disk."""
        return bool(waiting(self.disk))

    async def is_being_sent(self) -> bool:
        """Return whether Trakt was asked to do it."""
        return bool(await sent(self.account.simulator))

    async def is_done(self) -> bool:
        """Return whether Trakt has done it."""
        return len(await plays(self.account)) == len(self.expected)

    async def is_asked_for(self) -> bool:
        """Return whether Trakt was asked if it has done it."""
        requests = await self.account.simulator.requests()
        return any(request["path"].startswith("/sync/history/") for request in requests)


@pytest.fixture
def step(account: ConnectedAccount, known: list[Json], disk: Disk) -> Step:
    """Return what cuts the power."""
    return Step(account, disk, known[:WRITES])


POST = {"method": "POST", "path": "^/sync/history"}


async def test_a_power_cut_at_each_step(step: Step) -> None:
    """It arrives, and it arrives once."""
    # It is promised, and Trakt cannot be reached.
    await step.cut({"kind": "status", "status": 503}, after=step.is_promised)
    # It was sent, and Trakt has not done it.
    await step.cut({"kind": "hang", **POST}, after=step.is_being_sent)
    assert await step.sendings() == 2
    # Trakt has done it, nobody knows, and it cannot be asked.
    down = {"kind": "status", "status": 503, "path": "^/sync/history/"}
    await step.cut({"kind": "lost", **POST}, down, after=step.is_asked_for)
    assert await step.sendings() == 1
    # Trakt has done it, and is saying so.
    await step.cut({"kind": "drip", "seconds": 1, **POST}, after=step.is_done)
    assert await step.sendings() == 1
    # It was said a moment ago, and may have been noted or not.
    for _ in range(ROUNDS):
        await step.cut(after=step.is_done)
        assert await step.sendings() == 1


async def test_a_lost_answer(account: ConnectedAccount, known: list[Json], disk: Disk) -> None:
    """The write is sent once, and the home finds out that it was done."""
    await account.simulator.forget_requests()
    await account.simulator.break_down(host="trakt_api", kind="lost", times=1, **POST)
    assert await mark(account, known[0], 0) == "queued"

    async def noted() -> bool:
        return not waiting(disk)

    await until(noted, seconds=30)
    assert await plays(account) == [(trakt_id(known[0]), hour(0))]
    assert len(await sent(account.simulator)) == 1


async def test_a_refusal_after_an_outage(account: ConnectedAccount, known: list[Json], disk: Disk) -> None:
    """What Trakt does not do is undone, and told in words, also after a power cut; what follows is done."""
    api = account.home.api
    movie = next(work for work in known if work["type"] == "movie")
    await down(account)
    for _ in range(2):
        answer = await api.ask(f"{DOMAIN}.add_to_watchlist", type="movie", ids={"trakt": movie["ids"]["trakt"]})
        assert answer["status"] == "queued"
    assert await mark(account, known[0], 0) == "queued"
    assert any(movie["title"] in line for line in await summaries(account, "watchlist_movies"))

    await account.simulator.repair()
    await account.simulator.break_down(
        host="trakt_api",
        kind="status",
        status=420,
        headers={"X-Account-Limit": "1000"},
        method="POST",
        path="^/sync/watchlist$",
    )
    await account.refresh()
    await have_arrived(account, [(trakt_id(known[0]), hour(0))])
    assert not any(movie["title"] in line for line in await summaries(account, "watchlist_movies"))
    await account.home.kill()
    await account.home.start()
    [issue] = (await account.home.api.command("repairs/list_issues"))["issues"]
    told = issue["translation_placeholders"]["writes"].splitlines()
    assert (issue["translation_key"], len(told)) == ("writes_refused", 2)
    assert movie["title"] in told[0]
    assert "1000" in told[0]


async def test_a_backup_that_is_restored(account: ConnectedAccount, known: list[Json], disk: Disk) -> None:
    """What waited in it was sent since, and is not sent again; what still waits is."""
    works = known[:5]
    expected = [(trakt_id(work), hour(number)) for number, work in enumerate(works)]
    await down(account)
    await mark_all(account, disk, works)
    backup = {path.name: path.read_bytes() for path in disk.folder.glob(f"{DOMAIN}.*")}
    assert len(waiting(disk)) == len(works)
    await account.simulator.repair()
    await account.refresh()
    await have_arrived(account, expected, seconds=120)
    posts = len(await sent(account.simulator))

    await account.home.stop()
    for name, content in backup.items():
        (disk.folder / name).write_bytes(content)
    await account.home.start()
    await account.refresh()

    async def nothing_waits() -> bool:
        return not waiting(disk)

    await until(nothing_waits, seconds=120)
    await have_arrived(account, expected)
    assert len(await sent(account.simulator)) == posts
