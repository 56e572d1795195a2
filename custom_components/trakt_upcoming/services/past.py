"""What a user has watched and rated, for scripts and templates: from what is known, without asking Trakt."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio

from ..account import TraktConfigEntry
from ..api.trakt import Play, Rated, Section
from ..const import DOMAIN
from ..user_data import RatingWord, UserData
from .accounts import ACCOUNT_FIELD
from .asking import async_register_reading
from .described import Described, local, named
from .fields import ATTR_TYPE, WORK_TYPES
from .schema import ActionSchema

ATTR_FROM: Final = "from"
ATTR_TO: Final = "to"
SERVICE_GET_HISTORY: Final = "get_history"
SERVICE_GET_RATINGS: Final = "get_ratings"

PLAYED_TYPES: Final = ("movie", "episode")
_RATED: Final = {
    "movie": Section.RATED_MOVIES,
    "show": Section.RATED_SHOWS,
    "season": Section.RATED_SEASONS,
    "episode": Section.RATED_EPISODES,
}


def _moment(value: object) -> datetime:
    """Return a point in time; one without offset is the home's, and a day stands for its beginning."""
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
        probatio.Optional(ATTR_TYPE, default=list(WORK_TYPES)): probatio.All(cv.ensure_list, [probatio.In(WORK_TYPES)]),
    }
)


@callback
def async_setup_past(hass: HomeAssistant) -> None:
    """Register the actions."""
    async_register_reading(hass, SERVICE_GET_HISTORY, _async_get_history, GET_HISTORY_SCHEMA)
    async_register_reading(hass, SERVICE_GET_RATINGS, _async_get_ratings, GET_RATINGS_SCHEMA)


async def _async_get_history(entry: TraktConfigEntry, wanted: Mapping[str, Any]) -> Described:
    user_data = _known(entry, {Section.HISTORY})
    # A home may have watched for decades.
    plays = await entry.runtime_data.user_data.hass.async_add_executor_job(_history, user_data.plays, wanted)
    return {"history": plays}


async def _async_get_ratings(entry: TraktConfigEntry, wanted: Mapping[str, Any]) -> Described:
    user_data = _known(entry, {_RATED[each] for each in wanted[ATTR_TYPE]})
    ratings = await entry.runtime_data.user_data.hass.async_add_executor_job(_ratings, user_data.ratings, wanted)
    return {"ratings": ratings}


def _known(entry: TraktConfigEntry, sections: Collection[Section]) -> UserData:
    """Return what is known of a user.

    Raises HomeAssistantError when one of the sections was never read: an empty list would say that there is nothing.
    """
    user_data = entry.runtime_data.user_data.data
    if not user_data.readings.keys() >= set(sections):
        raise HomeAssistantError(translation_domain=DOMAIN, translation_key="not_read_yet")
    return user_data


def _history(plays: tuple[Play, ...], wanted: Mapping[str, Any]) -> list[Described]:
    start, end = wanted.get(ATTR_FROM), wanted.get(ATTR_TO)
    return [
        # What Trakt did not confirm yet has no id there.
        {**named(play.ref), "watched_at": local(play.watched_at), "id": play.id if play.id > 0 else None}
        for play in plays
        if play.ref.type in wanted[ATTR_TYPE]
        and (start is None or start <= play.watched_at)
        and (end is None or play.watched_at < end)
    ]


def _ratings(ratings: tuple[Rated, ...], wanted: Mapping[str, Any]) -> list[Described]:
    chosen = [rated for rated in ratings if rated.ref.type in wanted[ATTR_TYPE]]
    return [
        {
            **named(rated.ref),
            "rating": rated.rating,
            "rating_word": RatingWord.of(rated.rating).value,
            "rated_at": local(rated.rated_at),
        }
        for rated in sorted(chosen, key=lambda rated: rated.rated_at, reverse=True)
    ]
