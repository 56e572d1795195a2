"""README and docs/ are true: every link leads somewhere, every section names what there is, every example works."""

import posixpath
import re
from typing import Any, Final
from urllib.parse import unquote

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import slugify
from homeassistant.util.yaml import load_yaml_dict, parse_yaml
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_mock_service

from custom_components.trakt_upcoming.agenda.options import AccountOptions
from custom_components.trakt_upcoming.const import DOMAIN
from custom_components.trakt_upcoming.services.upcoming import EPISODE_TYPES

from .conftest import Automate, MoveTo, SetUp, announce
from .source import REPOSITORY, action_fields
from .trakt import FakeTrakt
from .trakt_json import Json, episode_entry, movie_entry
from .translations import ALL_FEEDS, EN

PAGES: Final = {
    path.relative_to(REPOSITORY).as_posix(): path.read_text()
    for path in sorted([*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("*.md")])
}
README: Final = "README.md"
ACTIONS: Final = "docs/actions.md"
AUTOMATIONS: Final = "docs/automations.md"
CONFIGURATION: Final = "docs/configuration.md"
ENTITIES: Final = "docs/entities.md"
TROUBLESHOOTING: Final = "docs/troubleshooting.md"
UPDATES: Final = "docs/updates.md"
BLUEPRINT: Final = "blueprints/automation/trakt_upcoming/release_day.yaml"
BLOCK: Final = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK: Final = re.compile(r'\]\(([^)]+)\)|src="([^"]+)"')
MOST_WORDS: Final = 1_500
SECTIONS: Final = {
    "docs-actions": (ACTIONS, "Get upcoming"),
    "docs-configuration-parameters": (CONFIGURATION, "Options"),
    "docs-data-update": (UPDATES, "How it stays up to date"),
    "docs-examples": (AUTOMATIONS, "Examples"),
    "docs-high-level-description": (README, "Trakt Upcoming"),
    "docs-installation-instructions": (README, "Install"),
    "docs-installation-parameters": (README, "Sign in"),
    "docs-known-limitations": (UPDATES, "Known limitations"),
    "docs-removal-instructions": (CONFIGURATION, "Remove"),
    "docs-supported-functions": (README, "What you get"),
    "docs-troubleshooting": (TROUBLESHOOTING, "Messages and symptoms"),
    "docs-use-cases": (AUTOMATIONS, "What it is good for"),
}
"""Where the pages have what each rule of the quality scale asks for."""
EXAMPLES: Final = {
    example["alias"]: example
    for text in PAGES.values()
    for language, written in BLOCK.findall(text)
    if language == "yaml"
    for example in [parse_yaml(written)]
    if isinstance(example, dict) and "alias" in example
}
WHAT_THEY_DO: Final[dict[str, tuple[str, str, Json]]] = {
    "Tell me an hour before an episode": (
        "2026-11-21T00:59:59Z",
        "2026-11-21T01:00:00Z",
        {"message": "Severance S03E01 Goodbye, Mrs. Selvig · Season premiere starts in an hour."},
    ),
    "Light the shelf when there is something to watch": (
        "2026-11-20T23:59:59Z",
        "2026-11-21T00:00:00Z",
        {"entity_id": ["light.shelf"]},
    ),
    "Tell me on Friday which seasons begin": (
        "2026-11-20T17:59:59Z",
        "2026-11-20T18:00:00Z",
        {"title": "New seasons this week", "message": "Saturday: Severance, season 3\nSunday: Andor, season 1"},
    ),
}
"""The moment before each example, its moment, and what it then tells."""


