"""Draws an image for a title: hills and a sun in colours that depend on the title, with the title as text."""

import colorsys
from enum import StrEnum
from functools import lru_cache
from io import BytesIO
import math
import random
import textwrap

from PIL import Image, ImageDraw, ImageFont

type Colour = tuple[int, int, int]

_MOST_LETTERS = 14
_HILLS = 4


class Form(StrEnum):
    """The image formats."""

    JPEG = "JPEG"
    WEBP = "WEBP"


@lru_cache(maxsize=200)
def drawn(title: str, width: int, ratio: float, form: Form = Form.JPEG) -> bytes:
    """Return an image with a width in pixels and a ratio of width to height. It is the same for the same title."""
    chance = random.Random(title)
    hue = chance.random()
    image = _sky(width, round(width / ratio), hue)
    draw = ImageDraw.Draw(image, "RGBA")
    _add_sun(draw, image.size, chance)
    _add_hills(draw, image.size, hue, chance)
    _add_title(draw, image.size, title)
    buffer = BytesIO()
    image.save(buffer, form, quality=85)
    return buffer.getvalue()


def _sky(width: int, height: int, hue: float) -> Image.Image:
    """Return a gradient from a dark colour at the top to a light one at the bottom."""
    blend = Image.linear_gradient("L").resize((width, height))
    above = Image.new("RGB", blend.size, _colour(hue, 0.75, 0.45))
    below = Image.new("RGB", blend.size, _colour(hue + 0.12, 0.45, 1))
    return Image.composite(below, above, blend)


def _add_sun(draw: ImageDraw.ImageDraw, size: tuple[int, int], chance: random.Random) -> None:
    width, height = size
    centre = (width * chance.uniform(0.25, 0.75), height * chance.uniform(0.25, 0.45))
    radius = min(size) * chance.uniform(0.12, 0.22)
    for halo in (1.8, 1.35, 1):
        draw.circle(centre, radius * halo, fill=(255, 255, 255, 60))


def _add_hills(draw: ImageDraw.ImageDraw, size: tuple[int, int], hue: float, chance: random.Random) -> None:
    width, height = size
    for hill in range(_HILLS):
        base, swing = height * (0.5 + hill * 0.12), height * chance.uniform(0.03, 0.07)
        waves, shift = chance.uniform(0.6, 1.6), chance.uniform(0, math.tau)
        ridge = [(x, base + swing * math.sin(shift + waves * math.tau * x / width)) for x in range(0, width + 4, 4)]
        draw.polygon([(0, height), *ridge, (width, height)], fill=_colour(hue + 0.04, 0.6, 0.5 - hill * 0.12))


def _add_title(draw: ImageDraw.ImageDraw, size: tuple[int, int], title: str) -> None:
    width, height = size
    letters = min(size) // 9
    draw.multiline_text(
        (width * 0.08, height * 0.94),
        textwrap.fill(title, _MOST_LETTERS, break_long_words=False),
        font=ImageFont.load_default(size=letters),
        fill=(255, 255, 255, 245),
        anchor="ld",
        spacing=letters // 5,
    )


def _colour(hue: float, saturation: float, value: float) -> Colour:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)
