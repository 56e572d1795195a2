"""What people do with two accounts until Trakt goes down and the power is cut, all of it as from outside."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
import json
from pathlib import Path
import time
from typing import Any, Final

import aiohttp

from scripts.home import Home
from scripts.home_api import DOMAIN, HomeApi, HomeApiError
from scripts.released_home.seen import ZONE, Facts, account_seen, home_seen, pictures_seen
from scripts.sign_in import OPTIONS_FLOW, add_credentials, change_options, choose_option, sign_in
from scripts.simulator import Simulator

PLAYS: Final = 260
"""More than Trakt gives at once, so that an import can be stopped half-way."""
PICTURES: Final = 4
"""So many people look at."""
RENAMED: Final = "calendar.our_shows"
_MARGIN: Final = timedelta(days=2)
"""What comes out sooner, or so shortly before the window ends, may not be in it on another day."""
_POLL: Final = 0.2
_SOON: Final = 0.005
_PATIENCE: Final = 60
"""Seconds."""


class LifeError(Exception):
    """Something did not go as it was to."""


@dataclass(slots=True, kw_only=True)
class Life:
    """One home."""

    home: Home
    simulator: Simulator
    demo: str = ""
    second: str = ""
    """Entry ids."""
    changes: list[Facts] = field(default_factory=list)
    """What people asked for and Trakt has not confirmed."""
    paths: list[str] = field(default_factory=list)
    """The pictures that people have looked at."""

    async def live(self) -> Facts:
        """Do everything, and return what people had in the end; by then the home has ended, and Trakt is down."""
        await self._sign_in()
        await self._settle_in()
        await self._look_at_pictures()
        await self._import()
        await self._have_something_refused()
        await self._lose_trakt()
        seen = {
            "demo": await account_seen(self.home, self.demo, _MARGIN),
            "second": await account_seen(self.home, self.second, _MARGIN),
            "home": await home_seen(self.home) | {"pictures": await pictures_seen(self.home, self.paths)},
            "changes": self.changes,
        }
        await self.home.stop()
        await self._renew_and_die()
        return seen

    @property
    def api(self) -> HomeApi:
        """The interfaces of the home."""
        return self.home.api

    async def ask(self, action: str, entry_id: str, **data: Any) -> Facts:
        """Perform an action for an account."""
        return await self.api.ask(f"{DOMAIN}.{action}", config_entry_id=entry_id, **data)

    async def _sign_in(self) -> None:
        """Connect one account with TMDB's pictures, and one without; Trakt has years of watching of both."""
        for user in ("demo", "second"):
            await self.simulator.control("POST", "/plays", {"user": user, "count": PLAYS, "seed": len(user)})
        addresses = self.simulator.addresses
        await add_credentials(self.api, addresses.client_id, addresses.client_secret)
        self.demo = (await sign_in(self.api))["entry_id"]
        await self.simulator.control("POST", "/user", {"name": "second"})
        self.second = (await sign_in(self.api))["entry_id"]
        await change_options(
            self.api,
            self.demo,
            feeds=["episodes", "movies", "streaming"],
            days=14,
            language="de",
            tmdb_api_key=addresses.tmdb_api_key,
        )
        await self._until(self._is_known)

    async def _settle_in(self) -> None:
        """Make it one's own."""
        entities = await self.api.entities(self.demo)
        await self._change_entity(entities["calendar.episodes"], new_entity_id=RENAMED, name="Our shows")
        await self._change_entity(entities["sensor.movies_plays"], disabled_by=None)
        await self.api.reload(self.demo)
        for title in ("Glasshouse", "Low Water"):
            await self.ask("add_to_watchlist", self.second, type="movie", title=title)
        await self.ask("rate", self.second, type="movie", title="Low Water", rating=7)
        await self.ask("rate", self.second, title="Red Ledger", season=2, episode=1, rating=9)
        await self._until(self._is_known)

    async def _look_at_pictures(self) -> None:
        """Have the home keep pictures of Trakt."""
        days = (await self.ask("get_upcoming", self.second))["days"]
        posters = [release["poster"] or "" for day in days for release in day["releases"]]
        self.paths = sorted({poster for poster in posters if poster.startswith("/")})[:PICTURES]
        served = await pictures_seen(self.home, self.paths)
        if [kind for kind, _ in served.values()] != ["image/webp"] * PICTURES:
            raise LifeError(f"not all pictures were there: {served}")

    async def _import(self) -> None:
        """Import the history of one account to its end, and that of the other half-way."""
        step = await self._begin_import(self.demo)

        async def has_ended() -> bool:
            shown = await self.api.request("GET", f"{OPTIONS_FLOW}/{step['flow_id']}")
            return bool(shown["type"] == "abort")

        await self._until(has_ended)
        await self.simulator.break_down(host="trakt_api", kind="latency", path="^/sync/history$", seconds=1)
        step = await self._begin_import(self.second)
        await self.api.request("DELETE", f"{OPTIONS_FLOW}/{step['flow_id']}")

        async def is_half_done() -> bool:
            return int((await self._open_import(self.second))["description_placeholders"]["read"]) > 0

        await self._until(is_half_done, pause=_SOON)
        menu = await self._open_import(self.second)
        await self.api.request("POST", f"{OPTIONS_FLOW}/{menu['flow_id']}", json={"next_step_id": "import_stop"})
        await self.simulator.repair()

    async def _have_something_refused(self) -> None:
        """Ask for something while Trakt is down that it has no room for when it is back."""
        await self.simulator.break_down(host="trakt_api", kind="status", status=503)
        await self._ask_for("refused", "demo", "add_to_watchlist", type="movie", title="Kilometre Zero")
        await self.simulator.repair()
        await self.simulator.break_down(
            host="trakt_api",
            kind="status",
            status=420,
            headers={"X-Account-Limit": "1000"},
            method="POST",
            path="^/sync/watchlist$",
        )
        await self._refresh(self.demo)

        async def is_told() -> bool:
            return bool((await home_seen(self.home))["repairs"])

        await self._until(is_told)
        await self.simulator.repair()

    async def _lose_trakt(self) -> None:
        """Have Trakt do something without saying so; what is asked for then waits."""
        for path in ("^/sync/history$", "^/sync/ratings$"):
            await self.simulator.break_down(host="trakt_api", kind="lost", method="POST", path=path, times=1)
        await self.simulator.break_down(host="trakt_api", kind="status", status=503, path="^/sync/")
        await self.simulator.forget_requests()
        evening = datetime.now(ZONE).replace(hour=20, minute=0, second=0, microsecond=0) - timedelta(days=1)
        movie = {"type": "movie", "title": "The Understated"}
        episode = {"title": "Kitchen Parliament", "season": 6, "episode": 1}
        await self._ask_for("lost", "demo", "mark_watched", watched_at=evening.isoformat(), **movie)
        before = (evening - timedelta(hours=2)).isoformat()
        await self._ask_for("waits", "demo", "mark_watched", watched_at=before, **episode)
        await self._ask_for("waits", "demo", "rate", rating=9, **episode)
        await self._ask_for("lost", "second", "rate", type="movie", title="Archive Movie 0001", rating=4)
        await self._ask_for("waits", "second", "add_to_watchlist", type="movie", title="Die stille Brücke")
        await self._ask_for("waits", "second", "mark_watched", type="show", title="Last Orders", watched_at="released")
        sent = [each["path"] for each in await self.simulator.requests() if each["method"] == "POST"]
        if sent != ["/sync/history", "/sync/ratings"]:
            raise LifeError(f"something else was sent than what was to be lost: {sent}")

    async def _renew_and_die(self) -> None:
        """Go on after a restart, until the power is cut between a renewal and Home Assistant's own note of it."""
        await self.home.start()
        await self._until(self._is_known)
        noted = self._noted_token
        await self.simulator.control("POST", "/tokens/expire")
        refreshing = asyncio.create_task(self._refresh(self.demo))

        async def is_renewed() -> bool:
            return self._token_file.exists() and self._stored(self._token_file)["refresh_token"] != noted

        await self._until(is_renewed, pause=_SOON)
        await self.home.kill()
        await asyncio.wait([refreshing])
        if not isinstance(refreshing.exception(), aiohttp.ClientError) or self._noted_token != noted:
            raise LifeError("the power was cut too late")

    async def _ask_for(self, state: str, account: str, action: str, **data: Any) -> None:
        """Ask for something that is not done at once, and note what becomes of it."""
        entry_id = {"demo": self.demo, "second": self.second}[account]
        answer = await self.ask(action, entry_id, **data)
        if answer["status"] != "queued":
            raise LifeError(f"{action} does not wait: {answer}")
        work = answer["work"]
        item = [work["type"], (work.get("episode_ids") or work["ids"])["trakt"]]
        self.changes.append({"state": state, "account": account, "action": action, "item": item, **data})

    async def _change_entity(self, entity_id: str, **changes: object) -> None:
        await self.api.command("config/entity_registry/update", entity_id=entity_id, **changes)

    async def _refresh(self, entry_id: str) -> None:
        entities = await self.api.entities(entry_id)
        await self.api.call("button.press", entity_id=entities["button.refresh"])

    async def _begin_import(self, entry_id: str) -> Facts:
        preview = await self._open_import(entry_id)
        step: Facts = await self.api.request(
            "POST", f"{OPTIONS_FLOW}/{preview['flow_id']}", json={"air_dates": entry_id == self.demo}
        )
        return step

    async def _open_import(self, entry_id: str) -> Facts:
        return await choose_option(self.api, entry_id, "history")

    async def _is_known(self) -> bool:
        """Return whether everything was read of both accounts, and all posters of one have come."""
        try:
            seen = [await account_seen(self.home, entry_id) for entry_id in (self.demo, self.second)]
        except HomeApiError, KeyError:
            return False
        posters = [poster or "" for _, poster in seen[0]["titles"].values()]
        return all(len(each["plays"]) >= PLAYS for each in seen) and any(each.startswith("http") for each in posters)

    async def _until(self, condition: Callable[[], Awaitable[bool]], *, pause: float = _POLL) -> None:
        deadline = time.monotonic() + _PATIENCE
        while not await condition():
            if time.monotonic() > deadline:
                raise LifeError(f"{condition} did not come true within {_PATIENCE} s")
            await asyncio.sleep(pause)

    @property
    def _token_file(self) -> Path:
        return self.home.folder.path / ".storage" / f"{DOMAIN}.{self.demo}.token"

    @property
    def _noted_token(self) -> str:
        """The refresh token in Home Assistant's own note of the account."""
        entries = self._stored(self.home.folder.path / ".storage" / "core.config_entries")["entries"]
        [token] = [entry["data"]["token"] for entry in entries if entry["entry_id"] == self.demo]
        return str(token["refresh_token"])

    @staticmethod
    def _stored(path: Path) -> Facts:
        stored: Facts = json.loads(path.read_bytes())["data"]
        return stored
