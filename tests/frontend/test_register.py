"""The card's files, as browsers get them."""

from http import HTTPStatus
import json
import re

from homeassistant.components.frontend import DATA_EXTRA_MODULE_URL
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.trakt_upcoming.const import DOMAIN

from ..conftest import SetUp
from ..source import INTEGRATION
from ..test_readme import rows
from ..test_repository import MANIFEST

FOLDER = INTEGRATION / "frontend" / "card"
ADDRESS = f"/{DOMAIN}/{MANIFEST['version']}"
STUB = "trakt-upcoming-card.js"
IMPORT = re.compile(r'^import .* from "\./(.+)";$', re.MULTILINE)
IMPORT_WHEN_NEEDED = re.compile(r'import\("\./(.+?)"\)')
MODULES = {path.name: path.read_text() for path in FOLDER.glob("*.js")}
TEXTS = {path.stem: json.loads(path.read_text()) for path in FOLDER.glob("translations/*.json")}
MOST_BYTES_EVERYWHERE = 8_000
"""Of what every page of Home Assistant loads."""
MOST_LINES = 300


async def test_every_page_loads_it(
    hass: HomeAssistant, set_up: SetUp, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """One module is enough; it brings the others, all at addresses that change with the version."""
    await set_up()
    browser = await hass_client_no_auth()

    assert f"{ADDRESS}/{STUB}" in hass.data[DATA_EXTRA_MODULE_URL].urls
    for path in (each for pattern in ("*.js", "translations/*.json") for each in FOLDER.glob(pattern)):
        response = await browser.get(f"{ADDRESS}/{path.relative_to(FOLDER)}")
        assert response.status == HTTPStatus.OK
        assert response.content_type in {"text/javascript", "application/javascript", "application/json"}
        assert "max-age" in response.headers["Cache-Control"]
        assert await response.text() == path.read_text()


def test_little_is_loaded_where_no_card_is_drawn() -> None:
    """Only what registers the card, and checks its options."""
    everywhere = modules_with({STUB}, IMPORT)

    assert everywhere == {STUB, "options.js"}
    assert sum(len(MODULES[name]) for name in everywhere) < MOST_BYTES_EVERYWHERE


def test_card_has_no_other_dependencies() -> None:
    """There is nothing of anybody else's, and every module is used."""
    assert modules_with({STUB}, IMPORT, IMPORT_WHEN_NEEDED) == MODULES.keys()
    assert not [name for name, written in MODULES.items() if len(written.splitlines()) > MOST_LINES]


def test_text_enters_the_page_as_text() -> None:
    """No module takes a text for anything else."""
    written = "".join(MODULES.values())

    assert "textContent" in written
    assert not re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", written)


def test_card_uses_only_the_public_interface_of_the_frontend() -> None:
    """It does not reach into the page of which it is a part."""
    assert not [name for name, written in MODULES.items() if "document.querySelector" in written]


def test_texts_are_in_the_languages_of_the_integration() -> None:
    """All that are said elsewhere; a kind of episode has the name that it has in calendars."""
    for path in (INTEGRATION / "translations").glob("*.json"):
        elsewhere = json.loads(path.read_text())["common"]
        marks = {key for key in elsewhere if key.endswith(("_premiere", "_finale"))}
        assert marks
        assert {key: TEXTS[path.stem][key] for key in marks} == {key: elsewhere[key] for key in marks}


def test_texts_that_are_used() -> None:
    """Each is asked for by its name, and none is there that nobody asks for."""
    asked = {name for written in MODULES.values() for name in re.findall(r'"(\w+)"', written)}

    assert TEXTS["en"].keys() <= asked | {"failed", "gone", "loading", "several", "unknown"}


def test_options_in_the_docs() -> None:
    """Each has its line, in the order of the form."""
    in_the_form = re.findall(r'{ name: "(\w+)", selector', MODULES["editor.js"])

    assert [f"`{name}`" for name in in_the_form] == list(rows("docs/card.md", "Options"))


def modules_with(names: set[str], *imports: re.Pattern[str]) -> set[str]:
    """Return these modules with all that they import."""
    reached = names | {name for each in names for way in imports for name in way.findall(MODULES[each])}
    return reached if reached == names else modules_with(reached, *imports)
