"""An account in a Home Assistant core in this process, with the simulator in another."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiolimiter import AsyncLimiter
from homeassistant import bootstrap, loader
from homeassistant.components.application_credentials import ClientCredential, async_import_client_credential
from homeassistant.components.calendar import CalendarEntity
from homeassistant.config_entries import SOURCE_USER, ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.entity_component import DATA_INSTANCES
from homeassistant.util import dt as dt_util

from scripts.home_api import DOMAIN
from scripts.home_folder import HomeFolder
from scripts.simulator import Simulator, SimulatorAddresses

REDIRECT = "https://example.com/auth/external/callback"
AGENT = {"User-Agent": "TraktUpcoming benchmark"}
MORE_THAN_ENOUGH = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchHome:
    """A running core with one account, and its simulator."""

    hass: HomeAssistant
    entry: ConfigEntry[Any]
    simulator: Simulator
    url: str
    """The address, without a slash at the end."""

    @property
    def agenda(self) -> Any:
        """The coordinator of the agenda."""
        return self.entry.runtime_data.agenda

    @property
    def token(self) -> str:
        """The current access token."""
        token: str = self.entry.data["token"]["access_token"]
        return token

    def calendar(self, key: str) -> CalendarEntity:
        """Return a calendar of the account."""
        entity_id = er.async_get(self.hass).async_get_entity_id("calendar", DOMAIN, f"{self.entry.unique_id}_{key}")
        component: Any = self.hass.data[DATA_INSTANCES]["calendar"]
        calendar: CalendarEntity = component.get_entity(entity_id)
        return calendar

    async def set_up(self) -> None:
        """Set the account up, and wait for all tasks that this starts."""
        if not await self.hass.config_entries.async_setup(self.entry.entry_id):
            raise RuntimeError(f"The account was not set up: {self.entry.reason}")
        await self.settle()

    async def unload(self) -> None:
        """Unload the account."""
        await self.hass.config_entries.async_unload(self.entry.entry_id)
        await self.settle()

    async def settle(self) -> None:
        """Wait for all running tasks."""
        await self.hass.async_block_till_done(wait_background_tasks=True)

    async def announce(self, title: str, *, in_hours: float = 50) -> int:
        """Add an episode on Trakt, and return its Trakt id."""
        first_aired = dt_util.utcnow() + timedelta(hours=in_hours)
        facts = {"title": title, "first_aired": first_aired.isoformat(), "number": 3, "episode_title": "Announced"}
        answer = await self.simulator.control("POST", "/catalogue", {"add": facts})
        (trakt,) = answer["trakt"]
        return int(trakt)

    async def call_off(self, trakt: int) -> None:
        """Remove an episode on Trakt."""
        await self.simulator.control("POST", "/catalogue", {"remove": trakt})


@asynccontextmanager
async def account(folder: Path, releases: int, **configuration: Any) -> AsyncIterator[BenchHome]:
    """Yield an account that is not set up yet. Of the releases, four of five are episodes, the others movies."""
    movies = releases // 5
    sizes = ("--catalogue", "exact", "--episodes", str(releases - movies), "--movies", str(movies))
    async with Simulator(folder / "simulator", *sizes) as simulator:
        # A measurement sends the requests of a whole day within a minute, so the limits of Trakt and ours are lifted.
        await simulator.control("POST", "/limit", {"most": MORE_THAN_ENOUGH, "seconds": 1})
        os.environ.update(simulator.addresses.environment)
        home_folder = HomeFolder(path=folder / "home", time_zone="UTC", with_integration=False)
        async with _running_core(home_folder, configuration) as hass:
            entry = await _signed_in(hass, simulator.addresses)
            yield BenchHome(hass=hass, entry=entry, simulator=simulator, url=home_folder.url)


@asynccontextmanager
async def _running_core(folder: HomeFolder, configuration: dict[str, Any]) -> AsyncIterator[HomeAssistant]:
    folder.write()
    bootstrap.DEFAULT_INTEGRATIONS = {"application_credentials"}
    hass = HomeAssistant(str(folder.path))
    loader.async_setup(hass)
    hass.config.skip_pip = True
    await bootstrap.async_from_config_dict(configuration, hass)
    await hass.async_start()
    try:
        yield hass
    finally:
        await hass.async_stop()


async def _signed_in(hass: HomeAssistant, addresses: SimulatorAddresses) -> ConfigEntry[Any]:
    await async_import_client_credential(
        hass, DOMAIN, ClientCredential(addresses.client_id, addresses.client_secret), DOMAIN
    )
    entry: ConfigEntry[Any] = ConfigEntry(
        data={"auth_implementation": DOMAIN, "token": await _token(hass, addresses)},
        discovery_keys={},  # type: ignore[arg-type]
        domain=DOMAIN,
        entry_id="benchmark",
        minor_version=1,
        options={"tmdb_api_key": addresses.tmdb_api_key},
        source=SOURCE_USER,
        subentries_data=None,
        title="Trakt Demo",
        unique_id="benchmark",
        version=1,
    )
    hass.config_entries._entries[entry.entry_id] = entry  # noqa: SLF001 - known, but not set up yet
    _lift_own_limits(hass, entry.entry_id)
    return entry


async def _token(hass: HomeAssistant, addresses: SimulatorAddresses) -> dict[str, Any]:
    session = async_get_clientsession(hass)
    asked = {"client_id": addresses.client_id, "redirect_uri": REDIRECT, "response_type": "code"}
    authorize = f"{addresses.trakt_auth}/oauth/authorize"
    async with session.get(authorize, params=asked, headers=AGENT, allow_redirects=False) as page:
        (code,) = parse_qs(urlsplit(page.headers["Location"]).query)["code"]
    exchange = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": addresses.client_id,
        "client_secret": addresses.client_secret,
        "redirect_uri": REDIRECT,
    }
    async with session.post(f"{addresses.trakt_auth}/oauth/token", json=exchange, headers=AGENT) as answer:
        token: dict[str, Any] = await answer.json()
    return {**token, "expires_at": dt_util.utcnow().timestamp() + token["expires_in"], "redirect_uri": REDIRECT}


def _lift_own_limits(hass: HomeAssistant, entry_id: str) -> None:
    # Not at the top, because the import reads the addresses of the services from the environment.
    from custom_components.trakt_upcoming.api.pace import Pace  # noqa: PLC0415
    from custom_components.trakt_upcoming.clients import DATA_TMDB_LIMITS, TmdbLimits, limits_of  # noqa: PLC0415

    limits_of(hass, entry_id).budget.reads = AsyncLimiter(MORE_THAN_ENOUGH, 1)
    # The titles of 1,000 releases would take more than four minutes.
    hass.data[DATA_TMDB_LIMITS] = TmdbLimits(pace=Pace(timedelta()))
