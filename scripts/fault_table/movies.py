"""The movies on a user's watchlist, and their plays: on Trakt, and in Home Assistant."""

from typing import Any

from scripts.fault_table.lane import NO_STATE, Lane
from scripts.fault_table.sight import ChangeStatus
from scripts.home_api import DOMAIN, HomeApiError


async def add_to_watchlist(lane: Lane) -> int:
    """Add a new movie to the watchlist as another app of the user does, and return its Trakt id."""
    title = f"Movie number {next(lane.numbers)}"
    movie = {"title": title, "released": "2001-01-01"}
    added = await lane.simulator.control("POST", "/movies", {"add": [movie]})
    trakt = int(added["trakt"][0])
    await lane.simulator.control("POST", "/watchlist", {"kind": "movie", "trakt": trakt})
    return trakt


async def mark_watched(lane: Lane, trakt: int) -> ChangeStatus:
    """Mark a movie as watched in Home Assistant, and return the status of the change."""
    movie = {"type": "movie", "ids": {"trakt": trakt}}
    try:
        answer = await lane.home.api.ask(f"{DOMAIN}.mark_watched", config_entry_id=lane.entry_id, **movie)
    except HomeApiError:
        return ChangeStatus.REFUSED
    return ChangeStatus(answer["status"])


async def plays(lane: Lane, trakt: int) -> int:
    """Return the number of plays of a movie on Trakt."""
    return sum(play["item"] == ["movie", trakt] for play in (await _user_data(lane))["plays"])


async def are_known(lane: Lane) -> bool:
    """Return whether the to-do list of movies has a state."""
    return await _listed(lane) not in NO_STATE


async def are_all_known(lane: Lane) -> bool:
    """Return whether the to-do list has the same number of movies as the watchlist on Trakt."""
    watchlist = (await _user_data(lane))["watchlist"]
    return await _listed(lane) == str(sum(kind == "movie" for kind, _ in watchlist))


async def _listed(lane: Lane) -> str:
    return (await lane.states())["todo.watchlist_movies"]


async def _user_data(lane: Lane) -> dict[str, Any]:
    return dict((await lane.simulator.control("GET", "/diary"))["demo"])
