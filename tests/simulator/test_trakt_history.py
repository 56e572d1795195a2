"""What was watched is kept as Trakt keeps it."""

from datetime import timedelta
from typing import Any

import pytest

from simulator.stamps import BEGIN
from simulator.trakt_time import utc

from .conftest import NOW, Client
from .works import HARBOUR, HARBOUR_EPISODES, MOVIE, NOBODY, OTHER_MOVIE, episodes, movies, shows

HISTORY = "/sync/history"
REMOVE = "/sync/history/remove"


async def history(client: Client, token: str, rest: str = "") -> list[dict[str, Any]]:
    """Return what was watched."""
    answer = await client.ask(f"{HISTORY}{rest}", token)
    assert answer.status == 200
    plays: list[dict[str, Any]] = answer.json
    return plays


def numbers(plays: list[dict[str, Any]]) -> list[int]:
    """Return the Trakt ids of what was watched."""
    return [play[play["type"]]["ids"]["trakt"] for play in plays]


async def test_nothing_is_watched_at_first(client: Client, token: str) -> None:
    """And nothing has changed."""
    stamps = await client.stamps(token)

    assert await history(client, token) == []
    assert {stamps["movies"]["watched_at"], stamps["episodes"]["watched_at"], stamps["all"]} == {utc(BEGIN)}


async def test_a_play_is_kept_to_the_minute(client: Client, token: str) -> None:
    """With a time of its own, in whichever zone it is said."""
    answer = await client.post(HISTORY, token, movies(MOVIE, watched_at="2026-11-20T21:15:42.000+01:00"))
    plays = await history(client, token)

    assert (answer.status, answer.json["added"]) == (201, {"movies": 1, "episodes": 0})
    assert [(play["watched_at"], play["action"], play["type"]) for play in plays] == [
        ("2026-11-20T20:15:00.000Z", "watch", "movie")
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({}, utc(NOW), id="nobody says when"),
        pytest.param({"watched_at": "unknown"}, "1970-01-01T00:00:00.000Z", id="nobody knows when"),
        pytest.param({"watched_at": "soon"}, utc(NOW), id="nobody understands when"),
    ],
)
async def test_a_play_without_a_time(client: Client, token: str, facts: dict[str, str], expected: str) -> None:
    """Is one of now, or of no day at all."""
    await client.post(HISTORY, token, episodes(HARBOUR_EPISODES[0], **facts))

    assert [play["watched_at"] for play in await history(client, token)] == [expected]


async def test_episodes_can_be_watched_when_they_are_released(client: Client, token: str) -> None:
    """They end when they have run; movies have no such moment."""
    await client.post(HISTORY, token, episodes(HARBOUR_EPISODES[0], watched_at="released"))
    await client.post(HISTORY, token, movies(MOVIE, watched_at="released"))
    episode = client.simulator.state.catalogue.episode(HARBOUR_EPISODES[0])
    movie, played = await history(client, token)

    assert episode is not None
    assert played["watched_at"] == utc(episode.first_aired + timedelta(minutes=52))
    assert movie["watched_at"] == utc(NOW)


async def test_duplicates_are_not_checked(client: Client, token: str) -> None:
    """Whoever sends something twice has watched it twice."""
    for _ in range(2):
        await client.post(HISTORY, token, movies(MOVIE, watched_at="2026-11-20T20:15:00Z"))
    plays = await history(client, token)

    assert len({play["id"] for play in plays}) == len(plays) == 2


async def test_a_show_is_its_aired_episodes(client: Client, token: str) -> None:
    """Without the specials; what is said of a whole holds for its parts."""
    answer = await client.post(HISTORY, token, shows(HARBOUR, watched_at="2026-11-20T20:15:00Z"))
    plays = await history(client, token)

    assert answer.json["added"]["episodes"] == len(HARBOUR_EPISODES)
    assert sorted(numbers(plays)) == HARBOUR_EPISODES
    assert {play["watched_at"] for play in plays} == {"2026-11-20T20:15:00.000Z"}


