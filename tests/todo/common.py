"""To-do lists: what is on them, and what is done with them."""

from typing import Any

from homeassistant.core import HomeAssistant

from custom_components.trakt_upcoming.const import TRAKT_API

from ..records_json import STAMP, episode, episode_play, listed_movie, work
from ..trakt import FakeTrakt
from ..trakt_json import Json

MOVIES, SHOWS, NEXT = (f"todo.trakt_demo_{name}" for name in ("movie_watchlist", "show_watchlist", "up_next"))


CREATE, DELETE, UPDATE = 1, 2, 4


NOW, TO_AIR = "2026-11-20T12:00:00.000Z", "2026-12-01T20:00:00.000Z"


DUNE: Json = {**listed_movie(), "movie": work(501, "Dune", released="2021-10-22")}


PADDINGTON: Json = {**listed_movie(502), "rank": 2, "movie": work(502, "Paddington", released="2027-01-08")}


SEVERANCE: Json = {"rank": 1, "listed_at": STAMP, "type": "show", "show": work(first_aired="2022-02-18T02:00:00.000Z")}


TO_COME: Json = {**SEVERANCE, "show": work(2, "Lanterns", year=2026, first_aired="2026-11-21T02:00:00.000Z")}


def answer_show(trakt: FakeTrakt, seen: tuple[int, ...]) -> None:
    """Let Trakt know a show with two episodes that have aired and one that has not, some of which were watched."""
    parts = [
        episode(100 + number, number=number, first_aired=at) for number, at in ((2, STAMP), (3, STAMP), (4, TO_AIR))
    ]
    trakt.mock.get(f"{TRAKT_API}/shows/1/seasons", json=[{"number": 3, "ids": {"trakt": 33}}])
    trakt.mock.get(f"{TRAKT_API}/shows/1/seasons/3", json=parts)
    plays = [episode_play(number, STAMP, trakt=100 + number, number=number) for number in seen]
    trakt.mock.get(f"{TRAKT_API}/sync/history/shows/1", json=plays)


async def lines(hass: HomeAssistant, entity_id: str) -> list[Json]:
    """Return the lines of a list."""
    answer: Any = await hass.services.async_call(
        "todo", "get_items", {"entity_id": entity_id}, blocking=True, return_response=True
    )
    return list(answer[entity_id]["items"])


async def summaries(hass: HomeAssistant, entity_id: str) -> list[str]:
    """Return the lines of a list as users read them."""
    return [line["summary"] for line in await lines(hass, entity_id)]


async def change(hass: HomeAssistant, action: str, entity_id: str, **data: Any) -> None:
    """Do something with a list."""
    await hass.services.async_call("todo", action, {"entity_id": entity_id, **data}, blocking=True)
