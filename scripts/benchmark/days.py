"""The requests to the services on each day, while the clock jumps from timer to timer."""

from collections import Counter
from datetime import timedelta
from statistics import mean, median

from homeassistant.util import dt as dt_util

from scripts.benchmark.clock import TravelLoop
from scripts.benchmark.fact import Fact, fact
from scripts.benchmark.home import BenchHome

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
HOURS = 5
WEEKS_AHEAD = 10


async def facts(home: BenchHome, loop: TravelLoop, releases: int, days: int) -> list[Fact]:
    """Count the requests of each day. Every show has an episode a week, so that no title leaves the agenda."""
    titles = await _announce_weekly(home)
    counts = []
    await home.simulator.forget_requests()
    await home.set_up()
    for _ in range(days):
        await loop.travel(home.hass, DAY)
        counts.append(await _asked(home))
    first, week, later = counts[0], counts[1:7], counts[7:]
    steady = week + later
    hours = []
    for _ in range(HOURS):
        await loop.travel(home.hass, HOUR)
        hours.append((await _asked(home))["trakt_api"])
    return [
        fact("Trakt requests, first day", first["trakt_api"], "", releases),
        fact("Trakt requests for calendars, a day", max(count["calendars"] for count in steady), "", releases),
        fact("Trakt requests, a quiet day", max(count["trakt_api"] for count in steady), "", releases),
        # The median, because one of the hours contains the daily requests.
        fact("Trakt requests, a quiet hour", median(hours), "", releases),
        fact("auth host requests, a day", mean(count["trakt_auth"] for count in steady), "", releases),
        fact("TMDB requests, first day", first["tmdb_api"], "", releases),
        fact("TMDB requests, days 2 to 7", sum(count["tmdb_api"] for count in week), "", releases),
        *_later([count["tmdb_api"] for count in later], titles, releases),
    ]


async def _asked(home: BenchHome) -> Counter[str]:
    """Return the number of requests to each host since the last call, and of those for calendars."""
    requests = await home.simulator.requests()
    await home.simulator.forget_requests()
    calendars = sum(request["path"].startswith("/calendars/") for request in requests)
    return Counter(request["host"] for request in requests) + Counter(calendars=calendars)


def _later(counts: list[int], titles: int, releases: int) -> list[Fact]:
    if not counts:
        return []
    return [fact("TMDB requests, a later day at most", max(counts), "", releases, target=max(1, titles / 20))]


async def _announce_weekly(home: BenchHome) -> int:
    """Announce an episode a week of every show, and return the number of titles."""
    state = await home.simulator.control("GET", "/state")
    shows, movies = (int(state["episodes"]) + 1) // 2, int(state["movies"])
    start = dt_util.utcnow() + DAY
    added = [
        {
            "title": f"Exact Show {number + 1:02}",
            "first_aired": (start + timedelta(weeks=week, minutes=number)).isoformat(),
            "number": 3 + week,
        }
        for number in range(shows)
        for week in range(WEEKS_AHEAD)
    ]
    if added:
        await home.simulator.control("POST", "/catalogue", {"add": added})
    return shows + movies
