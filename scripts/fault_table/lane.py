"""A home with one account and the simulated services behind it, in which one fault after the other is tried."""

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
"""Where a fault strikes, if not everywhere; Trakt's page for people is none of ours."""
VARIABLES: Final = {
    Host.TRAKT_API: "TRAKT_UPCOMING_TRAKT_API",
    Host.TRAKT_AUTH: "TRAKT_UPCOMING_TRAKT_AUTH",
    Host.TMDB_API: "TRAKT_UPCOMING_TMDB_API",
    Host.TRAKT_IMAGES: "TRAKT_UPCOMING_TRAKT_IMAGES",
    Host.TMDB_IMAGES: "TRAKT_UPCOMING_TMDB_IMAGES",
}
"""What tells Home Assistant where a host is."""
_NOT_COUNTED: Final = ("/oauth/authorize", "/sync/", "/users/hidden/")
MOMENT: Final = 0.2
"""Seconds in which things happen that nobody can see happening."""
POLL_SECONDS: Final = 0.05
CURE_POLL_SECONDS: Final = 0.5
SETTLE_SECONDS: Final = 60
NO_STATE: Final = {"unknown", "unavailable"}
READ: Final = ("todo.up_next", "todo.watchlist_movies", "todo.watchlist_shows", "calendar.history", "binary_sensor.vip")
"""The entities that show what Trakt keeps of a person."""
PLACEHOLDER_TYPE: Final = "image/svg+xml"


