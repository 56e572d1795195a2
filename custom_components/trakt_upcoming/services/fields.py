"""The fields of the actions that several of them have, above all those that name a movie or show."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from homeassistant.helpers import config_validation as cv
import probatio

from ..user_data import Wanted
from .accounts import ACCOUNT_FIELD
from .schema import ActionSchema, Check, Mistake, mistaken

ATTR_EPISODE: Final = "episode"
ATTR_IDS: Final = "ids"
ATTR_LIMIT: Final = "limit"
ATTR_SEASON: Final = "season"
ATTR_TITLE: Final = "title"
ATTR_TYPE: Final = "type"
ATTR_YEAR: Final = "year"

WORK_TYPES: Final = ("movie", "show", "season", "episode")


def between(least: int, most: int) -> Callable[[object], int]:
    """Return a parser of whole numbers within bounds, both included."""

    def parse(value: object) -> int:
        number = _whole_number(value)
        if number is None or not least <= number <= most:
            raise probatio.RangeInvalid(
                f"expected a whole number from {least} to {most}", placeholders={"least": least, "most": most}
            )
        return number

    return parse


def some_of(options: Sequence[str]) -> probatio.All[Any]:
    """Return a parser of one or several words out of some."""

    def refuse_none(values: list[str]) -> list[str]:
        if not values:
            raise probatio.InInvalid(f"expected one of {options}", placeholders={"values": list(options)})
        return values

    return probatio.All(cv.ensure_list, [probatio.In(options)], refuse_none)


def chosen(value: object) -> object:
    """Return what was chosen, of a form with a selector `choose`; any other value stays as it is."""
    if isinstance(value, Mapping) and "active_choice" in value:
        return value.get(str(value["active_choice"]))
    return value


def _whole_number(value: object) -> int | None:
    """Return a whole number, also one that a template wrote as text, None for anything else; half a day is no day."""
    if isinstance(value, str) and value.strip().isdecimal():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not value.is_integer():
        return None
    return int(value)


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

WORK_FIELDS: Final = {
    **ACCOUNT_FIELD,
    probatio.Optional(ATTR_TYPE): probatio.In(WORK_TYPES),
    probatio.Optional(ATTR_IDS): IDS,
    probatio.Optional(ATTR_TITLE): TITLE,
    probatio.Optional(ATTR_YEAR): YEAR,
    probatio.Optional(ATTR_SEASON): ORDINAL,
    probatio.Optional(ATTR_EPISODE): ORDINAL,
}


def work_schema(more: Mapping[Any, Any] | None = None, *checks: Check) -> ActionSchema:
    """Return the schema of an action about a movie, show, season or episode, with what is its own."""
    return ActionSchema({**WORK_FIELDS, **(more or {})}, refuse_unclear, *checks)


def wanted_of(data: Mapping[str, Any]) -> Wanted:
    """Return what the fields of an action name."""
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


def refuse_unclear(data: Mapping[str, Any]) -> None:
    """Refuse fields that together name nothing, or more than one thing.

    Raises ServiceValidationError.
    """
    of_type, has_season, has_episode = data.get(ATTR_TYPE), ATTR_SEASON in data, ATTR_EPISODE in data
    has_ids, has_title = ATTR_IDS in data, ATTR_TITLE in data
    mistakes = {
        Mistake.NOTHING_NAMED: not has_ids and not has_title,
        Mistake.TITLE_AND_IDS: has_ids and has_title,
        Mistake.YEAR_WITHOUT_TITLE: ATTR_YEAR in data and not has_title,
        Mistake.MOVIE_WITH_SEASON: of_type == "movie" and (has_season or has_episode),
        Mistake.SEASON_MISSING: (has_episode or of_type in {"episode", "season"}) and not has_season,
        Mistake.EPISODE_MISSING: of_type == "episode" and not has_episode,
        Mistake.SEASON_WITH_EPISODE: of_type == "season" and has_episode,
        Mistake.TYPE_MISSING: of_type is None and not has_season,
    }
    for mistake, is_made in mistakes.items():
        if is_made:
            raise mistaken(mistake)
