"""Signing in, signing in again, and the options."""

from collections.abc import Mapping
import logging
from typing import Any, Final, override

from homeassistant.components.application_credentials import ClientCredential, async_import_client_credential
from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    SOURCE_USER,
    ConfigFlowResult,
    OptionsFlowWithReload,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.config_entry_oauth2_flow import AbstractOAuth2FlowHandler
from homeassistant.helpers.selector import (
    BooleanSelector,
    LanguageSelector,
    LanguageSelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import probatio

from .account import TraktConfigEntry
from .agenda.options import AccountOptions
from .api.errors import AccountLockedError, ApiError, AppRejectedError, AuthenticationError, KeyRejectedError
from .api.trakt import Feed, TraktClient, User
from .artwork.lookup import async_get_library
from .clients import http_client, tmdb_client
from .const import (
    CLIENT_ID,
    CONF_DAYS,
    CONF_FEEDS,
    CONF_GROUP_SEASON_DROPS,
    CONF_HIDE_SPECIALS,
    CONF_HIDE_WATCHED,
    CONF_LANGUAGE,
    CONF_PROXY_ARTWORK,
    CONF_SPOILER_FREE,
    CONF_TMDB_API_KEY,
    DOMAIN,
    MOST_DAYS,
    TMDB_KEYS,
    TRAKT_API,
    TRAKT_APPS,
    TRAKT_WEBSITE,
)
from .limits import AccountLimits, limits_of, shared_ledger
from .options_flow import ImportSteps
from .storage import TokenStore

_KEY_SELECTOR: Final = TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="off"))
_TMDB_SCHEMA: Final = probatio.Schema({probatio.Optional(CONF_TMDB_API_KEY): _KEY_SELECTOR})
_CANCELLED: Final = "access_denied"
"""What the auth host says when somebody does not want to sign in. Source: RFC 6749, section 4.1.2.1."""
_PLACEHOLDERS: Final = {"apps_url": TRAKT_APPS, "keys_url": TMDB_KEYS, "website_url": TRAKT_WEBSITE}


