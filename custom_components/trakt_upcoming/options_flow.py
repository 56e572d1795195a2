"""Options flow."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlowWithReload
from homeassistant.core import HomeAssistant
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

from .agenda.options import AccountOptions
from .api.errors import ApiError, KeyRejectedError
from .api.trakt import Feed
from .artwork.lookup import async_get_titles
from .clients import limits_of, tmdb_client
from .const import (
    CONF_DAYS,
    CONF_FEEDS,
    CONF_GROUP_SEASON_DROPS,
    CONF_HIDE_SPECIALS,
    CONF_HIDE_WATCHED,
    CONF_LANGUAGE,
    CONF_PROXY_ARTWORK,
    CONF_SPOILER_FREE,
    CONF_TMDB_API_KEY,
    MOST_DAYS,
    TMDB_KEYS,
    TRAKT_APPS,
    TRAKT_WEBSITE,
)
from .import_flow import ImportFlowSteps

KEY_SELECTOR: Final = TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="off"))
PLACEHOLDERS: Final = {"apps_url": TRAKT_APPS, "keys_url": TMDB_KEYS, "website_url": TRAKT_WEBSITE}


class TraktOptionsFlow(ImportFlowSteps, OptionsFlowWithReload):
    """Changes what an account shows, and how, and imports its history."""

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the menu."""
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
            description_placeholders=PLACEHOLDERS,
        )

    async def _async_errors(self, options: Mapping[str, Any]) -> dict[str, str]:
        errors = {} if options[CONF_FEEDS] else {CONF_FEEDS: "no_feed"}
        key = options.get(CONF_TMDB_API_KEY, "")
        if key == self.config_entry.options.get(CONF_TMDB_API_KEY, "") and not await self._async_is_rejected(key):
            return errors
        return {**errors, **await async_key_errors(self.hass, key)}

    async def _async_is_rejected(self, key: str) -> bool:
        return (await async_get_titles(self.hass)).is_rejected(key)


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
        probatio.Optional(CONF_TMDB_API_KEY): KEY_SELECTOR,
        probatio.Required(CONF_PROXY_ARTWORK): BooleanSelector(),
    }
)


async def async_key_errors(hass: HomeAssistant, key: str) -> dict[str, str]:
    """Return the error of the form for a key; a key that cannot be checked now is accepted."""
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
    (await async_get_titles(hass)).async_accept_key(key)
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
    """Return what was entered as it is stored: whole days, feeds in a fixed order, no empty values."""
    key = user_input.get(CONF_TMDB_API_KEY, "").strip()
    tidy = {
        **user_input,
        CONF_DAYS: int(user_input[CONF_DAYS]),
        CONF_FEEDS: [feed.value for feed in Feed if feed in user_input[CONF_FEEDS]],
        CONF_TMDB_API_KEY: key,
    }
    return {name: value for name, value in tidy.items() if value != ""}
