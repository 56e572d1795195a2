"""What a person sees next."""

from datetime import timedelta

import pytest

from .conftest import NOW, Client
from .works import HARBOUR, HARBOUR_EPISODES, MOVIE, PARLIAMENT, episodes, movies, shows


async def up_next(client: Client, token: str, path: str = "up_next") -> dict[int, int | None]:
    """Return the number of the next episode by show."""
    answer = await client.ask(f"/sync/progress/{path}", token)
    assert answer.status == 200
    return {each["show"]["ids"]["trakt"]: _number(each["progress"]["next_episode"]) for each in answer.json}


def _number(episode: dict[str, int] | None) -> int | None:
    return episode["number"] if episode else None


@pytest.mark.parametrize("path", ["up_next", "up_next_nitro"])
async def test_the_next_episode_moves_with_what_is_watched(client: Client, token: str, path: str) -> None:
    """Ahead, and back when a play is taken back; movies and shows that nobody has begun are not there."""
    await client.post("/sync/history", token, movies(MOVIE) | episodes(*HARBOUR_EPISODES[:2]))
    first = await up_next(client, token, path)
    await client.post("/sync/history", token, episodes(HARBOUR_EPISODES[2]))
    second = await up_next(client, token, path)
    await client.post("/sync/history/remove", token, episodes(HARBOUR_EPISODES[1]))

    assert (first, second) == ({HARBOUR: 3}, {HARBOUR: 4})
    assert await up_next(client, token, path) == {HARBOUR: 2}


async def test_a_show_that_is_up_to_date_waits_for_its_next_episode(client: Client, token: str) -> None:
    """It is back as soon as that has aired; specials are never next."""
    await client.post("/sync/history", token, shows(HARBOUR))
    up_to_date = await up_next(client, token)
    client.wait(days=14)

    assert up_to_date == {}
    assert await up_next(client, token) == {HARBOUR: 1}


async def test_the_show_watched_last_is_first(client: Client, token: str) -> None:
    """Whichever was begun first."""
    parliament = {"shows": [{"ids": {"trakt": PARLIAMENT}, "seasons": [{"number": 5, "episodes": [{"number": 1}]}]}]}
    await client.post("/sync/history", token, parliament)
    client.wait(minutes=5)
    await client.post("/sync/history", token, episodes(HARBOUR_EPISODES[0]))
    before = list(await up_next(client, token))
    client.wait(minutes=5)
    await client.post("/sync/history", token, parliament)

    assert before == [HARBOUR, PARLIAMENT]
    assert list(await up_next(client, token)) == [PARLIAMENT, HARBOUR]


async def test_progress_counts_what_has_aired(client: Client, token: str) -> None:
    """And plays, minutes seen and minutes left; one episode seen twice is one episode."""
    yesterday = (NOW - timedelta(days=1)).isoformat()
    await client.post(
        "/sync/history", token, episodes(*HARBOUR_EPISODES[:2], HARBOUR_EPISODES[0], watched_at=yesterday)
    )
    progress = (await client.ask("/sync/progress/up_next?include_stats=true", token)).json[0]["progress"]

    assert (progress["aired"], progress["completed"]) == (len(HARBOUR_EPISODES), 2)
    assert progress["stats"] == {"play_count": 3, "minutes_watched": 3 * 52, "minutes_left": 8 * 52}
    assert progress["last_watched_at"] == "2026-11-20T12:00:00.000Z"
    assert progress["last_episode"]["season"] == 2


async def test_nitro_brings_everything_along(client: Client, token: str) -> None:
    """The plain form does so only when it is asked."""
    await client.post("/sync/history", token, episodes(HARBOUR_EPISODES[0]))
    plain, full, nitro = [
        (await client.ask(f"/sync/progress/{path}", token)).json[0]
        for path in ("up_next", "up_next?extended=full", "up_next_nitro")
    ]

    assert "overview" not in plain["show"]
    assert full["show"] == nitro["show"]
    assert full["progress"]["next_episode"]["overview"] == nitro["progress"]["next_episode"]["overview"] != ""
    assert (nitro["show_id"], nitro["cached_aired_episode_count"]) == (HARBOUR, len(HARBOUR_EPISODES))


async def test_all_progress_can_be_asked_for(client: Client, token: str) -> None:
    """With what is done, or without."""
    await client.post("/sync/history", token, shows(HARBOUR))

    assert await up_next(client, token, "watched") == {HARBOUR: None}
    assert await up_next(client, token, "watched?hide_completed=true") == {}


async def test_one_show_tells_of_each_of_its_episodes(client: Client, token: str) -> None:
    """Before the first is watched, too."""
    path = "/shows/salt-harbour/progress/watched"
    before = (await client.ask(path, token)).json
    await client.post("/sync/history", token, episodes(HARBOUR_EPISODES[1]))
    after = (await client.ask(path, token)).json

    assert (before["completed"], before["last_watched_at"], before["next_episode"]["number"]) == (0, None, 1)
    assert [(season["number"], season["aired"], season["completed"]) for season in after["seasons"]] == [(2, 10, 1)]
    assert [each["number"] for each in after["seasons"][0]["episodes"] if each["completed"]] == [2]
    assert (after["last_episode"]["number"], after["next_episode"]["number"]) == (2, 1)
    assert (await client.ask("/shows/none/progress/watched", token)).status == 404