class TraktFlowHandler(AbstractOAuth2FlowHandler, domain=DOMAIN):
    """Signs a person in to Trakt."""

    DOMAIN = DOMAIN
    VERSION = 1

    def __init__(self) -> None:
        """Start with nobody signed in."""
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
        """Have Trakt ask who it is when another account is added; it would take the one that is signed in."""
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
        """Begin with the API app: the person's own, or the one that comes with this integration."""
        if CLIENT_ID:
            await async_import_client_credential(
                self.hass, DOMAIN, ClientCredential(CLIENT_ID, "", name="Trakt Upcoming")
            )
        return await super().async_step_user(user_input)

    @override
    async def async_step_authorize_rejected(self, data: None = None) -> ConfigFlowResult:
        """Say in plain words that the user cancelled the sign-in; any other error is told by Home Assistant."""
        if self.external_data["error"] == _CANCELLED:
            return self.async_abort(reason="sign_in_cancelled")
        return await super().async_step_authorize_rejected(data)

    async def async_step_reauth(self, entry_data: Mapping[str, Any]) -> ConfigFlowResult:
        """Begin to sign in again."""
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Say why before sending the person to Trakt."""
        if user_input is None:
            return self.async_show_form(
                step_id="reauth_confirm",
                description_placeholders={**_PLACEHOLDERS, "account": self._get_reauth_entry().title},
            )
        return await self.async_step_user()

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Sign in again because the person wants to, perhaps with another API app."""
        return await self.async_step_user(user_input)

    @override
    async def async_oauth_create_entry(self, data: dict[str, Any]) -> ConfigFlowResult:
        """Find out who signed in."""
        try:
            user = await _async_user(self.hass, self.flow_impl, data["token"]["access_token"])
        except ApiError as error:
            return self.async_abort(reason=_abort_reason(error), description_placeholders=_PLACEHOLDERS)
        await self.async_set_unique_id(user.unique_id)
        if self.source in (SOURCE_REAUTH, SOURCE_RECONFIGURE):
            return await self._async_update_entry(data)
        self._abort_if_unique_id_configured()
        self._sign_in = data
        self._title = f"Trakt {user.display_name}"
        return await self.async_step_tmdb()

    async def async_step_tmdb(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Offer pictures and translations."""
        errors: dict[str, str] = {}
        if user_input is not None:
            key = user_input.get(CONF_TMDB_API_KEY, "").strip()
            if not (errors := await _async_key_errors(self.hass, key)):
                options = {CONF_TMDB_API_KEY: key} if key else {}
                return self.async_create_entry(title=self._title, data=self._sign_in, options=options)
        return self.async_show_form(
            step_id="tmdb",
            data_schema=self.add_suggested_values_to_schema(_TMDB_SCHEMA, user_input),
            errors=errors,
            description_placeholders=_PLACEHOLDERS,
        )

    async def _async_update_entry(self, data: dict[str, Any]) -> ConfigFlowResult:
        entry = self._get_reauth_entry() if self.source == SOURCE_REAUTH else self._get_reconfigure_entry()
        self._abort_if_unique_id_mismatch(
            reason="wrong_account", description_placeholders={**_PLACEHOLDERS, "account": entry.title}
        )
        limits_of(self.hass, entry.entry_id).waits.clear()
        # Whatever the clock said when the last one was written, this token is the younger.
        await TokenStore(self.hass, entry.entry_id).async_save(data["token"])
        return self.async_update_reload_and_abort(entry, data=data)


class TraktOptionsFlow(ImportSteps, OptionsFlowWithReload):
    """Changes what an account shows, and how, and imports its history."""

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask which."""
        return self.async_show_menu(step_id="init", menu_options=["settings", "history"])

    async def async_step_settings(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show all options on one page."""
        errors: dict[str, str] = {}
        if user_input is not None:
            options = _tidy(user_input)
            if not (errors := await self._async_errors(options)):
                limits_of(self.hass, self.config_entry.entry_id).waits.clear()
                return self.async_create_entry(data=options)
        shown = user_input if user_input is not None else _shown(self.config_entry.options)
        return self.async_show_form(
            step_id="settings",
            data_schema=self.add_suggested_values_to_schema(_OPTIONS_SCHEMA, shown),
            errors=errors,
            description_placeholders=_PLACEHOLDERS,
        )

    async def _async_errors(self, options: Mapping[str, Any]) -> dict[str, str]:
        errors = {} if options[CONF_FEEDS] else {CONF_FEEDS: "no_feed"}
        key = options.get(CONF_TMDB_API_KEY, "")
        if key == self.config_entry.options.get(CONF_TMDB_API_KEY, "") and not await self._async_is_rejected(key):
            return errors
        return {**errors, **await _async_key_errors(self.hass, key)}

    async def _async_is_rejected(self, key: str) -> bool:
        return (await async_get_library(self.hass)).is_rejected(key)


_OPTIONS_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required(CONF_FEEDS): SelectSelector(
            SelectSelectorConfig(options=[feed.value for feed in Feed], multiple=True, translation_key="feeds")
        ),
        probatio.Required(CONF_DAYS): NumberSelector(
            NumberSelectorConfig(min=1, max=MOST_DAYS, step=1, mode=NumberSelectorMode.BOX)
        ),
        probatio.Required(CONF_HIDE_WATCHED): BooleanSelector(),
        probatio.Required(CONF_HIDE_SPECIALS): BooleanSelector(),
        probatio.Required(CONF_GROUP_SEASON_DROPS): BooleanSelector(),
        probatio.Required(CONF_SPOILER_FREE): BooleanSelector(),
        probatio.Optional(CONF_LANGUAGE): LanguageSelector(LanguageSelectorConfig(native_name=True)),
        probatio.Optional(CONF_TMDB_API_KEY): _KEY_SELECTOR,
        probatio.Required(CONF_PROXY_ARTWORK): BooleanSelector(),
    }
)


class _FreshToken:
    """The token that was just given; if it is not accepted, no other will be."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def access_token(self) -> str:
        return self._token

    async def renew(self, rejected: str) -> str:
        raise AuthenticationError("a new token was rejected")


async def _async_user(hass: HomeAssistant, implementation: Any, token: str) -> User:
    """Return who signed in; raises the errors of the API."""
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


async def _async_key_errors(hass: HomeAssistant, key: str) -> dict[str, str]:
    """Return the error of the form for a key; one that cannot be checked now is taken."""
    if not key:
        return {}
    if not (key.isascii() and key.isprintable() and " " not in key):
        return {CONF_TMDB_API_KEY: "invalid_tmdb_key"}
    try:
        await tmdb_client(hass, key).check_key()
    except KeyRejectedError:
        return {CONF_TMDB_API_KEY: "invalid_tmdb_key"}
    except ApiError:
        return {}
    (await async_get_library(hass)).accept(key)
    return {}


def _shown(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form shows for the options of an entry."""
    chosen = AccountOptions.from_entry(options)
    return {
        CONF_DAYS: chosen.days,
        CONF_FEEDS: [feed.value for feed in chosen.feeds],
        CONF_GROUP_SEASON_DROPS: chosen.group_season_drops,
        CONF_HIDE_SPECIALS: chosen.hide_specials,
        CONF_HIDE_WATCHED: chosen.hide_watched,
        CONF_SPOILER_FREE: chosen.spoiler_free,
        CONF_LANGUAGE: chosen.language,
        CONF_TMDB_API_KEY: chosen.tmdb_api_key,
        CONF_PROXY_ARTWORK: chosen.proxy_artwork,
    }


def _tidy(user_input: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was entered as it is kept: whole days, feeds in their own order, nothing empty."""
    key = user_input.get(CONF_TMDB_API_KEY, "").strip()
    tidy = {
        **user_input,
        CONF_DAYS: int(user_input[CONF_DAYS]),
        CONF_FEEDS: [feed.value for feed in Feed if feed in user_input[CONF_FEEDS]],
        CONF_TMDB_API_KEY: key,
    }
    return {name: value for name, value in tidy.items() if value != ""}
