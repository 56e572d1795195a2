"""Works are found by their words and by their ids, and recommended to who has not seen them."""

from typing import Any

import pytest
from yarl import URL

from .conftest import Client
from .works import HARBOUR, HARBOUR_EPISODES, MOVIE, OTHER_MOVIE, movies, shows


async def found(client: Client, token: str, path: str, **query: str) -> list[tuple[str, int]]:
    """Return kind and Trakt id of what is found."""
    answer = await client.ask(str(URL(path).update_query(query)), token)
    assert answer.status == 200
    return [(each["type"], each[each["type"]]["ids"]["trakt"]) for each in answer.json]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Salt Harbour", [("show", HARBOUR)]),
        ("salt", [("show", HARBOUR), ("movie", 970_016)]),
        ("échos DE", [("show", 170_015)]),
        ("echos de", [("show", 170_015)]),
        ("Salzhafen", [("show", HARBOUR)]),
        ("星の渡し船", [("show", 170_013)]),
        ("海辺", [("movie", 970_009)]),
        (r"Robots \& Rosemary", [("movie", 970_008)]),
        ("nothing of this name", []),
        ("", []),
    ],
)
async def test_words_find_titles(client: Client, token: str, query: str, expected: list[tuple[str, int]]) -> None:
    """In any case, with or without accents, in any language, the best first."""
    assert await found(client, token, "/search/movie,show", query=query) == expected


async def test_kinds_and_exact_titles_can_be_wanted(client: Client, token: str) -> None:
    """Two movies of one name are both found, and their years tell them apart."""
    found_movies = [{"title": "Salt Harbour", "released": f"{year}-05-01"} for year in (1999, 2026)]
    added = (await client.control("POST", "/movies", {"add": found_movies}))["trakt"]
    answer = await client.ask("/search/movie/exact?query=Salt%20Harbour", token)

    assert await found(client, token, "/search/show", query="Salt") == [("show", HARBOUR)]
    assert [(each["movie"]["ids"]["trakt"], each["movie"]["year"]) for each in answer.json] == list(
        zip(added, (1999, 2026), strict=True)
    )
    assert await found(client, token, "/search/movie/exact", query="Salt") == []


async def test_episodes_are_found_with_their_show(client: Client, token: str) -> None:
    """Somebody who looks for one wants to know of what."""
    results = (await client.ask("/search/episode?query=ballast", token)).json

    assert {(each["episode"]["title"], each["show"]["title"]) for each in results} == {("Ballast", "Salt Harbour")}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (f"/search/trakt/{MOVIE}?type=movie", [("movie", MOVIE)]),
        (f"/search/trakt/{HARBOUR_EPISODES[0]}", [("episode", HARBOUR_EPISODES[0])]),
        ("/search/imdb/tt29000011", [("show", HARBOUR)]),
        ("/search/tmdb/290011?type=show", [("show", HARBOUR)]),
        ("/search/tmdb/290011?type=movie", []),
        ("/search/tvdb/400011", [("show", HARBOUR)]),
        ("/search/imdb/tt1", []),
    ],
)
async def test_ids_find_works(client: Client, token: str, path: str, expected: list[tuple[str, int]]) -> None:
    """Those of all services; nothing is found by an id that nobody knows."""
    assert await found(client, token, path) == expected


async def recommended(client: Client, token: str, kinds: str, **query: Any) -> list[int]:
    """Return the Trakt ids of what is recommended."""
    answer = await client.ask(str(URL(f"/recommendations/{kinds}").with_query(query)), token)
    assert answer.status == 200
    return [each["ids"]["trakt"] for each in answer.json]


async def test_what_was_not_seen_is_recommended(client: Client, token: str) -> None:
    """Ten, if nobody says otherwise; what is on the watchlist can be left out."""
    await client.post("/sync/history", token, movies(MOVIE) | shows(HARBOUR))
    await client.post("/sync/watchlist", token, movies(OTHER_MOVIE))
    found_movies = await recommended(client, token, "movies", limit=100)

    assert (len(await recommended(client, token, "movies")), len(found_movies)) == (10, 17)
    assert MOVIE not in found_movies
    assert OTHER_MOVIE in found_movies
    assert OTHER_MOVIE not in await recommended(client, token, "movies", ignore_watchlisted="true")
    assert HARBOUR not in await recommended(client, token, "shows/", limit=100)


async def test_what_is_not_liked_is_not_recommended_again(client: Client, token: str) -> None:
    """By its id or its slug."""
    answers = [
        await client.ask(f"/recommendations/{path}", token, method="DELETE")
        for path in (f"movies/{MOVIE}", "shows/salt-harbour", "movies/none")
    ]

    assert [answer.status for answer in answers] == [204, 204, 404]
    assert MOVIE not in await recommended(client, token, "movies")
    assert HARBOUR not in await recommended(client, token, "shows")
