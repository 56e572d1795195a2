"""A home of a released version runs with the current code: nothing is lost, and no change is sent twice."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
import json
from pathlib import Path
import subprocess
import sys
import time
from typing import Any

import pytest

from scripts.home import Home
from scripts.home_api import HomeApi
from scripts.home_folder import REPOSITORY
from scripts.released_home.folder import RELEASED, ReleasedFolder
from scripts.released_home.seen import Facts, Seen, account_seen, home_seen, images_seen, missing
from scripts.sign_in import OPTIONS_FLOW, choose_option
from scripts.simulator import Simulator, SimulatorError

from .account import until
from .log import warnings
from .user_data import sent

ACCOUNTS = ("demo", "second")
SETTLE_SECONDS = 60
"""Seconds within which all waiting changes are sent and read again."""
SEND_SECONDS = 3
"""Seconds within which any other change would be sent."""
PORT_SECONDS = 120
"""Seconds within which the ports become free if another run of this test uses them."""
IMAGE_HOSTS = ("tmdb_images", "trakt_images")

type Item = tuple[str, int]
"""Kind and id at Trakt."""


@pytest.fixture(params=sorted(path.name for path in RELEASED.iterdir()))
def released(request: pytest.FixtureRequest) -> ReleasedFolder:
    """Return the stored home of a released version."""
    return ReleasedFolder(RELEASED / request.param)


@pytest.fixture
async def simulator(released: ReleasedFolder, tmp_path: Path, socket_enabled: None) -> AsyncIterator[Simulator]:
    """Return a simulator with the saved state. Only Trakt works, so titles and images come from disk."""
    async with AsyncExitStack() as stack:
        simulator = await _started(stack, released, tmp_path)
        await simulator.break_down(host="tmdb_api", kind="hang")
        for host in IMAGE_HOSTS:
            await simulator.break_down(host=host, kind="status", status=503)
        yield simulator


async def _started(stack: AsyncExitStack, released: ReleasedFolder, tmp_path: Path) -> Simulator:
    deadline = time.monotonic() + PORT_SECONDS
    for number in count():
        simulator = Simulator(tmp_path / f"simulator-{number}", "--saved", str(released.simulator))
        try:
            return await stack.enter_async_context(simulator)
        except SimulatorError as error:
            if "address already in use" not in str(error) or time.monotonic() > deadline:
                raise
        await asyncio.sleep(1)
    raise AssertionError


@pytest.fixture
async def home(released: ReleasedFolder, simulator: Simulator, tmp_path: Path) -> AsyncIterator[Home]:
    """Return this home, running with the current code."""
    released.restore(tmp_path / "home")
    environment = simulator.addresses.environment
    async with Home(tmp_path / "home", environment=environment, configuration={"recorder": {}}) as home:
        yield home
        # Pytest shows this if the test fails.
        sys.stdout.write(home.log)


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """The facts before the update, and the home after it."""

    home: Home
    simulator: Simulator
    saved: Facts
    """The saved state of the simulator."""
    before: Facts
    """What users had before the update."""

    @property
    def api(self) -> HomeApi:
        """The API of the home."""
        return self.home.api

    @property
    def entry_ids(self) -> dict[str, str]:
        """The entry ids by account."""
        return {account: next(iter(self.before[account]["account"])) for account in ACCOUNTS}

    async def seen(self) -> dict[str, Seen]:
        """Return what users have now."""
        accounts = {account: await account_seen(self.home, self.entry_ids[account]) for account in ACCOUNTS}
        images = await images_seen(self.home, [*self.before["home"]["pictures"]])
        return {**accounts, "home": await home_seen(self.home) | {"pictures": images}}

    async def refresh(self) -> None:
        """Press the refresh buttons of all accounts."""
        for entry_id in self.entry_ids.values():
            entities = await self.api.entities(entry_id)
            await self.api.call("button.press", entity_id=entities["button.refresh"])

    async def has_settled(self) -> bool:
        """Return whether all waiting changes were sent, and the history of the home has the plays on Trakt."""
        data = await self.simulator.control("GET", "/diary")
        seen = {account: await account_seen(self.home, self.entry_ids[account]) for account in ACCOUNTS}
        return len(await sent(self.simulator)) >= len(self.changes("waits")) and all(
            {f"trakt-play-{play['id']}" for play in data[account]["plays"]} == seen[account]["history calendar"].keys()
            for account in ACCOUNTS
        )

    def changes(self, state: str, account: str | None = None) -> list[Facts]:
        """Return the changes with a state: `refused`, `lost` if Trakt has made it without an answer, or `waits`."""
        return [
            change
            for change in self.before["changes"]
            if change["state"] == state and account in {None, change["account"]}
        ]

    def plays(self, account: str) -> Counter[Item]:
        """Return the expected number of plays of each item on Trakt."""
        plays = Counter(_item(play["item"]) for play in self.saved["diaries"][account]["plays"])
        for change in self.changes("waits", account):
            if change["action"] == "mark_watched":
                plays.update(self._parts(_item(change["item"])))
        return plays

    def _parts(self, item: Item) -> list[Item]:
        """Return the items that a play adds. For a show, which had no plays, these are the aired episodes."""
        kind, trakt = item
        if kind != "show":
            return [item]
        at = datetime.fromisoformat(self.saved["at"])
        return [
            ("episode", each["trakt"])
            for each in self.saved["episodes"]
            if each["show"] == trakt and each["season"] and datetime.fromisoformat(each["first_aired"]) < at
        ]


@pytest.fixture
def update(released: ReleasedFolder, home: Home, simulator: Simulator) -> Update:
    """Return the facts before the update, and the home after it."""
    saved = json.loads(released.simulator.read_bytes())
    return Update(home=home, simulator=simulator, saved=saved, before=released.expected)


async def test_update_loses_nothing_and_sends_nothing_twice(update: Update) -> None:
    await update.refresh()
    with suppress(TimeoutError):
        # The assertions below report what is missing.
        await until(update.has_settled, seconds=SETTLE_SECONDS)

    before, now = update.before, await update.seen()
    lost = {owner: missing(before[owner], now[owner]) for owner in now}
    sys.stdout.write(table(before, now, lost))
    assert [facts for facts in lost.values() if facts] == []
    assert await update.api.questions() == []
    assert [entry["state"] for entry in await update.api.entries()] == ["loaded"] * len(ACCOUNTS)
    await _assert_refusal_is_listed(update)
    await _assert_done_once(update)
    assert await update.has_settled()

    await update.simulator.repair()
    await _continue_import(update)
    await update.home.stop()
    first_log = update.home.log
    await update.home.start()
    await update.refresh()
    await asyncio.sleep(SEND_SECONDS)
    await _assert_done_once(update)
    await _assert_refusal_is_listed(update)
    for log in (first_log, update.home.log):
        assert ["has not been tested by Home Assistant" in each for each in warnings(log)] == [True]


async def _assert_refusal_is_listed(update: Update) -> None:
    """Assert that a repair lists the refused change with the reason."""
    [listed] = [
        issue["translation_placeholders"]["writes"]
        for issue in (await update.api.command("repairs/list_issues"))["issues"]
        if issue["translation_key"] == "writes_refused"
    ]
    [refused] = update.changes("refused")
    assert refused["title"] in listed
    assert "1000" in listed


async def _assert_done_once(update: Update) -> None:
    """Assert that the waiting changes were sent once, and those with a lost answer were not sent again."""
    assert len(await sent(update.simulator)) == len(update.changes("waits"))
    all_data = await update.simulator.control("GET", "/diary")
    for account in ACCOUNTS:
        data = all_data[account]
        assert Counter(_item(play["item"]) for play in data["plays"]) == update.plays(account)
        for change in (*update.changes("lost", account), *update.changes("waits", account)):
            match change["action"]:
                case "mark_watched" if change["watched_at"] != "released":
                    minutes = [_minute(play["watched_at"]) for play in data["plays"] if play["item"] == change["item"]]
                    assert minutes.count(_minute(change["watched_at"])) == 1
                case "rate":
                    assert [*change["item"], change["rating"]] in data["ratings"]
                case "add_to_watchlist":
                    assert change["item"] in data["watchlist"]


async def _continue_import(update: Update) -> None:
    """Continue the stopped import. Then the statistics are complete, and those of before are unchanged."""
    menu = await choose_option(update.api, update.entry_ids["second"], "history")
    step = await update.api.request("POST", f"{OPTIONS_FLOW}/{menu['flow_id']}", json={"next_step_id": "import_go_on"})

    async def has_ended() -> bool:
        step.update(await update.api.request("GET", f"{OPTIONS_FLOW}/{step['flow_id']}"))
        return bool(step["type"] == "abort")

    await until(has_ended, seconds=SETTLE_SECONDS)
    assert step["reason"] == "import_done"
    before, now = update.before["home"]["statistics"], (await home_seen(update.home))["statistics"]
    assert {name: now[name] for name in before} == before
    kinds = Counter(f"{kind}s" for kind, _ in update.plays("second").elements())
    for kind, plays in kinds.items():
        [found] = [facts for name, facts in now.items() if name.endswith(f"trakt_second_{kind}_watched")]
        assert sum(found["years"].values()) == plays


def table(before: dict[str, Seen], now: dict[str, Seen], lost: dict[str, Seen]) -> str:
    """Return a table with the number of facts before and now, and of those that were lost."""
    rows = [
        f"{owner:8}{name:20}{len(facts):>8}{len(now[owner].get(name, {})):>8}{len(lost[owner].get(name, {})):>8}"
        for owner in now
        for name, facts in before[owner].items()
    ]
    return "\n".join([f"\n{'':28}{'was':>8}{'is':>8}{'lost':>8}", *rows, ""])


def _item(item: list[Any]) -> Item:
    kind, trakt = item
    return kind, trakt


def _minute(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(UTC):%Y-%m-%d %H:%M}"


@pytest.mark.long
def test_home_of_a_version_can_be_made(tmp_path: Path) -> None:
    """As after a release, here with the last commit."""
    made = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "scripts.released_home", "HEAD", "--into", str(tmp_path)],
        cwd=REPOSITORY,
        check=False,
        capture_output=True,
        text=True,
    )

    assert made.returncode == 0, made.stderr
    [path] = tmp_path.iterdir()
    assert {change["state"] for change in ReleasedFolder(path).expected["changes"]} == {"refused", "lost", "waits"}
