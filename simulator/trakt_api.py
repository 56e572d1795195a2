"""Trakt's API: settings and calendars."""

from datetime import UTC, date, datetime, time, timedelta
import json

from aiohttp import web

from .people import Person
from .state import STATE, CalendarRange, State
from .trakt_checks import PERSON, empty
from .trakt_json import episode_entry, movie_entry, settings_json

LONGEST_RANGE = 33
"""Days."""

routes = web.RouteTableDef()


@routes.get("/users/settings")
async def settings(request: web.Request) -> web.Response:
    """Return the settings of the user who signed in."""
    return web.json_response(settings_json(request[PERSON]))


@routes.get(r"/calendars/my/{feed:shows|movies|streaming|dvd}/{start:\d{4}-\d{2}-\d{2}}/{days:\d+}")
async def calendar(request: web.Request) -> web.Response:
    """Return the releases of a range of at most 33 UTC days."""
    try:
        start = date.fromisoformat(request.match_info["start"])
    except ValueError:
        return empty(400)
    days = min(LONGEST_RANGE, max(1, int(request.match_info["days"])))
    full = "full" in request.query.get("extended", "").split(",")
    requested = CalendarRange(
        username=request[PERSON].username, feed=request.match_info["feed"], start=start, days=days, full=full
    )
    return web.Response(body=_body(request.app[STATE], request[PERSON], requested), content_type="application/json")


def _body(state: State, person: Person, requested: CalendarRange) -> bytes:
    """Return the answer. It is cached, so that benchmarks do not measure the simulator."""
    diary = state.diary(person)
    hidden = frozenset(key for section in state.leaves_calendar for key in diary.hidden[section])
    catalogue, left_out, body = state.calendars.get(requested, (None, frozenset(), b""))
    if catalogue is not state.catalogue or left_out != hidden:
        entries = _entries(state, person, requested.feed, requested.start, requested.days, full=requested.full)
        body = json.dumps(entries).encode()
        state.calendars[requested] = (state.catalogue, hidden, body)
    return body


def _entries(state: State, person: Person, feed: str, start: date, days: int, *, full: bool) -> list[dict[str, object]]:
    catalogue, diary = state.catalogue_of(person), state.diary(person)
    end = start + timedelta(days=days)
    if feed == "shows":
        first, last = (datetime.combine(day, time.min, UTC) for day in (start, end))
        aired = [each for each in catalogue.episodes if first <= each.first_aired < last]
        episodes = [each for each in aired if not diary.hides(each, state.leaves_calendar)]
        return [episode_entry(each, full=full) for each in sorted(episodes, key=lambda each: each.first_aired)]
    in_range = [(day, movie) for movie in catalogue.movies if (day := movie.day_in(feed)) and start <= day < end]
    released = [(day, movie) for day, movie in in_range if not diary.hides(movie, state.leaves_calendar)]
    return [movie_entry(movie, day, full=full) for day, movie in sorted(released, key=lambda each: each[0])]
