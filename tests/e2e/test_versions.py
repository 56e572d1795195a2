"""The version of Home Assistant that runs, and its log, which has no warning about the integration."""

from datetime import timedelta
import os
import tomllib

from homeassistant.const import __version__ as installed_version
from homeassistant.util import dt as dt_util
import pytest

from scripts.home import VERSION, Home
from scripts.home_folder import REPOSITORY
from scripts.sign_in import change_options, reconfigure
from scripts.simulator import Simulator

from .account import ConnectedAccount, connect
from .log import misuses, warnings


async def test_requested_version_is_running(home: Home) -> None:
    version = await home.api.version()

    assert version == (os.environ.get(VERSION) or installed_version)
    interface = (await home.api.command("frontend/get_version"))["version"]
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
    assert f"home-assistant-frontend=={interface}" in project["dependency-groups"][f"home-{version}"]


async def test_use_of_an_account_logs_no_warning(home: Home, simulator: Simulator) -> None:
    account = await connect(home, simulator)
    await _use(account)
    await home.stop()
    first_log = home.log

    await home.start()
    await _use(account)
    await home.api.remove(account.entry_id)
    await home.stop()

    for log in (first_log, home.log):
        notice, *others = warnings(log)
        assert "which has not been tested by Home Assistant" in notice
        assert not others


@pytest.mark.parametrize(
    "message",
    [
        "[homeassistant.helpers.frame] Detected that custom integration 'trakt_upcoming' adds a listener at ...",
        "[homeassistant.util.loop] Detected blocking call to open with args () by custom integration 'trakt_upcoming'",
        "[homeassistant.const] The deprecated constant OLD was used from trakt_upcoming. Use NEW instead",
        "[py.warnings] /config/custom_components/trakt_upcoming/account.py:7: DeprecationWarning: use NEW",
        "[homeassistant.helpers.frame] Detected code that is odd\n  File custom_components/trakt_upcoming/account.py",
    ],
)
@pytest.mark.parametrize("time", ["07:18:39.126", "07:18:39.126+00:00"], ids=["2026.10", "2026.11"])
def test_misuse_is_recognised(message: str, time: str) -> None:
    ours = f"2026-11-21 {time} WARNING (MainThread) {message}\n"
    innocent = (
        f"2026-11-21 {time} WARNING (MainThread) [homeassistant.helpers.frame] Detected that integration 'other' ...\n"
    )

    assert misuses(innocent + ours + innocent) == [ours]


async def _use(account: ConnectedAccount) -> None:
    """Use an account as users and automations do."""
    api, entities = account.home.api, await account.home.api.entities(account.entry_id)
    await account.refresh()
    assert await account.releases()
    now = dt_util.utcnow()
    assert await api.events(entities["calendar.episodes"], now, now + timedelta(days=30))
    await change_options(api, account.entry_id, feeds=["episodes", "movies", "streaming"], days=60)
    await reconfigure(api, account.entry_id)
    await api.reload(account.entry_id)
