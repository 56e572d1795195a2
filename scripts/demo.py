"""Runs a real Home Assistant against the simulator, connects it through its own sign-in, and prints the agenda."""

import argparse
import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import os
from pathlib import Path
import signal
import sys
import tempfile
import time
from zoneinfo import available_timezones

import aiohttp
from rich.console import Console

from scripts.agenda import Line, lines, print_agenda
from scripts.dashboard import IN_WORDS, views
from scripts.furnish import CONFIGURATION, furnish
from scripts.home import Home, HomeError
from scripts.home_api import HomeApi, HomeApiError
from scripts.home_folder import DASHBOARD, PASSWORD, USER
from scripts.sign_in import SignInError, add_credentials, sign_in
from scripts.simulator import Simulator, SimulatorError

POSTER_SECONDS = 30
POLL_SECONDS = 0.5
SETTLED_POLLS = 8
"""The polls without a new poster after which no more are expected; posters arrive about every two seconds."""
INTERRUPTED = 130
LOCAL_TIME = Path("/etc/localtime")
PROBLEMS = (aiohttp.ClientError, HomeApiError, HomeError, SignInError, SimulatorError, TimeoutError)


class DemoError(Exception):
    """The demo has nothing to show."""


def main() -> int:
    """Run the demo and return the exit code."""
    parser = argparse.ArgumentParser(prog="scripts/demo", description=__doc__)
    parser.add_argument("--once", action="store_true", help="print the agenda and stop")
    once: bool = parser.parse_args().once
    try:
        finished = asyncio.run(_run_until_stopped(once=once))
    except (DemoError, *PROBLEMS) as error:
        _say(f"The demo failed: {error or type(error).__name__}")
        return 1
    return 0 if finished or not once else INTERRUPTED


async def _run_until_stopped(*, once: bool) -> bool:
    """Run the demo. Return False if Ctrl-C, SIGTERM or a closed terminal has stopped it.

    In any case, every process that it started has ended.
    """
    task = asyncio.ensure_future(_demo(once=once))

    def stop() -> None:
        # A second Ctrl-C must not interrupt the cleanup.
        if not task.cancelling():
            task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    await asyncio.wait([task])
    if task.cancelled():
        return False
    task.result()
    return True


async def _demo(*, once: bool) -> None:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="trakt-upcoming-demo-", ignore_cleanup_errors=True) as folder:
        async with connected_home(Path(folder)) as (home, entry_id):
            _say("Waiting for the agenda and its posters")
            agenda = await settled_agenda(home.api, entry_id)
            print_agenda(agenda, Console(force_terminal=sys.stdout.isatty()))
            _say(f"Ready after {time.monotonic() - began:.0f} s: {len(agenda)} releases")
            if once:
                return
            await furnish(home, entry_id)
            _say(f"\n  {home.url}/{DASHBOARD}\n  user {USER}, password {PASSWORD}\n\nCtrl-C ends everything.")
            await asyncio.Event().wait()


@asynccontextmanager
async def connected_home(folder: Path) -> AsyncIterator[tuple[Home, str]]:
    """Yield a home with one account, and the entry id of the account."""
    _say("Starting the simulator")
    async with Simulator(folder / "simulator") as simulator:
        _say("Starting Home Assistant")
        environment = simulator.addresses.environment
        configuration = {**CONFIGURATION, "template": [IN_WORDS]}
        async with Home(
            folder / "home", environment=environment, time_zone=_time_zone(), configuration=configuration
        ) as home:
            _say(f"Signing in to Trakt, in Home Assistant {await home.api.version()}")
            addresses = simulator.addresses
            await add_credentials(home.api, addresses.client_id, addresses.client_secret)
            entry = await sign_in(home.api, tmdb_api_key=addresses.tmdb_api_key)
            home.folder.write_dashboard(views(await home.api.entities(entry["entry_id"])))
            yield home, entry["entry_id"]
            _say("Stopping")


async def settled_agenda(api: HomeApi, entry_id: str) -> list[Line]:
    """Return the agenda once no more posters arrive.

    Raises DemoError if the agenda is empty, or no poster arrived within 30 s.
    """
    agenda: list[Line] = []
    settled = 0
    deadline = time.monotonic() + POSTER_SECONDS
    while settled < SETTLED_POLLS and time.monotonic() < deadline:
        before = _tmdb_posters(agenda, api.url)
        agenda = lines(await api.ask("trakt_upcoming.get_upcoming", config_entry_id=entry_id), api.url)
        if before == len(agenda) > 0:
            return agenda
        settled = settled + 1 if 0 < _tmdb_posters(agenda, api.url) == before else 0
        await asyncio.sleep(POLL_SECONDS)
    if not agenda:
        raise DemoError("the agenda is empty")
    if not _tmdb_posters(agenda, api.url):
        raise DemoError(f"no poster arrived within {POSTER_SECONDS} s")
    return agenda


def _tmdb_posters(agenda: list[Line], home: str) -> int:
    """Return the number of releases with a poster of TMDB. Those of Trakt are served by the home from the start."""
    return sum(bool(line.poster) and not line.poster.startswith(home) for line in agenda)


def _time_zone() -> str:
    """Return the time zone of this machine, in which the browser shows the calendars."""
    _, _, linked = str(LOCAL_TIME.resolve()).partition("/zoneinfo/")
    candidates = (os.environ.get("TZ"), linked)
    return next((zone for zone in candidates if zone in available_timezones()), "UTC")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
