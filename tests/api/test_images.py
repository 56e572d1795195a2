"""Only what is a picture, from a host of pictures, comes through."""

from collections.abc import Mapping
from typing import Any

import pytest

from custom_components.trakt_upcoming.api.errors import ApiError, NotFoundError, RateLimitedError, UnavailableError
from custom_components.trakt_upcoming.api.http import Response
from custom_components.trakt_upcoming.api.images import PICTURE_LIMIT, PictureClient, content_type_of

HOST = "https://images.example"
ADDRESS = f"{HOST}/images/p.jpg.webp"
JPEG = b"\xff\xd8\xff\xe0 and so on"
PNG = b"\x89PNG\r\n\x1a\n and so on"
WEBP = b"RIFF\x10\x00\x00\x00WEBPVP8 and so on"


class FakeHttp:
    """Answers everything in one way, and remembers what it was asked."""

    def __init__(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        """Take the answer."""
        self._answer = Response(status=status, body=body, headers=headers)
        self.sent: list[tuple[str, str, Any]] = []

    async def send(self, method: str, url: str, **more: Any) -> Response:
        """Return the answer."""
        self.sent.append((method, url, more))
        return self._answer


def client(status: int = 200, body: bytes = WEBP, content_type: str = "image/webp") -> tuple[PictureClient, FakeHttp]:
    """Return a client of two hosts that answer in this way, and its way out."""
    http: Any = FakeHttp(status, body, {"Content-Type": content_type})
    return PictureClient(http, [HOST, "http://127.0.0.1:8000"]), http


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(JPEG, "image/jpeg"), (PNG, "image/png"), (WEBP, "image/webp")],
    ids=["jpeg", "png", "webp"],
)
async def test_a_picture(body: bytes, content_type: str) -> None:
    """Its first bytes say what it is, whatever the server calls it."""
    pictures, http = client(body=body, content_type="image/x-something; charset=binary")
    picture = await pictures.fetch(ADDRESS)

    assert (picture.body, picture.content_type) == (body, content_type)
    [(method, url, more)] = http.sent
    assert (method, url, more["size_limit"]) == ("GET", ADDRESS, PICTURE_LIMIT)
    assert more["headers"]["Accept"].startswith("image/")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"<!DOCTYPE html><html></html>", "text/html"),
        (b"<!DOCTYPE html><html></html>", "image/jpeg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        (WEBP, "text/html"),
        (WEBP, ""),
        (b"", "image/webp"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt", "image/webp"),
        (b"GIF89a", "image/gif"),
    ],
)
async def test_answers_that_are_no_pictures(body: bytes, content_type: str) -> None:
    """What is said and what comes have to agree, and be harmless."""
    with pytest.raises(UnavailableError):
        await client(body=body, content_type=content_type)[0].fetch(ADDRESS)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (404, NotFoundError),
        (410, NotFoundError),
        (429, RateLimitedError),
        (204, UnavailableError),
        (403, UnavailableError),
        (503, UnavailableError),
    ],
)
async def test_error_of_each_status(status: int, error: type[ApiError]) -> None:
    """One class for each reaction."""
    with pytest.raises(ApiError) as raised:
        await client(status=status)[0].fetch(ADDRESS)
    assert raised.type is error


@pytest.mark.parametrize(
    "address",
    [
        "https://other.example/p.jpg",
        "http://images.example/p.jpg",
        f"{HOST}.evil.example/p.jpg",
        f"{HOST}@evil.example/p.jpg",
        f"{HOST}:8443/p.jpg",
        "file:///etc/passwd",
        "http://127.0.0.1:80001/p.jpg",
        "",
    ],
)
async def test_other_hosts(address: str) -> None:
    """They are not asked at all."""
    pictures, http = client()

    with pytest.raises(UnavailableError):
        await pictures.fetch(address)
    assert http.sent == []


def test_picture_that_is_too_short() -> None:
    """A body that ends in its first bytes is no picture."""
    assert content_type_of(WEBP[:11]) is None
    assert content_type_of(b"\xff\xd8") is None
