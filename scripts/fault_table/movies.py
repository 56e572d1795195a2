"""The movies of a person in a lane: wanted, watched, and what the home knows of them."""

from typing import Any

from scripts.fault_table.lane import NO_STATE, Lane
from scripts.fault_table.sight import Told
from scripts.home_api import DOMAIN, HomeApiError


async def want(lane: Lane) -> int:
    """Let the person have put a movie on their watchlist elsewhere, and return its id at Trakt."""
    title = f"Film number {next(lane.numbers)}"
    movie = {"title": title, "released": "2001-01-01"}
    added = await lane.simulator.control("POST", "/movies", {"add": [movie]})
    trakt = int(added["trakt"][0])
    await lane.simulator.control("POST", "/watchlist", {"kind": "movie", "trakt": trakt})
    return trakt


async def watch(lane: Lane, trakt: int) -> Told:
    """Mark a movie as watched, and return what became of it."""
    movie = {"type": "movie", "ids": {"trakt": trakt}}
    try:
        answer = await lane.home.api.ask(f"{DOMAIN}.mark_watched", config_entry_id=lane.entry_id, **movie)
    except HomeApiError:
        return Told.REFUSED
    return Told(answer["status"])


async def plays(lane: Lane, trakt: int) -> int:
    """Return how often a movie was watched, as Trakt has it."""
    return sum(play["item"] == ["movie", trakt] for play in (await _diary(lane))["plays"])


async def are_known(lane: Lane) -> bool:
    """Return whether the home knows the movies on the person's watchlist, at whatever time."""
    return await _wanted(lane) not in NO_STATE


async def are_all_known(lane: Lane) -> bool:
    """Return whether it knows all that are there now, and no others."""
    watchlist = (await _diary(lane))["watchlist"]
    return await _wanted(lane) == str(sum(kind == "movie" for kind, _ in watchlist))


async def _wanted(lane: Lane) -> str:
    return (await lane.states())["todo.watchlist_movies"]


async def _diary(lane: Lane) -> dict[str, Any]:
    return dict((await lane.simulator.control("GET", "/diary"))["demo"])