async def test_parts_of_a_show_are_named_by_their_numbers(client: Client, token: str) -> None:
    """A season, or single episodes of one."""
    season = {
        "number": 2,
        "episodes": [{"number": 1}, {"number": 3, "watched_at": "2026-11-01T10:00:00Z"}, {"number": 99}],
    }
    named = {"shows": [{"ids": {"slug": "salt-harbour"}, "watched_at": "2026-11-02T10:00:00Z", "seasons": [season]}]}
    answer = await client.post(HISTORY, token, named)
    plays = await history(client, token)

    assert answer.json["added"] == {"movies": 0, "episodes": 2}
    assert answer.json["not_found"]["episodes"] == [{"number": 99}]
    assert [(play["episode"]["number"], play["watched_at"][:10]) for play in plays] == [
        (1, "2026-11-02"),
        (3, "2026-11-01"),
    ]


@pytest.mark.parametrize(
    "named",
    [
        {"ids": {"slug": "the-cartographer-s-daughter-2026"}},
        {"ids": {"tmdb": 1_400_000}},
        {"ids": {"imdb": "tt38000000"}},
        {"ids": {"trakt": None, "tmdb": 1_400_000}},
        {"title": "The Cartographer's Daughter", "year": 2026},
    ],
    ids=str,
)
async def test_a_movie_is_named_in_many_ways(client: Client, token: str, named: dict[str, Any]) -> None:
    """By any of its ids, or by title and year."""
    assert (await client.post(HISTORY, token, {"movies": [named]})).json["added"]["movies"] == 1
    assert numbers(await history(client, token)) == [MOVIE]


async def test_what_nobody_knows_is_told(client: Client, token: str) -> None:
    """And costs only itself."""
    answer = await client.post(HISTORY, token, movies(NOBODY, MOVIE))

    assert (answer.status, answer.json["added"]["movies"]) == (201, 1)
    assert answer.json["not_found"]["movies"] == [{"ids": {"trakt": NOBODY}}]


async def test_history_is_asked_for_by_kind_work_and_time(client: Client, token: str) -> None:
    """In all the forms that Trakt knows."""
    await client.post(HISTORY, token, movies(MOVIE, watched_at="2026-11-01T10:00:00Z"))
    await client.post(HISTORY, token, movies(OTHER_MOVIE, watched_at="2026-11-03T10:00:00Z"))
    await client.post(HISTORY, token, episodes(HARBOUR_EPISODES[0], watched_at="2026-11-02T10:00:00Z"))
    everything = [OTHER_MOVIE, HARBOUR_EPISODES[0], MOVIE]

    assert numbers(await history(client, token)) == everything
    assert numbers(await history(client, token, "/movies")) == [OTHER_MOVIE, MOVIE]
    assert numbers(await history(client, token, f"/movies/{MOVIE}")) == [MOVIE]
    assert numbers(await history(client, token, f"/shows/{HARBOUR}")) == [HARBOUR_EPISODES[0]]
    assert numbers(await history(client, token, f"/episodes/{HARBOUR_EPISODES[1]}")) == []
    assert numbers(await history(client, token, "?start_at=2026-11-02T10:00:00.000Z")) == everything[:2]
    assert numbers(await history(client, token, "?start_at=2026-11-02&end_at=2026-11-02")) == everything[1:2]


async def test_history_comes_in_pages(client: Client, token: str) -> None:
    """Their number is in the headers; behind the last there is nothing."""
    await client.post(HISTORY, token, shows(HARBOUR))
    pages = [await client.ask(f"{HISTORY}?limit=4&page={page}", token) for page in range(1, 5)]

    assert [len(page.json) for page in pages] == [4, 4, 2, 0]
    assert len({play["id"] for page in pages for play in page.json}) == len(HARBOUR_EPISODES)
    names = ("Page", "Limit", "Page-Count", "Item-Count")
    assert [pages[1].headers[f"X-Pagination-{name}"] for name in names] == ["2", "4", "3", "10"]


