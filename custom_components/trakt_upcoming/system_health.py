"""System health: whether the services can be reached, and how many requests they get."""

from datetime import timedelta
from typing import Any, Final

from homeassistant.components import system_health
from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from .account import TraktConfigEntry
from .clients import all_ledgers
from .const import DOMAIN, TMDB_API, TMDB_IMAGES, TRAKT_API, TRAKT_AUTH, TRAKT_IMAGES

_NO_ANSWER: Final = "-"


@callback
def async_register(hass: HomeAssistant, register: system_health.SystemHealthRegistration) -> None:
    """Register the info callback."""
    register.async_register_info(_async_info)


async def _async_info(hass: HomeAssistant) -> dict[str, Any]:
    # Any answer is enough, so no sign-in is needed; these addresses answer without a redirect.
    return {
        "trakt_api_reachable": system_health.async_check_can_reach_url(hass, f"{TRAKT_API}/calendars"),
        "trakt_auth_reachable": system_health.async_check_can_reach_url(hass, f"{TRAKT_AUTH}/oauth/token"),
        "tmdb_api_reachable": system_health.async_check_can_reach_url(hass, f"{TMDB_API}/3/configuration"),
        "trakt_images_reachable": system_health.async_check_can_reach_url(hass, f"{TRAKT_IMAGES}/images/"),
        "tmdb_images_reachable": system_health.async_check_can_reach_url(hass, f"{TMDB_IMAGES}/t/p/"),
        "age_of_last_answer": _age_of_last_answer(hass),
        "requests_in_last_hour": sum(ledger.sent() for ledger in all_ledgers(hass)),
    }


def _age_of_last_answer(hass: HomeAssistant) -> str:
    entries: list[TraktConfigEntry] = hass.config_entries.async_loaded_entries(DOMAIN)
    answered = [answer.asked.at for entry in entries for answer in entry.runtime_data.agenda.answers.values()]
    if not answered:
        return _NO_ANSWER
    return str(timedelta(seconds=int((dt_util.utcnow() - max(answered)).total_seconds())))
