"""TMDB's image host."""

import asyncio
from enum import StrEnum

from aiohttp import web

from .catalogue import Catalogue, Work, slug, without_accents
from .drawing import drawn
from .state import STATE

_ORIGINAL_WIDTH = 1_280


class Kind(StrEnum):
    """The kinds of images; the value is the first letter of the file name."""

    POSTER = "p"
    BACKDROP = "b"
    STILL = "s"


SIZES = {
    Kind.POSTER: ["w92", "w154", "w185", "w342", "w500", "w780", "original"],
    Kind.BACKDROP: ["w300", "w780", "w1280", "original"],
    Kind.STILL: ["w92", "w185", "w300", "original"],
}
"""The sizes that TMDB's configuration lists for each kind. The host serves every kind in all sizes."""
RATIOS = {Kind.POSTER: 2 / 3, Kind.BACKDROP: 16 / 9, Kind.STILL: 16 / 9}
"""Width to height."""

routes = web.RouteTableDef()


@routes.get(r"/t/p/{size}/{kind:[pbs]}{number:\d+}.jpg")
async def image(request: web.Request) -> web.Response:
    """Return a poster, a backdrop or a still."""
    kind, size = Kind(request.match_info["kind"]), request.match_info["size"]
    work = _work(request.app[STATE].catalogue, kind, int(request.match_info["number"]))
    if work is None or not work.has_pictures or not any(size in sizes for sizes in SIZES.values()):
        raise web.HTTPNotFound
    width = _ORIGINAL_WIDTH if size == "original" else int(size.removeprefix("w"))
    body = await asyncio.to_thread(drawn, latin_title(work), width, RATIOS[kind])
    return web.Response(body=body, content_type="image/jpeg", headers={"Cache-Control": "public, max-age=31536000"})


def _work(catalogue: Catalogue, kind: Kind, number: int) -> Work | None:
    if kind is Kind.STILL:
        episode = catalogue.episode(number)
        return episode.show if episode else None
    return catalogue.show_at_tmdb(number) or catalogue.movie_at_tmdb(number)


def latin_title(work: Work) -> str:
    """Return the title in ASCII, because the font has no other letters: the English one where that is needed."""
    english = work.words("en")
    title = work.title if slug(work.title) or english is None else english.title
    return without_accents(title).strip()
