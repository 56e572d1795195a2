"""Changes in a real home during outages of Trakt and power cuts: each arrives once, in order, with its time."""

from contextlib import suppress
from datetime import datetime

import pytest

from scripts.home_api import DOMAIN, HomeApiError

from .account import ConnectedAccount, until
from .disk import Disk
from .marks import Json, PowerCut, have_arrived, hour, mark, mark_all, plays, trakt_id, waiting
from .user_data import sent, summaries

CHANGES = 20


BETWEEN_CUTS = 7
"""The number of changes between two power cuts."""


ROUNDS = 4


@pytest.fixture
async def disk(account: ConnectedAccount) -> Disk:
    """Return the files of the account. The home is restarted, because it writes all files when it stops."""
    await account.home.stop()
    await account.home.start()
    return Disk(home=account.home, entry_id=account.entry_id)


@pytest.fixture
async def known(account: ConnectedAccount, disk: Disk) -> list[Json]:
    """Return movies and episodes that the home knows, so that they can be marked while Trakt is down."""

    async def read() -> bool:
        # The action fails until the history was read.
        with suppress(HomeApiError):
            return len(await history(account)) > CHANGES
        return False

    await until(read)
    return await history(account)


async def history(account: ConnectedAccount) -> list[Json]:
    """Return the history that the home knows."""
    return list((await account.home.api.ask(f"{DOMAIN}.get_history", **{"from": "2000-01-01"}))["history"])


async def take_down(account: ConnectedAccount) -> None:
    """Make all requests to Trakt fail."""
    await account.simulator.break_down(host="trakt_api", kind="status", status=503)


async def test_outage_and_two_power_cuts(account: ConnectedAccount, known: list[Json], disk: Disk) -> None:
    items = known[:CHANGES]
    expected = [(trakt_id(item), hour(number)) for number, item in enumerate(items)]
    await take_down(account)
    for start in range(0, CHANGES, BETWEEN_CUTS):
        if start:
            await account.home.kill()
            await account.home.start()
        await mark_all(account, disk, items[start : start + BETWEEN_CUTS], start)
    assert await plays(account) == []
    assert [each["watched_at"] for each in waiting(disk)] == [
        datetime.fromisoformat(at).isoformat() for _, at in expected
    ]

    await account.simulator.forget_requests()
    await account.simulator.repair()
    await account.refresh()
    await have_arrived(account, expected)
    assert len(await sent(account.simulator)) == CHANGES
    assert not waiting(disk)
    assert not disk.complaints()

    async def shown() -> bool:
        dates = {entry["watched_at"] for entry in await history(account)}
        return {datetime.fromisoformat(at) for _, at in expected} <= {datetime.fromisoformat(at) for at in dates}

    await until(shown)


@pytest.fixture
def power_cut(account: ConnectedAccount, known: list[Json], disk: Disk) -> PowerCut:
    """Return the power cuts for some known items."""
    return PowerCut(account, disk, known[:CHANGES])


POST = {"method": "POST", "path": "^/sync/history"}


async def test_power_cut_at_each_step(power_cut: PowerCut) -> None:
    """Every change arrives once."""
    # The change is on disk, and Trakt is down.
    await power_cut.cut({"kind": "status", "status": 503}, after=power_cut.is_saved)
    # The change was sent, and Trakt has not made it.
    await power_cut.cut({"kind": "hang", **POST}, after=power_cut.is_being_sent)
    assert await power_cut.attempts() == 2
    # Trakt has made the change, the answer was lost, and the check fails.
    down = {"kind": "status", "status": 503, "path": "^/sync/history/"}
    await power_cut.cut({"kind": "lost", **POST}, down, after=power_cut.is_checked)
    assert await power_cut.attempts() == 1
    # Trakt has made the change, and the answer is arriving.
    await power_cut.cut({"kind": "drip", "seconds": 1, **POST}, after=power_cut.is_done)
    assert await power_cut.attempts() == 1
    # The answer has just arrived, and may have been saved or not.
    for _ in range(ROUNDS):
        await power_cut.cut(after=power_cut.is_done)
        assert await power_cut.attempts() == 1


async def test_lost_answer(account: ConnectedAccount, known: list[Json], disk: Disk) -> None:
    """The change is sent once, and the home finds out that Trakt has made it."""
    await account.simulator.forget_requests()
    await account.simulator.break_down(host="trakt_api", kind="lost", times=1, **POST)
    assert await mark(account, known[0], 0) == "queued"

    async def nothing_waits() -> bool:
        return not waiting(disk)

    await until(nothing_waits, seconds=30)
    assert await plays(account) == [(trakt_id(known[0]), hour(0))]
    assert len(await sent(account.simulator)) == 1


async def test_refusal_after_an_outage(account: ConnectedAccount, known: list[Json], disk: Disk) -> None:
    """Refused changes are undone and listed in a repair, also after a power cut. Later changes are made."""
    api = account.home.api
    movie = next(item for item in known if item["type"] == "movie")
    await take_down(account)
    for _ in range(2):
        answer = await api.ask(f"{DOMAIN}.add_to_watchlist", type="movie", ids={"trakt": movie["ids"]["trakt"]})
        assert answer["status"] == "queued"
    assert await mark(account, known[0], 0) == "queued"
    assert any(movie["title"] in summary for summary in await summaries(account, "watchlist_movies"))

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
    assert not any(movie["title"] in summary for summary in await summaries(account, "watchlist_movies"))
    await account.home.kill()
    await account.home.start()
    [issue] = (await account.home.api.command("repairs/list_issues"))["issues"]
    lines = issue["translation_placeholders"]["writes"].splitlines()
    assert (issue["translation_key"], len(lines)) == ("writes_refused", 2)
    assert movie["title"] in lines[0]
    assert "1000" in lines[0]


async def test_restored_backup(account: ConnectedAccount, known: list[Json], disk: Disk) -> None:
    """The changes in the backup have been sent since, and are not sent again."""
    items = known[:5]
    expected = [(trakt_id(item), hour(number)) for number, item in enumerate(items)]
    await take_down(account)
    await mark_all(account, disk, items)
    backup = {path.name: path.read_bytes() for path in disk.folder.glob(f"{DOMAIN}.*")}
    assert len(waiting(disk)) == len(items)
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
