"""Fetches images, from known hosts only and of limited size."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

from .errors import NotFoundError, UnavailableError
from .http import HttpClient, Response, rate_limited

PICTURE_LIMIT: Final = 5_000_000
"""Bytes of a picture; larger ones are refused."""
_ACCEPT: Final = {"Accept": "image/webp,image/jpeg,image/png"}
_JPEG: Final = b"\xff\xd8\xff"
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_RIFF, _WEBP = b"RIFF", b"WEBP"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPicture:
    """A picture from a service."""

    content_type: str
    body: bytes = field(repr=False)


class PictureClient:
    """Client of the image hosts; it sends no secret."""

    def __init__(self, http: HttpClient, bases: Iterable[str]) -> None:
        """Initialize with the addresses below which all images are, without a slash at the end."""
        self._http = http
        self._places = tuple(f"{base}/" for base in bases)

    async def fetch(self, address: str) -> FetchedPicture:
        """Return a picture.

        Raises NotFoundError, RateLimitedError and UnavailableError; the last also for an address of another
        host, and for an answer that is too large or no picture.
        """
        if not address.startswith(self._places):
            raise UnavailableError("not a host of pictures")
        answer = await self._http.send("GET", address, headers=_ACCEPT, size_limit=PICTURE_LIMIT)
        match answer.status:
            case HTTPStatus.OK:
                return _picture(answer)
            case HTTPStatus.NOT_FOUND | HTTPStatus.GONE:
                raise NotFoundError("no such picture")
            case HTTPStatus.TOO_MANY_REQUESTS:
                raise rate_limited(answer, attempts=0)
        raise UnavailableError(str(answer))


def content_type_of(body: bytes) -> str | None:
    """Return what kind of picture the first bytes announce, None unless all browsers can show it."""
    if body.startswith(_JPEG):
        return "image/jpeg"
    if body.startswith(_PNG):
        return "image/png"
    if body.startswith(_RIFF) and body[8:12] == _WEBP:
        return "image/webp"
    return None


def _picture(answer: Response) -> FetchedPicture:
    announced = answer.headers.get("Content-Type", "").lower()
    content_type = content_type_of(answer.body)
    if content_type is None or not announced.startswith("image/"):
        raise UnavailableError(f"{answer}, not a picture")
    return FetchedPicture(content_type=content_type, body=answer.body)
