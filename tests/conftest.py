"""An account in a Home Assistant of its own, with Trakt and TMDB played by recorded words."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import timedelta
import logging
from pathlib import Path
from typing import Any

from aiolimiter import AsyncLimiter
from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.application_credentials import ClientCredential, async_import_client_credential
from homeassistant.core import HomeAssistant, State
from homeassistant.core_config import Config
from homeassistant.helpers.entity import Entity
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed
from pytest_homeassistant_custom_component.syrupy import HomeAssistantSnapshotExtension
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker
from syrupy.assertion import SnapshotAssertion

# Home Assistant's test tools bring a package of the same name, so ours has to be there first.
import custom_components.trakt_upcoming  # noqa: F401
from custom_components.trakt_upcoming.clients import limits_of
from custom_components.trakt_upcoming.const import DOMAIN
from custom_components.trakt_upcoming.coordinator import UserDataCoordinator
from simulator.catalogue import Catalogue

from .simulated import MOVIES, Simulated, simulated
from .tmdb import FakeTmdb
from .trakt import FakeTrakt
from .trakt_json import Json

NOW = "2026-11-20T12:00:00+00:00"
ENTRY_ID = "01KAMWA4VQ8S6T9Y7ZC3XW5DHB"
TMDB_KEY = "0123456789abcdef0123456789abcdef"

# Home Assistant's test tools have every statement of a database printed, which buries what a failing run says.
logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)


@pytest.fixture(autouse=True)
def _custom_integrations(enable_custom_integrations: None) -> None:
    """Let Home Assistant find this integration."""


@pytest.fixture(autouse=True)
async def _time(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Let it be noon in London, the day before the first release."""
    await hass.config.async_set_time_zone("Europe/London")
    freezer.move_to(NOW)
    # To note where each callback comes from takes as long as all else; Home Assistant checks threads without that, too.
    hass.loop.set_debug(False)


@pytest.fixture(autouse=True)
def tmdb_gap(monkeypatch: pytest.MonkeyPatch) -> timedelta:
    """Return the time between two requests to TMDB: none while the clock stands, but where a test is about it."""
    gap = timedelta()
    monkeypatch.setattr("custom_components.trakt_upcoming.clients.TMDB_GAP", gap)
    return gap


@pytest.fixture
def trakt(aioclient_mock: AiohttpClientMocker) -> FakeTrakt:
    """Return Trakt and TMDB, which answer well, and have nothing of the user yet."""
    fake = FakeTrakt(aioclient_mock)
    fake.answer()
    return fake


@pytest.fixture
def without_user_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no user data be read, where a test counts what else is asked for."""
    monkeypatch.setattr(UserDataCoordinator, "async_refresh_soon", lambda _: None)


@pytest.fixture
def fast_changes(hass: HomeAssistant) -> None:
    """Let as many changes be sent in a second as there are."""
    limits_of(hass, ENTRY_ID).budget.writes = AsyncLimiter(1_000_000, 1)


@pytest.fixture
def catalogue() -> Catalogue:
    """Return what there is in the simulator; override it for something else."""
    return MOVIES


@pytest.fixture
async def simulator(trakt: FakeTrakt, catalogue: Catalogue) -> AsyncGenerator[Simulated]:
    """Yield the simulator in place of `trakt`, for what has to keep its state."""
    async with simulated(trakt.mock, catalogue) as simulator:
        yield simulator


@pytest.fixture
def tmdb(trakt: FakeTrakt) -> FakeTmdb:
    """Return TMDB, in place of what `trakt` answers for it."""
    trakt.answer_feeds()
    return FakeTmdb(trakt.mock)


@pytest.fixture
def token() -> Json:
    """Return a token that is good for six days more."""
    now = dt_util.utcnow().timestamp()
    return {
        "access_token": "an-access-token",
        "refresh_token": "a-refresh-token",
        "token_type": "bearer",
        "expires_in": 604_800,
        "expires_at": now + 6 * 86_400,
        "redirect_uri": "https://example.com/auth/external/callback",
    }


@pytest.fixture
async def credentials(hass: HomeAssistant) -> None:
    """Let the user have entered an API app."""
    assert await async_setup_component(hass, "application_credentials", {})
    await async_import_client_credential(hass, DOMAIN, ClientCredential("client-id", "client-secret"), DOMAIN)


@pytest.fixture
def options() -> Json:
    """Return the options of the account; override it for others."""
    return {}


@pytest.fixture
def entry(hass: HomeAssistant, token: Json, options: Json) -> MockConfigEntry:
    """Return the account, not set up yet."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Trakt Demo",
        unique_id="11111111-2222-3333-4444-555555555555",
        entry_id=ENTRY_ID,
        data={"auth_implementation": DOMAIN, "token": token},
        options=options,
    )
    entry.add_to_hass(hass)
    return entry


