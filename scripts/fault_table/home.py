"""A home for one fault after the other, with a neighbour for whom it keeps pictures."""

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
"""What people have in their log; below that, Home Assistant itself logs stack traces."""


@asynccontextmanager
async def open_lane(folder: Path) -> AsyncIterator[Lane]:
    """Yield a lane in a folder that does not exist yet."""
    async with (
        Simulator(folder / "simulator", "--catalogue", "exact") as simulator,
        Home(folder / "home", environment=simulator.addresses.environment, configuration=LOGGED) as home,
    ):
        # Trakt's limit is for one account's minutes, of which this makes dozens of accounts.
        await simulator.control("POST", "/limit", {"most": MORE_THAN_ENOUGH, "seconds": 1})
        await add_credentials(home.api, simulator.addresses.client_id, simulator.addresses.client_secret)
        await _move_in_neighbour(home, simulator)
        lane = Lane(home=home, simulator=simulator)
        await lane.connect()
        await lane.settle(lane.has_pictures)
        yield lane


async def _move_in_neighbour(home: Home, simulator: Simulator) -> None:
    """Sign in somebody without pictures, while whom the home keeps the pictures of whoever comes and goes."""
    await simulator.control("POST", "/user", {"name": "second"})
    await sign_in(home.api)
    await simulator.control("POST", "/user", {"name": "demo"})