def section(page: str, heading: str) -> str:
    """Return what stands below a heading, down to the next of any level."""
    [found] = re.findall(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", PAGES[page], re.MULTILINE | re.DOTALL)
    return str(found)


def rows(page: str, heading: str) -> dict[str, list[str]]:
    """Return the table of a section without its head: the other cells by the first one."""
    lines = [line.strip("|").split("|") for line in section(page, heading).splitlines() if line.startswith("|")]
    return {first.strip(): [cell.strip() for cell in others] for first, *others in lines[2:]}


def marked(text: str) -> set[str]:
    """Return what a text writes as code."""
    return set(re.findall(r"`([^`]+)`", text))


def emphasised(text: str) -> set[str]:
    """Return the names of the interface in a text."""
    return set(re.findall(r"\*([^*\n]+)\*", text))


def prose(page: str) -> str:
    """Return a page without its blocks of code."""
    return BLOCK.sub("", PAGES[page])


def anchors(page: str) -> set[str]:
    """Return the headings of a page as GitHub names them in addresses."""
    headings = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def links(page: str) -> list[str]:
    """Return all links and pictures of a page that are in this repository."""
    targets = [link or picture for link, picture in LINK.findall(prose(page))]
    return [target for target in targets if not target.startswith("https://")]


@pytest.mark.parametrize(("page", "heading"), SECTIONS.values(), ids=SECTIONS)
def test_sections(page: str, heading: str) -> None:
    """Each is there once, and says something."""
    assert len(section(page, heading).split()) > 20


def test_readme_is_short() -> None:
    """It is read in ten minutes, and leads to every other page."""
    assert len(PAGES[README].split()) <= MOST_WORDS
    assert PAGES.keys() - links(README) == {README}


@pytest.mark.parametrize("page", PAGES)
def test_links(page: str) -> None:
    """Whatever a page links to or shows in this repository is there, down to the heading."""
    for target in links(page):
        name, _, anchor = target.partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), name)) if name else page
        assert (REPOSITORY / path).is_file(), target
        assert not anchor or anchor in anchors(path), target


def test_fields_of_the_sign_in() -> None:
    """Each field that a user fills in until there is an account."""
    app, tmdb = rows(README, "Sign in")

    assert app == "Name, client ID, client secret"
    assert tmdb == EN["config"]["step"]["tmdb"]["data"]["tmdb_api_key"]


def test_options() -> None:
    """Each has its name from the form, and its default."""
    default = AccountOptions()
    feeds = EN["selector"]["feeds"]["options"]
    words = {
        "days": str(default.days),
        "feeds": ", ".join(feeds[feed] for feed in default.feeds),
        "group_season_drops": "on" if default.group_season_drops else "off",
        "hide_specials": "on" if default.hide_specials else "off",
        "hide_watched": "on" if default.hide_watched else "off",
        "spoiler_free": "on" if default.spoiler_free else "off",
        "language": default.language or "Home Assistant's",
        "tmdb_api_key": default.tmdb_api_key or "none",
        "proxy_artwork": "on" if default.proxy_artwork else "off",
    }
    labels = EN["options"]["step"]["settings"]["data"]
    table = rows(CONFIGURATION, "Options")

    assert {label: cells[0] for label, cells in table.items()} == {labels[name]: words[name] for name in labels}
    names = emphasised(section(CONFIGURATION, "Options"))
    assert set(feeds.values()) <= {*names, feeds["episodes"], feeds["movies"]}


@ALL_FEEDS
async def test_entities(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp) -> None:
    """Each is named as users see it, with the attributes of its own."""
    await set_up()
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    attributes = {
        attribute for sensor in EN["entity"]["sensor"].values() for attribute in sensor.get("state_attributes", {})
    }

    assert entities
    assert {str(entity.original_name) for entity in entities} <= emphasised(PAGES[ENTITIES])
    assert attributes <= marked(PAGES[ENTITIES])


def test_fields_of_get_upcoming() -> None:
    """All that can be asked for."""
    fields = action_fields()["get_upcoming"]
    page, heading = SECTIONS["docs-actions"]

    assert {name.strip("`") for name in rows(page, heading)} == set(fields)
    assert set(EPISODE_TYPES) <= marked(section(page, heading))


