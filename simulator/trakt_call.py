"""The context of a request of a user, and the pages of an answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
import json
import math
from typing import Any

from aiohttp import web

from .catalogue import Catalogue, Kind
from .diary import Diary
from .people import Person
from .state import STATE
from .trakt_checks import PERSON

DEFAULT_PAGE = 100
LONGEST_PAGE = 250

type Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """The context of a request. `now` is in UTC."""

    catalogue: Catalogue
    person: Person
    diary: Diary
    now: datetime
    full: bool
    """Whether all fields are requested."""


def call_of(request: web.Request) -> Call:
    """Return the context of a request."""
    state, person = request.app[STATE], request[PERSON]
    return Call(
        catalogue=state.catalogue,
        person=person,
        diary=state.told(person) if request.method == "GET" else state.diary(person),
        now=state.clock(),
        full="full" in request.query.get("extended", "").split(","),
    )


async def body_of(request: web.Request) -> Json:
    """Return the body of a request.

    Raises HTTPBadRequest if it is not a JSON object.
    """
    try:
        body = json.loads(await request.read())
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest
    return body


def kinds_of(text: str) -> set[Kind]:
    """Return the kinds that a path names, in the singular or plural; all for an empty text.

    Raises HTTPNotFound for any other word.
    """
    if text in {"", "all"}:
        return set(Kind)
    try:
        return {Kind(name.removesuffix("s")) for name in text.split(",")}
    except ValueError as error:
        raise web.HTTPNotFound from error


def page_of[T](
    request: web.Request,
    items: Sequence[T],
    as_json: Callable[[T], object],
    *,
    default_limit: int = DEFAULT_PAGE,
    item_count: int | None = None,
) -> web.Response:
    """Return one page of a list, with Trakt's pagination headers. `item_count` replaces the length in the headers."""
    count = len(items) if item_count is None else item_count
    limit = min(LONGEST_PAGE, _number(request, "limit", default_limit))
    page = _number(request, "page", 1)
    headers = {
        "X-Pagination-Page": str(page),
        "X-Pagination-Limit": str(limit),
        "X-Pagination-Page-Count": str(math.ceil(count / limit)),
        "X-Pagination-Item-Count": str(count),
    }
    shown = items[(page - 1) * limit : page * limit]
    return web.json_response([as_json(item) for item in shown], headers=headers)


def _number(request: web.Request, name: str, default: int) -> int:
    """Return a number of the query, at least 1, and the default if it is missing or not a number."""
    text = request.query.get(name, "")
    return max(1, int(text)) if text.isdecimal() else default
