"""Lists as Trakt answers them: an item that does not parse is left out, and counted."""

from collections import Counter
from typing import Any

from mashumaro.exceptions import InvalidFieldValue, MissingField
from mashumaro.mixins.dict import DataClassDictMixin

from ..errors import UnavailableError

type LeftOut = Counter[str]
"""How many items of an answer were left out, by the field that spoiled them."""


def read_list[Item: DataClassDictMixin](answer: Any, model: type[Item]) -> tuple[tuple[Item, ...], LeftOut]:
    """Return the items of a list in Trakt's order, and what had to be left out.

    Raises UnavailableError when it is no list, or one in which nothing makes sense.
    """
    if not isinstance(answer, list):
        raise UnavailableError("not a list")
    items: list[Item] = []
    left_out: LeftOut = Counter()
    for item in answer:
        try:
            items.append(model.from_dict(item))
        except (AttributeError, MissingField, TypeError, ValueError) as error:
            left_out[spoiled_by(error)] += 1
    if answer and not items:
        raise UnavailableError("a list in which nothing makes sense")
    return tuple(items), left_out


def spoiled_by(error: BaseException) -> str:
    """Return the dotted name of the field that spoiled an item, without its value."""
    name = str(getattr(error, "field_name", "item"))
    cause = error.__cause__ or error.__context__
    return f"{name}.{spoiled_by(cause)}" if isinstance(cause, MissingField | InvalidFieldValue) else name
