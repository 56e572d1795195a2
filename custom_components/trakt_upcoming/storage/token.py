"""The store of the token. A refresh token works only once, so a new one is on disk before it is used."""

from collections.abc import Mapping
from math import inf
from typing import Any, Final

from homeassistant.core import HomeAssistant

from ..api.fields import line, number
from .store import ResilientStore

_REMEDY: Final = "the sign-in kept in the account is used; should Trakt refuse it, you are asked to sign in again"
_SECONDS: Final = number(0, inf)

type Token = dict[str, Any]
"""What the auth host gave, with `expires_at` in seconds since 1970 and the `redirect_uri` of the sign-in."""


class TokenStore:
    """Written at once, where Home Assistant's own entries are written a second later."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Initialize the token store."""
        self._store = ResilientStore(hass, f"{entry_id}.token", remedy=_REMEDY)

    async def async_younger(self, other: Token) -> Token:
        """Return the token that was given later: the one on disk, or the other."""
        stored = await self._store.async_load_as(_whole)
        return stored if stored is not None and _given_at(stored) > _given_at(other) else other

    async def async_save(self, token: Token) -> None:
        """Write the token."""
        await self._store.async_save(token)

    async def async_diagnostics(self) -> dict[str, Any]:
        """Return what the file looks like from outside."""
        return {"sign_in": await self._store.async_diagnostics()}

    async def async_remove(self) -> None:
        """Delete the file."""
        await self._store.async_remove()


def _whole(stored: Mapping[str, Any]) -> Token:
    """Return a token with all that it takes to use and renew it; raises LookupError and ValueError."""
    texts = {name: line(stored[name]) for name in ("access_token", "refresh_token", "redirect_uri")}
    return {**stored, **texts, **{name: _SECONDS(stored[name]) for name in ("expires_at", "expires_in")}}


def _given_at(token: Token) -> float:
    try:
        return float(token["expires_at"]) - float(token["expires_in"])
    except LookupError, TypeError, ValueError:
        return 0
