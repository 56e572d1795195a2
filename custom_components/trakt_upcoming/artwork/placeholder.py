"""Draws a title in place of a missing image."""

from html import escape
import re
from textwrap import wrap
from typing import Final
import unicodedata
from zlib import crc32

CONTENT_TYPE: Final = "image/svg+xml"
_WIDTH: Final = 400
_LINE_HEIGHT: Final = 44
_MOST_LINES: Final = 5
_LETTERS_IN_LINE: Final = 18
_WIDE_LETTERS_IN_LINE: Final = 10
_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def placeholder(title: str, *, is_poster: bool) -> bytes:
    """Return an SVG with the title, in the shape of a poster or a backdrop, always the same for one title."""
    height = round(_WIDTH * 3 / 2 if is_poster else _WIDTH * 9 / 16)
    text = _NOT_IN_XML.sub("", title)
    lines = _lines(text)
    first = (height - _LINE_HEIGHT * (len(lines) - 1)) // 2
    spans = "".join(
        f'<tspan x="{_WIDTH // 2}" y="{first + number * _LINE_HEIGHT}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}"'
        f' viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(text)}">'
        f'<rect width="100%" height="100%" fill="hsl({crc32(title.encode()) % 360}, 30%, 25%)"/>'
        f'<text direction="{_direction(text)}" text-anchor="middle" dominant-baseline="central" fill="#fff"'
        f' font-family="sans-serif" font-size="34">{spans}</text></svg>'
    ).encode()


def _lines(text: str) -> list[str]:
    is_wide = any(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    letters = _WIDE_LETTERS_IN_LINE if is_wide else _LETTERS_IN_LINE
    return wrap(text, letters, max_lines=_MOST_LINES, placeholder="\N{HORIZONTAL ELLIPSIS}") or [""]


def _direction(text: str) -> str:
    """Return the direction of the first letter that has one, as the web does it."""
    strong = (kind for letter in text if (kind := unicodedata.bidirectional(letter)) in {"L", "R", "AL"})
    return "ltr" if next(strong, "L") == "L" else "rtl"
