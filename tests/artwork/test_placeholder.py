"""What is drawn in place of a picture is a valid image, whatever the title."""

from xml.etree import ElementTree as ET

import pytest

from custom_components.trakt_upcoming.artwork.placeholder import placeholder

SVG = "{http://www.w3.org/2000/svg}"


def drawn(title: str, *, is_poster: bool = True) -> ET.Element:
    """Return what is drawn for a title; raises an error where it is not well-formed."""
    return ET.fromstring(placeholder(title, is_poster=is_poster))  # noqa: S314 - our own


def lines(title: str) -> list[str]:
    """Return the lines of the title."""
    return [span.text or "" for span in drawn(title).iter(f"{SVG}tspan")]


@pytest.mark.parametrize(("is_poster", "ratio"), [(True, 2 / 3), (False, 16 / 9)])
def test_shape(*, is_poster: bool, ratio: float) -> None:
    """That of a poster, or of a backdrop."""
    image = drawn("Severance", is_poster=is_poster)

    assert int(image.attrib["width"]) / int(image.attrib["height"]) == pytest.approx(ratio, rel=0.01)
    assert image.attrib["viewBox"] == f"0 0 {image.attrib['width']} {image.attrib['height']}"
    assert image.attrib["aria-label"] == "Severance"


@pytest.mark.parametrize(
    "title",
    [
        "<img src=x onerror=alert(1)>",
        "]]><script>alert(1)</script>",
        "\"quoted\" & 'so on'",
        "&amp; &lt;",
        "</text></svg><svg onload=alert(1)>",
    ],
)
def test_a_title_is_text(title: str) -> None:
    """It shows as it is written, and is nothing else."""
    image = drawn(title)

    assert image.attrib["aria-label"] == title
    assert {element.tag for element in image.iter()} == {f"{SVG}{tag}" for tag in ("svg", "rect", "text", "tspan")}
    assert not [name for element in image.iter() for name in element.attrib if name.lower().startswith("on")]


@pytest.mark.parametrize("title", ["a\ufffeb", "a\x00b", "a\x0bb", "a\uffffb"])
def test_characters_that_xml_does_not_allow(title: str) -> None:
    """It is left out."""
    assert "".join(lines(title)) == "ab"


def test_no_title() -> None:
    """Still an image."""
    assert lines("") == [""]


@pytest.mark.parametrize("title", ["word " * 400, "x" * 2_000, "\u5b57" * 500])
def test_a_long_title(title: str) -> None:
    """It ends somewhere, and says so."""
    shown = lines(title)

    assert len(shown) == 5
    assert shown[-1].endswith("\u2026")


def test_letters_that_are_wide() -> None:
    """Fewer of them are on a line."""
    assert max(map(len, lines("\u9032\u6483\u306e\u5de8\u4eba" * 4))) < max(map(len, lines("attackontitan" * 4)))


@pytest.mark.parametrize(
    ("title", "direction"),
    [
        ("Severance", "ltr"),
        ("\u05e9\u05d8\u05d9\u05e1\u05dc!", "rtl"),
        ("\u0627\u0644\u0647\u064a\u0628\u0629 2", "rtl"),
        ("2 \u05e9\u05d8\u05d9\u05e1\u05dc", "rtl"),
        ("1899", "ltr"),
    ],
)
def test_direction_of_the_text(title: str, direction: str) -> None:
    """That of the first letter that has one."""
    [text] = drawn(title).iter(f"{SVG}text")

    assert text.attrib["direction"] == direction
    assert text.attrib["text-anchor"] == "middle"


def test_same_image_for_the_same_title() -> None:
    """One title has one image, and others have others."""
    assert placeholder("A", is_poster=True) == placeholder("A", is_poster=True)
    assert placeholder("A", is_poster=True) != placeholder("B", is_poster=True)
