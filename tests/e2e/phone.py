"""Another app of the same person, with which they watch, hide and rate at Trakt."""

from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import aiohttp

from scripts.simulator import Simulator

_REDIRECT = "https://example.com/phone"


class Phone:
    """Signed in at the simulated Trakt; entering signs it in."""

    def __init__(self, simulator: Simulator) -> None:
        """Take whose Trakt it is."""
        self._addresses = simulator.addresses

    async def __aenter__(self) -> Self:
        """Sign in."""
        self._session = aiohttp.ClientSession(headers={"User-Agent": "Phone/1", "Content-Type": "application/json"})
        app = {"client_id": self._addresses.client_id, "redirect_uri": _REDIRECT}
        authorize = f"{self._addresses.trakt_auth}/oauth/authorize"
        async with self._session.get(authorize, params={**app, "response_type": "code"}, allow_redirects=False) as page:
            [code] = parse_qs(urlsplit(page.headers["Location"]).query)["code"]
        asked = {
            **app,
            "code": code,
            "client_secret": self._addresses.client_secret,
            "grant_type": "authorization_code",
        }
        async with self._session.post(f"{self._addresses.trakt_auth}/oauth/token", json=asked) as answer:
            token = (await answer.json())["access_token"]
        self._session.headers.update(
            {"Authorization": f"Bearer {token}", "trakt-api-key": app["client_id"], "trakt-api-version": "2"}
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        """Put it away."""
        await self._session.close()

    async def send(self, path: str, **body: Any) -> Any:
        """Change something at Trakt, and return what Trakt says."""
        async with self._session.post(f"{self._addresses.trakt_api}{path}", json=body) as answer:
            answer.raise_for_status()
            return await answer.json()
