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
"""The most pages that are read, in case a service never ends."""


class Ask(Protocol):
    """A function that sends a GET request to Trakt."""

    async def __call__(self, path: str, *, params: Mapping[str, str] | None = None, scope: str) -> Response:
        """Return a successful answer; if VIP is needed for it, only the scope pauses."""


async def read_pages[Item: DataClassDictMixin](
    ask: Ask, path: str, model: type[Item], *, params: Mapping[str, str], scope: str
) -> tuple[tuple[Item, ...], tuple[SkippedItem, ...]]:
    """Return a list to its end, in Trakt's order, and what had to be left out.

    Raises UnavailableError if all items are invalid, and what `ask` raises.
    """
    items: list[Item] = []
    skipped: list[SkippedItem] = []
    before: bytes | None = None
    for page in range(1, MOST_PAGES + 1):
        answer = await ask(path, params={**params, "page": str(page), "limit": str(PAGE)}, scope=scope)
        if answer.body == before:
            # A list without pages returns all of its items for every page.
            break
        found, left_out, count = await parsed_aside(answer, lambda listed: (*read_list(listed, model), len(listed)))
        items += found
        skipped += left_out
        before = answer.body
        if count < page_length(answer):
            break
    if skipped and not items:
        raise UnavailableError("a list in which nothing makes sense")
    return tuple(items), tuple(skipped)


def page_length(answer: Response) -> int:
    """Return how many items a page holds: the requested number, unless Trakt reports a smaller one."""
    return min(whole_header(answer, "X-Pagination-Limit", PAGE), PAGE)


def whole_header[Usual: int | None](answer: Response, header: str, usual: Usual) -> int | Usual:
    """Return the number in a header, or the usual one if the header has none."""
    value = answer.headers.get(header, "")
    return int(value) if value.isdecimal() and len(value) < 9 else usual  # noqa: PLR2004 - no number that long
