"""What people do with their lists, in a real home, and what Trakt received of it."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from scripts.simulator import Simulator

from .account import ConnectedAccount, until

type Json = dict[str, Any]

STATUSES = ("needs_action", "completed")


async def lines(account: ConnectedAccount, key: str) -> list[Json]:
    """Return all lines of a to-do list, none as long as nothing was read."""
    entity_id = await list_id(account, key)
    answer = await account.home.api.ask("todo.get_items", entity_id=entity_id, status=STATUSES)
    return list(answer.get(entity_id, {"items": []})["items"])


async def summaries(account: ConnectedAccount, key: str) -> list[str]:
    """Return the lines of a to-do list as people read them."""
    return [line["summary"] for line in await lines(account, key)]


async def completed(account: ConnectedAccount, key: str) -> list[str]:
    """Return what is completed on a to-do list."""
    return [line["summary"] for line in await lines(account, key) if line["status"] == "completed"]


async def change_list(account: ConnectedAccount, action: str, key: str, **data: Any) -> None:
    """Do something with a to-do list."""
    await account.home.api.call(f"todo.{action}", entity_id=await list_id(account, key), **data)


async def list_id(account: ConnectedAccount, key: str) -> str:
    """Return the entity id of a to-do list."""
    return (await account.home.api.entities(account.entry_id))[f"todo.{key}"]


async def have_read(account: ConnectedAccount, keys: Iterable[str]) -> None:
    """Wait until the to-do lists were read."""

    async def read() -> bool:
        return all([await lines(account, key) for key in keys])

    await until(read)


async def sent(simulator: Simulator) -> list[tuple[str, Any]]:
    """Return what was sent to Trakt to change something, with its path, in the order in which it arrived.

    What Trakt asked to be sent again a second later is not in it.
    """
    requests = await simulator.requests()
    return [
        (request["path"], request["body"])
        for request in requests
        if request["host"] == "trakt_api"
        and request["method"] == "POST"
        and request["status"] != HTTPStatus.TOO_MANY_REQUESTS
    ]


async def diary(simulator: Simulator) -> Json:
    """Return what Trakt has of the person."""
    diaries: Json = await simulator.control("GET", "/diary")
    return dict(diaries["demo"])
