"""A simulator in this process, and a user who has signed in to it."""

import base64
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
import hashlib
import json
from typing import Any

import aiohttp
import pytest
from yarl import URL

from simulator import Simulator
from simulator.call_limit import writes
from simulator.programme import demo

REDIRECT = "https://home.example/auth/external/callback"
VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
USER_AGENT = "Test/1.0"


def headers_of_trakt(token: str) -> dict[str, str]:
    """Return the headers that Trakt wants to see with a token."""
    return {
        "Content-Type": "application/json",
        "trakt-api-key": "simulated-client",
        "trakt-api-version": "2",
        "Authorization": f"Bearer {token}",
    }


@dataclass(frozen=True)
class Answer:
    """An answer of the API; without a body its JSON is None."""

    status: int
    headers: Mapping[str, str]
    json: Any


@dataclass(frozen=True)
class Client:
    """Speaks to the simulated hosts as a well-behaved program does."""

    simulator: Simulator
    session: aiohttp.ClientSession

    async def authorize(self, **query: str) -> URL:
        """Return where the user is sent after signing in."""
        return URL((await self.open_sign_in(**query)).headers["Location"])

    async def open_sign_in(self, **query: str) -> aiohttp.ClientResponse:
        """Return the answer of the sign-in page; a part of the query that is empty is left out."""
        params = {
            "response_type": "code",
            "client_id": "simulated-client",
            "redirect_uri": REDIRECT,
            "state": "s",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
            **query,
        }
        url = f"{self.simulator.addresses.trakt_auth}/oauth/authorize"
        sent = {name: value for name, value in params.items() if value}
        async with self.session.get(url, params=sent, allow_redirects=False) as answer:
            await answer.read()
            return answer

    async def token(self, **data: str) -> tuple[int, dict[str, Any]]:
        """Return status and JSON of a request for a token, with app and address filled in."""
        request = {
            "client_id": "simulated-client",
            "client_secret": "simulated-secret",
            "redirect_uri": REDIRECT,
            **data,
        }
        url = f"{self.simulator.addresses.trakt_auth}/oauth/token"
        async with self.session.post(url, json={key: value for key, value in request.items() if value}) as answer:
            return answer.status, await answer.json()

    async def sign_in(self, **query: str) -> dict[str, Any]:
        """Return a token."""
        url = await self.authorize(**query)
        _, token = await self.token(grant_type="authorization_code", code=url.query["code"], code_verifier=VERIFIER)
        return token

    async def trakt(self, path: str, token: str = "", **headers: str | None) -> tuple[int, str, bytes]:
        """Return status, content type and body of a request to the API; a header that is None is left out."""
        usual: dict[str, str | None] = {
            **headers_of_trakt(token),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        sent = {name: value for name, value in usual.items() if value is not None}
        skipped = [name for name, value in usual.items() if value is None]
        async with self.session.get(
            f"{self.simulator.addresses.trakt_api}{path}", headers=sent, skip_auto_headers=skipped
        ) as answer:
            return answer.status, answer.headers.get("Content-Type", ""), await answer.read()

    async def ask(self, path: str, token: str, *, method: str = "GET", data: object = None) -> Answer:
        """Return the answer of the API to a request with a body or without."""
        url = f"{self.simulator.addresses.trakt_api}{path}"
        body = None if data is None else json.dumps(data)
        async with self.session.request(method, url, headers=headers_of_trakt(token), data=body) as answer:
            content = await answer.read()
            return Answer(answer.status, answer.headers, json.loads(content) if content else None)

    async def post(self, path: str, token: str, data: object) -> Answer:
        """Return the answer of the API to a body."""
        return await self.ask(path, token, method="POST", data=data)

    async def stamps(self, token: str) -> dict[str, Any]:
        """Return when which part of the account changed last."""
        stamps: dict[str, Any] = (await self.ask("/sync/last_activities", token)).json
        return stamps

    async def control(self, method: str, path: str, data: object = None) -> Any:
        """Return what the control port answers."""
        async with self.session.request(method, f"{self.simulator.addresses.control}{path}", json=data) as answer:
            return await answer.json() if answer.ok else answer.status


@pytest.fixture(autouse=True)
def _time() -> None:
    """Let the time be as it is, here."""


@pytest.fixture
async def client(socket_enabled: None) -> AsyncIterator[Client]:
    """Yield a client of a simulator with the demo's catalogue at a fixed day, which it takes for today.

    Writes are not limited.
    """
    async with (
        Simulator(demo(NOW, seed=7)) as simulator,
        aiohttp.ClientSession(headers={"User-Agent": USER_AGENT}) as session,
    ):
        simulator.state.clock = lambda: NOW
        simulator.state.write_limit = writes(most=1_000)
        yield Client(simulator, session)


@pytest.fixture
async def token(client: Client) -> str:
    """Return an access token of the demo's user."""
    return str((await client.sign_in())["access_token"])
