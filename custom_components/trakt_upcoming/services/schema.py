"""Schemas of actions, with errors in the user's language."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, override

from homeassistant.exceptions import ServiceValidationError
import probatio

from ..const import DOMAIN

type Check = Callable[[Mapping[str, Any]], None]
"""Raises ServiceValidationError if valid fields do not fit together."""


class Mistake(StrEnum):
    """The ways in which valid fields do not fit together; each is the key of its text."""

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
    """The schema of an action that raises translated errors.

    Home Assistant shows the errors of other schemas in English.
    """

    def __init__(self, fields: Mapping[Any, Any], *checks: Check) -> None:
        """Initialize with the fields, and checks of all fields together."""
        super().__init__(dict(fields))
        self._checks = checks

    @override
    def __call__(self, data: Any, **kwargs: Any) -> Any:
        """Return the validated fields.

        Raises ServiceValidationError.
        """
        try:
            fields = super().__call__(data, **kwargs)
        except probatio.Invalid as error:
            raise _translated_error(_most_helpful(error), self.schema) from error
        for check in self._checks:
            check(fields)
        return fields


def mistake_error(mistake: Mistake) -> ServiceValidationError:
    """Return the error for fields that do not fit together."""
    return ServiceValidationError(translation_domain=DOMAIN, translation_key=mistake)


def _most_helpful(error: probatio.Invalid) -> probatio.Invalid:
    """Return the most helpful of several errors: a misspelled required field is both unknown and missing."""
    errors = error.errors if isinstance(error, probatio.MultipleInvalid) else [error]
    return next((each for each in errors if isinstance(each, probatio.ExtraKeysInvalid)), errors[0])


def _translated_error(error: probatio.Invalid, fields: Mapping[Any, Any]) -> ServiceValidationError:
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
    return _error_of_field(field) or _error_of_kind(field, error)


def _error_of_field(field: str) -> ServiceValidationError | None:
    """Return the error for a field with a text of its own, None for any other field."""
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


def _error_of_kind(field: str, error: probatio.Invalid) -> ServiceValidationError:
    """Return the error for a field that is a number, one of several options, or a text."""
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
