"""The clients of the services, with Home Assistant's web session and their pauses, budgets and ledgers.

They are kept when a set-up fails, so that nothing is sent too early.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from homeassistant.const import __version__ as home_assistant_version
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.loader import async_get_loaded_integration
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from .api.http import HttpClient
from .api.images import PictureClient
from .api.ledger import Ledger
from .api.pace import Pace
from .api.tmdb import TmdbClient
from .api.trakt import TraktAuth
from .api.waits import Budget, Waits
from .const import DOMAIN, IMAGE_HOSTS, TMDB_API, TRAKT_AUTH

TMDB_GAP: Final = timedelta(milliseconds=250)
"""Between two requests to TMDB's API, so there are at most 40 in 10 seconds."""


@dataclass(frozen=True, slots=True)
class AccountLimits:
    """Pauses, budget and ledger of an account."""

    waits: Waits = field(default_factory=lambda: Waits(dt_util.utcnow))
    budget: Budget = field(default_factory=Budget)
    ledger: Ledger = field(default_factory=lambda: Ledger(dt_util.utcnow))


@dataclass(frozen=True, slots=True)
class TmdbLimits:
    """Pauses and pace of this home at TMDB, for all accounts and keys together."""

    waits: Waits = field(default_factory=lambda: Waits(dt_util.utcnow))
    pace: Pace = field(default_factory=lambda: Pace(TMDB_GAP))


DATA_LIMITS: HassKey[dict[str, AccountLimits]] = HassKey(f"{DOMAIN}_limits")
DATA_TMDB_LIMITS: HassKey[TmdbLimits] = HassKey(f"{DOMAIN}_tmdb_limits")
DATA_LEDGER: HassKey[Ledger] = HassKey(f"{DOMAIN}_ledger")


def limits_of(hass: HomeAssistant, entry_id: str) -> AccountLimits:
    """Return the limits of an account."""
    return hass.data.setdefault(DATA_LIMITS, {}).setdefault(entry_id, AccountLimits())


def tmdb_limits(hass: HomeAssistant) -> TmdbLimits:
    """Return the limits of this home on TMDB."""
    return hass.data.setdefault(DATA_TMDB_LIMITS, TmdbLimits())


def shared_ledger(hass: HomeAssistant) -> Ledger:
    """Return the ledger of requests that belong to no single account: sign-ins and titles."""
    return hass.data.setdefault(DATA_LEDGER, Ledger(dt_util.utcnow))


def all_ledgers(hass: HomeAssistant) -> tuple[Ledger, ...]:
    """Return the ledgers of this home."""
    return (shared_ledger(hass), *(limits.ledger for limits in hass.data.get(DATA_LIMITS, {}).values()))


def http_client(hass: HomeAssistant, ledger: Ledger) -> HttpClient:
    """Return the HTTP client; Trakt's proxy rejects requests without a user agent."""
    version = async_get_loaded_integration(hass, DOMAIN).version
    user_agent = f"TraktUpcoming/{version} HomeAssistant/{home_assistant_version}"
    return HttpClient(async_get_clientsession(hass), user_agent, ledger)


def trakt_auth(hass: HomeAssistant) -> TraktAuth:
    """Return the client of Trakt's auth host."""
    return TraktAuth(http_client(hass, shared_ledger(hass)), TRAKT_AUTH)


def tmdb_client(hass: HomeAssistant, key: str) -> TmdbClient:
    """Return the client of TMDB for a key."""
    limits = tmdb_limits(hass)
    return TmdbClient(http_client(hass, shared_ledger(hass)), TMDB_API, key, pace=limits.pace, waits=limits.waits)


def picture_client(hass: HomeAssistant) -> PictureClient:
    """Return the client of the hosts of pictures."""
    return PictureClient(http_client(hass, shared_ledger(hass)), IMAGE_HOSTS.values())
