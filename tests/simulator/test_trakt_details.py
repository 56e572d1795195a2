"""Everything that is known of one work."""

from typing import Any

import pytest

from .conftest import Client
from .works import HARBOUR, MOVIE

EPISODE = f"/shows/{HARBOUR}/seasons/2/episodes/1"
WORKS = [f"/movies/{MOVIE}", f"/shows/{HARBOUR}", EPISODE]


async def details(client: Client, token: str, path: str) -> Any:
    """Return what is said of a work."""
    answer = await client.ask(path, token)
    assert answer.status == 200
    return answer.json


@pytest.mark.parametrize("name", [str(HARBOUR), "salt-harbour", "tt29000011"])
async def test_works_have_several_names(client: Client, token: str, name: str) -> None:
    """Trakt's two, and that of IMDb."""
    assert (await details(client, token, f"/shows/{name}"))["ids"]["trakt"] == HARBOUR


@pytest.mark.parametrize("path", WORKS)
async def test_a_work_is_given_plain_or_full(client: Client, token: str, path: str) -> None:
    """As everywhere at Trakt."""
    plain, full = await details(client, token, path), await details(client, token, f"{path}?extended=full")

    assert "overview" not in plain
    assert full["runtime"] > 0
    assert full.items() >= plain.items()


async def test_seasons_and_their_episodes(client: Client, token: str) -> None:
    """Numbers alone, or with what has aired."""
    plain = await details(client, token, f"/shows/{HARBOUR}/seasons")
    full = await details(client, token, f"/shows/{HARBOUR}/seasons?extended=full")
    episodes = await details(client, token, f"/shows/{HARBOUR}/seasons/2")

    assert [season["number"] for season in plain] == [0, 2, 3]
    assert [season["aired_episodes"] for season in full] == [0, 10, 0]
    assert [episode["number"] for episode in episodes] == list(range(1, 11))


@pytest.mark.parametrize("path", ["/shows/none/seasons", f"/shows/{HARBOUR}/seasons/99", "/shows/none/seasons/1"])
async def test_unknown_seasons_are_empty(client: Client, token: str, path: str) -> None:
    """Trakt does not say that they are unknown."""
    assert await details(client, token, path) == []


@pytest.mark.parametrize("path", ["/movies/none", "/shows/none", "/shows/none/people", f"{EPISODE}99/ratings"])
async def test_unknown_works_are_not_there(client: Client, token: str, path: str) -> None:
    """And neither is anything about them."""
    assert (await client.ask(path, token)).status == 404


@pytest.mark.parametrize("path", WORKS)
async def test_ratings_are_those_of_trakt_or_of_everybody(client: Client, token: str, path: str) -> None:
    """Trakt's own agree in both."""
    own = await details(client, token, f"{path}/ratings")
    everybody = await details(client, token, f"{path}/ratings?extended=all")

    assert everybody["trakt"] == own
    assert 1 <= own["rating"] <= 10
    assert own["votes"] == sum(own["distribution"].values())
    assert set(everybody) == {"trakt", "tmdb", "imdb", "metascore", "rotten_tomatoes"}


async def test_what_a_service_does_not_know_it_does_not_rate(client: Client, token: str) -> None:
    """There is nothing at IMDb about this show."""
    ratings = await details(client, token, "/shows/nobody-s-numbers/ratings?extended=all")

    assert ratings["imdb"] == ratings["tmdb"] == {"rating": None, "votes": None, "link": None}


async def test_translations_are_given_in_all_languages_or_in_one(client: Client, token: str) -> None:
    """With the country where there is one."""
    everything = await details(client, token, f"/shows/{HARBOUR}/translations")

    assert ("pt", "br") in {(each["language"], each["country"]) for each in everything}
    assert [each["title"] for each in everything if each["language"] == "de"] == ["Salzhafen"]
    assert await details(client, token, f"/shows/{HARBOUR}/translations/de") == [
        each for each in everything if each["language"] == "de"
    ]
    assert await details(client, token, f"{EPISODE}/translations/xx") == []


@pytest.mark.parametrize("path", WORKS)
async def test_people_have_played_and_made_it(client: Client, token: str, path: str) -> None:
    """Cast and crew, each with ids."""
    people = await details(client, token, f"{path}/people")

    assert len({each["person"]["ids"]["trakt"] for each in people["cast"]}) == len(people["cast"]) > 0
    assert [each["jobs"] for each in people["crew"]["directing"]] == [["Director"]]
