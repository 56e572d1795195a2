"""The sizes of images at the services, and the address of the smallest one that is wide enough."""

from collections.abc import Mapping
import re
from typing import Final

_AT_TRAKT: Final[Mapping[str, Mapping[str, int]]] = {
    "posters": {"thumb": 300, "medium": 600, "full": 1_000},
    "fanarts": {"thumb": 853, "medium": 1_280, "full": 1_920},
    "screenshots": {"thumb": 853, "medium": 1_280, "full": 1_920},
}
"""Pixels of width, by kind and size, from narrow to wide."""
_ENOUGH: Final = 7 / 8
"""The part of a width that is enough; the difference is not visible, and the next size has several times the bytes."""
_TRAKT: Final = re.compile(r"/(?P<kind>posters|fanarts|screenshots)/(?P<size>thumb|medium|full)/")
_TMDB: Final = re.compile(r"/t/p/(w\d+|original)/")


def sized(address: str, width: int) -> str:
    """Return the address of the smallest size of an image that has about this width, else of the largest.

    The width has to be one that TMDB names. An address whose form is not known stays as it is.
    """
    if _TMDB.search(address):
        return _TMDB.sub(f"/t/p/w{width}/", address, count=1)
    return _TRAKT.sub(lambda found: f"/{found['kind']}/{_size(found['kind'], width)}/", address, count=1)


def _size(kind: str, width: int) -> str:
    sizes = _AT_TRAKT[kind]
    return next((size for size, pixels in sizes.items() if pixels >= width * _ENOUGH), [*sizes][-1])
