"""What people read holds: every section is there, names what there is, and its examples do what they say."""

import re
from typing import Any, Final
from urllib.parse import unquote

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import slugify
from homeassistant.util.yaml import load_yaml_dict, parse_yaml
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_mock_service

from custom_components.trakt_upcoming.const import DOMAIN
from custom_components.trakt_upcoming.options import AccountOptions
from custom_components.trakt_upcoming.services.upcoming import EPISODE_TYPES

from .conftest import Automate, FakeTrakt, MoveTo, SetUp, announce
from .source import REPOSITORY, action_fields
from .test_translations import ALL_FEEDS, EN
from .trakt_json import Json, episode_entry, movie_entry

README: Final = (REPOSITORY / "README.md").read_text()
BLUEPRINT: Final = "blueprints/automation/trakt_upcoming/release_day.yaml"
BLOCK: Final = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECTIONS: Final = {
    "docs-actions": "The action `trakt_upcoming.get_upcoming`",
    "docs-configuration-parameters": "Options",
    "docs-data-update": "How it stays up to date",
    "docs-examples": "Examples",
    "docs-high-level-description": "Trakt Upcoming",
    "docs-installation-instructions": "Install",
    "docs-installation-parameters": "Sign in",
    "docs-known-limitations": "Known limitations",
    "docs-removal-instructions": "Remove",
    "docs-supported-devices": "What you need",
    "docs-supported-functions": "What you get",
    "docs-troubleshooting": "When something goes wrong",
    "docs-use-cases": "What it is good for",
}
"""Where the README has what each rule of the quality scale asks for."""
ANSWERS: Final = "Actions that only answer"
EXAMPLES: Final = {
    example["alias"]: example
    for language, written in BLOCK.findall(README)
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


def section(heading: str) -> str:
    """Return what stands below a heading, down to the next of any level."""
    [found] = re.findall(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", README, re.MULTILINE | re.DOTALL)
    return str(found)


def rows(heading: str) -> dict[str, list[str]]:
    """Return the tables of a section: the other cells by the first one."""
    lines = [line.strip("|").split("|") for line in section(heading).splitlines() if line.startswith("|")]
    return {first.strip(): [cell.strip() for cell in others] for first, *others in lines}


def marked(heading: str) -> set[str]:
    """Return what a section writes as code."""
    return set(re.findall(r"`([^`]+)`", section(heading)))


def emphasised(heading: str) -> set[str]:
    """Return the names of the interface in a section."""
    return set(re.findall(r"\*([^*\n]+)\*", section(heading)))


@pytest.mark.parametrize("heading", SECTIONS.values(), ids=SECTIONS)
def test_sections(heading: str) -> None:
    """Each is there once, and says something."""
    assert len(section(heading).split()) > 20


def test_pictures_and_places() -> None:
    """What the README shows is in the repository, and where it points within itself is a heading."""
    headings = re.findall(r"^#+ (.*)$", README, re.MULTILINE)
    places = {f"#{re.sub(r'[^\w -]', '', heading).lower().replace(' ', '-')}" for heading in headings}
    targets = set(re.findall(r"\]\(([^)]+)\)", README))

    assert {target for target in targets if target.startswith("#")} <= places
    assert all((REPOSITORY / target).is_file() for target in targets if not target.startswith(("#", "https://")))


def test_what_is_asked_for_at_sign_in() -> None:
    """Each field that a person fills in until there is an account."""
    [app, tmdb] = list(rows("Sign in"))[2:]

    assert app == "Client ID, client secret"
    assert tmdb == EN["config"]["step"]["tmdb"]["data"]["tmdb_api_key"]


def test_options() -> None:
    """Each has its name from the form, and what holds where nothing is chosen."""
    usual = AccountOptions()
    feeds = EN["selector"]["feeds"]["options"]
    words = {
        "days": str(usual.days),
        "feeds": ", ".join(feeds[feed] for feed in usual.feeds),
        "group_season_drops": "on" if usual.group_season_drops else "off",
        "hide_specials": "on" if usual.hide_specials else "off",
        "hide_watched": "on" if usual.hide_watched else "off",
        "spoiler_free": "on" if usual.spoiler_free else "off",
        "language": usual.language or "Home Assistant's",
        "tmdb_api_key": usual.tmdb_api_key or "none",
        "proxy_artwork": "on" if usual.proxy_artwork else "off",
    }
    labels = EN["options"]["step"]["settings"]["data"]
    table = rows("Options")

    assert set(table) == {"option", "---", *labels.values()}
    assert {name: table[label][0] for name, label in labels.items()} == words
    assert set(feeds.values()) <= {*emphasised("Options"), feeds["episodes"], feeds["movies"]}


@ALL_FEEDS
async def test_entities(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp) -> None:
    """Each is named as people see it, with the attributes of its own."""
    await set_up()
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    attributes = {
        attribute for sensor in EN["entity"]["sensor"].values() for attribute in sensor.get("state_attributes", {})
    }

    assert entities
    assert {str(entity.original_name) for entity in entities} <= emphasised("What you get")
    assert attributes <= marked("What you get")


def test_fields_of_the_action() -> None:
    """All that can be asked for."""
    fields = action_fields()["get_upcoming"]
    heading = SECTIONS["docs-actions"]

    assert {name.strip("`") for name in rows(heading)} == {"field", "---", *fields}
    assert set(EPISODE_TYPES) <= marked(heading)


async def test_response_of_the_action(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """All that is answered."""
    drop = [episode_entry(number=number, episode_id=number) for number in (1, 2)]
    await announce(trakt, set_up, shows=drop, movies=[movie_entry()])
    response: Any = await hass.services.async_call(DOMAIN, "get_upcoming", blocking=True, return_response=True)
    keys = {key for day in response["days"] for release in day["releases"] for key in release}

    assert {"episodes", "genres"} < keys
    assert {*response, *response["days"][0], *keys} <= marked(SECTIONS["docs-actions"])


def test_actions_that_only_answer() -> None:
    """Each with all that can be asked for."""
    actions = action_fields()
    table = {name.strip("`"): set(re.findall(r"`(\w+)`", cells[0])) for name, cells in rows(ANSWERS).items()}

    assert set(table) == {"action", "---", "search", *(name for name in actions if name.startswith("get_"))} - {
        "get_upcoming"
    }
    for name in table.keys() & actions.keys():
        assert table[name] | {"config_entry_id"} == set(actions[name]), name


def test_faults() -> None:
    """Each thing that people may have to mend is called as Home Assistant shows it."""
    issues = {issue["title"].removeprefix("{account}: ") for issue in EN["issues"].values()}
    sign_in = EN["config"]["step"]["reauth_confirm"]["title"]

    assert {*issues, sign_in} <= emphasised("When something goes wrong")
    for reason in ("app_rejected", "wrong_account"):
        assert any(
            EN["config"]["abort"][reason].startswith(name) for name in emphasised("When something goes wrong")
        ), reason


def test_examples_name_entities_of_the_demo() -> None:
    """Nothing in them is called otherwise than Home Assistant calls it."""
    names = {
        f"{platform}.trakt_demo_{slugify(entity['name'])}"
        for platform, entities in EN["entity"].items()
        for entity in entities.values()
    }
    used = set(re.findall(r"\w+\.trakt_demo_\w+", section("Examples")))

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
    """Each choice has the name and the usual value from the file, and both ways to import it lead there."""
    head = load_yaml_dict(str(REPOSITORY / BLUEPRINT))["blueprint"]
    table = rows("Blueprint")
    [badge] = re.findall(r"\?blueprint_url=([^)]+)\)", section("Blueprint"))

    assert unquote(badge) == head["source_url"]
    assert head["source_url"] in marked("Blueprint")
    assert head["name"] in emphasised("Blueprint")
    assert set(table) == {"input", "---", *(each["name"] for each in head["input"].values())}
    for name in ("time", "title"):
        assert table[head["input"][name]["name"]][0] == head["input"][name]["default"]
    assert set(re.findall(r"`(\w+)`", head["input"]["actions"]["description"])) <= marked("Blueprint")
