"""Fields that several actions have."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.helpers import config_validation as cv
import probatio

from ..user_data import MediaQuery
from .schema import ActionSchema, Check, Mistake, mistake_error

ATTR_EPISODE: Final = "episode"
ATTR_IDS: Final = "ids"
ATTR_LIMIT: Final = "limit"
ATTR_SEASON: Final = "season"
ATTR_TITLE: Final = "title"
ATTR_TYPE: Final = "type"
ATTR_YEAR: Final = "year"

MEDIA_TYPES: Final = ("movie", "show", "season", "episode")


def integer_between(minimum: int, maximum: int) -> Callable[[object], int]:
    """Return a validator of whole numbers within bounds, both included."""

    def validate(value: object) -> int:
        number = _whole_number(value)
        if number is None or not minimum <= number <= maximum:
            raise probatio.RangeInvalid(
                f"expected a whole number from {minimum} to {maximum}",
                placeholders={"least": minimum, "most": maximum},
            )
        return number

    return validate


def list_of(options: Sequence[str]) -> probatio.All[Any]:
    """Return a validator of a list with at least one of the options; a single option becomes a list."""

    def validate_length(values: list[str]) -> list[str]:
        if not values:
            raise probatio.InInvalid(f"expected one of {options}", placeholders={"values": list(options)})
        return values

    return probatio.All(cv.ensure_list, [probatio.In(options)], validate_length)


def selected_choice(value: object) -> object:
    """Return the value that is selected in a form with a `choose` selector; any other value stays as it is."""
    if isinstance(value, Mapping) and "active_choice" in value:
        return value.get(str(value["active_choice"]))
    return value


def _whole_number(value: object) -> int | None:
    """Return a whole number, also if a template made it a text; None for anything else."""
    if isinstance(value, str) and value.strip().isdecimal():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not value.is_integer():
        return None
    return int(value)


def _without_null_ids(value: object) -> dict[str, object]:
    """Return the ids that are not null; the responses of other actions have null for services without an id."""
    if not isinstance(value, dict):
        raise probatio.Invalid("expected ids by the names of their services, such as tmdb: 603")
    if not (ids := {service: service_id for service, service_id in value.items() if service_id is not None}):
        raise probatio.Invalid("expected at least one id")
    return ids


_ID: Final = integer_between(1, 2**63 - 1)
YEAR: Final = integer_between(1800, 9_999)
ORDINAL: Final = integer_between(0, 9_999)
IDS: Final = probatio.All(
    _without_null_ids,
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

ACCOUNT_FIELD: Final = {probatio.Optional(ATTR_CONFIG_ENTRY_ID): cv.string}
"""Optional if there is only one account."""
MEDIA_FIELDS: Final = {
    **ACCOUNT_FIELD,
    probatio.Optional(ATTR_TYPE): probatio.In(MEDIA_TYPES),
    probatio.Optional(ATTR_IDS): IDS,
    probatio.Optional(ATTR_TITLE): TITLE,
    probatio.Optional(ATTR_YEAR): YEAR,
    probatio.Optional(ATTR_SEASON): ORDINAL,
    probatio.Optional(ATTR_EPISODE): ORDINAL,
}


def media_schema(fields: Mapping[Any, Any] | None = None, *checks: Check) -> ActionSchema:
    """Return the schema of an action about one movie, show, season or episode, with further fields and checks."""
    return ActionSchema({**MEDIA_FIELDS, **(fields or {})}, check_media_fields, *checks)


def media_query(data: Mapping[str, Any]) -> MediaQuery:
    """Return the movie, show, season or episode that the fields of an action name."""
    season, episode = data.get(ATTR_SEASON), data.get(ATTR_EPISODE)
    part = "episode" if episode is not None else "season" if season is not None else None
    return MediaQuery(
        type=part or data[ATTR_TYPE],
        ids=data.get(ATTR_IDS, {}),
        title=data.get(ATTR_TITLE),
        year=data.get(ATTR_YEAR),
        season=season,
        episode=episode,
    )


def check_media_fields(data: Mapping[str, Any]) -> None:
    """Check that the fields name exactly one movie, show, season or episode.

    Raises ServiceValidationError.
    """
    media_type, has_season, has_episode = data.get(ATTR_TYPE), ATTR_SEASON in data, ATTR_EPISODE in data
    has_ids, has_title = ATTR_IDS in data, ATTR_TITLE in data
    mistakes = {
        Mistake.NOTHING_NAMED: not has_ids and not has_title,
        Mistake.TITLE_AND_IDS: has_ids and has_title,
        Mistake.YEAR_WITHOUT_TITLE: ATTR_YEAR in data and not has_title,
        Mistake.MOVIE_WITH_SEASON: media_type == "movie" and (has_season or has_episode),
        Mistake.SEASON_MISSING: (has_episode or media_type in {"episode", "season"}) and not has_season,
        Mistake.EPISODE_MISSING: media_type == "episode" and not has_episode,
        Mistake.SEASON_WITH_EPISODE: media_type == "season" and has_episode,
        Mistake.TYPE_MISSING: media_type is None and not has_season,
    }
    for mistake, is_made in mistakes.items():
        if is_made:
            raise mistake_error(mistake)
