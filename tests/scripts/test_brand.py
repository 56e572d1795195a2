"""The icons and logos of the integration."""

from PIL import Image, ImageChops, ImageStat
import pytest

from scripts.brand import BRAND, brand_images

NAMES = [f"{theme}{kind}{scale}.png" for theme in ("", "dark_") for kind in ("icon", "logo") for scale in ("", "@2x")]
TOLERANCE = 1.0
"""The mean difference of a channel, of 255. Another release of Pillow may smooth edges differently."""


def stored(name: str) -> Image.Image:
    """Return an image of the repository."""
    with Image.open(BRAND / name) as image:
        assert image.format == "PNG"
        image.load()
        return image


def test_all_images_exist() -> None:
    """Home Assistant uses these eight and no others."""
    assert len(NAMES) == 8
    assert {path.name for path in BRAND.iterdir()} == set(NAMES)


@pytest.mark.parametrize("theme", ["", "dark_"])
def test_icons_are_square(theme: str) -> None:
    """They have the sizes that Home Assistant requires."""
    assert stored(f"{theme}icon.png").size == (256, 256)
    assert stored(f"{theme}icon@2x.png").size == (512, 512)


@pytest.mark.parametrize("theme", ["", "dark_"])
def test_logos_are_landscape(theme: str) -> None:
    """Their short side is between 128 and 256 pixels, and the `@2x` images are exactly twice as large."""
    width, height = stored(f"{theme}logo.png").size

    assert 128 <= height <= 256 < width
    assert stored(f"{theme}logo@2x.png").size == (2 * width, 2 * height)


@pytest.mark.parametrize("name", NAMES)
def test_background_is_transparent(name: str) -> None:
    """The corners of every image are transparent."""
    image = stored(name)
    right, bottom = image.width - 1, image.height - 1

    assert image.mode == "RGBA"
    assert {image.getpixel(corner) for corner in ((0, 0), (right, 0), (0, bottom), (right, bottom))} == {(0, 0, 0, 0)}


@pytest.mark.parametrize("name", [name for name in NAMES if "logo" in name])
def test_logos_have_no_empty_edges(name: str) -> None:
    """They are cropped to the pixel."""
    image = stored(name)
    left, top, right, bottom = image.getbbox() or (0, 0, 0, 0)

    assert max(left, top, image.width - right, image.height - bottom) <= 1


@pytest.mark.parametrize("name", NAMES)
def test_images_can_be_made_again(name: str) -> None:
    """The script draws the images of the repository."""
    before, again = stored(name), brand_images()[name]

    assert before.size == again.size
    assert max(ImageStat.Stat(ImageChops.difference(before, again)).mean) < TOLERANCE
