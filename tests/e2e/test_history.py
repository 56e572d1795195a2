"""The import of 10,000 plays into the calendar and the statistics of a real home."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path
import sys
import time

import pytest

from scripts.home import Home
from scripts.sign_in import OPTIONS_FLOW
from scripts.simulator import Simulator

from .account import connect, until
from .importer import STATISTICS, ZONE, Importer, Step, number_of
from .log import misuses

PLAYS = 10_000


ONE_PAGE = 250


LONGEST_HOLD = 0.020
"""Seconds."""


MOST_SECONDS = 120
"""It takes four where nothing else is done; what it may cost, its requests and holds say."""


LEAST_TRIES, MOST_TRIES = 2, 8
"""Several tries, because other programs on the machine can also delay the loop."""


HISTORY = "/sync/history"


@pytest.fixture
def holds(tmp_path: Path) -> Path:
    """Return the file to which the home writes the holds of its event loop."""
    return tmp_path / "holds"


@pytest.fixture
async def home(tmp_path: Path, simulator: Simulator, holds: Path) -> AsyncIterator[Home]:
    """Return a running home with a recorder."""
    await simulator.control("POST", "/plays", {"count": PLAYS})
    environment = simulator.addresses.environment | {"TRAKT_UPCOMING_HOLDS": str(holds)}
    async with Home(tmp_path / "home", environment=environment, configuration={"recorder": {}}) as home:
        yield home
        # Pytest shows this if the test fails.
        sys.stdout.write(home.log)
        assert not misuses(home.log)


@pytest.fixture
async def importer(home: Home, simulator: Simulator) -> Importer:
    """Return the importer of an account that has just signed in."""
    return Importer(account=await connect(home, simulator))


async def plays(simulator: Simulator) -> list[Step]:
    """Return the plays of the user on Trakt."""
    data = await simulator.control("GET", "/diary")
    found: list[Step] = data["demo"]["plays"]
    return found


def by_day(plays: list[Step]) -> dict[str, dict[date, float]]:
    """Return the number of plays of each day in the time zone of the home."""
    days = Counter(
        (STATISTICS[play["item"][0]], datetime.fromisoformat(play["watched_at"]).astimezone(ZONE).date())
        for play in plays
    )
    return {
        measure: {day: count for (each, day), count in sorted(days.items()) if each == measure}
        for measure in STATISTICS.values()
    }


def longest_hold(holds: Path, since: float) -> float:
    """Return the longest hold of the event loop in seconds since a moment, which is in seconds since 1970."""
    lines = (line.split() for line in holds.read_text().splitlines()) if holds.exists() else ()
    return max((float(held) for at, held in lines if float(at) >= since), default=0)


async def pages(simulator: Simulator) -> int:
    """Return the number of requests for pages of the history."""
    return sum(request["path"] == HISTORY for request in await simulator.requests())


async def test_ten_thousand_plays(importer: Importer, simulator: Simulator, holds: Path) -> None:
    """All plays arrive once, within 30 seconds, and the event loop is not held meanwhile."""
    expected = await plays(simulator)
    preview = await importer.open()
    assert number_of(preview, "movies") + number_of(preview, "episodes") == len(expected)

    await simulator.forget_requests()
    began, clock = time.time(), time.monotonic()
    end = await importer.end(await importer.begin(air_dates=False))
    seconds, requests = time.monotonic() - clock, await pages(simulator)
    hold = longest_hold(holds, began)

    assert end["reason"] == "import_done"
    assert requests <= len(expected) / (ONE_PAGE - 10) + 1
    assert seconds < MOST_SECONDS
    assert await importer.statistics() == by_day(expected)
    events = await importer.events()
    assert {event["uid"] for event in events} == {f"trakt-play-{play['id']}" for play in expected}
    assert len(events) == len(expected)

    # Another import adds nothing.
    tries = [hold]
    while len(tries) < LEAST_TRIES or (min(tries) > LONGEST_HOLD and len(tries) < MOST_TRIES):
        began = time.time()
        await importer.end(await importer.begin(air_dates=False))
        tries.append(longest_hold(holds, began))
    assert (
        "DEBUG (MainThread) [custom_components.trakt_upcoming] 0 rows of long-term statistics"
        in importer.account.home.log
    )
    assert await importer.statistics() == by_day(expected)
    assert len(await importer.events()) == len(expected)
    sys.stdout.write(f"{len(expected)} plays: {seconds:.1f} s, {requests} requests, loop held {tries} s\n")
    assert min(tries) <= LONGEST_HOLD


async def test_import_that_is_stopped(importer: Importer, simulator: Simulator) -> None:
    """The plays that were read are kept, also after a power cut. The others are read when the user continues."""
    expected = await plays(simulator)
    await simulator.break_down(host="trakt_api", kind="latency", path=HISTORY, seconds=0.2)
    await importer.begin(air_dates=False)

    async def is_at_a_third() -> bool:
        return await importer.read() >= len(expected) / 3

    await until(is_at_a_third, seconds=60)
    stopped = await importer.choose(await importer.open(), next_step_id="import_stop")
    assert stopped["reason"] == "import_stopped"
    await simulator.repair()
    home = importer.account.home
    await home.kill()
    await home.start()

    menu = await importer.open()
    assert menu["step_id"] == "import_stopped"
    read = number_of(menu, "read")
    assert len(expected) / 3 <= read < len(expected) / 2
    await simulator.forget_requests()
    end = await importer.end(await importer.choose(menu, next_step_id="import_go_on"))

    assert end["reason"] == "import_done"
    assert await pages(simulator) <= (len(expected) - read) / (ONE_PAGE - 10) + 2
    assert await importer.statistics() == by_day(expected)
    assert len(await importer.events()) == len(expected)


async def test_import_without_its_dialog(importer: Importer, simulator: Simulator) -> None:
    """The import continues in the background, also after a power cut."""
    expected = await plays(simulator)
    await simulator.break_down(host="trakt_api", kind="latency", path=HISTORY, seconds=0.2)
    step = await importer.begin(air_dates=False)
    await importer.api.request("DELETE", f"{OPTIONS_FLOW}/{step['flow_id']}")

    async def is_half_done() -> bool:
        return await importer.read() >= len(expected) / 2

    await until(is_half_done, seconds=60)
    home = importer.account.home
    await home.kill()
    await simulator.repair()
    await home.start()

    async def is_done() -> bool:
        return bool((await importer.open())["step_id"] == "import_preview")

    await until(is_done, seconds=60)
    assert await importer.statistics() == by_day(expected)
    assert len(await importer.events()) == len(expected)


async def test_binge_days_and_odd_items(importer: Importer, simulator: Simulator) -> None:
    """Episodes that were marked together get their air dates, also after a refresh. Invalid plays are listed."""
    expected = await plays(simulator)
    await importer.open()
    await simulator.break_down(host="trakt_api", kind="odd_items", path=HISTORY, times=1)
    end = await importer.end(await importer.begin(air_dates=True))
    placeholders = end["description_placeholders"]

    assert end["reason"] == "import_done"
    heading, *listed = placeholders["left_out"].split("\n\n")[-1].splitlines()
    assert int(heading.rpartition(" ")[2]) == len(listed) > 0
    assert "Episodes at their air dates: " in placeholders["moved"]
    days = await importer.statistics()
    assert days != by_day(expected)
    assert sum(days["episodes_watched"].values()) >= sum(by_day(expected)["episodes_watched"].values())

    events = await importer.events()
    await importer.account.refresh()
    assert await importer.events() == events


async def test_late_and_empty_answers(importer: Importer, simulator: Simulator) -> None:
    """The statistics never decrease, and contain a new play after the refresh that reads it."""
    await importer.end(await importer.begin(air_dates=False))
    before = await importer.statistics()
    await simulator.control("POST", "/lag", {"lag": True})
    await simulator.control("POST", "/watched", {"kind": "movie", "trakt": 970_000})
    await importer.account.refresh()
    await until(lambda: _is_doubted(importer), seconds=30)
    late = await importer.statistics()

    await simulator.control("POST", "/lag", {"lag": False})
    await simulator.break_down(host="trakt_api", kind="emptied", path=HISTORY)
    await importer.api.reload(importer.account.entry_id)
    await importer.account.refresh()
    await until(lambda: _is_doubted(importer, answers=2), seconds=30)
    emptied = await importer.statistics()

    await simulator.repair()
    await importer.api.reload(importer.account.entry_id)
    await importer.account.refresh()
    expected = by_day(await plays(simulator))

    async def is_right() -> bool:
        return await importer.statistics() == expected

    await until(is_right, seconds=30)
    assert before == late == emptied != expected


async def _is_doubted(importer: Importer, answers: int = 1) -> bool:
    facts = await importer.api.request("GET", f"diagnostics/config_entry/{importer.account.entry_id}")
    return bool(facts["data"]["watching"]["history"].get("doubtful_answers") == answers)
