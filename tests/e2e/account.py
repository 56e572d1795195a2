"""An account in a real home, and the requests to the services."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
import time
from typing import Any

from scripts.home import Home
from scripts.sign_in import add_credentials, change_options, sign_in
from scripts.simulator import Simulator

POLL_SECONDS = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectedAccount:
    """An account with its home and its simulator."""

    home: Home
    simulator: Simulator
    entry_id: str

    async def state(self, name: str) -> dict[str, Any]:
        """Return the state of an entity by domain and key, for example `calendar.episodes`."""
        entities = await self.home.api.entities(self.entry_id)
        return (await self.home.api.states())[entities[name]]

    async def refresh(self) -> None:
        """Press the refresh button."""
        entities = await self.home.api.entities(self.entry_id)
        await self.home.api.call("button.press", entity_id=entities["button.refresh"])

    async def choose(self, **options: object) -> None:
        """Change some options, and wait until the account is set up with them."""
        await change_options(self.home.api, self.entry_id, **options)

        async def is_loaded() -> bool:
            states = {entry["entry_id"]: entry["state"] for entry in await self.home.api.entries()}
            return bool(states[self.entry_id] == "loaded")

        await until(is_loaded)

    async def releases(self) -> list[dict[str, Any]]:
        """Return the releases that `get_upcoming` returns."""
        answer = await self.home.api.ask("trakt_upcoming.get_upcoming", config_entry_id=self.entry_id)
        return [release for day in answer["days"] for release in day["releases"]]

    async def has_posters(self) -> bool:
        """Return whether posters of TMDB have arrived. Those of Trakt are there from the start."""
        return any((release["poster"] or "").startswith("http") for release in await self.releases())

    async def has_looked_up(self) -> bool:
        """Return whether all titles were looked up at TMDB, which takes a quarter of a second for each."""
        diagnostics = await self.home.api.request("GET", f"diagnostics/config_entry/{self.entry_id}")
        return bool(diagnostics["data"]["artwork"]["waiting"] == 0)


async def connect(home: Home, simulator: Simulator) -> ConnectedAccount:
    """Add the API app, sign in with a TMDB key, and wait for posters."""
    addresses = simulator.addresses
    await add_credentials(home.api, addresses.client_id, addresses.client_secret)
    return await add_account(home, simulator)


async def add_account(home: Home, simulator: Simulator) -> ConnectedAccount:
    """Sign in with a TMDB key in a home that has the API app, and wait for posters."""
    entry = await sign_in(home.api, tmdb_api_key=simulator.addresses.tmdb_api_key)
    account = ConnectedAccount(home=home, simulator=simulator, entry_id=entry["entry_id"])
    await until(account.has_posters)
    return account


async def until(condition: Callable[[], Awaitable[bool]], *, seconds: float = 15, pause: float = POLL_SECONDS) -> None:
    """Wait until a condition is true.

    Raises TimeoutError.
    """
    deadline = time.monotonic() + seconds
    while not await condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{condition} did not come true within {seconds} s")
        await asyncio.sleep(pause)


async def asked(simulator: Simulator) -> Counter[str]:
    """Return the number of requests to each host, without those of the browser to the sign-in page."""
    requests = await simulator.requests()
    return Counter(request["host"] for request in requests if request["path"] != "/oauth/authorize")