async def test_long_pages_are_cut(client: Client, token: str) -> None:
    """Trakt gives 250 items, and 100 to those who do not say."""
    await client.post(HISTORY, token, movies(*[MOVIE] * 300))

    assert len(await history(client, token)) == 100
    assert len(await history(client, token, "?limit=1000")) == 250


async def test_plays_are_removed_by_work_or_one_by_one(client: Client, token: str) -> None:
    """All plays of a work, or those with an id."""
    for watched_at in ("2026-11-01T10:00:00Z", "2026-11-02T10:00:00Z"):
        await client.post(HISTORY, token, movies(MOVIE, OTHER_MOVIE, watched_at=watched_at))
    last = next(play["id"] for play in await history(client, token, f"/movies/{OTHER_MOVIE}"))
    answer = await client.post(REMOVE, token, {**movies(MOVIE), "ids": [last, NOBODY]})
    plays = await history(client, token)

    assert answer.json["deleted"] == {"movies": 3, "episodes": 0}
    assert answer.json["not_found"]["ids"] == [NOBODY]
    assert [(play["movie"]["ids"]["trakt"], play["watched_at"][:10]) for play in plays] == [(OTHER_MOVIE, "2026-11-01")]


@pytest.mark.parametrize(("season", "left"), [(None, 0), (2, 0), (99, len(HARBOUR_EPISODES))])
async def test_a_whole_show_or_season_is_removed(client: Client, token: str, season: int | None, left: int) -> None:
    """A season that nobody knows is told, and costs nothing."""
    await client.post(HISTORY, token, shows(HARBOUR))
    parts = {} if season is None else {"seasons": [{"number": season}]}
    answer = await client.post(REMOVE, token, {"shows": [{"ids": {"trakt": HARBOUR}, **parts}]})

    assert len(await history(client, token)) == left
    assert answer.json["not_found"]["seasons"] == ([{"number": season}] if left else [])


async def test_stamps_move_with_every_change(client: Client, token: str) -> None:
    """Even within one second, and only those of what changed."""
    seen = [await client.stamps(token)]
    for path in (HISTORY, HISTORY, REMOVE):
        await client.post(path, token, movies(MOVIE))
        seen.append(await client.stamps(token))
    watched_movies = [stamps["movies"]["watched_at"] for stamps in seen]

    assert watched_movies == sorted(set(watched_movies))
    assert [stamps["all"] for stamps in seen] == watched_movies
    assert {stamps["episodes"]["watched_at"] for stamps in seen} == {utc(BEGIN)}


@pytest.mark.parametrize("body", [[], "text", None], ids=str)
async def test_what_is_not_an_object_is_refused(client: Client, token: str, body: object) -> None:
    """As the status codes of Trakt have it."""
    assert (await client.post(HISTORY, token, body)).status == 400


async def test_writes_are_limited(client: Client, token: str) -> None:
    """To one a second, whatever is read meanwhile."""
    await client.control("POST", "/limit/writes", {"most": 1, "seconds": 60})
    first, second = [await client.post(HISTORY, token, movies(MOVIE)) for _ in range(2)]

    assert (first.status, second.status) == (201, 429)
    assert 0 < int(second.headers["Retry-After"]) <= 61
    assert "AUTHED_API_POST_LIMIT" in second.headers["X-Ratelimit"]
    assert len(await history(client, token)) == 1


async def test_people_have_histories_of_their_own(client: Client, token: str) -> None:
    """What one watches is not what the other watches."""
    await client.control("POST", "/user", {"name": "second"})
    other = (await client.sign_in())["access_token"]
    await client.post(HISTORY, token, movies(MOVIE))

    assert len(await history(client, token)) == 1
    assert await history(client, other) == []
