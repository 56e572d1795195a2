"""To-do lists in a real home, the changes that were sent to Trakt, and the user data on Trakt."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from scripts.simulator import Simulator

from .account import ConnectedAccount, until

type Json = dict[str, Any]

STATUSES = ("needs_action", "completed")


async def lines(account: ConnectedAccount, key: str) -> list[Json]:
    """Return all items of a to-do list, none before it was read."""
    entity_id = await list_id(account, key)
    answer = await account.home.api.ask("todo.get_items", entity_id=entity_id, status=STATUSES)
    return list(answer.get(entity_id, {"items": []})["items"])


async def summaries(account: ConnectedAccount, key: str) -> list[str]:
    """Return the summaries of the items of a to-do list."""
    return [line["summary"] for line in await lines(account, key)]


async def completed(account: ConnectedAccount, key: str) -> list[str]:
    """Return the summaries of the completed items of a to-do list."""
    return [line["summary"] for line in await lines(account, key) if line["status"] == "completed"]


async def change_list(account: ConnectedAccount, action: str, key: str, **data: Any) -> None:
    """Perform an action on a to-do list."""
    await account.home.api.call(f"todo.{action}", entity_id=await list_id(account, key), **data)


async def list_id(account: ConnectedAccount, key: str) -> str:
    """Return the entity id of a to-do list."""
    return (await account.home.api.entities(account.entry_id))[f"todo.{key}"]


async def have_read(account: ConnectedAccount, keys: Iterable[str]) -> None:
    """Wait until all these to-do lists have items."""

    async def read() -> bool:
        return all([await lines(account, key) for key in keys])

    await until(read)


async def sent(simulator: Simulator) -> list[tuple[str, Any]]:
    """Return the path and the body of each change that was sent to Trakt, in the order of their arrival.

    Changes that Trakt answered with 429 are left out, because they are sent again.
    """
    requests = await simulator.requests()
    return [
        (request["path"], request["body"])
        for request in requests
        if request["host"] == "trakt_api"
        and request["method"] == "POST"
        and request["status"] != HTTPStatus.TOO_MANY_REQUESTS
    ]


async def user_data(simulator: Simulator) -> Json:
    """Return the plays, the watchlist and the ratings of the user on Trakt."""
    by_user: Json = await simulator.control("GET", "/diary")
    return dict(by_user["demo"])
