"""Trakt's API: settings and calendars."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
import json

from aiohttp import web

from .faults import HTML
from .people import Person
from .read_limit import ReadLimit
from .state import STATE, CalendarRange, State
from .trakt_json import episode_entry, movie_entry, settings_json

LONGEST_RANGE = 33
"""Days."""

PERSON: web.RequestKey[Person] = web.RequestKey("person", Person)
routes = web.RouteTableDef()


@web.middleware
async def checks(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Let through only what Trakt lets through: headers, app, person, limit; and answer errors as Trakt does."""
    if not request.headers.get("User-Agent"):
        return web.Response(status=403, text=HTML, content_type="text/html")
    state, client_id = request.app[STATE], request.headers.get("trakt-api-key", "")
    if not state.people.accepts(client_id) or request.headers.get("trakt-api-version") != "2":
        return _empty(403)
    if request.content_type != "application/json":
        return _empty(412)
    person = state.people.person(client_id, _bearer(request))
    if person is None:
        return web.json_response({"error": "unauthorized", "error_description": "invalid access token"}, status=401)
    if person.username in state.people.locked:
        return _empty(423, {"X-Account-Locked": "true"})
    if (wait := state.read_limit.take(person.username)) is not None:
        return _too_many(state.read_limit, wait)
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
    asked = CalendarRange(
        username=request[PERSON].username, feed=request.match_info["feed"], start=start, days=days, full=full
    )
    return web.Response(body=_body(request.app[STATE], request[PERSON], asked), content_type="application/json")


def _body(state: State, person: Person, asked: CalendarRange) -> bytes:
    """Return the answer, which is made once for each catalogue, so that a measurement is not one of the simulator."""
    catalogue, body = state.calendars.get(asked, (None, b""))
    if catalogue is not state.catalogue:
        entries = _entries(state, person, asked.feed, asked.start, asked.days, full=asked.full)
        body = json.dumps(entries).encode()
        state.calendars[asked] = (state.catalogue, body)
    return body


def _entries(state: State, person: Person, feed: str, start: date, days: int, *, full: bool) -> list[dict[str, object]]:
    catalogue = state.catalogue_of(person)
    end = start + timedelta(days=days)
    if feed == "shows":
        first, last = (datetime.combine(day, time.min, UTC) for day in (start, end))
        episodes = sorted((e for e in catalogue.episodes if first <= e.first_aired < last), key=lambda e: e.first_aired)
        return [episode_entry(episode, full=full) for episode in episodes]
    released = [(day, movie) for movie in catalogue.movies if (day := movie.day_in(feed)) and start <= day < end]
    return [movie_entry(movie, day, full=full) for day, movie in sorted(released, key=lambda each: each[0])]


def _bearer(request: web.Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


def _too_many(limit: ReadLimit, wait: int) -> web.Response:
    until = datetime.now(UTC) + timedelta(seconds=wait)
    facts = {
        "name": "AUTHED_API_GET_LIMIT",
        "period": limit.seconds,
        "limit": limit.most,
        "remaining": 0,
        "until": f"{until:%Y-%m-%dT%H:%M:%SZ}",
    }
    return _empty(429, {"Retry-After": str(wait), "X-Ratelimit": json.dumps(facts)})


def _empty(status: int, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(status=status, headers={"Content-Type": "text/html", **(headers or {})})
