"""Uses two accounts as users do, through the interfaces of Home Assistant, until Trakt fails and the power is cut."""

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
from scripts.released_home.seen import ZONE, Facts, account_seen, home_seen, images_seen
from scripts.sign_in import OPTIONS_FLOW, add_credentials, change_options, choose_option, sign_in
from scripts.simulator import Simulator

PLAYS: Final = 260
"""More than Trakt returns on one page, so that an import can be stopped half-way."""
IMAGES: Final = 4
"""The number of images that are requested."""
RENAMED: Final = "calendar.our_shows"
_MARGIN: Final = timedelta(days=2)
"""Releases within this time of the beginning or the end of the window may be outside of it on another day."""
_POLL: Final = 0.2
_SOON: Final = 0.005
_TIMEOUT: Final = 60
"""Seconds."""


class LifeError(Exception):
    """A step did not have the expected result."""


@dataclass(slots=True, kw_only=True)
class Life:
    """The life of one home with two accounts."""

    home: Home
    simulator: Simulator
    demo: str = ""
    second: str = ""
    """`demo` and `second` are the entry ids of the two accounts."""
    changes: list[Facts] = field(default_factory=list)
    """The changes that Trakt has not confirmed."""
    paths: list[str] = field(default_factory=list)
    """The paths of the requested images."""

    async def live(self) -> Facts:
        """Do all steps, and return what the users had in the end. Then the home was killed, and Trakt fails."""
        await self._sign_in()
        await self._customize()
        await self._request_images()
        await self._import()
        await self._get_refusal()
        await self._lose_answers()
        seen = {
            "demo": await account_seen(self.home, self.demo, _MARGIN),
            "second": await account_seen(self.home, self.second, _MARGIN),
            "home": await home_seen(self.home) | {"pictures": await images_seen(self.home, self.paths)},
            "changes": self.changes,
        }
        await self.home.stop()
        await self._renew_and_kill()
        return seen

    @property
    def api(self) -> HomeApi:
        """The API of the home."""
        return self.home.api

    async def ask(self, action: str, entry_id: str, **data: Any) -> Facts:
        """Perform an action for an account."""
        return await self.api.ask(f"{DOMAIN}.{action}", config_entry_id=entry_id, **data)

    async def _sign_in(self) -> None:
        """Connect one account with a TMDB key and one without. Both have plays of the last twelve years."""
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

    async def _customize(self) -> None:
        """Rename an entity, enable another one, and change watchlists and ratings."""
        entities = await self.api.entities(self.demo)
        await self._change_entity(entities["calendar.episodes"], new_entity_id=RENAMED, name="Our shows")
        await self._change_entity(entities["sensor.movies_plays"], disabled_by=None)
        await self.api.reload(self.demo)
        for title in ("Glasshouse", "Low Water"):
            await self.ask("add_to_watchlist", self.second, type="movie", title=title)
        await self.ask("rate", self.second, type="movie", title="Low Water", rating=7)
        await self.ask("rate", self.second, title="Red Ledger", season=2, episode=1, rating=9)
        await self._until(self._is_known)

    async def _request_images(self) -> None:
        """Request images of Trakt, so that they are kept on disk."""
        days = (await self.ask("get_upcoming", self.second))["days"]
        posters = [release["poster"] or "" for day in days for release in day["releases"]]
        self.paths = sorted({poster for poster in posters if poster.startswith("/")})[:IMAGES]
        served = await images_seen(self.home, self.paths)
        if [kind for kind, _ in served.values()] != ["image/webp"] * IMAGES:
            raise LifeError(f"not all images were served: {served}")

    async def _import(self) -> None:
        """Import the history of one account completely, and that of the other half-way."""
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

    async def _get_refusal(self) -> None:
        """Make a change while Trakt fails, which Trakt then refuses because of a limit."""
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

        async def has_repair() -> bool:
            return bool((await home_seen(self.home))["repairs"])

        await self._until(has_repair)
        await self.simulator.repair()

    async def _lose_answers(self) -> None:
        """Make changes that Trakt does without an answer, and more changes, which have to wait."""
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
            raise LifeError(f"other changes were sent than those whose answers are lost: {sent}")

    async def _renew_and_kill(self) -> None:
        """Restart, and cut the power after a token was renewed and before Home Assistant has saved it in its entry."""
        await self.home.start()
        await self._until(self._is_known)
        saved = self._saved_token
        await self.simulator.control("POST", "/tokens/expire")
        refreshing = asyncio.create_task(self._refresh(self.demo))

        async def is_renewed() -> bool:
            return self._token_file.exists() and self._stored(self._token_file)["refresh_token"] != saved

        await self._until(is_renewed, pause=_SOON)
        await self.home.kill()
        await asyncio.wait([refreshing])
        if not isinstance(refreshing.exception(), aiohttp.ClientError) or self._saved_token != saved:
            raise LifeError("the power was cut too late")

    async def _ask_for(self, state: str, account: str, action: str, **data: Any) -> None:
        """Make a change that is queued, and remember it with its later state."""
        entry_id = {"demo": self.demo, "second": self.second}[account]
        answer = await self.ask(action, entry_id, **data)
        if answer["status"] != "queued":
            raise LifeError(f"{action} was not queued: {answer}")
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
        """Return whether all user data of both accounts was read, and TMDB's posters of one have arrived."""
        try:
            seen = [await account_seen(self.home, entry_id) for entry_id in (self.demo, self.second)]
        except HomeApiError, KeyError:
            return False
        posters = [poster or "" for _, poster in seen[0]["titles"].values()]
        return all(len(each["plays"]) >= PLAYS for each in seen) and any(each.startswith("http") for each in posters)

    async def _until(self, condition: Callable[[], Awaitable[bool]], *, pause: float = _POLL) -> None:
        deadline = time.monotonic() + _TIMEOUT
        while not await condition():
            if time.monotonic() > deadline:
                raise LifeError(f"{condition} did not come true within {_TIMEOUT} s")
            await asyncio.sleep(pause)

    @property
    def _token_file(self) -> Path:
        return self.home.folder.path / ".storage" / f"{DOMAIN}.{self.demo}.token"

    @property
    def _saved_token(self) -> str:
        """The refresh token in the config entry on disk."""
        entries = self._stored(self.home.folder.path / ".storage" / "core.config_entries")["entries"]
        [token] = [entry["data"]["token"] for entry in entries if entry["entry_id"] == self.demo]
        return str(token["refresh_token"])

    @staticmethod
    def _stored(path: Path) -> Facts:
        stored: Facts = json.loads(path.read_bytes())["data"]
        return stored
