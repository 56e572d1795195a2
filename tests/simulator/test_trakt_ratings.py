"""What people think of what they have seen."""

from typing import Any

import pytest

from .conftest import Client
from .works import HARBOUR, HARBOUR_EPISODES, MOVIE, NOBODY, OTHER_MOVIE, episodes, movies, shows

RATINGS = "/sync/ratings"


async def ratings(client: Client, token: str, rest: str = "") -> dict[int, int]:
    """Return the ratings by the Trakt ids of what was rated."""
    answer = await client.ask(f"{RATINGS}{rest}", token)
    assert answer.status == 200
    return {each[each["type"]]["ids"]["trakt"]: each["rating"] for each in answer.json}


async def test_works_are_rated_and_rated_again(client: Client, token: str) -> None:
    """The last rating counts, at the time that is said."""
    answer = await client.post(RATINGS, token, movies(MOVIE, NOBODY, rating=3))
    await client.post(RATINGS, token, movies(MOVIE, rating=10, rated_at="2026-11-01T10:00:00Z"))
    rated = (await client.ask(RATINGS, token)).json

    assert (answer.status, answer.json["added"]["movies"]) == (201, 1)
    assert answer.json["not_found"]["movies"] == [{"ids": {"trakt": NOBODY}, "rating": 3}]
    assert [(each["rating"], each["rated_at"]) for each in rated] == [(10, "2026-11-01T10:00:00.000Z")]


async def test_they_are_asked_for_by_kind_and_number(client: Client, token: str) -> None:
    """Or all at once."""
    bodies = movies(MOVIE, rating=3) | shows(HARBOUR, rating=8) | episodes(HARBOUR_EPISODES[0], rating=3)
    await client.post(RATINGS, token, bodies)
    await client.post(RATINGS, token, movies(OTHER_MOVIE, rating=8))

    assert await ratings(client, token, "/movies") == {MOVIE: 3, OTHER_MOVIE: 8}
    assert await ratings(client, token, "/movies/8") == {OTHER_MOVIE: 8}
    assert await ratings(client, token, "/all/3") == {MOVIE: 3, HARBOUR_EPISODES[0]: 3}
    assert await ratings(client, token) == {MOVIE: 3, OTHER_MOVIE: 8, HARBOUR: 8, HARBOUR_EPISODES[0]: 3}


async def test_seasons_are_rated_within_their_show(client: Client, token: str) -> None:
    """By their numbers."""
    body = {"shows": [{"ids": {"trakt": HARBOUR}, "seasons": [{"number": 2, "rating": 7}]}]}
    await client.post(RATINGS, token, body)
    rated = (await client.ask(f"{RATINGS}/seasons", token)).json

    assert [(each["season"]["number"], each["show"]["title"], each["rating"]) for each in rated] == [
        (2, "Salt Harbour", 7)
    ]


async def test_ratings_are_removed(client: Client, token: str) -> None:
    """Those that were not there are not counted."""
    await client.post(RATINGS, token, movies(MOVIE, rating=3))
    answer = await client.post(f"{RATINGS}/remove", token, movies(MOVIE, OTHER_MOVIE))

    assert (answer.status, answer.json["deleted"]["movies"]) == (200, 1)
    assert await ratings(client, token) == {}


@pytest.mark.parametrize("facts", [{}, {"rating": 0}, {"rating": 11}, {"rating": "good"}, {"rating": 7.5}], ids=str)
async def test_a_rating_is_a_number_from_one_to_ten(client: Client, token: str, facts: dict[str, Any]) -> None:
    """Anything else is refused, and nothing of the request is kept."""
    body = {"movies": [*movies(OTHER_MOVIE, rating=5)["movies"], *movies(MOVIE, **facts)["movies"]]}

    assert (await client.post(RATINGS, token, body)).status == 422
    assert await ratings(client, token) == {}


async def test_stamps_move(client: Client, token: str) -> None:
    """Those of the kind that was rated."""
    seen = [await client.stamps(token)]
    for path in (RATINGS, f"{RATINGS}/remove"):
        await client.post(path, token, shows(HARBOUR, rating=4))
        seen.append(await client.stamps(token))
    moments = [stamps["shows"]["rated_at"] for stamps in seen]

    assert moments == sorted(set(moments))
    assert len({stamps["movies"]["rated_at"] for stamps in seen}) == 1
