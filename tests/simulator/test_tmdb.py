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


@pytest.mark.parametrize("language", ["de-DE", "fr-FR", "es-ES", "nl-NL", "pl-PL", "pt-BR"])
@pytest.mark.parametrize(("path", "name"), [("tv/290011", "name"), ("movie/1400000", "title")])
async def test_six_languages_are_spoken(client: Client, language: str, path: str, name: str) -> None:
    """By a show and by a movie."""
    _, english = await ask(client, path)
    _, translated = await ask(client, path, language=language)

    assert translated[name] != english[name] == translated[f"original_{name}"]
    assert translated["overview"] != english["overview"]


async def test_only_seasons_are_appended(client: Client) -> None:
    """Whatever else is asked for is left out."""
    status, show = await ask(client, "tv/290011", append_to_response="images,season/x,season/0")

    assert status == 200
    assert [name for name in show if "/" in name] == ["season/0"]
    assert "images" not in show


async def test_some_have_no_pictures(client: Client) -> None:
    """Neither an address nor, at the host, a picture."""
    _, show = await ask(client, "tv/290022", append_to_response="season/5")
    async with client.session.get(f"{client.simulator.addresses.tmdb_images}/t/p/w342/p290022.jpg") as answer:
        assert answer.status == 404

    assert (show["poster_path"], show["backdrop_path"]) == (None, None)
    assert {episode["still_path"] for episode in show["season/5"]["episodes"]} == {None}


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


@pytest.mark.parametrize(
    ("picture", "size"),
    [
        ("w342/p290011", (342, 513)),
        ("w500/p1400009", (500, 750)),
        ("w780/b290013", (780, 439)),
        ("original/b1400000", (1280, 720)),
    ],
)
async def test_pictures_have_the_size_that_was_asked_for(client: Client, picture: str, size: tuple[int, int]) -> None:
    """A poster is two by three, a backdrop sixteen by nine, and both can be kept."""
    async with client.session.get(f"{client.simulator.addresses.tmdb_images}/t/p/{picture}.jpg") as answer:
        image = Image.open(BytesIO(await answer.read()))

    assert answer.content_type == "image/jpeg"
    assert "max-age" in answer.headers["Cache-Control"]
    assert image.size == size


async def test_stills_are_there_for_some_episodes(client: Client) -> None:
    """And can be fetched in TMDB's sizes."""
    _, show = await ask(client, "tv/290011", append_to_response="season/3")
    stills = [episode["still_path"] for episode in show["season/3"]["episodes"]]
    async with client.session.get(f"{client.simulator.addresses.tmdb_images}/t/p/w300{stills[0]}") as answer:
        assert Image.open(BytesIO(await answer.read())).size == (300, 169)

    assert None in stills


@pytest.mark.parametrize("picture", ["w342/p1", "w99999/p290011", "w500/s1", "w500/x290011"])
async def test_unknown_pictures(client: Client, picture: str) -> None:
    """Nothing is drawn for a title, a size or a kind that does not exist."""
    async with client.session.get(f"{client.simulator.addresses.tmdb_images}/t/p/{picture}.jpg") as answer:
        assert answer.status == 404
