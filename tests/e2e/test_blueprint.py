"""The blueprint in a real home of every supported version."""

from datetime import datetime
import json
from pathlib import Path
import shutil
from typing import Any

from scripts.home_folder import REPOSITORY

from .account import ConnectedAccount, until

BLUEPRINT = Path("blueprints/automation/trakt_upcoming/release_day.yaml")


async def test_release_day(account: ConnectedAccount) -> None:
    """It is valid. With only the account chosen, it shows the releases of today with a poster."""
    home = account.home
    await home.stop()
    (home.folder.path / BLUEPRINT).parent.mkdir(parents=True)
    shutil.copy(REPOSITORY / BLUEPRINT, home.folder.path / BLUEPRINT)
    configuration = home.folder.path / "configuration.yaml"
    use_blueprint = {"path": "trakt_upcoming/release_day.yaml", "input": {"account": account.entry_id}}
    automation = {"id": "ours", "alias": "Release day", "use_blueprint": use_blueprint}
    configuration.write_text(json.dumps({**json.loads(configuration.read_text()), "automation": [automation]}))
    await home.start()

    await home.api.call("automation.trigger", entity_id="automation.release_day")

    async def is_shown() -> bool:
        return bool(await notifications(account))

    await until(is_shown)
    [shown] = await notifications(account)
    today = (await home.api.ask("trakt_upcoming.get_upcoming", config_entry_id=account.entry_id, days=1))["days"]
    releases = today[0]["releases"]
    assert shown["title"] == "On today"
    assert [line for line in shown["message"].splitlines() if line.startswith("• ")] == [
        f"• {_time(release)}{release['title']}" for release in releases
    ]
    assert shown["message"].endswith(f"![]({next(each['poster'] for each in releases if each['poster'])})")


def _time(release: dict[str, Any]) -> str:
    """Return the time of an episode; a movie has only a day."""
    return f"{datetime.fromisoformat(release['start']):%H:%M} " if release["type"] == "episode" else ""


async def notifications(account: ConnectedAccount) -> list[dict[str, Any]]:
    """Return the notifications of the blueprint."""
    shown = await account.home.api.command("persistent_notification/get")
    return [each for each in shown if each["notification_id"] == "trakt_upcoming_release_day"]
