"""A home with one account and a simulator, in which one fault after another is tried."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, Final

from scripts.fault_table.faults import UNTRUSTED, Fault, Host
from scripts.fault_table.logged import Logged
from scripts.fault_table.sight import Endpoint, Shown
from scripts.home import Home
from scripts.home_api import DOMAIN, HomeApiError
from scripts.sign_in import SignInError, change_options, sign_in, sign_in_again
from scripts.simulator import Simulator

ENDPOINTS: Final = {Host.TRAKT_AUTH: Endpoint(path="/oauth/token")}
"""The endpoints of a host that have a fault, if not all. Trakt's sign-in page, which browsers open, has none."""
VARIABLES: Final = {
    Host.TRAKT_API: "TRAKT_UPCOMING_TRAKT_API",
    Host.TRAKT_AUTH: "TRAKT_UPCOMING_TRAKT_AUTH",
    Host.TMDB_API: "TRAKT_UPCOMING_TMDB_API",
    Host.TRAKT_IMAGES: "TRAKT_UPCOMING_TRAKT_IMAGES",
    Host.TMDB_IMAGES: "TRAKT_UPCOMING_TMDB_IMAGES",
}
"""The environment variables with the addresses of the hosts."""
_NOT_COUNTED: Final = ("/oauth/authorize", "/sync/", "/users/hidden/")
MOMENT: Final = 0.2
"""Seconds to wait for effects whose end cannot be observed."""
POLL_SECONDS: Final = 0.05
RECOVERY_POLL_SECONDS: Final = 0.5
SETTLE_SECONDS: Final = 60
NO_STATE: Final = {"unknown", "unavailable"}
READ: Final = ("todo.up_next", "todo.watchlist_movies", "todo.watchlist_shows", "calendar.history", "binary_sensor.vip")
"""The entities that show user data."""
PLACEHOLDER_TYPE: Final = "image/svg+xml"


