"""Home Assistant starts as fast as without the integration, also if Trakt does not answer."""

import asyncio
import json
from pathlib import Path
from statistics import median

from scripts.home import Home

from .account import ConnectedAccount

RUNS = 3
MOST_SECONDS = 1
HOSTS = ("trakt_api", "trakt_auth", "tmdb_api", "tmdb_images", "trakt_images")
MANY = 1_000


async def test_hanging_trakt_does_not_delay_the_start(account: ConnectedAccount, tmp_path: Path) -> None:
    home, simulator = account.home, account.simulator
    await home.stop()
    # With more days than in the snapshot, the integration refreshes at once.
    _change_stored_options(home, days=60)
    for host in HOSTS:
        await simulator.break_down(host=host, kind="hang", times=MANY)

    delays = list[float]()
    async with Home(tmp_path / "plain", with_integration=False) as plain:
        await plain.stop()
        for _ in range(RUNS):
            # At the same time, so that other programs on the machine slow both down.
            with_integration, without = await asyncio.gather(home.start(), plain.start())
            # On a busy machine both are slow; twice as slow is no delay by Trakt, which hangs for many seconds.
            delays.append(with_integration - 2 * without)
            assert (await account.state("calendar.episodes"))["state"] in {"on", "off"}
            await asyncio.gather(home.kill(), plain.kill())

    trakt, *_others = await simulator.control("GET", "/faults")
    assert MANY - trakt["times"] >= RUNS
    assert median(delays) < MOST_SECONDS


def _change_stored_options(home: Home, **options: object) -> None:
    path = home.folder.path / ".storage" / "core.config_entries"
    stored = json.loads(path.read_text())
    (entry,) = stored["data"]["entries"]
    entry["options"] |= options
    path.write_text(json.dumps(stored))
