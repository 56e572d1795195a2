"""The session of an account: a valid access token, renewed when needed."""

import asyncio
from datetime import timedelta
from typing import Final, cast, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import OAuth2TokenRequestBaseError
from homeassistant.helpers.config_entry_oauth2_flow import OAuth2Session

from .api.errors import ApiError, UnavailableError
from .application_credentials import TraktImplementation
from .storage.token import Token, TokenStore

_RENEWAL_LIMIT: Final = timedelta(seconds=30)


class TraktSession(OAuth2Session):
    """Renews the token once for all callers.

    A refresh token is valid once. A renewal that has begun is therefore never cancelled, and its token is on disk
    before it is used.
    """

    implementation: TraktImplementation

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry, implementation: TraktImplementation) -> None:
        """Initialize the Trakt session."""
        super().__init__(hass, entry, implementation)
        self._store = TokenStore(hass, entry.entry_id)
        self._token: Token = entry.data["token"]
        self._renewal: asyncio.Task[ApiError | None] | None = None

    async def async_load(self) -> None:
        """Use the newer of the tokens in the entry and on disk."""
        self._token = await self._store.async_younger(self.config_entry.data["token"])

    @property
    @override
    def token(self) -> Token:
        """The token in use."""
        return self._token

    async def access_token(self) -> str:
        """Return an access token that has not expired.

        Raises AuthenticationError, AppRejectedError, RateLimitedError and UnavailableError.
        """
        await self.async_ensure_token_valid()
        return cast("str", self.token["access_token"])

    async def renew(self, rejected: str) -> str:
        """Return another access token than the one that Trakt rejected; raises what `access_token` raises."""
        if self.token["access_token"] == rejected:
            await self._async_renewed()
        return await self.access_token()

    @override
    async def async_ensure_token_valid(self) -> None:
        """Renew the token if it has expired."""
        if not self.valid_token:
            await self._async_renewed()

    async def _async_renewed(self) -> None:
        if self._renewal is None or self._renewal.done():
            # Not one of Home Assistant's tasks: they are waited for at start, or cancelled at stop.
            self._renewal = self.hass.loop.create_task(self._async_renew())
        renewal = self._renewal
        # Unlike a shield, this logs no error if the renewal fails after the caller was cancelled.
        await asyncio.wait((renewal,))
        if (error := renewal.result()) is not None:
            raise error

    async def _async_renew(self) -> ApiError | None:
        try:
            async with asyncio.timeout(_RENEWAL_LIMIT.total_seconds()):
                token = await self.implementation.async_refresh_token(self.token)
        except TimeoutError:
            return UnavailableError("auth host: no answer in time")
        except OAuth2TokenRequestBaseError as error:
            return _api_error(error)
        await self._store.async_save(token)
        self._token = token
        data = {**self.config_entry.data, "token": token}
        self.hass.config_entries.async_update_entry(self.config_entry, data=data)
        return None


def _api_error(error: OAuth2TokenRequestBaseError) -> ApiError:
    """Return the error of the API that Home Assistant's error wraps."""
    return error.__cause__ if isinstance(error.__cause__, ApiError) else UnavailableError(str(error))
