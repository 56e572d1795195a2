"""What a request of a person means, and how a page of an answer looks."""

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

USUAL_PAGE = 100
LONGEST_PAGE = 250

type Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What a request is about: whose it is, when it came, and what there is."""

    catalogue: Catalogue
    person: Person
    diary: Diary
    now: datetime
    full: bool
    """Whether everything is wanted about each work."""


def call_of(request: web.Request) -> Call:
    """Return what a request is about."""
    state, person = request.app[STATE], request[PERSON]
    return Call(
        catalogue=state.catalogue,
        person=person,
        diary=state.told(person) if request.method == "GET" else state.diary(person),
        now=state.clock(),
        full="full" in request.query.get("extended", "").split(","),
    )


async def body_of(request: web.Request) -> Json:
    """Return the body of a request; raises HTTPBadRequest when it is not a JSON object."""
    try:
        body = json.loads(await request.read())
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest
    return body


def kinds_of(text: str) -> set[Kind]:
    """Return the kinds that a path names, in the singular or plural; raises HTTPNotFound for any other word."""
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
    usual: int = USUAL_PAGE,
    said_to_be: int | None = None,
) -> web.Response:
    """Return one page of a list, with the headers that tell of the others, or of as many as there are said to be."""
    count = len(items) if said_to_be is None else said_to_be
    limit = min(LONGEST_PAGE, _number(request, "limit", usual))
    page = _number(request, "page", 1)
    headers = {
        "X-Pagination-Page": str(page),
        "X-Pagination-Limit": str(limit),
        "X-Pagination-Page-Count": str(math.ceil(count / limit)),
        "X-Pagination-Item-Count": str(count),
    }
    shown = items[(page - 1) * limit : page * limit]
    return web.json_response([as_json(item) for item in shown], headers=headers)


def _number(request: web.Request, name: str, usual: int) -> int:
    """Return a number of the query, which is at least 1; what is no number does not count."""
    text = request.query.get(name, "")
    return max(1, int(text)) if text.isdecimal() else usual
