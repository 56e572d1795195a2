"""Trakt's API: settings and calendars."""

from collections import deque
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
import json
from time import monotonic

from aiohttp import web

from .faults import HTML
from .people import Person
from .state import STATE, State
from .trakt_json import episode_json, movie_json, settings_json

LONGEST_RANGE = 33
READ_LIMIT = 500
READ_PERIOD = 300

PERSON: web.RequestKey[Person] = web.RequestKey("person", Person)
READS: web.AppKey[dict[str, deque[float]]] = web.AppKey("reads", dict)
routes = web.RouteTableDef()


@web.middleware
async def checks(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Let through only what Trakt lets through: headers, app, person, limit; and answer errors as Trakt does."""
    if not request.headers.get("User-Agent"):
        return web.Response(status=403, text=HTML, content_type="text/html")
    state = request.app[STATE]
    app = state.people.apps.get(request.headers.get("trakt-api-key", ""))
    if app is None or not app.enabled or request.headers.get("trakt-api-version") != "2":
        return _empty(403)
    if request.content_type != "application/json":
        return _empty(412)
    person = state.people.person(request.headers.get("Authorization", "").removeprefix("Bearer "))
    if person is None:
        return web.json_response({"error": "unauthorized", "error_description": "invalid access token"}, status=401)
    if person.username in state.people.locked:
        return _empty(423, {"X-Account-Locked": "true"})
    if (limited := _limited(request, person)) is not None:
        return limited
    request[PERSON] = person
    try:
        return await handler(request)
    except (web.HTTPNotFound, web.HTTPMethodNotAllowed) as error:
        return _empty(error.status)


@routes.get("/users/settings")
async def settings(request: web.Request) -> web.Response:
    """Say who signed in."""
    return web.json_response(settings_json(request[PERSON]))


@routes.get(r"/calendars/my/{feed:shows|movies|streaming|dvd}/{start:\d{4}-\d{2}-\d{2}}/{days:\d+}")
async def calendar(request: web.Request) -> web.Response:
    """Give what lies in a range of UTC days, 33 at most."""
    try:
        start = date.fromisoformat(request.match_info["start"])
    except ValueError:
        return _empty(400)
    days = min(LONGEST_RANGE, max(1, int(request.match_info["days"])))
    full = "full" in request.query.get("extended", "").split(",")
    entries = _entries(request.app[STATE], request[PERSON], request.match_info["feed"], start, days, full=full)
    return web.json_response(entries)


def _entries(state: State, person: Person, feed: str, start: date, days: int, *, full: bool) -> list[dict[str, object]]:
    catalogue = state.catalogue if person.username == "demo" else state.catalogue.of_every_second()
    end = start + timedelta(days=days)
    if feed == "shows":
        first, last = (datetime.combine(day, time.min, UTC) for day in (start, end))
        episodes = sorted((e for e in catalogue.episodes if first <= e.first_aired < last), key=lambda e: e.first_aired)
        return [episode_json(episode, full=full) for episode in episodes]
    released = [(day, movie) for movie in catalogue.movies if (day := movie.day_in(feed)) and start <= day < end]
    return [movie_json(movie, day, full=full) for day, movie in sorted(released, key=lambda each: each[0])]


def _limited(request: web.Request, person: Person) -> web.Response | None:
    reads = request.app[READS].setdefault(person.username, deque())
    now = monotonic()
    while reads and reads[0] <= now - READ_PERIOD:
        reads.popleft()
    if len(reads) < READ_LIMIT:
        reads.append(now)
        return None
    wait = round(reads[0] + READ_PERIOD - now) + 1
    limit = {
        "name": "AUTHED_API_GET_LIMIT",
        "period": READ_PERIOD,
        "limit": READ_LIMIT,
        "remaining": 0,
        "until": f"{datetime.now(UTC) + timedelta(seconds=wait):%Y-%m-%dT%H:%M:%SZ}",
    }
    return _empty(429, {"Retry-After": str(wait), "X-Ratelimit": json.dumps(limit)})


def _empty(status: int, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(status=status, headers={"Content-Type": "text/html", **(headers or {})})
