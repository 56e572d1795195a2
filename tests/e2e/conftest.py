"""Fixtures for a home with an account, in real processes."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
import sys

import pytest

from scripts.fork_server import fork_server
from scripts.home import Home, python
from scripts.simulator import Simulator

from .account import ConnectedAccount, connect
from .log import misuses

HERE = Path(__file__).parent
REPORT_DEPRECATIONS = {"PYTHONWARNINGS": "default::DeprecationWarning"}
"""By default, Python does not report them. Home Assistant always logs its own."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests in this folder, and run the tests of one file in one worker."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("e2e")
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="session", autouse=True)
def _fork_server() -> Iterator[None]:
    """Start homes and simulators without importing Home Assistant each time."""
    with fork_server(python(), REPORT_DEPRECATIONS):
        yield


@pytest.fixture
def _custom_integrations() -> None:
    """Replace the fixture for the Home Assistant in the test process, because there is none."""


@pytest.fixture
def _time() -> None:
    """Replace the fixture that stops the clock, because the other processes have their own clocks."""


@pytest.fixture
def catalogue() -> str:
    """Return the name of the simulator's catalogue. Override it for another one."""
    return "demo"


@pytest.fixture
async def simulator(tmp_path: Path, socket_enabled: None, catalogue: str) -> AsyncIterator[Simulator]:
    """Return a running simulator."""
    async with Simulator(tmp_path / "simulator", "--catalogue", catalogue) as simulator:
        yield simulator


@pytest.fixture
async def home(tmp_path: Path, simulator: Simulator) -> AsyncIterator[Home]:
    """Return a running home without accounts."""
    environment = simulator.addresses.environment | REPORT_DEPRECATIONS
    async with Home(tmp_path / "home", environment=environment) as home:
        yield home
        # Pytest shows this if the test fails.
        sys.stdout.write(home.log)
        assert not misuses(home.log)


@pytest.fixture
async def account(home: Home, simulator: Simulator) -> ConnectedAccount:
    """Return an account that has just signed in."""
    return await connect(home, simulator)
