"""The action get_upcoming."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, SupportsResponse, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio

from ..account import Account
from ..agenda import MovieRelease, Release
from ..agenda.serialize import TYPES, by_date, serialize, type_of
from ..api.trakt import Feed
from ..const import CONF_DAYS, DOMAIN, MOST_DAYS
from .fields import ACCOUNT_FIELD, ATTR_TYPE, integer_between
from .handler import async_get_entry
from .schema import ActionSchema
from .serialize import JsonObject

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

GET_UPCOMING_SCHEMA: Final = ActionSchema(
    {
        **ACCOUNT_FIELD,
        probatio.Optional(CONF_DAYS): integer_between(1, MOST_DAYS),
        probatio.Optional(ATTR_TYPE, default=list(TYPES)): probatio.All(cv.ensure_list, [probatio.In(TYPES)]),
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


async def _async_get_upcoming(call: ServiceCall) -> JsonObject:
    """Return the releases of the next days, by day; the agenda is in memory, so nothing is requested."""
    account = (await async_get_entry(call)).runtime_data
    agenda, feeds = account.agenda.data, _available_feeds(account, call.data)
    days = agenda.by_day(dt_util.utcnow(), call.data.get(CONF_DAYS, account.options.days))
    selected = {
        day: [each for each in releases if each.feed in feeds and _has_episode_type(each, call.data)]
        for day, releases in days.items()
    }
    serialized = partial(serialize, zone=agenda.zone, wording=account.wording)
    return {"days": by_date(selected, serialized)}


def _available_feeds(account: Account, data: Mapping[str, Any]) -> set[Feed]:
    """Return the feeds that fit the fields and are available, as their entities are.

    Raises HomeAssistantError if none is available: an empty response would mean that nothing is coming.
    """
    selected = {feed for feed in account.options.feeds if _is_selected(feed, data)}
    available = set(filter(account.agenda.is_available, selected))
    if selected and not available:
        raise HomeAssistantError(translation_domain=DOMAIN, translation_key="nothing_known")
    return available


def _is_selected(feed: Feed, data: Mapping[str, Any]) -> bool:
    # With episode types, movies are not returned.
    is_excluded = feed is not Feed.EPISODES and ATTR_EPISODE_TYPE in data
    return type_of(feed) in data[ATTR_TYPE] and not is_excluded


def _has_episode_type(release: Release, data: Mapping[str, Any]) -> bool:
    episode_types = data.get(ATTR_EPISODE_TYPE)
    if episode_types is None or isinstance(release, MovieRelease):
        return True
    return any(each.episode.episode_type in episode_types for each in release.episodes)