@dataclass(slots=True, kw_only=True)
class Lane:
    """A home with one account and a simulator, which has one fault at a time."""

    home: Home
    simulator: Simulator
    entry_id: str = ""
    sign_ins: int = 0
    """How often the user had to sign in again since the fault began."""
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    """Numbers for unique titles."""
    _announced: tuple[str, ...] = ()
    """The shows that were announced last."""
    _log_from: int = 0

    async def break_down(self, host: Host, fault: Fault, endpoint: Endpoint | None = None) -> None:
        """Switch a fault on, at one endpoint or at the default ones, and restart counting requests and log lines."""
        await self.simulator.forget_requests()
        self.sign_ins = 0
        self._log_from = len(self.home.log)
        if fault.elsewhere is not None:
            address = self.simulator.addresses.untrusted if fault.elsewhere == UNTRUSTED else fault.elsewhere
            await self.restart(**{VARIABLES[host]: address})
        else:
            place = endpoint or ENDPOINTS.get(host, Endpoint(path=""))
            await self.simulator.break_down(host=host, method=place.method, path=place.path, **fault.switch)

    async def repair(self) -> None:
        """Switch the fault off."""
        await self.simulator.repair()
        if self.home.environment != self.simulator.addresses.environment:
            await self.restart()

    async def connect_without_answer(self) -> None:
        """Prepare an account that has signed in and could not be set up yet."""
        await self.repair()
        await self.remove()
        await self.simulator.break_down(host=Host.TRAKT_API, kind="status", status=503, path="/calendars")
        await self._sign_in()
        await self.wait_for_state("setup_retry")
        await self.repair()

    async def connect(self) -> None:
        """Prepare an account that has its agenda and its user data."""
        await self.repair()
        if not await self.is_loaded():
            await self.remove()
            await self._sign_in()
            await self.wait_for_state("loaded")
        # The options are saved once, so that opening them later changes nothing.
        await self._choose()
        if not await self.has_read():
            # The setup of an account reads everything that was not read because of a fault.
            await self.reload()
        await self.settle(self.has_read)

    async def restart(self, **elsewhere: str) -> None:
        """Restart Home Assistant with the usual addresses of all hosts, except those in `elsewhere` by variable."""
        await self.home.stop()
        self.home.environment = self.simulator.addresses.environment | elsewhere
        await self.home.start()
        self._log_from = len(self.home.log)

    async def remove(self) -> None:
        """Remove the account, if there is one."""
        if await self.state() is not None:
            await self.home.api.remove(self.entry_id)

    async def sign_in_elsewhere(self) -> str:
        """Add the account in a new flow. Return the reason why the flow was aborted, or `signed_in`."""
        try:
            entry = await sign_in(self.home.api, tmdb_api_key=self.simulator.addresses.tmdb_api_key)
        except SignInError as error:
            return error.reason
        self.entry_id = entry["entry_id"]
        return "signed_in"

    async def refresh(self) -> str | None:
        """Press the button, and return the error message, if any."""
        entities = await self.home.api.entities(self.entry_id)
        try:
            await self.home.api.call("button.press", entity_id=entities["button.refresh"])
        except HomeApiError as error:
            return str(error)
        return None

    async def reload(self) -> None:
        """Reload the account, with or without success."""
        await self.home.api.reload(self.entry_id)

    async def announce_shows(self, number: int) -> tuple[str, ...]:
        """Add new shows on Trakt, and return their titles."""
        moment = (datetime.now(UTC) + timedelta(days=2)).isoformat()
        self._announced = tuple(f"Show number {next(self.numbers)}" for _ in range(number))
        added = [{"title": title, "first_aired": moment} for title in self._announced]
        await self.simulator.control("POST", "/catalogue", {"add": added})
        return self._announced

    async def serve_images(self, host: Host) -> None:
        """Let Home Assistant serve the posters of this host."""
        if host is Host.TRAKT_IMAGES:
            await self._choose(tmdb_api_key=None)
            return
        await self.settle(self.has_images)
        await self._choose(proxy_artwork=True)

    async def enter_key(self) -> None:
        """Remove the TMDB key and enter it again, which checks it."""
        await self._choose(tmdb_api_key=None)
        await self._choose(tmdb_api_key=self.simulator.addresses.tmdb_api_key)

    async def look(self, title: str) -> Shown:
        """Request the poster of a show, and return what is shown."""
        posters = {release.get("show"): release["poster"] for release in await self.releases()}
        async with self.home.api.session.get(f"{self.home.url}{posters[title]}") as answer:
            answer.raise_for_status()
            await answer.read()
            return Shown.TITLE if answer.content_type == PLACEHOLDER_TYPE else Shown.IMAGE

    async def recover(self) -> None:
        """End the fault, and do what the user is asked to do, until all calendars have answered."""
        repaired = datetime.now(UTC).replace(microsecond=0)
        await self.repair()
        for issue in await self.issues():
            await self._fix(issue)
        # Submitting the options ends all pauses, even without a change.
        await change_options(self.home.api, self.entry_id)

        async def has_answered() -> bool:
            for question in await self.home.api.questions():
                self.sign_ins += 1
                await sign_in_again(self.home.api, question)
            if not await self.is_loaded():
                await self.reload()
            elif await self.last_refresh() < repaired:
                await self.refresh()
            return await self.is_loaded() and await self.last_refresh() >= repaired

        await self.settle(has_answered, poll=RECOVERY_POLL_SECONDS)
        # Home Assistant writes its log in another thread.
        await asyncio.sleep(MOMENT)

    async def last_refresh(self) -> datetime:
        """Return when all calendars last answered, in UTC; the earliest possible moment if they never did."""
        entities = await self.home.api.entities(self.entry_id)
        state = (await self.home.api.states())[entities["sensor.last_refresh"]]["state"]
        return datetime.min.replace(tzinfo=UTC) if state in NO_STATE else datetime.fromisoformat(state)

    async def states(self) -> dict[str, str]:
        """Return the states by domain and key, without those that are the time of a refresh."""
        states, entities = await self.home.api.states(), await self.home.api.entities(self.entry_id)
        refresh_times = ("last_refresh", "refresh")
        return {
            name: states[entity]["state"]
            for name, entity in entities.items()
            # Disabled entities have no state.
            if entity in states and not name.endswith(refresh_times)
        }

    async def releases(self) -> list[dict[str, Any]]:
        """Return the releases that `get_upcoming` returns."""
        answer = await self.home.api.ask(f"{DOMAIN}.get_upcoming", config_entry_id=self.entry_id)
        return [release for day in answer["days"] for release in day["releases"]]

    async def flows(self) -> list[dict[str, Any]]:
        """Return all flows of the integration in progress, including an unfinished sign-in."""
        flows = await self.home.api.command("config_entries/flow/progress")
        return [flow for flow in flows if flow["handler"] == DOMAIN]

    async def issues(self) -> list[dict[str, Any]]:
        """Return the repair issues of the integration."""
        answer = await self.home.api.command("repairs/list_issues")
        return [issue for issue in answer["issues"] if issue["domain"] == DOMAIN]

    async def is_loaded(self) -> bool:
        """Return whether the account exists and is set up."""
        return await self.state() == "loaded"

    async def state(self) -> str | None:
        """Return the state of the account's config entry, None if there is none."""
        states = [entry["state"] for entry in await self.home.api.entries() if entry["entry_id"] == self.entry_id]
        return states[0] if states else None

    async def requests(self, host: Host, endpoint: Endpoint | None = None) -> int:
        """Return the number of requests to a host, or to one of its endpoints, since the fault began.

        Without an endpoint, visits of the sign-in page and requests for user data are not counted.
        """
        asked = [request for request in await self.simulator.requests() if request["host"] == host]
        if endpoint is not None:
            return sum(map(endpoint.matches, asked))
        return sum(not request["path"].startswith(_NOT_COUNTED) for request in asked)

    async def has_read(self) -> bool:
        """Return whether all user data was read."""
        states, entities = await self.home.api.states(), await self.home.api.entities(self.entry_id)
        return all(states[entities[name]]["state"] not in NO_STATE for name in READ)

    async def has_images(self) -> bool:
        """Return whether the shows announced last, or all releases if none were announced, have posters of TMDB."""
        releases = await self.releases()
        shown = [each for each in releases if not self._announced or each.get("show") in self._announced]
        return all((release["poster"] or "").startswith("http") for release in shown)

    async def settle(self, condition: Callable[[], Awaitable[bool]], *, poll: float = POLL_SECONDS) -> None:
        """Wait until a condition is true.

        Raises TimeoutError after 60 s.
        """
        try:
            async with asyncio.timeout(SETTLE_SECONDS):
                while not await condition():  # noqa: ASYNC110 - the condition is about another process
                    await asyncio.sleep(poll)
        except TimeoutError as error:
            raise TimeoutError(f"{condition} did not come true within {SETTLE_SECONDS} s") from error

    async def wait_for_state(self, wanted: str) -> None:
        """Wait until the account's config entry has this state."""

        async def is_there() -> bool:
            return await self.state() == wanted

        await self.settle(is_there)

    @property
    def logged(self) -> Logged:
        """The log since the fault began."""
        return Logged(self.home.log[self._log_from :])

    async def _choose(self, **options: object) -> None:
        await change_options(self.home.api, self.entry_id, **options)
        # The reload begins a little later.
        await asyncio.sleep(MOMENT)
        await self.wait_for_state("loaded")

    async def _sign_in(self) -> None:
        reason = await self.sign_in_elsewhere()
        if reason != "signed_in":
            raise SignInError(reason)

    async def _fix(self, issue: dict[str, Any]) -> None:
        if not issue["is_fixable"]:
            await change_options(self.home.api, self.entry_id, tmdb_api_key=self.simulator.addresses.tmdb_api_key)
            return
        api, fix = self.home.api, {"handler": DOMAIN, "issue_id": issue["issue_id"]}
        form = await api.request("POST", "repairs/issues/fix", json=fix)
        await api.request("POST", f"repairs/issues/fix/{form['flow_id']}", json={})