@dataclass(slots=True, kw_only=True)
class Lane:
    """One fault at a time happens here."""

    home: Home
    simulator: Simulator
    entry_id: str = ""
    sign_ins: int = 0
    """How often the person had to sign in again since the fault began."""
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    """For titles that nothing else has."""
    _announced: tuple[str, ...] = ()
    """The shows that were announced last."""
    _log_from: int = 0

    async def break_down(self, host: Host, fault: Fault, endpoint: Endpoint | None = None) -> None:
        """Switch a fault on, at one endpoint only or where it strikes otherwise, and count and read from now on."""
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
        """Leave nothing but an account that has just signed in and could not be set up yet."""
        await self.repair()
        await self.remove()
        await self.simulator.break_down(host=Host.TRAKT_API, kind="status", status=503, path="/calendars")
        await self._sign_in()
        await self.wait_for_state("setup_retry")
        await self.repair()

    async def connect(self) -> None:
        """Leave an account that has its agenda."""
        await self.repair()
        if not await self.is_loaded():
            await self.remove()
            await self._sign_in()
            await self.wait_for_state("loaded")
        # All options are written down now, so that looking at them later changes nothing.
        await self._choose()
        if not await self.has_read():
            # What a fault kept from being read is read when an account is set up.
            await self.reload()
        await self.settle(self.has_read)

    async def restart(self, **elsewhere: str) -> None:
        """Stop Home Assistant and start it, with all hosts where they are, but for those that are elsewhere."""
        await self.home.stop()
        self.home.environment = self.simulator.addresses.environment | elsewhere
        await self.home.start()
        self._log_from = len(self.home.log)

    async def remove(self) -> None:
        """Remove the account, if there is one."""
        if await self.state() is not None:
            await self.home.api.remove(self.entry_id)

    async def sign_in_elsewhere(self) -> str:
        """Sign in as somebody new does, and return the reason why it ended, "signed in" where it did not."""
        try:
            entry = await sign_in(self.home.api, tmdb_api_key=self.simulator.addresses.tmdb_api_key)
        except SignInError as error:
            return error.reason
        self.entry_id = entry["entry_id"]
        return "signed_in"

    async def refresh(self) -> str | None:
        """Press the button as if for the first time, and return what it complains of."""
        entities = await self.home.api.entities(self.entry_id)
        try:
            await self.home.api.call("button.press", entity_id=entities["button.refresh"])
        except HomeApiError as error:
            return str(error)
        return None

    async def reload(self) -> None:
        """Set the account up anew, whatever comes of it."""
        await self.home.api.reload(self.entry_id)

    async def announce_shows(self, number: int) -> tuple[str, ...]:
        """Let Trakt have shows of which nothing is known yet, and return their titles."""
        moment = (datetime.now(UTC) + timedelta(days=2)).isoformat()
        self._announced = tuple(f"Show number {next(self.numbers)}" for _ in range(number))
        added = [{"title": title, "first_aired": moment} for title in self._announced]
        await self.simulator.control("POST", "/catalogue", {"add": added})
        return self._announced

    async def serve_pictures(self, host: Host) -> None:
        """Let Home Assistant serve the posters of this host."""
        if host is Host.TRAKT_IMAGES:
            await self._choose(tmdb_api_key=None)
            return
        await self.settle(self.has_pictures)
        await self._choose(proxy_artwork=True)

    async def enter_key(self) -> None:
        """Enter the key of TMDB anew, which has it checked."""
        await self._choose(tmdb_api_key=None)
        await self._choose(tmdb_api_key=self.simulator.addresses.tmdb_api_key)

    async def look(self, title: str) -> Shown:
        """Look at the poster of a show."""
        posters = {release.get("show"): release["poster"] for release in await self.releases()}
        async with self.home.api.session.get(f"{self.home.url}{posters[title]}") as answer:
            answer.raise_for_status()
            await answer.read()
            return Shown.TITLE if answer.content_type == PLACEHOLDER_TYPE else Shown.PICTURE

    async def cure(self) -> None:
        """Mend what is broken, and do what the person is asked to do, until all calendars have answered."""
        mended = datetime.now(UTC).replace(microsecond=0)
        await self.repair()
        for issue in await self.issues():
            await self._fix(issue)
        # To look at the options ends all pauses, even when nothing is changed.
        await change_options(self.home.api, self.entry_id)

        async def has_answered() -> bool:
            for question in await self.home.api.questions():
                self.sign_ins += 1
                await sign_in_again(self.home.api, question)
            if not await self.is_loaded():
                await self.reload()
            elif await self.last_refresh() < mended:
                await self.refresh()
            return await self.is_loaded() and await self.last_refresh() >= mended

        await self.settle(has_answered, poll=CURE_POLL_SECONDS)
        # Home Assistant writes its log in a thread of its own.
        await asyncio.sleep(MOMENT)

    async def last_refresh(self) -> datetime:
        """Return the moment at which all calendars had last answered, a very early one where they never did."""
        entities = await self.home.api.entities(self.entry_id)
        state = (await self.home.api.states())[entities["sensor.last_refresh"]]["state"]
        return datetime.min.replace(tzinfo=UTC) if state in NO_STATE else datetime.fromisoformat(state)

    async def states(self) -> dict[str, str]:
        """Return what the entities say, but for the moment of the last refresh."""
        states, entities = await self.home.api.states(), await self.home.api.entities(self.entry_id)
        timely = ("last_refresh", "refresh")
        return {
            name: states[entity]["state"]
            for name, entity in entities.items()
            # Those that nobody has enabled have none.
            if entity in states and not name.endswith(timely)
        }

    async def releases(self) -> list[dict[str, Any]]:
        """Return what the action answers."""
        answer = await self.home.api.ask(f"{DOMAIN}.get_upcoming", config_entry_id=self.entry_id)
        return [release for day in answer["days"] for release in day["releases"]]

    async def flows(self) -> list[dict[str, Any]]:
        """Return everything that waits for the person, a sign-in that was left half-way included."""
        flows = await self.home.api.command("config_entries/flow/progress")
        return [flow for flow in flows if flow["handler"] == DOMAIN]

    async def issues(self) -> list[dict[str, Any]]:
        """Return the repair issues."""
        answer = await self.home.api.command("repairs/list_issues")
        return [issue for issue in answer["issues"] if issue["domain"] == DOMAIN]

    async def is_loaded(self) -> bool:
        """Return whether there is an account, and it is set up."""
        return await self.state() == "loaded"

    async def state(self) -> str | None:
        """Return the state of the account's entry, None where there is none."""
        states = [entry["state"] for entry in await self.home.api.entries() if entry["entry_id"] == self.entry_id]
        return states[0] if states else None

    async def requests(self, host: Host, endpoint: Endpoint | None = None) -> int:
        """Return how often a host was asked since the fault began.

        Where no endpoint is named, people's visits and what is read behind the calendars are left out.
        """
        asked = [request for request in await self.simulator.requests() if request["host"] == host]
        if endpoint is not None:
            return sum(map(endpoint.concerns, asked))
        return sum(not request["path"].startswith(_NOT_COUNTED) for request in asked)

    async def has_read(self) -> bool:
        """Return whether all that Trakt keeps of the person was read."""
        states, entities = await self.home.api.states(), await self.home.api.entities(self.entry_id)
        return all(states[entities[name]]["state"] not in NO_STATE for name in READ)

    async def has_pictures(self) -> bool:
        """Return whether the shows announced last have posters of TMDB, all that is coming where none were."""
        releases = await self.releases()
        shown = [each for each in releases if not self._announced or each.get("show") in self._announced]
        return all((release["poster"] or "").startswith("http") for release in shown)

    async def settle(self, condition: Callable[[], Awaitable[bool]], *, poll: float = POLL_SECONDS) -> None:
        """Wait for something that happens in the background."""
        try:
            async with asyncio.timeout(SETTLE_SECONDS):
                while not await condition():  # noqa: ASYNC110 - it happens in another process
                    await asyncio.sleep(poll)
        except TimeoutError as error:
            raise TimeoutError(f"{condition} did not come true within {SETTLE_SECONDS} s") from error

    async def wait_for_state(self, wanted: str) -> None:
        """Wait until the account's entry is in this state."""

        async def is_there() -> bool:
            return await self.state() == wanted

        await self.settle(is_there)

    @property
    def logged(self) -> Logged:
        """What was logged since the fault began."""
        return Logged(self.home.log[self._log_from :])

    async def _choose(self, **options: object) -> None:
        await change_options(self.home.api, self.entry_id, **options)
        # The reload that follows begins a little later.
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
