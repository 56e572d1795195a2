"""The pictures by which people know the integration."""

from PIL import Image, ImageChops, ImageStat
import pytest

from scripts.brand import BRAND, brand_images

NAMES = [f"{theme}{kind}{scale}.png" for theme in ("", "dark_") for kind in ("icon", "logo") for scale in ("", "@2x")]
TOLERANCE = 1.0
"""Mean difference of a channel, of 255; another release of Pillow may smooth edges in another way."""


def kept(name: str) -> Image.Image:
    """Return a picture as it is in the repository."""
    with Image.open(BRAND / name) as picture:
        assert picture.format == "PNG"
        picture.load()
        return picture


def test_all_pictures_are_there() -> None:
    """Home Assistant knows these eight and no others."""
    assert len(NAMES) == 8
    assert {path.name for path in BRAND.iterdir()} == set(NAMES)


@pytest.mark.parametrize("theme", ["", "dark_"])
def test_icons_are_square(theme: str) -> None:
    """They have the size that Home Assistant's brands have."""
    assert kept(f"{theme}icon.png").size == (256, 256)
    assert kept(f"{theme}icon@2x.png").size == (512, 512)


@pytest.mark.parametrize("theme", ["", "dark_"])
def test_logos_are_landscape(theme: str) -> None:
    """Their short side is between 128 and 256 pixels, and the fine ones are exactly twice as large."""
    width, height = kept(f"{theme}logo.png").size

    assert 128 <= height <= 256 < width
    assert kept(f"{theme}logo@2x.png").size == (2 * width, 2 * height)


@pytest.mark.parametrize("name", NAMES)
def test_background_is_transparent(name: str) -> None:
    """What is behind a picture shows in its corners."""
    picture = kept(name)
    right, bottom = picture.width - 1, picture.height - 1

    assert picture.mode == "RGBA"
    assert {picture.getpixel(corner) for corner in ((0, 0), (right, 0), (0, bottom), (right, bottom))} == {(0, 0, 0, 0)}


@pytest.mark.parametrize("name", [name for name in NAMES if "logo" in name])
def test_logos_have_no_empty_edges(name: str) -> None:
    """They are cut to what is drawn, to the pixel."""
    picture = kept(name)
    left, top, right, bottom = picture.getbbox() or (0, 0, 0, 0)

    assert max(left, top, picture.width - right, picture.height - bottom) <= 1


@pytest.mark.parametrize("name", NAMES)
def test_pictures_can_be_made_again(name: str) -> None:
    """The script draws what is in the repository."""
    before, again = kept(name), brand_images()[name]

    assert before.size == again.size
    assert max(ImageStat.Stat(ImageChops.difference(before, again)).mean) < TOLERANCE