@pytest.fixture(autouse=True)
def pictures(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the folder in which pictures are kept; each test has its own."""
    monkeypatch.setattr(Config, "cache_path", lambda _, *parts: str(tmp_path.joinpath("cache", *parts)))
    return tmp_path / "cache" / DOMAIN


@pytest.fixture
def all_enabled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every entity be there, also those that users enable when they want them."""
    monkeypatch.setattr(Entity, "entity_registry_enabled_default", True)


type SetUp = Callable[[], Awaitable[None]]


@pytest.fixture
def set_up(hass: HomeAssistant, credentials: None, entry: MockConfigEntry, trakt: FakeTrakt) -> SetUp:
    """Return the function that sets the account up, whatever comes of it, and waits for all that it began."""

    async def set_up() -> None:
        await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)

    return set_up


@pytest.fixture
async def other(hass: HomeAssistant, set_up: SetUp, token: Json) -> MockConfigEntry:
    """Return a second account, set up beside the first."""
    await set_up()
    other = MockConfigEntry(
        domain=DOMAIN, title="Trakt Ada", unique_id="ada", data={"auth_implementation": DOMAIN, "token": token}
    )
    other.add_to_hass(hass)
    await hass.config_entries.async_setup(other.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    return other


type Pass = Callable[[timedelta], Awaitable[None]]


@pytest.fixture(name="pass_")
def _pass(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Pass:
    """Return the function that lets time pass."""

    async def pass_(time: timedelta) -> None:
        freezer.tick(time)
        async_fire_time_changed(hass)
        await hass.async_block_till_done(wait_background_tasks=True)

    return pass_


type MoveTo = Callable[[str], Awaitable[None]]


@pytest.fixture
def move_to(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> MoveTo:
    """Return the function that lets it be another moment, and waits for all that was due until then."""

    async def move_to(moment: str) -> None:
        freezer.move_to(moment)
        async_fire_time_changed(hass)
        await hass.async_block_till_done(wait_background_tasks=True)

    return move_to


type Automate = Callable[..., Awaitable[None]]


@pytest.fixture
async def automate(hass: HomeAssistant) -> AsyncGenerator[Automate]:
    """Return the function that writes an automation of a trigger and actions; it is turned off at the end."""

    async def automate(trigger: Json, *actions: Json) -> None:
        assert await async_setup_component(
            hass, "automation", {"automation": {"id": "ours", "triggers": [trigger], "actions": list(actions)}}
        )
        await hass.async_block_till_done()

    yield automate
    await hass.services.async_call("automation", "turn_off", {"entity_id": "all"}, blocking=True)


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Return snapshots that know Home Assistant's own types, whichever plugin comes first."""
    return snapshot.use_extension(HomeAssistantSnapshotExtension)


def state_of(hass: HomeAssistant, entity_id: str) -> State:
    """Return the state of an entity that is there."""
    state = hass.states.get(entity_id)
    assert state is not None, f"there is no {entity_id}"
    return state


async def events_of(
    hass: HomeAssistant,
    calendar: str,
    start: str = "2026-11-19T00:00:00+00:00",
    end: str = "2026-12-20T00:00:00+00:00",
) -> list[Json]:
    """Return the events of a calendar, as the action gives them; where nothing is said, those that are loaded."""
    answer: Any = await hass.services.async_call(
        "calendar",
        "get_events",
        {"entity_id": calendar, "start_date_time": start, "end_date_time": end},
        blocking=True,
        return_response=True,
    )
    return list(answer[calendar]["events"])


def sensor(hass: HomeAssistant, key: str) -> str:
    """Return what a sensor says."""
    return state_of(hass, f"sensor.trakt_demo_{key}").state


def attribute(hass: HomeAssistant, key: str, name: str) -> Any:
    """Return an attribute of a sensor, None where it has none of this name."""
    return state_of(hass, f"sensor.trakt_demo_{key}").attributes.get(name)


async def announce(trakt: FakeTrakt, set_up: SetUp, *, shows: list[Json], movies: list[Json] | None = None) -> None:
    """Set the account up when Trakt announces this."""
    trakt.feeds |= {"shows": shows, "movies": movies or []}
    trakt.answer()
    await set_up()
