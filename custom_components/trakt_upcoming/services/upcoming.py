"""What is coming, with everything that is known of it."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final, cast

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonValueType
import probatio

from ..account import Account
from ..agenda import MovieRelease, Release
from ..agenda.serialize import TYPES, by_date, serialize, type_of
from ..api.trakt import Feed
from ..const import CONF_DAYS, DOMAIN, MOST_DAYS
from .accounts import ACCOUNT_FIELD, async_entry
from .fields import ATTR_TYPE, between
from .schema import ActionSchema

ATTR_EPISODE_TYPE: Final = "episode_type"
SERVICE_GET_UPCOMING: Final = "get_upcoming"

EPISODE_TYPES: Final = (
    "standard",
    "series_premiere",
    "season_premiere",
    "mid_season_premiere",
    "mid_season_finale",
    "season_finale",
    "series_finale",
)


DAYS: Final = between(1, MOST_DAYS)
WANTED_TYPES: Final = probatio.All(cv.ensure_list, [probatio.In(TYPES)])

GET_UPCOMING_SCHEMA: Final = ActionSchema(
    {
        **ACCOUNT_FIELD,
        probatio.Optional(CONF_DAYS): DAYS,
        probatio.Optional(ATTR_TYPE, default=list(TYPES)): WANTED_TYPES,
        probatio.Optional(ATTR_EPISODE_TYPE): probatio.All(cv.ensure_list, [probatio.In(EPISODE_TYPES)]),
    }
)


@callback
def async_setup_upcoming(hass: HomeAssistant) -> None:
    """Register the action."""
    hass.services.async_register(
        DOMAIN,
        SERVICE_GET_UPCOMING,
        _async_get_upcoming,
        schema=GET_UPCOMING_SCHEMA,
        supports_response=SupportsResponse.ONLY,
    )


async def _async_get_upcoming(call: ServiceCall) -> ServiceResponse:
    account, wanted = (await async_entry(call)).runtime_data, call.data
    agenda, feeds = account.agenda.data, _feeds(account, wanted)
    days = agenda.by_day(dt_util.utcnow(), wanted.get(CONF_DAYS, account.options.days))
    chosen = {
        day: [each for each in releases if each.feed in feeds and _has_wanted_type(each, wanted)]
        for day, releases in days.items()
    }
    serialized = partial(serialize, zone=agenda.zone, wording=account.wording)
    return {"days": cast("JsonValueType", by_date(chosen, serialized))}


def _feeds(account: Account, wanted: Mapping[str, Any]) -> set[Feed]:
    """Return the feeds that are asked for and available, as their entities are.

    Raises HomeAssistantError when none is available: an empty list would say that nothing is coming.
    """
    asked = {feed for feed in account.options.feeds if _is_asked_for(feed, wanted)}
    available = set(filter(account.agenda.is_available, asked))
    if asked and not available:
        raise HomeAssistantError(translation_domain=DOMAIN, translation_key="nothing_known")
    return available


def _is_asked_for(feed: Feed, wanted: Mapping[str, Any]) -> bool:
    # Who names types of episodes wants no movies.
    is_excluded = feed is not Feed.EPISODES and ATTR_EPISODE_TYPE in wanted
    return type_of(feed) in wanted[ATTR_TYPE] and not is_excluded


def _has_wanted_type(release: Release, wanted: Mapping[str, Any]) -> bool:
    episode_types = wanted.get(ATTR_EPISODE_TYPE)
    if episode_types is None or isinstance(release, MovieRelease):
        return True
    return any(each.episode.episode_type in episode_types for each in release.episodes)
