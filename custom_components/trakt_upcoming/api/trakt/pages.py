"""Reads lists that Trakt divides into pages."""

from collections.abc import Mapping
from typing import Final, Protocol

from mashumaro.mixins.dict import DataClassDictMixin

from ..errors import UnavailableError
from ..http import Response, parsed_aside
from .listing import SkippedItem, read_list

PAGE: Final = 250
"""Items that one page of a list can hold; Trakt cuts longer ones."""
MOST_PAGES: Final = 2_000
"""A service that never comes to an end is left."""


class Ask(Protocol):
    """How Trakt is asked."""

    async def __call__(self, path: str, *, params: Mapping[str, str] | None = None, scope: str) -> Response:
        """Return a good answer; where VIP is needed for it, only the scope has to wait."""


async def read_pages[Item: DataClassDictMixin](
    ask: Ask, path: str, model: type[Item], *, params: Mapping[str, str], scope: str
) -> tuple[tuple[Item, ...], tuple[SkippedItem, ...]]:
    """Return a list to its end, in Trakt's order, and what had to be left out.

    Raises UnavailableError when nothing of it makes sense, and what asking raises.
    """
    items: list[Item] = []
    odd: list[SkippedItem] = []
    before: bytes | None = None
    for page in range(1, MOST_PAGES + 1):
        answer = await ask(path, params={**params, "page": str(page), "limit": str(PAGE)}, scope=scope)
        if answer.body == before:
            # Not every list has pages: one that is given whole is given whole again.
            break
        found, left_out, count = await parsed_aside(answer, lambda listed: (*read_list(listed, model), len(listed)))
        items += found
        odd += left_out
        before = answer.body
        if count < page_length(answer):
            break
    if odd and not items:
        raise UnavailableError("a list in which nothing makes sense")
    return tuple(items), tuple(odd)


def page_length(answer: Response) -> int:
    """Return how many items a page holds: what was asked for, unless Trakt says that it gives fewer."""
    return min(whole_header(answer, "X-Pagination-Limit", PAGE), PAGE)


def whole_header[Usual: int | None](answer: Response, header: str, usual: Usual) -> int | Usual:
    """Return the number in a header, the usual one where there is none."""
    said = answer.headers.get(header, "")
    return int(said) if said.isdecimal() and len(said) < 9 else usual  # noqa: PLR2004 - no number that long
