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
"""Pixels; all other lengths count in them too, and the `@2x` pictures have twice as many."""
FINER: Final = 8
"""How much larger it is drawn than it is kept, for smooth edges."""
WORDS: Final = {"Trakt": 116, "Upcoming": 214}
"""What stands beside the icon, by its baseline from the top."""
LEFT: Final = 268
"""Where the words begin."""

type Colour = tuple[int, int, int, int]

PURPLE: Final = (124, 58, 237, 255)
CORAL: Final = (237, 85, 101, 255)
CLEAR: Final = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The colours that suit a background."""

    prefix: str
    paper: Colour
    ink: Colour


THEMES: Final = (
    Theme(prefix="", paper=(255, 255, 255, 255), ink=(38, 33, 56, 255)),
    Theme(prefix="dark_", paper=(38, 33, 56, 255), ink=(255, 255, 255, 255)),
)


def brand_images() -> dict[str, Image.Image]:
    """Return all pictures by their file names."""
    pictures = {}
    for theme in THEMES:
        for kind, picture in (("icon", icon(theme)), ("logo", logo(theme))):
            for scale, ending in ((1, ""), (2, "@2x")):
                pictures[f"{theme.prefix}{kind}{ending}.png"] = picture.reduce(FINER // scale)
    return pictures


def icon(theme: Theme) -> Image.Image:
    """Return a calendar with a play button on its page."""
    picture = Image.new("RGBA", (ICON * FINER, ICON * FINER), CLEAR)
    draw = ImageDraw.Draw(picture)
    rings = (74, 182.5)
    for middle in rings:
        _bar(draw, (middle - 11.25, 16, middle + 11.25, 80), 11.25, PURPLE)
    _bar(draw, (20, 35, 236, 236), 32.5, PURPLE)
    for middle in rings:
        _bar(draw, (middle - 5, 22.25, middle + 5, 58.75), 5, theme.paper)
    _bar(draw, (36.25, 90, 219.75, 219.75), 19, theme.paper)
    _play(draw)
    return picture


def logo(theme: Theme) -> Image.Image:
    """Return the icon with the name beside it, cut to what is drawn."""
    picture = Image.new("RGBA", (4 * ICON * FINER, ICON * FINER), CLEAR)
    picture.paste(icon(theme))
    draw = ImageDraw.Draw(picture)
    for word, baseline in WORDS.items():
        for letter, stroke in strokes(word):
            points = [((LEFT + x) * FINER, (baseline - y) * FINER) for x, y in stroke]
            is_dot = letter == "i" and len(stroke) == 1
            _draw_stroke(draw, points, CORAL if is_dot else theme.ink)
    return picture.crop(_whole_pixels(picture.getbbox() or (0, 0, *picture.size)))


def _whole_pixels(box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Return the smallest box around a box that reduces to whole pixels."""
    left, top, right, bottom = box
    return (left - left % FINER, top - top % FINER, right + -right % FINER, bottom + -bottom % FINER)


def _draw_stroke(draw: ImageDraw.ImageDraw, points: list[Point], colour: Colour) -> None:
    # One pixel more, because that is how wide the circles are.
    draw.line(points, fill=colour, width=round(PEN * FINER) + 1)
    for point in points:
        draw.circle(point, PEN * FINER / 2, fill=colour)


def _play(draw: ImageDraw.ImageDraw) -> None:
    outline = (*arc((105, 120), 8, 180, 300), *arc((165.6, 155), 8, -60, 60), *arc((105, 190), 8, 60, 180))
    draw.polygon([(x * FINER, y * FINER) for x, y in outline], fill=CORAL)


def _bar(draw: ImageDraw.ImageDraw, box: tuple[float, float, float, float], radius: float, colour: Colour) -> None:
    left, top, right, bottom = (round(edge * FINER) for edge in box)
    # The last pixel belongs to it.
    draw.rounded_rectangle((left, top, right - 1, bottom - 1), radius * FINER, fill=colour)


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else BRAND
    for name, picture in brand_images().items():
        picture.save(folder / name, optimize=True)
