"""TMDB's pictures, drawn when somebody looks at them."""

import asyncio
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
import re
import textwrap

from aiohttp import web
from PIL import Image, ImageDraw, ImageFont

from .catalogue import Catalogue
from .state import STATE

_POSTER, _WIDE = 2 / 3, 16 / 9
_DEFAULT_WIDTH = 500
_LETTERS = 14

routes = web.RouteTableDef()


@routes.get(r"/t/p/{size:w\d+|original}/{kind:[pbs]}{number:\d+}.jpg")
async def picture(request: web.Request) -> web.Response:
    """Draw a poster, a backdrop or a still."""
    kind, number = request.match_info["kind"], int(request.match_info["number"])
    title = _title(request.app[STATE].catalogue, number)
    if title is None:
        raise web.HTTPNotFound
    width = int(re.sub(r"\D", "", request.match_info["size"]) or _DEFAULT_WIDTH)
    body = await asyncio.to_thread(_drawn, title, width, _POSTER if kind == "p" else _WIDE)
    return web.Response(body=body, content_type="image/jpeg", headers={"Cache-Control": "public, max-age=31536000"})


def _title(catalogue: Catalogue, number: int) -> str | None:
    if (show := catalogue.show_at_tmdb(number)) is not None:
        return show.title
    if (movie := catalogue.movie_at_tmdb(number)) is not None:
        return movie.title
    return next((each.show.title for each in catalogue.episodes if each.trakt == number), None)


@lru_cache(maxsize=200)
def _drawn(title: str, width: int, ratio: float) -> bytes:
    height = round(width / ratio)
    top, bottom = _colours(title)
    image = Image.linear_gradient("L").resize((width, height))
    image = Image.composite(Image.new("RGB", image.size, bottom), Image.new("RGB", image.size, top), image)
    draw = ImageDraw.Draw(image, "RGBA")
    radius = width * (20 + sum(map(ord, title)) % 30) // 100
    centre = (width * 7 // 10, height * 3 // 10)
    draw.circle(centre, radius, fill=(255, 255, 255, 40))
    draw.circle((width // 5, height * 6 // 10), radius // 2, fill=(0, 0, 0, 40))
    font = ImageFont.load_default(size=width // 10)
    draw.multiline_text(
        (width * 8 // 100, height * 92 // 100),
        textwrap.fill(title, _LETTERS),
        font=font,
        fill=(255, 255, 255, 235),
        anchor="ld",
        spacing=width // 50,
    )
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def _colours(title: str) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    first = sha256(title.encode()).digest()
    return (60 + first[0] // 2, 50 + first[1] // 2, 70 + first[2] // 2), (first[3] // 5, first[4] // 5, first[5] // 4)
