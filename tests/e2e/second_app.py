"""Another app of the same user, with which they add plays, hide items and rate on Trakt."""

from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import aiohttp

from scripts.simulator import Simulator

_REDIRECT = "https://example.com/second-app"


class SecondApp:
    """A client of the simulated Trakt, as a context manager that signs in."""

    def __init__(self, simulator: Simulator) -> None:
        """Initialize with the simulator."""
        self._addresses = simulator.addresses

    async def __aenter__(self) -> Self:
        """Sign in."""
        self._session = aiohttp.ClientSession(headers={"User-Agent": "SecondApp/1", "Content-Type": "application/json"})
        app = {"client_id": self._addresses.client_id, "redirect_uri": _REDIRECT}
        authorize = f"{self._addresses.trakt_auth}/oauth/authorize"
        async with self._session.get(authorize, params={**app, "response_type": "code"}, allow_redirects=False) as page:
            [code] = parse_qs(urlsplit(page.headers["Location"]).query)["code"]
        body = {
            **app,
            "code": code,
            "client_secret": self._addresses.client_secret,
            "grant_type": "authorization_code",
        }
        async with self._session.post(f"{self._addresses.trakt_auth}/oauth/token", json=body) as answer:
            token = (await answer.json())["access_token"]
        self._session.headers.update(
            {"Authorization": f"Bearer {token}", "trakt-api-key": app["client_id"], "trakt-api-version": "2"}
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the session."""
        await self._session.close()

    async def send(self, path: str, **body: Any) -> Any:
        """Send a POST request to Trakt, and return the JSON of the answer."""
        async with self._session.post(f"{self._addresses.trakt_api}{path}", json=body) as answer:
            answer.raise_for_status()
            return await answer.json()
