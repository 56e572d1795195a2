"""Trakt's image host. Trakt asks apps to cache its images."""

import asyncio

from aiohttp import web

from .catalogue import Catalogue, Work
from .drawing import Form, drawn
from .images import RATIOS, Kind, latin_title
from .state import STATE

_POSTER = {"thumb": 300, "medium": 600, "full": 1_000}
_WIDE = {"thumb": 853, "medium": 1_280, "full": 1_920}
WIDTHS = {"posters": _POSTER, "fanarts": _WIDE, "screenshots": _WIDE}
"""Pixels, by kind and size."""
_KINDS = {"posters": Kind.POSTER, "fanarts": Kind.BACKDROP, "screenshots": Kind.STILL}

routes = web.RouteTableDef()


def address(group: str, trakt: int, kind: str) -> str:
    """Return the address of an image in the medium size, as in Trakt's JSON: without a scheme."""
    digits = f"{trakt:09}"
    folders = "/".join(digits[start : start + 3] for start in (0, 3, 6))
    return f"media.trakt.tv/images/{group}/{folders}/{kind}/medium/{trakt * 2_654_435_761 % 2**40:010x}.jpg.webp"


@routes.get(
    r"/images/{group:shows|movies|episodes}/{id:\d{3}/\d{3}/\d{3}}/{kind:posters|fanarts|screenshots}/{size}/{name}.jpg.webp"
)
async def image(request: web.Request) -> web.Response:
    """Return an image."""
    path = request.match_info
    trakt, kind = int(path["id"].replace("/", "")), path["kind"]
    work = _work(request.app[STATE].catalogue, path["group"], trakt)
    width = WIDTHS[kind].get(path["size"])
    if (
        work is None
        or not work.has_pictures
        or width is None
        or not address(path["group"], trakt, kind).endswith(f"{path['name']}.jpg.webp")
    ):
        raise web.HTTPNotFound
    body = await asyncio.to_thread(drawn, latin_title(work), width, RATIOS[_KINDS[kind]], Form.WEBP)
    return web.Response(body=body, content_type="image/webp", headers={"Cache-Control": "public, max-age=31536000"})


def _work(catalogue: Catalogue, group: str, trakt: int) -> Work | None:
    if group == "episodes":
        episode = catalogue.episode(trakt)
        return episode.show if episode else None
    works = catalogue.shows if group == "shows" else catalogue.movies
    return next((work for work in works if work.ids.trakt == trakt), None)
