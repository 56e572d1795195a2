"""Config flow: sign in, sign in again, reconfigure."""

from collections.abc import Mapping
import logging
from typing import Any, Final, override

from homeassistant.components.application_credentials import ClientCredential, async_import_client_credential
from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    SOURCE_USER,
    ConfigFlowResult,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.config_entry_oauth2_flow import AbstractOAuth2FlowHandler
import probatio

from .account import TraktConfigEntry
from .api.errors import AccountLockedError, ApiError, AppRejectedError, AuthenticationError
from .api.trakt import TraktClient, User
from .clients import AccountLimits, http_client, limits_of, shared_ledger
from .const import (
    CLIENT_ID,
    CONF_TMDB_API_KEY,
    DOMAIN,
    TRAKT_API,
)
from .options_flow import KEY_SELECTOR, PLACEHOLDERS, TraktOptionsFlow, async_key_errors
from .storage import TokenStore

_TMDB_SCHEMA: Final = probatio.Schema({probatio.Optional(CONF_TMDB_API_KEY): KEY_SELECTOR})
_CANCELLED: Final = "access_denied"
"""The error of the auth host if the user cancels the sign-in. Source: RFC 6749, section 4.1.2.1."""


class TraktFlowHandler(AbstractOAuth2FlowHandler, domain=DOMAIN):
    """Signs a user in to Trakt."""

    DOMAIN = DOMAIN
    VERSION = 1

    def __init__(self) -> None:
        """Initialize the Trakt flow handler."""
        super().__init__()
        self._sign_in: dict[str, Any] = {}
        self._title = ""

    @property
    @override
    def logger(self) -> logging.Logger:
        """Return the logger that the OAuth steps write to."""
        return logging.getLogger(__name__)

    @property
    @override
    def extra_authorize_data(self) -> dict[str, Any]:
        """Have Trakt ask for the account if another one is added; it would use the one that is signed in."""
        adds_another = self.source == SOURCE_USER and self._async_current_entries()
        return {"prompt": "login"} if adds_another else {}

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: TraktConfigEntry) -> TraktOptionsFlow:
        """Return the flow for the options."""
        return TraktOptionsFlow()

    @override
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Start with the API app: the user's own, or the one of this integration."""
        if CLIENT_ID:
            await async_import_client_credential(
                self.hass, DOMAIN, ClientCredential(CLIENT_ID, "", name="Trakt Upcoming")
            )
        return await super().async_step_user(user_input)

    @override
    async def async_step_authorize_rejected(self, data: None = None) -> ConfigFlowResult:
        """Abort with a text for a cancelled sign-in; other errors are reported by Home Assistant."""
        if self.external_data["error"] == _CANCELLED:
            return self.async_abort(reason="sign_in_cancelled")
        return await super().async_step_authorize_rejected(data)

    async def async_step_reauth(self, entry_data: Mapping[str, Any]) -> ConfigFlowResult:
        """Start a new sign-in."""
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the reason before the sign-in at Trakt."""
        if user_input is None:
            return self.async_show_form(
                step_id="reauth_confirm",
                description_placeholders={**PLACEHOLDERS, "account": self._get_reauth_entry().title},
            )
        return await self.async_step_user()

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Sign in again because the user wants to, perhaps with another API app."""
        return await self.async_step_user(user_input)

    @override
    async def async_oauth_create_entry(self, data: dict[str, Any]) -> ConfigFlowResult:
        """Create or update the entry of the user who signed in."""
        try:
            user = await _async_user(self.hass, self.flow_impl, data["token"]["access_token"])
        except ApiError as error:
            return self.async_abort(reason=_abort_reason(error), description_placeholders=PLACEHOLDERS)
        await self.async_set_unique_id(user.unique_id)
        if self.source in (SOURCE_REAUTH, SOURCE_RECONFIGURE):
            return await self._async_update_entry(data)
        self._abort_if_unique_id_configured()
        self._sign_in = data
        self._title = f"Trakt {user.display_name}"
        return await self.async_step_tmdb()

    async def async_step_tmdb(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for a TMDB key, for pictures and translations."""
        errors: dict[str, str] = {}
        if user_input is not None:
            key = user_input.get(CONF_TMDB_API_KEY, "").strip()
            if not (errors := await async_key_errors(self.hass, key)):
                options = {CONF_TMDB_API_KEY: key} if key else {}
                return self.async_create_entry(title=self._title, data=self._sign_in, options=options)
        return self.async_show_form(
            step_id="tmdb",
            data_schema=self.add_suggested_values_to_schema(_TMDB_SCHEMA, user_input),
            errors=errors,
            description_placeholders=PLACEHOLDERS,
        )

    async def _async_update_entry(self, data: dict[str, Any]) -> ConfigFlowResult:
        entry = self._get_reauth_entry() if self.source == SOURCE_REAUTH else self._get_reconfigure_entry()
        self._abort_if_unique_id_mismatch(
            reason="wrong_account", description_placeholders={**PLACEHOLDERS, "account": entry.title}
        )
        limits_of(self.hass, entry.entry_id).waits.clear()
        # This token is newer than the one on disk, also if the clock was wrong.
        await TokenStore(self.hass, entry.entry_id).async_save(data["token"])
        return self.async_update_reload_and_abort(entry, data=data)


class _FreshToken:
    """A token source for a new token, which cannot be renewed."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def access_token(self) -> str:
        return self._token

    async def renew(self, rejected: str) -> str:
        raise AuthenticationError("a new token was rejected")


async def _async_user(hass: HomeAssistant, implementation: Any, token: str) -> User:
    """Return the user who signed in; raises ApiError."""
    limits = AccountLimits()
    client = TraktClient(
        http_client(hass, shared_ledger(hass)),
        TRAKT_API,
        client_id=implementation.client_id,
        tokens=_FreshToken(token),
        waits=limits.waits,
        budget=limits.budget,
    )
    return await client.user()


def _abort_reason(error: ApiError) -> str:
    match error:
        case AppRejectedError():
            return "app_rejected"
        case AccountLockedError():
            return "account_locked"
        case AuthenticationError():
            return "oauth_unauthorized"
        case _:
            return "cannot_connect"
