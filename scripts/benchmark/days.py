"""What is asked of the services, day by day, as the clock jumps from timer to timer."""

from collections import Counter
from datetime import timedelta
from statistics import mean

from homeassistant.util import dt as dt_util

from scripts.benchmark.clock import TravelLoop
from scripts.benchmark.fact import Fact, fact
from scripts.benchmark.home import BenchHome

DAY = timedelta(days=1)
WEEKS_AHEAD = 10


async def facts(home: BenchHome, loop: TravelLoop, releases: int, days: int) -> list[Fact]:
    """Count the requests of each of so many days; shows have an episode every week, so that none goes away."""
    titles = await _announce_more(home)
    counts = []
    await home.simulator.forget_requests()
    await home.set_up()
    for _ in range(days):
        await loop.travel(home.hass, DAY)
        counts.append(Counter(request["host"] for request in await home.simulator.requests()))
        await home.simulator.forget_requests()
    first, week, later = counts[0], counts[1:7], counts[7:]
    steady = week + later
    return [
        fact("Trakt requests, first day", first["trakt_api"], "", releases),
        fact("Trakt requests, a day", max(count["trakt_api"] for count in steady), "", releases),
        fact("auth host requests, a day", mean(count["trakt_auth"] for count in steady), "", releases),
        fact("TMDB requests, first day", first["tmdb_api"], "", releases),
        fact("TMDB requests, days 2 to 7", sum(count["tmdb_api"] for count in week), "", releases),
        *_later([count["tmdb_api"] for count in later], titles, releases),
    ]


def _later(counts: list[int], titles: int, releases: int) -> list[Fact]:
    if not counts:
        return []
    return [fact("TMDB requests, a later day at most", max(counts), "", releases, target=max(1, titles / 20))]


async def _announce_more(home: BenchHome) -> int:
    """Give every show an episode a week, and return how many titles there are then."""
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
