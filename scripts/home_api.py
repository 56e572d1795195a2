"""A client of the REST and websocket API of Home Assistant, for the demo and the tests."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

import aiohttp

DOMAIN = "trakt_upcoming"


class HomeApiError(Exception):
    """Home Assistant refused a request."""


class HomeApi:
    """A client of one Home Assistant."""

    def __init__(self, session: aiohttp.ClientSession, url: str, token: str) -> None:
        """Initialize with the address of Home Assistant and an access token."""
        self.session = session
        self.url = url
        self._token = token

    async def request(self, method: str, path: str, *, json: Mapping[str, Any] | None = None, **parameters: str) -> Any:
        """Send a request to `/api/...` and return the JSON of the answer.

        Raises HomeApiError and aiohttp.ClientError.
        """
        # The sign-in reads its return address from the second header, which the interface sends as well.
        headers = {"Authorization": f"Bearer {self._token}", "HA-Frontend-Base": self.url}
        async with self.session.request(
            method, f"{self.url}/api/{path}", json=json, params=parameters, headers=headers
        ) as response:
            if response.status >= HTTPStatus.BAD_REQUEST:
                raise HomeApiError(f"{method} /api/{path} was answered {response.status}: {await response.text()}")
            return await response.json()

    async def is_running(self) -> bool:
        """Return whether Home Assistant has started."""
        answer = await self.request("GET", "core/state")
        return bool(answer["state"] == "RUNNING")

    async def version(self) -> str:
        """Return the version of Home Assistant."""
        answer = await self.request("GET", "config")
        return str(answer["version"])

    async def states(self) -> dict[str, dict[str, Any]]:
        """Return the states of all entities by entity id."""
        return {state["entity_id"]: state for state in await self.request("GET", "states")}

    async def entities(self, entry_id: str) -> dict[str, str]:
        """Return the entity ids of one account by domain and key, for example `calendar.episodes`."""
        registry = await self.command("config/entity_registry/list")
        entities = [entity for entity in registry if entity["config_entry_id"] == entry_id]
        return {_name(entity["entity_id"], entity["unique_id"]): entity["entity_id"] for entity in entities}

    async def events(self, calendar: str, start: datetime, end: datetime) -> list[dict[str, Any]]:
        """Return the events of a calendar between two moments."""
        events: list[dict[str, Any]] = await self.request(
            "GET", f"calendars/{calendar}", start=start.isoformat(), end=end.isoformat()
        )
        return events

    async def call(self, action: str, **data: Any) -> None:
        """Perform an action, given as `domain.action`, and wait until it has ended."""
        await self.request("POST", f"services/{action.replace('.', '/')}", json=data)

    async def ask(self, action: str, **data: Any) -> dict[str, Any]:
        """Perform an action and return its response."""
        answer = await self.request("POST", f"services/{action.replace('.', '/')}", json=data, return_response="1")
        response: dict[str, Any] = answer["service_response"]
        return response

    async def entries(self) -> list[dict[str, Any]]:
        """Return the config entries of all accounts."""
        entries: list[dict[str, Any]] = await self.request("GET", "config/config_entries/entry", domain=DOMAIN)
        return entries

    async def reload(self, entry_id: str) -> None:
        """Reload an account."""
        await self.request("POST", f"config/config_entries/entry/{entry_id}/reload")

    async def remove(self, entry_id: str) -> None:
        """Remove an account."""
        await self.request("DELETE", f"config/config_entries/entry/{entry_id}")

    async def questions(self) -> list[str]:
        """Return the ids of the flows that ask to sign in again."""
        flows = await self.command("config_entries/flow/progress")
        return [flow["flow_id"] for flow in flows if flow["context"]["source"] == "reauth"]

    async def command(self, kind: str, **data: Any) -> Any:
        """Send a websocket command and return its result.

        Raises HomeApiError.
        """
        async with self.session.ws_connect(f"{self.url}/api/websocket", max_msg_size=0) as socket:
            await socket.receive_json()
            await socket.send_json({"type": "auth", "access_token": self._token})
            await socket.receive_json()
            await socket.send_json({"id": 1, "type": kind, **data})
            answer = await socket.receive_json()
        if not answer["success"]:
            raise HomeApiError(f"The command {kind} was refused: {answer['error']['message']}")
        return answer["result"]


def _name(entity_id: str, unique_id: str) -> str:
    domain, _, _ = entity_id.partition(".")
    _account, _, key = unique_id.partition("_")
    return f"{domain}.{key}"
