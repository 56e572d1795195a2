"""Schemas of actions whose mistakes are told in the language of the user."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, override

from homeassistant.exceptions import ServiceValidationError
import probatio

from ..const import DOMAIN

type Check = Callable[[Mapping[str, Any]], None]
"""Raises ServiceValidationError where fields do not go together."""


class Mistake(StrEnum):
    """What is wrong with fields that are right each by itself."""

    NOTHING_NAMED = "nothing_named"
    TITLE_AND_IDS = "title_and_ids"
    YEAR_WITHOUT_TITLE = "year_without_title"
    MOVIE_WITH_SEASON = "movie_with_season"
    SEASON_MISSING = "season_missing"
    EPISODE_MISSING = "episode_missing"
    SEASON_WITH_EPISODE = "season_with_episode"
    TYPE_MISSING = "type_missing"
    NOT_WATCHED_AT_ONCE = "not_watched_at_once"
    PLAYS_AND_TITLE = "plays_and_title"


class ActionSchema(probatio.Schema):
    """The schema of an action; what does not fit is told as a ServiceValidationError.

    Home Assistant shows the errors of schemas in English, in the words of a program.
    """

    def __init__(self, fields: Mapping[Any, Any], *checks: Check) -> None:
        """Initialize with the fields, and checks of all of them together."""
        super().__init__(dict(fields))
        self._checks = checks

    @override
    def __call__(self, data: Any, **more: Any) -> Any:
        """Return the fields as they are used.

        Raises ServiceValidationError.
        """
        try:
            fields = super().__call__(data, **more)
        except probatio.Invalid as error:
            raise _in_words(_first(error), self.schema) from error
        for check in self._checks:
            check(fields)
        return fields


def mistaken(mistake: Mistake) -> ServiceValidationError:
    """Return what to tell of fields that do not go together."""
    return ServiceValidationError(translation_domain=DOMAIN, translation_key=mistake)


def _first(error: probatio.Invalid) -> probatio.Invalid:
    """Return the one of several errors that helps most: a field that is misspelled is missing under its right name."""
    errors = error.errors if isinstance(error, probatio.MultipleInvalid) else [error]
    return next((each for each in errors if isinstance(each, probatio.ExtraKeysInvalid)), errors[0])


def _in_words(error: probatio.Invalid, fields: Mapping[Any, Any]) -> ServiceValidationError:
    field = str(error.path[0]) if error.path else ""
    match error:
        case probatio.RequiredFieldInvalid() if field == "query":
            return ServiceValidationError(translation_domain=DOMAIN, translation_key="query_missing")
        case probatio.RequiredFieldInvalid() if field != "rating":
            return ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="field_missing",
                translation_placeholders={"field": field},
            )
        case probatio.ExtraKeysInvalid() if len(error.path) == 1:
            return ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="field_unknown",
                translation_placeholders={"field": field, "fields": ", ".join(str(each) for each in fields)},
            )
    return _of_field(field) or _of_kind(field, error)


def _of_field(field: str) -> ServiceValidationError | None:
    """Return what a field of its own kind takes, None for any other."""
    match field:
        case "ids":
            return ServiceValidationError(translation_domain=DOMAIN, translation_key="ids_invalid")
        case "language":
            return ServiceValidationError(translation_domain=DOMAIN, translation_key="language_invalid")
        case "rating":
            return ServiceValidationError(translation_domain=DOMAIN, translation_key="rating_invalid")
        case "watched_at":
            return ServiceValidationError(translation_domain=DOMAIN, translation_key="watched_at_invalid")
        case "from" | "to":
            return ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="moment_invalid",
                translation_placeholders={"field": field},
            )
    return None


def _of_kind(field: str, error: probatio.Invalid) -> ServiceValidationError:
    """Return what a field takes that is a number, one of several words, or a text."""
    match error:
        case probatio.RangeInvalid():
            return ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="number_invalid",
                translation_placeholders={
                    "field": field,
                    "least": str(error.placeholders["least"]),
                    "most": str(error.placeholders["most"]),
                },
            )
        case probatio.InInvalid():
            return ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="choice_invalid",
                translation_placeholders={"field": field, "choices": ", ".join(error.placeholders["values"])},
            )
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key="text_invalid",
        translation_placeholders={"field": field},
    )
