"""The REST and websocket interfaces of a running Home Assistant, as far as the demo and the tests use them."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

import aiohttp

DOMAIN = "trakt_upcoming"


class HomeApiError(Exception):
    """Home Assistant refused a request."""


class HomeApi:
    """Speaks to one Home Assistant with one token."""

    def __init__(self, session: aiohttp.ClientSession, url: str, token: str) -> None:
        """Remember where Home Assistant is."""
        self.session = session
        self.url = url
        self._token = token

    async def request(self, method: str, path: str, *, json: Mapping[str, Any] | None = None, **parameters: str) -> Any:
        """Send one request to `/api/...` and return the JSON of its answer."""
        # The sign-in reads the address to come back to from the second header, as it does from the interface's.
        headers = {"Authorization": f"Bearer {self._token}", "HA-Frontend-Base": self.url}
        async with self.session.request(
            method, f"{self.url}/api/{path}", json=json, params=parameters, headers=headers
        ) as response:
            if response.status >= HTTPStatus.BAD_REQUEST:
                raise HomeApiError(f"{method} /api/{path} was answered {response.status}: {await response.text()}")
            return await response.json()

    async def is_running(self) -> bool:
        """Whether everything that belongs to the start is done."""
        answer = await self.request("GET", "core/state")
        return bool(answer["state"] == "RUNNING")

    async def version(self) -> str:
        """Return the version of Home Assistant, as it says itself."""
        answer = await self.request("GET", "config")
        return str(answer["version"])

    async def states(self) -> dict[str, dict[str, Any]]:
        """Return every entity's state by entity id."""
        return {state["entity_id"]: state for state in await self.request("GET", "states")}

    async def entities(self, entry_id: str) -> dict[str, str]:
        """Return the entity ids of one account, by domain and key, for example `calendar.episodes`."""
        registry = await self.command("config/entity_registry/list")
        entities = [entity for entity in registry if entity["config_entry_id"] == entry_id]
        return {_name(entity["entity_id"], entity["unique_id"]): entity["entity_id"] for entity in entities}

    async def events(self, calendar: str, start: datetime, end: datetime) -> list[dict[str, Any]]:
        """Return what a calendar shows between two moments."""
        events: list[dict[str, Any]] = await self.request(
            "GET", f"calendars/{calendar}", start=start.isoformat(), end=end.isoformat()
        )
        return events

    async def call(self, action: str, **data: Any) -> None:
        """Perform an action, named `domain.action`, and wait for its end."""
        await self.request("POST", f"services/{action.replace('.', '/')}", json=data)

    async def ask(self, action: str, **data: Any) -> dict[str, Any]:
        """Perform an action and return what it answers."""
        answer = await self.request("POST", f"services/{action.replace('.', '/')}", json=data, return_response="1")
        response: dict[str, Any] = answer["service_response"]
        return response

    async def entries(self) -> list[dict[str, Any]]:
        """Return the accounts."""
        entries: list[dict[str, Any]] = await self.request("GET", "config/config_entries/entry", domain=DOMAIN)
        return entries

    async def reload(self, entry_id: str) -> None:
        """Set an account up anew."""
        await self.request("POST", f"config/config_entries/entry/{entry_id}/reload")

    async def remove(self, entry_id: str) -> None:
        """Delete an account."""
        await self.request("DELETE", f"config/config_entries/entry/{entry_id}")

    async def questions(self) -> list[str]:
        """Return the flows in which an account is asked to sign in again."""
        flows = await self.command("config_entries/flow/progress")
        return [flow["flow_id"] for flow in flows if flow["context"]["source"] == "reauth"]

    async def command(self, kind: str, **data: Any) -> Any:
        """Send one websocket command and return its result."""
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
