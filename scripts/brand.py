"""Draws the integration's icons and logos. Usage: python -m scripts.brand [FOLDER]."""

from dataclasses import dataclass
from pathlib import Path
import sys
from typing import Final

from PIL import Image, ImageDraw

from scripts.brand_letters import PEN, Point, arc, strokes
from scripts.home_folder import REPOSITORY

BRAND: Final = REPOSITORY / "custom_components" / "trakt_upcoming" / "brand"
ICON: Final = 256
"""Pixels. All other lengths have this unit, too. The `@2x` images have twice as many pixels."""
OVERSAMPLING: Final = 8
"""The factor by which the images are drawn larger than they are saved, for smooth edges."""
WORDS: Final = {"Trakt": 116, "Upcoming": 214}
"""The words beside the icon, with the distance of their baselines from the top."""
LEFT: Final = 268
"""The left edge of the words."""

type Colour = tuple[int, int, int, int]

PURPLE: Final = (124, 58, 237, 255)
CORAL: Final = (237, 85, 101, 255)
CLEAR: Final = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The colours for a light or a dark background."""

    prefix: str
    paper: Colour
    ink: Colour


THEMES: Final = (
    Theme(prefix="", paper=(255, 255, 255, 255), ink=(38, 33, 56, 255)),
    Theme(prefix="dark_", paper=(38, 33, 56, 255), ink=(255, 255, 255, 255)),
)


def brand_images() -> dict[str, Image.Image]:
    """Return all images by their file names."""
    images = {}
    for theme in THEMES:
        for kind, image in (("icon", icon(theme)), ("logo", logo(theme))):
            for scale, ending in ((1, ""), (2, "@2x")):
                images[f"{theme.prefix}{kind}{ending}.png"] = image.reduce(OVERSAMPLING // scale)
    return images


def icon(theme: Theme) -> Image.Image:
    """Return a calendar with a play button on its page."""
    image = Image.new("RGBA", (ICON * OVERSAMPLING, ICON * OVERSAMPLING), CLEAR)
    draw = ImageDraw.Draw(image)
    rings = (74, 182.5)
    for middle in rings:
        _bar(draw, (middle - 11.25, 16, middle + 11.25, 80), 11.25, PURPLE)
    _bar(draw, (20, 35, 236, 236), 32.5, PURPLE)
    for middle in rings:
        _bar(draw, (middle - 5, 22.25, middle + 5, 58.75), 5, theme.paper)
    _bar(draw, (36.25, 90, 219.75, 219.75), 19, theme.paper)
    _play(draw)
    return image


def logo(theme: Theme) -> Image.Image:
    """Return the icon with the name beside it, without empty edges."""
    image = Image.new("RGBA", (4 * ICON * OVERSAMPLING, ICON * OVERSAMPLING), CLEAR)
    image.paste(icon(theme))
    draw = ImageDraw.Draw(image)
    for word, baseline in WORDS.items():
        for letter, stroke in strokes(word):
            points = [((LEFT + x) * OVERSAMPLING, (baseline - y) * OVERSAMPLING) for x, y in stroke]
            is_dot = letter == "i" and len(stroke) == 1
            _draw_stroke(draw, points, CORAL if is_dot else theme.ink)
    return image.crop(_whole_pixels(image.getbbox() or (0, 0, *image.size)))


def _whole_pixels(box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Return the smallest box that contains a box and has whole pixels after the reduction."""
    left, top, right, bottom = box
    return (
        left - left % OVERSAMPLING,
        top - top % OVERSAMPLING,
        right + -right % OVERSAMPLING,
        bottom + -bottom % OVERSAMPLING,
    )


def _draw_stroke(draw: ImageDraw.ImageDraw, points: list[Point], colour: Colour) -> None:
    # One more pixel, to be as wide as the circles.
    draw.line(points, fill=colour, width=round(PEN * OVERSAMPLING) + 1)
    for point in points:
        draw.circle(point, PEN * OVERSAMPLING / 2, fill=colour)


def _play(draw: ImageDraw.ImageDraw) -> None:
    outline = (*arc((105, 120), 8, 180, 300), *arc((165.6, 155), 8, -60, 60), *arc((105, 190), 8, 60, 180))
    draw.polygon([(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in outline], fill=CORAL)


def _bar(draw: ImageDraw.ImageDraw, box: tuple[float, float, float, float], radius: float, colour: Colour) -> None:
    left, top, right, bottom = (round(edge * OVERSAMPLING) for edge in box)
    # Pillow includes the pixel at the right and at the bottom.
    draw.rounded_rectangle((left, top, right - 1, bottom - 1), radius * OVERSAMPLING, fill=colour)


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else BRAND
    for name, image in brand_images().items():
        image.save(folder / name, optimize=True)
