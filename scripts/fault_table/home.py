"""Starts the homes in which faults are tried."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from scripts.fault_table.lane import Lane
from scripts.home import Home
from scripts.home_api import DOMAIN
from scripts.sign_in import add_credentials, sign_in
from scripts.simulator import Simulator

MORE_THAN_ENOUGH: Final = 1_000_000
LOGGED: Final = {"logger": {"default": "warning", "logs": {f"custom_components.{DOMAIN}": "info"}}}
"""The usual log levels. Below them, Home Assistant itself logs stack traces."""


@asynccontextmanager
async def open_lane(folder: Path) -> AsyncIterator[Lane]:
    """Yield a lane in a folder that does not exist yet."""
    async with (
        Simulator(folder / "simulator", "--catalogue", "exact") as simulator,
        Home(folder / "home", environment=simulator.addresses.environment, configuration=LOGGED) as home,
    ):
        # This needs more requests than Trakt allows for one account.
        await simulator.control("POST", "/limit", {"most": MORE_THAN_ENOUGH, "seconds": 1})
        await add_credentials(home.api, simulator.addresses.client_id, simulator.addresses.client_secret)
        await _add_second_account(home, simulator)
        lane = Lane(home=home, simulator=simulator)
        await lane.connect()
        await lane.settle(lane.has_images)
        yield lane


async def _add_second_account(home: Home, simulator: Simulator) -> None:
    """Sign in a second account, so that the home keeps images while the first one is removed and added again."""
    await simulator.control("POST", "/user", {"name": "second"})
    await sign_in(home.api)
    await simulator.control("POST", "/user", {"name": "demo"})
