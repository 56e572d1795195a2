"""Adds to the demo what its user can try: an automation of the blueprint, voice, and an imported history."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
import shutil
from typing import Any, Final

from scripts.home import Home
from scripts.home_api import HomeApi
from scripts.home_folder import INCLUDED_AUTOMATIONS, REPOSITORY
from scripts.sign_in import OPTIONS_FLOW, choose_option

CONFIGURATION: Final[Mapping[str, Any]] = {
    "automation": INCLUDED_AUTOMATIONS,
    "conversation": {},
    "device_automation": {},
    "history": {},
    "logbook": {},
    "recorder": {},
}
"""Without assist_pipeline, which needs a compiler; the action `conversation.process` takes text instead of speech."""
BLUEPRINT: Final = Path("automation", "trakt_upcoming", "release_day.yaml")
NAMES: Final = {
    "sensor.next_episode_title": "next episode",
    "sensor.next_movie_title": "next movie",
    "todo.up_next": "up next",
    "todo.watchlist_movies": "movie watchlist",
    "todo.watchlist_shows": "show watchlist",
}
"""The aliases of the entities for voice, by domain and key."""
HISTORY_SECONDS: Final = 30
POLL_SECONDS: Final = 0.5


async def furnish(home: Home, entry_id: str) -> None:
    """Add an automation of the blueprint, expose entities to voice, and start the import of the history.

    The import continues in the background. Raises TimeoutError if the account does not read its history.
    """
    await _add_automation(home, entry_id)
    await _expose(home.api, await home.api.entities(entry_id))
    await _import_history(home.api, entry_id)


async def _add_automation(home: Home, entry_id: str) -> None:
    target = home.folder.path / "blueprints" / BLUEPRINT
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(REPOSITORY / "blueprints" / BLUEPRINT, target)
    used = {"path": BLUEPRINT.relative_to("automation").as_posix(), "input": {"account": entry_id}}
    home.folder.write_automations([{"id": "release_day", "alias": "Release day", "use_blueprint": used}])
    await home.api.call("automation.reload")


async def _expose(api: HomeApi, entities: Mapping[str, str]) -> None:
    exposed = [entities[key] for key in NAMES]
    await api.command(
        "homeassistant/expose_entity", assistants=["conversation"], entity_ids=exposed, should_expose=True
    )
    for key, name in NAMES.items():
        # None is the name of the entity itself.
        await api.command("config/entity_registry/update", entity_id=entities[key], aliases=[None, name])


async def _import_history(api: HomeApi, entry_id: str) -> None:
    async with asyncio.timeout(HISTORY_SECONDS):
        step = await _open_import(api, entry_id)
    await api.request("POST", f"{OPTIONS_FLOW}/{step['flow_id']}", json={"air_dates": True})


async def _open_import(api: HomeApi, entry_id: str) -> dict[str, Any]:
    """Return the form of the import, once the history was read."""
    while True:
        step = await choose_option(api, entry_id, "history")
        if step["type"] == "form":
            return step
        await asyncio.sleep(POLL_SECONDS)
