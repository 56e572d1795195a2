"""The checks that Trakt's API makes before it answers a request."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
import json

from aiohttp import web

from .call_limit import CallLimit
from .faults import HTML
from .people import Person
from .state import STATE

PERSON: web.RequestKey[Person] = web.RequestKey("person", Person)


@web.middleware
async def checks(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Check headers, app, user and limit, and answer errors as Trakt does."""
    if not request.headers.get("User-Agent"):
        return web.Response(status=403, text=HTML, content_type="text/html")
    state, client_id = request.app[STATE], request.headers.get("trakt-api-key", "")
    if not state.people.accepts(client_id) or request.headers.get("trakt-api-version") != "2":
        return empty(403)
    if request.content_type != "application/json":
        return empty(412)
    person = state.people.person(client_id, _bearer(request))
    if person is None:
        return web.json_response({"error": "unauthorized", "error_description": "invalid access token"}, status=401)
    if person.username in state.people.locked:
        return empty(423, {"X-Account-Locked": "true"})
    limit = state.read_limit if request.method == "GET" else state.write_limit
    if (wait := limit.take(person.username)) is not None:
        return _too_many(limit, wait)
    request[PERSON] = person
    try:
        return await handler(request)
    except (web.HTTPBadRequest, web.HTTPNotFound, web.HTTPMethodNotAllowed) as error:
        return empty(error.status)


def _bearer(request: web.Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


def _too_many(limit: CallLimit, wait: int) -> web.Response:
    until = datetime.now(UTC) + timedelta(seconds=wait)
    facts = {
        "name": limit.name,
        "period": limit.seconds,
        "limit": limit.most,
        "remaining": 0,
        "until": f"{until:%Y-%m-%dT%H:%M:%SZ}",
    }
    return empty(429, {"Retry-After": str(wait), "X-Ratelimit": json.dumps(facts)})


def empty(status: int, headers: dict[str, str] | None = None) -> web.Response:
    """Return an answer without a body."""
    return web.Response(status=status, headers={"Content-Type": "text/html", **(headers or {})})
