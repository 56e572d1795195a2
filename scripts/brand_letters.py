"""The letters of the logo as strokes of a round pen. The origin is the left end of the baseline, y points upwards."""

from collections.abc import Iterator, Mapping
import math
from typing import Final

type Point = tuple[float, float]
type Stroke = tuple[Point, ...]
"""A line through points; a single point is a dot."""

PEN: Final = 13.0
"""The width of the strokes."""
SMALL: Final = 46.0
"""The height of lower case letters, between the middles of their strokes."""
TALL: Final = 70.0
BOWL: Final = SMALL / 2
ARCH: Final = 17.0
GAP: Final = 25.0
"""The distance between the middles of two adjacent straight strokes of two letters."""
_DEEP: Final = 24.0
_STEP: Final = math.radians(3)


def arc(middle: Point, radius: float, begin: float, end: float) -> Stroke:
    """Return an arc between two angles in degrees: 0 is right, 90 is up."""
    first, last = math.radians(begin), math.radians(end)
    steps = math.ceil(abs(last - first) / _STEP)
    angles = (first + (last - first) * step / steps for step in range(steps + 1))
    return tuple((middle[0] + radius * math.cos(angle), middle[1] + radius * math.sin(angle)) for angle in angles)


def _stem(x: float, begin: float, end: float) -> Stroke:
    return ((x, begin), (x, end))


def _bowl() -> Stroke:
    return arc((BOWL, BOWL), BOWL, 0, 360)


def _arch(left: float) -> Stroke:
    """Return an arch that begins at a stem and ends at the baseline."""
    return (*arc((left + ARCH, SMALL - ARCH), ARCH, 180, 0), (left + 2 * ARCH, 0))


LETTERS: Final[Mapping[str, tuple[Stroke, ...]]] = {
    "T": (((0, TALL), (48, TALL)), _stem(24, 0, TALL)),
    "U": (((0, TALL), *arc((24, 24), 24, 180, 360), (48, TALL)),),
    "a": (_bowl(), _stem(2 * BOWL, 0, SMALL)),
    "c": (arc((BOWL, BOWL), BOWL, 48, 312),),
    "g": (_bowl(), ((2 * BOWL, SMALL), *arc((BOWL, BOWL - _DEEP), BOWL, 0, -140))),
    "i": (_stem(0, 0, SMALL), ((0, TALL - 2),)),
    "k": (_stem(0, 0, TALL), ((32, SMALL), (0, 17)), ((12, 27.875), (34, 0))),
    "m": (_stem(0, 0, SMALL), _arch(0), _arch(2 * ARCH)),
    "n": (_stem(0, 0, SMALL), _arch(0)),
    "o": (_bowl(),),
    "p": (_bowl(), _stem(0, -_DEEP, SMALL)),
    "r": (_stem(0, 0, SMALL), arc((18, SMALL - 18), 18, 180, 70)),
    "t": (((10, 62), *arc((22, 12), 12, 180, 285)), ((0, SMALL), (24, SMALL))),
}

CLOSER: Final[Mapping[str, float]] = {"Tr": 8, "ra": 8, "kt": 7, "pc": 5, "co": 6, "om": 2, "ng": 2}
"""By how much the gap between two letters is smaller (kerning)."""


def strokes(word: str) -> Iterator[tuple[str, Stroke]]:
    """Yield the strokes of a word, each with its letter."""
    left = 0.0
    for letter, following in zip(word, (*word[1:], ""), strict=True):
        for stroke in LETTERS[letter]:
            yield letter, tuple((left + x, y) for x, y in stroke)
        width = max(x for stroke in LETTERS[letter] for x, _ in stroke)
        left += width + GAP - CLOSER.get(letter + following, 0)
