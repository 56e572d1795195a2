"""The card's files, as browsers get them."""

from http import HTTPStatus
import re

from homeassistant.components.frontend import DATA_EXTRA_MODULE_URL
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.trakt_upcoming.const import DOMAIN

from .conftest import SetUp
from .source import INTEGRATION
from .test_readme import rows
from .test_repository import MANIFEST

FOLDER = INTEGRATION / "frontend"
ADDRESS = f"/{DOMAIN}/{MANIFEST['version']}"
IMPORT = re.compile(r'^import .* from "(.+)";$', re.MULTILINE)
MOST_LINES = 400


async def test_every_dashboard_loads_it(
    hass: HomeAssistant, set_up: SetUp, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """One module is enough; it brings the others, all at addresses that change with the version."""
    await set_up()
    browser = await hass_client_no_auth()

    assert f"{ADDRESS}/trakt-upcoming-card.js" in hass.data[DATA_EXTRA_MODULE_URL].urls
    for path in FOLDER.iterdir():
        response = await browser.get(f"{ADDRESS}/{path.name}")
        assert response.status == HTTPStatus.OK
        assert response.content_type in {"text/javascript", "application/javascript"}
        assert "max-age" in response.headers["Cache-Control"]
        assert await response.text() == path.read_text()


def test_it_stands_on_its_own() -> None:
    """There is nothing of anybody else's, and every module is used."""
    modules = {path.name: path.read_text() for path in FOLDER.iterdir()}
    imported = {target for written in modules.values() for target in IMPORT.findall(written)}

    assert imported == {f"./{name}" for name in modules} - {"./trakt-upcoming-card.js"}
    assert not [name for name, written in modules.items() if len(written.splitlines()) > MOST_LINES]


def test_text_enters_the_page_as_text() -> None:
    """No module takes a text for anything else."""
    written = "".join(path.read_text() for path in FOLDER.iterdir())

    assert "textContent" in written
    assert not re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", written)


def test_options_in_the_docs() -> None:
    """Each has its line, in the order of the form."""
    in_the_form = re.findall(r'{ name: "(\w+)", selector', (FOLDER / "options.js").read_text())

    assert [f"`{name}`" for name in in_the_form] == list(rows("docs/card.md", "Options"))