async def test_response_of_get_upcoming(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """All that is answered."""
    drop = [episode_entry(number=number, episode_id=number) for number in (1, 2)]
    await announce(trakt, set_up, shows=drop, movies=[movie_entry()])
    response: Any = await hass.services.async_call(DOMAIN, "get_upcoming", blocking=True, return_response=True)
    keys = {key for day in response["days"] for release in day["releases"] for key in release}

    assert {"episodes", "genres"} < keys
    assert {*response, *response["days"][0], *keys} <= marked(section(*SECTIONS["docs-actions"]))


@pytest.mark.parametrize("heading", ["Actions that return data", "Actions that change your data"])
def test_fields_of_the_other_actions(heading: str) -> None:
    """Each action with all that can be asked for."""
    actions = action_fields()
    reading = {"search", *(name for name in actions if name.startswith("get_"))}
    table = {name.strip("`"): marked(cells[0]) for name, cells in rows(ACTIONS, heading).items()}

    assert set(table) == (reading - {"get_upcoming"} if "return" in heading else actions.keys() - reading)
    for name, fields in table.items():
        assert fields | {"config_entry_id"} == set(actions[name]), name


def test_faults() -> None:
    """Each thing that users may have to repair is called as Home Assistant shows it."""
    issues = {issue["title"].removeprefix("{account}: ") for issue in EN["issues"].values()}
    sign_in = EN["config"]["step"]["reauth_confirm"]["title"]
    told = emphasised(section(TROUBLESHOOTING, "Messages and symptoms"))

    assert {*issues, sign_in} <= told
    for reason in ("app_rejected", "wrong_account"):
        assert any(EN["config"]["abort"][reason].startswith(name) for name in told), reason


def test_examples_name_entities_of_the_demo() -> None:
    """Nothing in them is called otherwise than Home Assistant calls it."""
    names = {
        f"{platform}.trakt_demo_{slugify(entity['name'])}"
        for platform, entities in EN["entity"].items()
        for entity in entities.values()
    }
    used = {entity for text in PAGES.values() for entity in re.findall(r"\w+\.trakt_demo_\w+", text)}

    assert used
    assert used <= names


def test_every_example_is_run() -> None:
    """And no other block claims to be an automation."""
    assert set(EXAMPLES) == set(WHAT_THEY_DO)


@pytest.mark.parametrize("alias", WHAT_THEY_DO)
async def test_examples(
    hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, move_to: MoveTo, automate: Automate, alias: str
) -> None:
    """Each does once, at its moment and not before, what it says."""
    notified = async_mock_service(hass, "notify", "notify")
    lit = async_mock_service(hass, "light", "turn_on")
    before, moment, told = WHAT_THEY_DO[alias]
    premieres = [
        episode_entry(episode_type="season_premiere"),
        episode_entry(
            "Andor",
            season=1,
            first_aired="2026-11-22T20:00:00Z",
            show_id=2,
            episode_id=2,
            episode_type="series_premiere",
        ),
    ]
    await announce(trakt, set_up, shows=premieres)
    await automate(*EXAMPLES[alias]["triggers"], *EXAMPLES[alias]["actions"])

    await move_to(before)
    assert not notified + lit
    await move_to(moment)

    assert [call.data for call in notified + lit] == [told]


def test_blueprint() -> None:
    """Each choice has the name and the default from the file, and both ways to import it lead there."""
    head = load_yaml_dict(str(REPOSITORY / BLUEPRINT))["blueprint"]
    text, table = section(AUTOMATIONS, "Blueprint"), rows(AUTOMATIONS, "Blueprint")
    [badge] = re.findall(r"\?blueprint_url=([^)]+)\)", text)

    assert unquote(badge) == head["source_url"]
    assert head["source_url"] in marked(text)
    assert head["name"] in emphasised(text)
    assert set(table) == {each["name"] for each in head["input"].values()}
    for name in ("time", "title"):
        assert table[head["input"][name]["name"]][0] == head["input"][name]["default"]
    assert set(re.findall(r"`(\w+)`", head["input"]["actions"]["description"])) <= marked(text)
