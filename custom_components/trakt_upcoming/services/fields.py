"""The fields of the actions that several of them have, above all those that name a work."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.helpers import config_validation as cv
import probatio

from ..watching import Wanted
from .accounts import ACCOUNT_FIELD

ATTR_EPISODE: Final = "episode"
ATTR_IDS: Final = "ids"
ATTR_LIMIT: Final = "limit"
ATTR_SEASON: Final = "season"
ATTR_TITLE: Final = "title"
ATTR_TYPE: Final = "type"
ATTR_YEAR: Final = "year"

WORK_TYPES: Final = ("movie", "show", "season", "episode")


def whole_number(value: object) -> int:
    """Return a whole number, also one that a template wrote as text; half a day is no day."""
    if isinstance(value, str) and value.strip().isdecimal():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not value.is_integer():
        raise probatio.Invalid("expected a whole number")
    return int(value)


def between(least: int, most: int) -> probatio.All[Any]:
    """Return a parser of whole numbers within bounds, both included."""
    return probatio.All(whole_number, probatio.Range(min=least, max=most))


def _those_that_are_known(value: object) -> dict[str, object]:
    """Return the ids that are not null, as other actions answer them for services that do not know a work."""
    if not isinstance(value, dict):
        raise probatio.Invalid("expected ids by the names of their services, such as tmdb: 603")
    if not (known := {service: known for service, known in value.items() if known is not None}):
        raise probatio.Invalid("expected at least one id")
    return known


_ID: Final = between(1, 2**63 - 1)
YEAR: Final = between(1800, 9_999)
ORDINAL: Final = between(0, 9_999)
IDS: Final = probatio.All(
    _those_that_are_known,
    probatio.Schema(
        {
            probatio.Optional("trakt"): _ID,
            probatio.Optional("tmdb"): _ID,
            probatio.Optional("tvdb"): _ID,
            probatio.Optional("imdb"): probatio.All(cv.string, probatio.Match(r"^tt[0-9]{1,12}$")),
            probatio.Optional("slug"): probatio.All(cv.string, probatio.Match(r"^[A-Za-z0-9_.~-]{1,300}$")),
        }
    ),
)
TITLE: Final = probatio.All(cv.string, str.strip, probatio.Length(min=1, max=500))

_WORK_FIELDS: Final = {
    **ACCOUNT_FIELD,
    probatio.Optional(ATTR_TYPE): probatio.In(WORK_TYPES),
    probatio.Optional(ATTR_IDS): IDS,
    probatio.Optional(ATTR_TITLE): TITLE,
    probatio.Optional(ATTR_YEAR): YEAR,
    probatio.Optional(ATTR_SEASON): ORDINAL,
    probatio.Optional(ATTR_EPISODE): ORDINAL,
}


def work_schema(more: Mapping[Any, Any] | None = None) -> probatio.All[Any]:
    """Return the schema of an action about one work, with the fields that are its own."""
    return probatio.All(probatio.Schema({**_WORK_FIELDS, **(more or {})}), _named_clearly)


def wanted_of(data: Mapping[str, Any]) -> Wanted:
    """Return the work that the fields of an action name."""
    season, episode = data.get(ATTR_SEASON), data.get(ATTR_EPISODE)
    part = "episode" if episode is not None else "season" if season is not None else None
    return Wanted(
        type=part or data[ATTR_TYPE],
        ids=data.get(ATTR_IDS, {}),
        title=data.get(ATTR_TITLE),
        year=data.get(ATTR_YEAR),
        season=season,
        episode=episode,
    )


def _named_clearly(data: dict[str, Any]) -> dict[str, Any]:
    """Refuse fields that together name no work, or more than one."""
    of_type, has_season, has_episode = data.get(ATTR_TYPE), ATTR_SEASON in data, ATTR_EPISODE in data
    has_ids, has_title = ATTR_IDS in data, ATTR_TITLE in data
    complaints = (
        (ATTR_TITLE, "give ids or a title, so that it is clear which work is meant", not has_ids and not has_title),
        (ATTR_TITLE, "give either ids or a title, not both", has_ids and has_title),
        (ATTR_YEAR, "a year goes with a title", ATTR_YEAR in data and not has_title),
        (ATTR_SEASON, "a movie has no season", of_type == "movie" and has_season),
        (ATTR_SEASON, "an episode needs its season", (has_episode or of_type == "episode") and not has_season),
        (ATTR_SEASON, "a season needs its number", of_type == "season" and not has_season),
        (ATTR_EPISODE, "an episode needs its number", of_type == "episode" and not has_episode),
        (ATTR_EPISODE, "a season is meant, but an episode is given", of_type == "season" and has_episode),
        (ATTR_TYPE, "say whether a movie or a show is meant", of_type is None and not has_season),
    )
    for field, complaint, is_wrong in complaints:
        if is_wrong:
            raise probatio.Invalid(complaint, path=[field])
    return data
