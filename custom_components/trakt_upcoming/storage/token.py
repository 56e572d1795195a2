"""The store of the token. A refresh token is valid only once, so a new one is on disk before it is used."""

from collections.abc import Mapping
from math import inf
from typing import Any, Final

from homeassistant.core import HomeAssistant

from ..api.fields import line, number
from .store import ResilientStore

_REMEDY: Final = "the sign-in kept in the account is used; should Trakt refuse it, you are asked to sign in again"
_SECONDS: Final = number(0, inf)

type Token = dict[str, Any]
"""The token of the auth host, with `expires_at` in seconds since 1970 and the `redirect_uri` of the sign-in."""


class TokenStore:
    """One file, which is written at once; Home Assistant writes its entries a second later."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Initialize the token store."""
        self._store = ResilientStore(hass, f"{entry_id}.token", remedy=_REMEDY)

    async def async_younger(self, other: Token) -> Token:
        """Return the newer token: the one on disk, or the other."""
        stored = await self._store.async_load_as(_whole)
        return stored if stored is not None and _given_at(stored) > _given_at(other) else other

    async def async_save(self, token: Token) -> None:
        """Write the token."""
        await self._store.async_save(token)

    async def async_diagnostics(self) -> dict[str, Any]:
        """Return size and time of the last change of the file."""
        return {"sign_in": await self._store.async_diagnostics()}

    async def async_remove(self) -> None:
        """Delete the file."""
        await self._store.async_remove()


def _whole(stored: Mapping[str, Any]) -> Token:
    """Return a token with everything needed to use and renew it; raises LookupError and ValueError."""
    texts = {name: line(stored[name]) for name in ("access_token", "refresh_token", "redirect_uri")}
    return {**stored, **texts, **{name: _SECONDS(stored[name]) for name in ("expires_at", "expires_in")}}


def _given_at(token: Token) -> float:
    try:
        return float(token["expires_at"]) - float(token["expires_in"])
    except LookupError, TypeError, ValueError:
        return 0
