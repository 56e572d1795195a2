"""Waits, budgets and ledgers; they outlive a set-up that failed, so that nothing is sent too early."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from .api.ledger import Ledger
from .api.pace import Pace
from .api.waits import Budget, Waits
from .const import DOMAIN

TMDB_GAP: Final = timedelta(milliseconds=250)
"""Between two requests to TMDB's API, so there are at most 40 in 10 seconds."""


@dataclass(frozen=True, slots=True)
class AccountLimits:
    """What holds an account back, and what was asked for it."""

    waits: Waits = field(default_factory=lambda: Waits(dt_util.utcnow))
    budget: Budget = field(default_factory=Budget)
    ledger: Ledger = field(default_factory=lambda: Ledger(dt_util.utcnow))


@dataclass(frozen=True, slots=True)
class TmdbLimits:
    """What holds the home back at TMDB, for all accounts and keys together."""

    waits: Waits = field(default_factory=lambda: Waits(dt_util.utcnow))
    pace: Pace = field(default_factory=lambda: Pace(TMDB_GAP))


DATA_LIMITS: HassKey[dict[str, AccountLimits]] = HassKey(f"{DOMAIN}_limits")
DATA_TMDB_LIMITS: HassKey[TmdbLimits] = HassKey(f"{DOMAIN}_tmdb_limits")
DATA_LEDGER: HassKey[Ledger] = HassKey(f"{DOMAIN}_ledger")


def limits_of(hass: HomeAssistant, entry_id: str) -> AccountLimits:
    """Return the limits of an account."""
    return hass.data.setdefault(DATA_LIMITS, {}).setdefault(entry_id, AccountLimits())


def tmdb_limits(hass: HomeAssistant) -> TmdbLimits:
    """Return the limits of this home at TMDB."""
    return hass.data.setdefault(DATA_TMDB_LIMITS, TmdbLimits())


def shared_ledger(hass: HomeAssistant) -> Ledger:
    """Return the ledger of what is asked for no single account: signing in, and titles."""
    return hass.data.setdefault(DATA_LEDGER, Ledger(dt_util.utcnow))


def all_ledgers(hass: HomeAssistant) -> tuple[Ledger, ...]:
    """Return the ledgers of this home."""
    return (shared_ledger(hass), *(limits.ledger for limits in hass.data.get(DATA_LIMITS, {}).values()))
