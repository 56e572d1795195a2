"""A home of a released version goes on with today's code: nothing is lost, nothing is done twice."""

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
from .watching import sent

ACCOUNTS = ("demo", "second")
SETTLES_IN = 60
"""Seconds in which all that waited is sent and read again."""
A_WHILE = 3
"""Seconds in which whatever was still to be sent would be."""
PORTS_ARE_FREE_IN = 120
"""Seconds, where somebody else on this machine runs this test."""
PICTURES = ("tmdb_images", "trakt_images")

type Item = tuple[str, int]
"""Kind and id at Trakt."""


@pytest.fixture(params=sorted(path.name for path in RELEASED.iterdir()))
def released(request: pytest.FixtureRequest) -> ReleasedFolder:
    """Return what a released version left behind."""
    return ReleasedFolder(RELEASED / request.param)


@pytest.fixture
async def simulator(released: ReleasedFolder, tmp_path: Path, socket_enabled: None) -> AsyncIterator[Simulator]:
    """Return a simulator that goes on from there; only Trakt answers, so titles and pictures are those on disk."""
    async with AsyncExitStack() as stack:
        simulator = await _started(stack, released, tmp_path)
        await simulator.break_down(host="tmdb_api", kind="hang")
        for host in PICTURES:
            await simulator.break_down(host=host, kind="status", status=503)
        yield simulator


