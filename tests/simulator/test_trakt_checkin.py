"""What is being watched, and what was watched in part."""

from typing import Any

import pytest

from .conftest import Client
from .works import HARBOUR, HARBOUR_EPISODES, MOVIE, NOBODY, OTHER_MOVIE

WATCHING = "/users/me/watching"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"movie": {"ids": {"trakt": MOVIE}}}, "movie"),
        ({"episode": {"ids": {"trakt": HARBOUR_EPISODES[0]}}}, "episode"),
        ({"show": {"ids": {"trakt": HARBOUR}}, "episode": {"season": 2, "number": 1}}, "episode"),
    ],
    ids=["movie", "episode by id", "episode by number"],
)
async def test_what_is_watched_counts_when_it_is_over(
    client: Client, token: str, body: dict[str, Any], kind: str
) -> None:
    """Until then it is said to be watched, and afterwards nothing is."""
    answer = await client.post("/checkin", token, body)
    running, history = await client.ask(WATCHING, token), await client.ask("/sync/history", token)
    client.wait(hours=3)
    over, watched = await client.ask(WATCHING, token), (await client.ask("/sync/history", token)).json

    assert (answer.status, running.json["type"], running.json["action"]) == (201, kind, "checkin")
    assert (history.json, over.status, over.json) == ([], 204, None)
    assert [(play["id"], play["action"], play["type"]) for play in watched] == [(answer.json["id"], "checkin", kind)]


async def test_only_one_thing_is_watched_at_a_time(client: Client, token: str) -> None:
    """The refusal says until when."""
    await client.post("/checkin", token, {"movie": {"ids": {"trakt": MOVIE}}})
    refused = await client.post("/checkin", token, {"movie": {"ids": {"trakt": OTHER_MOVIE}}})
    until = (await client.ask(WATCHING, token)).json["expires_at"]
    client.wait(hours=3)
    again = await client.post("/checkin", token, {"movie": {"ids": {"trakt": OTHER_MOVIE}}})

    assert (refused.status, refused.json) == (409, {"expires_at": until})
    assert again.status == 201


async def test_a_check_in_can_be_cancelled(client: Client, token: str) -> None:
    """Then nothing was watched."""
    await client.post("/checkin", token, {"movie": {"ids": {"trakt": MOVIE}}})
    cancelled = await client.ask("/checkin", token, method="DELETE")
    client.wait(hours=3)

    assert (cancelled.status, (await client.ask("/sync/history", token)).json) == (204, [])


@pytest.mark.parametrize("body", [{}, {"movie": {"ids": {"trakt": NOBODY}}}, {"show": {"ids": {"trakt": HARBOUR}}}])
async def test_nobody_watches_what_is_not_there(client: Client, token: str, body: dict[str, Any]) -> None:
    """A show alone cannot be watched either."""
    assert (await client.post("/checkin", token, body)).status == 404
    assert (await client.ask(WATCHING, token)).status == 204


async def test_what_was_watched_in_part_is_kept(client: Client, token: str) -> None:
    """Until somebody forgets it."""
    before = await client.stamps(token)
    await client.control("POST", "/playback", {"kind": "episode", "trakt": HARBOUR_EPISODES[0], "progress": 30})
    after, paused = await client.stamps(token), (await client.ask("/sync/playback/episodes", token)).json
    forgotten = await client.ask(f"/sync/playback/{paused[0]['id']}", token, method="DELETE")
    unknown = await client.ask(f"/sync/playback/{paused[0]['id']}", token, method="DELETE")

    assert after["episodes"]["paused_at"] > before["episodes"]["paused_at"]
    assert [(each["progress"], each["episode"]["number"]) for each in paused] == [(30, 1)]
    assert (forgotten.status, unknown.status) == (204, 404)
    assert (await client.ask("/sync/playback", token)).json == []


async def test_what_was_watched_to_the_end_was_not_watched_in_part(client: Client, token: str) -> None:
    """Other works are not concerned."""
    for movie in (MOVIE, OTHER_MOVIE):
        await client.control("POST", "/playback", {"kind": "movie", "trakt": movie, "progress": 30})
    await client.post("/sync/history", token, {"movies": [{"ids": {"trakt": MOVIE}}]})

    assert [each["movie"]["ids"]["trakt"] for each in (await client.ask("/sync/playback", token)).json] == [OTHER_MOVIE]
