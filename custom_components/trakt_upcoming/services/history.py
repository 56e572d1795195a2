"""The actions get_history and get_ratings. They read what is in memory, and send no requests."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, SupportsResponse, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio

from ..api.trakt import Play, Rated, Section
from ..const import DOMAIN
from ..user_data import RatingWord, UserData
from .fields import ACCOUNT_FIELD, ATTR_TYPE, MEDIA_TYPES
from .handler import async_get_entry
from .schema import ActionSchema
from .serialize import JsonObject, local_isoformat, serialize_reference

ATTR_FROM: Final = "from"
ATTR_TO: Final = "to"
SERVICE_GET_HISTORY: Final = "get_history"
SERVICE_GET_RATINGS: Final = "get_ratings"

PLAYED_TYPES: Final = ("movie", "episode")
_SECTIONS_OF_RATINGS: Final = {
    "movie": Section.RATED_MOVIES,
    "show": Section.RATED_SHOWS,
    "season": Section.RATED_SEASONS,
    "episode": Section.RATED_EPISODES,
}


def _moment(value: object) -> datetime:
    """Return an aware datetime; the time zone of the home is the default, and a date means its start."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    moment: datetime = cv.datetime(value)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt_util.get_default_time_zone())


GET_HISTORY_SCHEMA: Final = ActionSchema(
    {
        **ACCOUNT_FIELD,
        probatio.Optional(ATTR_FROM): _moment,
        probatio.Optional(ATTR_TO): _moment,
        probatio.Optional(ATTR_TYPE, default=list(PLAYED_TYPES)): probatio.All(
            cv.ensure_list, [probatio.In(PLAYED_TYPES)]
        ),
    }
)
GET_RATINGS_SCHEMA: Final = ActionSchema(
    {
        **ACCOUNT_FIELD,
        probatio.Optional(ATTR_TYPE, default=list(MEDIA_TYPES)): probatio.All(
            cv.ensure_list, [probatio.In(MEDIA_TYPES)]
        ),
    }
)


@callback
def async_setup_history(hass: HomeAssistant) -> None:
    """Register the actions."""
    hass.services.async_register(
        DOMAIN,
        SERVICE_GET_HISTORY,
        _async_get_history,
        schema=GET_HISTORY_SCHEMA,
        supports_response=SupportsResponse.ONLY,
    )
    hass.services.async_register(
        DOMAIN,
        SERVICE_GET_RATINGS,
        _async_get_ratings,
        schema=GET_RATINGS_SCHEMA,
        supports_response=SupportsResponse.ONLY,
    )


async def _async_get_history(call: ServiceCall) -> JsonObject:
    """Return the plays of a range of time, newest first."""
    user_data = await _async_get_user_data(call, {Section.HISTORY})
    # There may be tens of thousands.
    plays = await call.hass.async_add_executor_job(_serialize_plays, user_data.plays, call.data)
    return {"history": plays}


async def _async_get_ratings(call: ServiceCall) -> JsonObject:
    """Return the ratings of the user, newest first."""
    user_data = await _async_get_user_data(call, {_SECTIONS_OF_RATINGS[each] for each in call.data[ATTR_TYPE]})
    ratings = await call.hass.async_add_executor_job(_serialize_ratings, user_data.ratings, call.data)
    return {"ratings": ratings}


async def _async_get_user_data(call: ServiceCall, sections: Collection[Section]) -> UserData:
    """Return the user data of the account.

    Raises HomeAssistantError if one of the sections was never read: an empty response would mean that there is nothing.
    """
    user_data = (await async_get_entry(call)).runtime_data.user_data.data
    if not user_data.readings.keys() >= set(sections):
        raise HomeAssistantError(translation_domain=DOMAIN, translation_key="not_read_yet")
    return user_data


def _serialize_plays(plays: tuple[Play, ...], data: Mapping[str, Any]) -> list[JsonObject]:
    start, end = data.get(ATTR_FROM), data.get(ATTR_TO)
    return [
        # A play that waits for Trakt has no id there yet.
        {
            **serialize_reference(play.ref),
            "watched_at": local_isoformat(play.watched_at),
            "id": play.id if play.id > 0 else None,
        }
        for play in plays
        if play.ref.type in data[ATTR_TYPE]
        and (start is None or start <= play.watched_at)
        and (end is None or play.watched_at < end)
    ]


def _serialize_ratings(ratings: tuple[Rated, ...], data: Mapping[str, Any]) -> list[JsonObject]:
    selected = [rated for rated in ratings if rated.ref.type in data[ATTR_TYPE]]
    return [
        {
            **serialize_reference(rated.ref),
            "rating": rated.rating,
            "rating_word": RatingWord.of(rated.rating).value,
            "rated_at": local_isoformat(rated.rated_at),
        }
        for rated in sorted(selected, key=lambda rated: rated.rated_at, reverse=True)
    ]