async def _started(stack: AsyncExitStack, released: ReleasedFolder, tmp_path: Path) -> Simulator:
    deadline = time.monotonic() + PORTS_ARE_FREE_IN
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
    """Return that home, running with today's code."""
    released.restore(tmp_path / "home")
    environment = simulator.addresses.environment
    async with Home(tmp_path / "home", environment=environment, configuration={"recorder": {}}) as home:
        yield home
        # Shown for a test that fails.
        sys.stdout.write(home.log)


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What was there, and the home in which all of it should be."""

    home: Home
    simulator: Simulator
    saved: Facts
    """The simulator as the home left it."""
    before: Facts

    @property
    def api(self) -> HomeApi:
        """The interfaces of the home."""
        return self.home.api

    @property
    def entry_ids(self) -> dict[str, str]:
        """The entries of the accounts."""
        return {account: next(iter(self.before[account]["account"])) for account in ACCOUNTS}

    async def seen(self) -> dict[str, Seen]:
        """Return what is there now."""
        accounts = {account: await account_seen(self.home, self.entry_ids[account]) for account in ACCOUNTS}
        pictures = await images_seen(self.home, [*self.before["home"]["pictures"]])
        return {**accounts, "home": await home_seen(self.home) | {"pictures": pictures}}

    async def refresh(self) -> None:
        """Press the buttons."""
        for entry_id in self.entry_ids.values():
            entities = await self.api.entities(entry_id)
            await self.api.call("button.press", entity_id=entities["button.refresh"])

    async def has_settled(self) -> bool:
        """Return whether the home knows each play that Trakt has, by its id."""
        diaries = await self.simulator.control("GET", "/diary")
        seen = {account: await account_seen(self.home, self.entry_ids[account]) for account in ACCOUNTS}
        return len(await sent(self.simulator)) >= len(self.changes("waits")) and all(
            {f"trakt-play-{play['id']}" for play in diaries[account]["plays"]}
            == seen[account]["history calendar"].keys()
            for account in ACCOUNTS
        )

    def changes(self, state: str, account: str | None = None) -> list[Facts]:
        """Return what people asked for: `refused`, `lost` where Trakt did it without saying so, or `waits`."""
        return [
            change
            for change in self.before["changes"]
            if change["state"] == state and account in {None, change["account"]}
        ]

    def plays(self, account: str) -> Counter[Item]:
        """Return how often what was watched at last, as Trakt should have it."""
        plays = Counter(_item(play["item"]) for play in self.saved["diaries"][account]["plays"])
        for change in self.changes("waits", account):
            if change["action"] == "mark_watched":
                plays.update(self._parts(_item(change["item"])))
        return plays

    def _parts(self, item: Item) -> list[Item]:
        """Return what is watched with something: of a show, which nobody had begun, the episodes that had aired."""
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
    """Return what was there, and the home in which all of it should be."""
    saved = json.loads(released.simulator.read_bytes())
    return Update(home=home, simulator=simulator, saved=saved, before=released.expected)


async def test_an_update_takes_nothing_away_and_does_nothing_twice(update: Update) -> None:
    await update.refresh()
    with suppress(TimeoutError):
        # What is missing then, the table tells.
        await until(update.has_settled, seconds=SETTLES_IN)

    before, now = update.before, await update.seen()
    lost = {where: missing(before[where], now[where]) for where in now}
    sys.stdout.write(table(before, now, lost))
    assert [facts for facts in lost.values() if facts] == []
    assert await update.api.questions() == []
    assert [entry["state"] for entry in await update.api.entries()] == ["loaded"] * len(ACCOUNTS)
    await _assert_refused_is_told(update)
    await _assert_done_once(update)
    assert await update.has_settled()

    await update.simulator.repair()
    await _go_on_with_import(update)
    await update.home.stop()
    first_life = update.home.log
    await update.home.start()
    await update.refresh()
    await asyncio.sleep(A_WHILE)
    await _assert_done_once(update)
    await _assert_refused_is_told(update)
    for log in (first_life, update.home.log):
        assert ["has not been tested by Home Assistant" in each for each in warnings(log)] == [True]


async def _assert_refused_is_told(update: Update) -> None:
    """As a repair, with the reason."""
    [told] = [
        issue["translation_placeholders"]["writes"]
        for issue in (await update.api.command("repairs/list_issues"))["issues"]
        if issue["translation_key"] == "writes_refused"
    ]
    [refused] = update.changes("refused")
    assert refused["title"] in told
    assert "1000" in told


async def _assert_done_once(update: Update) -> None:
    """Trakt got once what waited, and not again what it had done without saying so."""
    assert len(await sent(update.simulator)) == len(update.changes("waits"))
    diaries = await update.simulator.control("GET", "/diary")
    for account in ACCOUNTS:
        diary = diaries[account]
        assert Counter(_item(play["item"]) for play in diary["plays"]) == update.plays(account)
        for change in (*update.changes("lost", account), *update.changes("waits", account)):
            match change["action"]:
                case "mark_watched" if change["watched_at"] != "released":
                    minutes = [_minute(play["watched_at"]) for play in diary["plays"] if play["item"] == change["item"]]
                    assert minutes.count(_minute(change["watched_at"])) == 1
                case "rate":
                    assert [*change["item"], change["rating"]] in diary["ratings"]
                case "add_to_watchlist":
                    assert change["item"] in diary["watchlist"]


async def _go_on_with_import(update: Update) -> None:
    """Where it was stopped; then the statistics have all of it, and those that were there are the same."""
    menu = await choose_option(update.api, update.entry_ids["second"], "history")
    step = await update.api.request("POST", f"{OPTIONS_FLOW}/{menu['flow_id']}", json={"next_step_id": "import_go_on"})

    async def has_ended() -> bool:
        step.update(await update.api.request("GET", f"{OPTIONS_FLOW}/{step['flow_id']}"))
        return bool(step["type"] == "abort")

    await until(has_ended, seconds=SETTLES_IN)
    assert step["reason"] == "import_done"
    before, now = update.before["home"]["statistics"], (await home_seen(update.home))["statistics"]
    assert {name: now[name] for name in before} == before
    kinds = Counter(f"{kind}s" for kind, _ in update.plays("second").elements())
    for kind, plays in kinds.items():
        [found] = [facts for name, facts in now.items() if name.endswith(f"trakt_second_{kind}_watched")]
        assert sum(found["years"].values()) == plays


def table(before: dict[str, Seen], now: dict[str, Seen], lost: dict[str, Seen]) -> str:
    """Return what was there and what is there, by how much it is."""
    rows = [
        f"{where:8}{what:20}{len(facts):>8}{len(now[where].get(what, {})):>8}{len(lost[where].get(what, {})):>8}"
        for where in now
        for what, facts in before[where].items()
    ]
    return "\n".join([f"\n{'':28}{'was':>8}{'is':>8}{'lost':>8}", *rows, ""])


def _item(item: list[Any]) -> Item:
    kind, trakt = item
    return kind, trakt


def _minute(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(UTC):%Y-%m-%d %H:%M}"


@pytest.mark.long
def test_the_home_of_a_version_can_be_made(tmp_path: Path) -> None:
    """As it is after a release, here with the last commit."""
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
