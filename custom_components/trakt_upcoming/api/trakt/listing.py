"""Lists in Trakt's responses: an invalid item is left out and counted."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from mashumaro.exceptions import InvalidFieldValue, MissingField
from mashumaro.mixins.dict import DataClassDictMixin

from ..errors import UnavailableError
from ..fields import line

type SkippedCounts = Counter[str]
"""How many items of an answer were left out, by the field that is invalid."""

_LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedItem:
    """An item that was left out."""

    field: str
    """The dotted name of the invalid field."""
    name: str
    """Its id and title, as far as they are known."""


def read_list[ModelT: DataClassDictMixin](
    answer: Any, model: type[ModelT]
) -> tuple[tuple[ModelT, ...], tuple[SkippedItem, ...]]:
    """Return the items of a list in Trakt's order, and what had to be left out.

    Raises UnavailableError when it is no list.
    """
    if not isinstance(answer, list):
        raise UnavailableError("not a list")
    items: list[ModelT] = []
    skipped: list[SkippedItem] = []
    for item in answer:
        try:
            items.append(model.from_dict(item))
        except (AttributeError, MissingField, TypeError, ValueError) as error:
            skipped.append(SkippedItem(field=spoiled_by(error), name=_name_of(item)))
    return tuple(items), tuple(skipped)


def spoiled_by(error: BaseException) -> str:
    """Return the dotted name of the field that made an item invalid, without its value."""
    name = str(getattr(error, "field_name", "item"))
    cause = error.__cause__ or error.__context__
    return f"{name}.{spoiled_by(cause)}" if isinstance(cause, MissingField | InvalidFieldValue) else name


def _name_of(item: Any) -> str:
    """Return the id and the title of an item, as far as they can be shown."""
    if not isinstance(item, dict):
        return "?"
    works = [item.get(kind) for kind in ("movie", "show")]
    parts = (item.get("id"), *(work.get("title") for work in works if isinstance(work, dict)))
    return " ".join(_shown(each) for each in parts if isinstance(each, str | int)) or "?"


def _shown(value: str | int) -> str:
    try:
        return line(str(value))[:_LONGEST_NAME]
    except ValueError:
        return "?"
