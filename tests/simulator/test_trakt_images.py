"""Trakt's images: named in its answers, drawn when somebody looks."""

from io import BytesIO
import json
from typing import Any

from PIL import Image
import pytest

from .conftest import Client

EPISODES = "/calendars/my/shows/2026-11-20/33?extended=full"
MOVIES = "/calendars/my/movies/2026-11-20/33?extended=full"


async def images(client: Client, token: str, path: str, part: str) -> list[dict[str, list[str]]]:
    """Return the images of one part of each entry."""
    entries: list[dict[str, Any]] = json.loads((await client.trakt(path, token))[2])
    return [entry[part]["images"] for entry in entries]


async def look(client: Client, address: str) -> tuple[int, str, bytes]:
    """Return status, content type and body of an image, named as Trakt names it."""
    host, path = address.split("/", 1)
    assert host == "media.trakt.tv"
    async with client.session.get(f"{client.simulator.addresses.trakt_images}/{path}") as answer:
        return answer.status, answer.content_type, await answer.read()


@pytest.mark.parametrize(
    ("path", "part", "key", "sizes"),
    [
        (EPISODES, "show", "poster", {"thumb": (300, 450), "medium": (600, 900), "full": (1_000, 1_500)}),
        (MOVIES, "movie", "poster", {"thumb": (300, 450)}),
        (EPISODES, "show", "fanart", {"thumb": (853, 480), "medium": (1_280, 720), "full": (1_920, 1_080)}),
        (MOVIES, "movie", "fanart", {"medium": (1_280, 720)}),
        (EPISODES, "episode", "screenshot", {"medium": (1_280, 720)}),
    ],
)
async def test_images_in_all_sizes(
    client: Client, token: str, path: str, part: str, key: str, sizes: dict[str, tuple[int, int]]
) -> None:
    """What is named is there, as WebP."""
    [address] = (await images(client, token, path, part))[0][key]

    for size, pixels in sizes.items():
        status, content_type, body = await look(client, address.replace("/medium/", f"/{size}/"))
        assert (status, content_type) == (200, "image/webp")
        assert Image.open(BytesIO(body)).size == pixels


async def test_some_have_none(client: Client, token: str) -> None:
    """Their lists are empty."""
    posters = [each["poster"] for each in await images(client, token, EPISODES, "show")]

    assert [] in posters
    assert any(posters)


async def test_what_is_not_named(client: Client, token: str) -> None:
    """It is not there."""
    [address] = (await images(client, token, EPISODES, "show"))[0]["poster"]

    for other in (
        address.replace("/medium/", "/huge/"),
        address.replace(".jpg.webp", "0.jpg.webp"),
        address.replace("/shows/", "/movies/"),
        address.replace("/posters/", "/logos/"),
    ):
        assert (await look(client, other))[0] == 404
