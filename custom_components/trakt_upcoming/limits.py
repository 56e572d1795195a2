"""Waits and budgets of the accounts; they outlive a set-up that failed, so that nothing is sent too early."""

from dataclasses import dataclass, field

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from .api.waits import Budget, Waits
from .const import DOMAIN


@dataclass(frozen=True, slots=True)
class AccountLimits:
    """What holds an account back."""

    waits: Waits = field(default_factory=lambda: Waits(dt_util.utcnow))
    budget: Budget = field(default_factory=Budget)


DATA_LIMITS: HassKey[dict[str, AccountLimits]] = HassKey(f"{DOMAIN}_limits")


def limits_of(hass: HomeAssistant, entry_id: str) -> AccountLimits:
    """Return the limits of an account."""
    return hass.data.setdefault(DATA_LIMITS, {}).setdefault(entry_id, AccountLimits())
