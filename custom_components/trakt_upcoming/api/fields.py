"""Parsers of untrusted JSON: an invalid required field costs the item, an invalid optional field is missing."""

from collections.abc import Callable
from dataclasses import field
from datetime import UTC, date, datetime
import re
from typing import Any

from mashumaro import field_options
from mashumaro.exceptions import MissingField
from mashumaro.mixins.dict import DataClassDictMixin

_MAX_ID = 2**63 - 1
_LONGEST_LINE = 500
"""Characters. Longer texts would not leave room in attributes, lists and messages for others."""
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_BREAKS = re.compile(r"\s*[\r\n\t]+\s*")


def required(parse: Callable[[Any], object]) -> Any:
    """Return a dataclass field that must parse."""
    return field(metadata=field_options(deserialize=parse))


def optional(parse: Callable[[Any], object]) -> Any:
    """Return a dataclass field that is None if it does not parse."""
    return field(default=None, metadata=field_options(deserialize=or_none(parse)))


def listed(parse: Callable[[Any], object]) -> Any:
    """Return a dataclass field that is a tuple of the elements that parse; anything but a list counts as empty."""

    def parse_each(value: object) -> tuple[object, ...]:
        return tuple(_each_that_parses(parse, value)) if isinstance(value, list) else ()

    return field(default=(), metadata=field_options(deserialize=parse_each))


def first(parse: Callable[[Any], object]) -> Any:
    """Return a dataclass field that is the first element of a list that parses, or a value without a list, or None."""

    def parse_first(value: object) -> object | None:
        return next(iter(_each_that_parses(parse, value if isinstance(value, list) else [value])), None)

    return field(default=None, metadata=field_options(deserialize=parse_first))


def or_none[Parsed](parse: Callable[[Any], Parsed]) -> Callable[[Any], Parsed | None]:
    """Return a parser that gives None for what does not parse."""

    def parse_or_none(value: object) -> Parsed | None:
        try:
            return parse(value)
        except ValueError:
            return None

    return parse_or_none


def nested[Model: DataClassDictMixin](model: type[Model]) -> Callable[[object], Model]:
    """Return a parser of objects that are a model of their own."""

    def parse(value: object) -> Model:
        if not isinstance(value, dict):
            raise ValueError("not an object")
        try:
            return model.from_dict(value)
        except MissingField as error:
            raise ValueError(str(error.field_name)) from error

    return parse


def _each_that_parses(parse: Callable[[Any], object], values: list[object]) -> list[object]:
    parsed = []
    for value in values:
        try:
            parsed.append(parse(value))
        except ValueError:
            continue
    return parsed


def paragraph(value: object) -> str:
    """Return text that is not blank, with characters that cannot be displayed replaced; line breaks stay."""
    if not isinstance(value, str) or not (cleaned := _NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", value).strip()):
        raise ValueError("not a text")
    return cleaned


def line(value: object) -> str:
    """Return text that is not blank, on one line, cut to the longest usual length."""
    text = _LINE_BREAKS.sub(" ", paragraph(value))
    return text if len(text) <= _LONGEST_LINE else f"{text[: _LONGEST_LINE - 1]}\N{HORIZONTAL ELLIPSIS}"


def matching(pattern: str) -> Callable[[object], str]:
    """Return a parser of text that has this form as a whole."""
    form = re.compile(pattern, re.ASCII)

    def parse(value: object) -> str:
        if not isinstance(value, str) or form.fullmatch(value) is None:
            raise ValueError("not of the expected form")
        return value

    return parse


def whole_number(least: int, most: int) -> Callable[[object], int]:
    """Return a parser of whole numbers within bounds, both included."""

    def parse(value: object) -> int:
        if type(value) is not int or not least <= value <= most:
            raise ValueError("not a whole number within bounds")
        return value

    return parse


def number(least: float, most: float) -> Callable[[object], float]:
    """Return a parser of numbers within bounds, both included."""

    def parse(value: object) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError("not a number within bounds")
        return float(value)

    return parse


def truth(value: object) -> bool:
    """Return a boolean; raises ValueError for anything else."""
    if not isinstance(value, bool):
        raise ValueError("neither true nor false")
    return value


identifier = whole_number(1, _MAX_ID)
imdb_id = matching(r"(tt|nm)\d{1,12}")
slug = matching(r"[\w.~-]{1,300}")
web_address = matching(r"https://[\x21-\x7e]{1,2000}")


def moment(value: object) -> datetime:
    """Return a point in time, in UTC, from ISO 8601 with an offset."""
    if not isinstance(value, str):
        raise ValueError("not a point in time")
    parsed = datetime.fromisoformat(value)
    if parsed.tzinfo is None:
        raise ValueError("a point in time without offset")
    try:
        return parsed.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("a point in time out of range") from error


def day(value: object) -> date:
    """Return a calendar day from YYYY-MM-DD."""
    return date.fromisoformat(matching(r"\d{4}-\d{2}-\d{2}")(value))
