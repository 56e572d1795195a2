"""TMDB's answers, and its pictures."""

from io import BytesIO
from typing import Any

from PIL import Image
import pytest

from simulator.state import TMDB_KEY, TMDB_TOKEN

from .conftest import Client


async def ask(client: Client, path: str, **params: str) -> tuple[int, dict[str, Any]]:
    """Return status and JSON of a request with the good key."""
    url = f"{client.simulator.addresses.tmdb_api}/3/{path}"
    async with client.session.get(url, params={"api_key": TMDB_KEY, **params}) as answer:
        return answer.status, await answer.json()


async def test_both_kinds_of_keys_are_accepted(client: Client) -> None:
    """One in the address, one in a header."""
    url = f"{client.simulator.addresses.tmdb_api}/3/configuration"
    async with client.session.get(url, headers={"Authorization": f"Bearer {TMDB_TOKEN}"}) as answer:
        assert answer.status == 200
    status, configuration = await ask(client, "configuration")

    assert status == 200
    assert configuration["images"]["secure_base_url"] == f"{client.simulator.addresses.tmdb_images}/t/p/"


async def test_other_keys_are_rejected(client: Client) -> None:
    """With TMDB's own code."""
    status, answer = await ask(client, "configuration", api_key="0" * 32)

    assert (status, answer["status_code"], answer["success"]) == (401, 7, False)


async def test_a_show_has_a_name_and_its_seasons(client: Client) -> None:
    """A season that TMDB does not have is left out."""
    status, show = await ask(client, "tv/290011", append_to_response="season/3,season/9")

    assert status == 200
    assert show["name"] == "Salt Harbour"
    assert "title" not in show
    assert show["season/3"]["episodes"][0]["name"] == "The Tide Table"
    assert "season/9" not in show


async def test_translations_are_there_for_some(client: Client) -> None:
    """Where there is none, titles fall back and overviews are empty."""
    _, german = await ask(client, "tv/290011", language="de-DE")
    _, swedish = await ask(client, "tv/290011", language="sv-SE")

    assert (german["name"], swedish["name"]) == ("Salzhafen", "Salt Harbour")
    assert german["overview"]
    assert swedish["overview"] == ""


@pytest.mark.parametrize("path", ["tv/1", "movie/1", "tv/290020", "person/1"])
async def test_unknown_titles(client: Client, path: str) -> None:
    """The last show is one that Trakt knows and TMDB does not."""
    status, answer = await ask(client, path)

    assert (status, answer["status_code"]) == (404, 34)


async def test_too_much_at_once(client: Client) -> None:
    """Twenty seasons, no more."""
    seasons = ",".join(f"season/{season}" for season in range(21))
    status, answer = await ask(client, "tv/290011", append_to_response=seasons)

    assert (status, answer["status_code"]) == (400, 27)


async def test_pictures_have_the_size_that_was_asked_for(client: Client) -> None:
    """A poster is two by three."""
    _, show = await ask(client, "tv/290011")
    async with client.session.get(f"{client.simulator.addresses.tmdb_images}/t/p/w342{show['poster_path']}") as answer:
        image = Image.open(BytesIO(await answer.read()))

    assert answer.content_type == "image/jpeg"
    assert image.size == (342, 513)


async def test_unknown_pictures(client: Client) -> None:
    """Nothing is drawn for a title that does not exist."""
    async with client.session.get(f"{client.simulator.addresses.tmdb_images}/t/p/w342/p1.jpg") as answer:
        assert answer.status == 404
