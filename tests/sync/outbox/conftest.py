"""An account whose changes go to the simulator, and its outbox."""

from copy import deepcopy

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.sync.outbox import Outbox

from ...changes import OUTBOX_FILE
from ...conftest import SetUp
from ...simulated import Simulated
from ...trakt_json import Json


@pytest.fixture
def token(simulator: Simulated) -> Json:
    """Return a token that the simulator has given."""
    return simulator.token()


@pytest.fixture
def disks(simulator: Simulated, hass_storage: Json) -> list[Json]:
    """Return what was on disk when each change arrived."""
    disks: list[Json] = []

    def see(method: str, _path: str) -> None:
        if method == "POST":
            disks.append(deepcopy(hass_storage[OUTBOX_FILE]))

    simulator.before_request = see
    return disks


@pytest.fixture
async def outbox(entry: MockConfigEntry, set_up: SetUp, simulator: Simulated) -> Outbox:
    """Return the outbox of an account."""
    await set_up()
    outbox: Outbox = entry.runtime_data.outbox
    return outbox
