"""Every text that the code asks for is there, in every language, and none is there that nobody asks for."""

import ast
import asyncio
from collections.abc import Iterator
import importlib.resources
import json
import re
import string
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.generated.languages import LANGUAGES
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import load_yaml_dict
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, get_system_health_info

from custom_components.trakt_upcoming import options_flow
from custom_components.trakt_upcoming.agenda.serialize import TYPES
from custom_components.trakt_upcoming.api.trakt import Feed
from custom_components.trakt_upcoming.application_credentials import async_get_description_placeholders
from custom_components.trakt_upcoming.const import DOMAIN
from custom_components.trakt_upcoming.issues import Issue
from custom_components.trakt_upcoming.services.changes import RELEASED
from custom_components.trakt_upcoming.services.discover import RECOMMENDED_TYPES, SEARCHED_TYPES
from custom_components.trakt_upcoming.services.fields import MEDIA_TYPES
from custom_components.trakt_upcoming.services.schema import ActionSchema, Mistake
from custom_components.trakt_upcoming.services.upcoming import EPISODE_TYPES
from custom_components.trakt_upcoming.user_data import ChangeKind, Measure, Plays, RatingWord, Reason

from .conftest import TMDB_KEY, SetUp
from .source import INTEGRATION, action_fields, calls, function, keyword, load, text
from .trakt_json import Json

EN: Json = load("translations/en.json")
LANGUAGE_FILES = sorted((INTEGRATION / "translations").glob("*.json"))
OURS_IN_FLOWS = ("config_flow.py", "options_flow.py", "application_credentials.py")
FROM_THE_BASE_CLASS = {"already_configured", "missing_configuration"}
"""Reasons for which Home Assistant's own flow aborts, but has no text."""
PASSED_ON = {"mistake", "translation_key"}
"""Variables that hold a key: a mistake that is named elsewhere, and what an error of ours gives to its base class."""
HOME_ASSISTANT_ATTRIBUTES = {
    "attribution",
    "device_class",
    "entity_picture",
    "friendly_name",
    "state_class",
    "unit_of_measurement",
}
ALL_FEEDS = pytest.mark.parametrize(
    "options", [{"feeds": [feed.value for feed in Feed], "tmdb_api_key": TMDB_KEY}], ids=["all feeds"]
)


def texts(tree: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Return all texts with the paths to them."""
    if isinstance(tree, str):
        yield path, tree
    else:
        for key, below in tree.items():
            yield from texts(below, f"{path}.{key}".lstrip("."))


def placeholders(message: str) -> set[str]:
    """Return the names that a text leaves open."""
    return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}


def names(tree: dict[str, Any], *path: str) -> set[str]:
    """Return the keys at a place, none where the place does not exist."""
    for step in path:
        tree = tree.get(step, {})
    return set(tree)


def all_placeholders(tree: Any) -> set[str]:
    """Return the names that all texts of a tree leave open."""
    return {name for _, message in texts(tree) for name in placeholders(message)}


@pytest.mark.parametrize("path", LANGUAGE_FILES, ids=lambda path: path.stem)
def test_every_language_says_the_same(path: Any) -> None:
    """It has the texts that English has, each with the same places to fill in."""
    theirs = dict(texts(json.loads(path.read_text())))

    assert {key: placeholders(message) for key, message in theirs.items()} == {
        key: placeholders(message) for key, message in texts(EN)
    }


@pytest.mark.parametrize("path", LANGUAGE_FILES, ids=lambda path: path.stem)
def test_every_text_is_one(path: Any) -> None:
    """None is empty, begins or ends with a space, or holds an address, which belongs into a placeholder."""
    for key, message in texts(json.loads(path.read_text())):
        assert message, key
        assert message == message.strip(), key
        assert not re.search(r"https?:|www\.|\.(tv|org|com)\b", message), key


@pytest.mark.parametrize("path", LANGUAGE_FILES, ids=lambda path: path.stem)
def test_every_language_is_known(path: Any) -> None:
    """Home Assistant looks for a file by the name of the language."""
    assert path.stem in LANGUAGES


@ALL_FEEDS
async def test_entities(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp) -> None:
    """Each entity has a name and an icon, and each name and icon an entity."""
    await set_up()
    keys: dict[str, set[str]] = {}
    for entity in er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id):
        keys.setdefault(entity.domain, set()).add(str(entity.translation_key))

    assert {domain: set(entities) for domain, entities in EN["entity"].items()} == keys
    assert {domain: set(entities) for domain, entities in load("icons.json")["entity"].items()} == keys
    assert all("name" in entity for entities in EN["entity"].values() for entity in entities.values())


@ALL_FEEDS
async def test_attributes(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp) -> None:
    """Each attribute of our own has a name, and each name an attribute."""
    await set_up()
    for entity in er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id):
        if entity.domain != "sensor" or entity.disabled:
            continue
        state = hass.states.get(entity.entity_id)
        assert state is not None
        named = names(EN["entity"]["sensor"], str(entity.translation_key), "state_attributes")
        assert named == set(state.attributes) - HOME_ASSISTANT_ATTRIBUTES, entity.entity_id


def test_exceptions() -> None:
    """Each error that people see has a message, filled in with what the code knows, and no message is left over."""
    raised: dict[str, set[str]] = {mistake: set() for mistake in Mistake}
    for call in calls():
        named = keyword(call, "translation_key")
        if keyword(call, "translation_domain") is not None and ast.unparse(named or call) not in PASSED_ON:
            key = text(named)
            assert key is not None, f"a key that cannot be read at line {call.lineno}"
            filled = keyword(call, "translation_placeholders")
            known = {str(text(each)) for each in filled.keys} if isinstance(filled, ast.Dict) else set()
            raised.setdefault(key, known)

    assert {key: placeholders(each["message"]) for key, each in EN["exceptions"].items()} == raised


def test_issues() -> None:
    """Each repair issue has a title; those that can be fixed say how, the other says what to do."""
    [create] = [call for call in calls("issues.py") if ast.unparse(call.func) == "ir.async_create_issue"]
    filled = keyword(create, "translation_placeholders")
    assert isinstance(filled, ast.Dict)

    assert set(EN["issues"]) == set(Issue)
    assert all_placeholders(EN["issues"]) == {text(each) for each in filled.keys}
    for issue, said in EN["issues"].items():
        fixable = issue != Issue.TMDB_KEY_REJECTED
        assert set(said) == {"title", "fix_flow" if fixable else "description"}
        assert names(said, "fix_flow", "step") == ({"confirm"} if fixable else set())


def _aborts() -> set[str]:
    """Return the reasons for which our own code ends a flow."""
    reasons = {text(keyword(call, "reason")) for call in calls(*OURS_IN_FLOWS)}
    raised = {text(call.args[0]) for call in calls(*OURS_IN_FLOWS) if ast.unparse(call.func) == "AbortFlow"}
    chosen = {
        text(node.value)
        for node in ast.walk(function("config_flow.py", "_abort_reason"))
        if isinstance(node, ast.Return)
    }
    return {reason for reason in reasons | raised | chosen if reason is not None}


def test_aborts() -> None:
    """Each reason to end a flow has a text, here or at Home Assistant, and none here is left over."""
    shared = importlib.resources.files("homeassistant.components.homeassistant") / "translations" / "en.json"
    at_home_assistant = set(json.loads(shared.read_text())["config"]["abort"])
    ours = set(EN["config"]["abort"])

    assert {"wrong_account", "app_rejected", "cannot_connect"} <= _aborts()
    assert _aborts() <= ours | at_home_assistant
    assert ours == (_aborts() - at_home_assistant) | FROM_THE_BASE_CLASS
    assert not ours & at_home_assistant


def test_form_errors() -> None:
    """Each error of a field has a text in the flows in which it can occur."""
    tree = [
        node for name in ("_async_errors", "async_key_errors") for node in ast.walk(function("options_flow.py", name))
    ]
    used = {text(value) for node in tree if isinstance(node, ast.Dict) for value in node.values} - {None}

    assert set(EN["options"]["error"]) == used == {"invalid_tmdb_key", "no_feed"}
    assert set(EN["config"]["error"]) == {"invalid_tmdb_key"}


def test_forms() -> None:
    """Each form has its texts, and each of its fields a name and a sentence."""
    shown = {
        text(keyword(call, "step_id")) for call in calls("config_flow.py", "import_flow.py", "options_flow.py")
    } - {None}
    options = {str(key) for key in options_flow._OPTIONS_SCHEMA.schema}
    steps = EN["config"]["step"]

    # The step in which the credentials are chosen is Home Assistant's own, the form is ours to name.
    assert {*steps, *EN["options"]["step"]} == (shown | {"pick_implementation"}) - {"import_progress"}
    assert names(steps, "tmdb", "data") == names(steps, "tmdb", "data_description") == {"tmdb_api_key"}
    assert names(EN["options"]["step"], "settings", "data") == options
    assert names(EN["options"]["step"], "settings", "data_description") == options
    assert names(EN["options"]["step"], "import_preview", "data") == {"air_dates"}
    assert names(EN["options"]["step"], "import_preview", "data_description") == {"air_dates"}
    assert set(EN["options"]["progress"]) == {"import_history"}


def test_menus() -> None:
    """Each choice has a name, and leads to a step."""
    menus = {name: set(step["menu_options"]) for name, step in EN["options"]["step"].items() if "menu_options" in step}

    assert menus == {
        "init": {"settings", "history"},
        "import_running": {"import_progress", "import_stop"},
        "import_stopped": {"import_go_on", "import_preview"},
    }
    for choice in set().union(*menus.values()):
        assert hasattr(options_flow.TraktOptionsFlow, f"async_step_{choice}")
    assert names(EN["options"]["step"], "init", "menu_option_descriptions") == menus["init"]


def test_ends_of_the_import() -> None:
    """Each has a text."""
    step = function("import_flow.py", "async_step_import_end")
    reasons = {text(node.value) for node in ast.walk(step) if isinstance(node, ast.Assign)}
    aborts = {text(keyword(call, "reason")) for call in calls("import_flow.py")} - {None}

    assert set(EN["options"]["abort"]) == reasons | aborts


def test_placeholders_of_flows() -> None:
    """A form or an end of a flow is filled in with our addresses, and with the account where there is one."""
    known = set(options_flow.PLACEHOLDERS)
    with_account = {"reauth_confirm", "wrong_account"}

    assert known == {"apps_url", "keys_url", "website_url"}
    settings, errors = EN["options"]["step"]["settings"], EN["options"]["error"]
    for section in (EN["config"]["step"], EN["config"]["abort"], EN["config"]["error"], settings, errors):
        for key, said in section.items():
            assert all_placeholders(said) <= (known | {"account"} if key in with_account else known), key
    assert placeholders(EN["config"]["abort"]["app_rejected"]) == {"apps_url"}


def test_placeholders_of_the_import() -> None:
    """What there is, how far it is, and what came of it."""
    steps, ends = EN["options"]["step"], EN["options"]["abort"]
    said, read = {"movies", "episodes", "moved", "left_out"}, {"read", "all"}

    assert all_placeholders(steps["import_preview"]) == said | {"years"}
    assert all_placeholders(steps["import_running"]) == all_placeholders(steps["import_stopped"]) == read
    assert placeholders(ends["import_stopped"]) == placeholders(ends["import_rests"]) == read
    assert placeholders(ends["import_done"]) == placeholders(ends["import_done_without_recorder"]) == said


async def test_dialog_of_credentials(hass: HomeAssistant) -> None:
    """It is filled in with what the integration tells about itself."""
    known = await async_get_description_placeholders(hass)

    assert placeholders(EN["application_credentials"]["description"]) == set(known)


WORDS_OF_LISTS = {"episode_released", "episode_to_come", "movie_released", "movie_to_come", "next_unknown"}


def test_words_of_summaries() -> None:
    """The special kinds of episodes have a phrase each; a usual one needs none."""
    kinds = ("import_", "write_", "refused", "statistic_")
    words = {key for key in EN["common"] if not key.startswith(kinds)}

    assert words == {*EPISODE_TYPES, "season_drop", "rating", *WORDS_OF_LISTS} - {"standard"}


def test_words_of_the_import() -> None:
    """Each is asked for by its name."""
    source = (INTEGRATION / "import_flow.py").read_text()
    asked_for = set(re.findall(r'(?:_count\(|_phrases\[)"(import_\w+)"', source))

    assert asked_for == {key for key in EN["common"] if key.startswith("import_")}


def test_words_of_writes() -> None:
    """Each change has a phrase, and each reason to refuse one."""
    assert {key for key in EN["common"] if key.startswith("write_")} == {f"write_{change}" for change in ChangeKind}
    assert {key for key in EN["common"] if key.startswith("refused")} == set(Reason)


def test_names_of_statistics() -> None:
    """Each has one."""
    named = {key.removeprefix("statistic_") for key in EN["common"] if key.startswith("statistic_")}

    assert named == set(Measure)


def test_places_in_words() -> None:
    """They are filled in by those names."""
    assert {key: placeholders(said) for key, said in EN["common"].items() if placeholders(said)} == {
        **{key: {"count"} for key in EN["common"] if key.startswith("import_")},
        "season_drop": {"count"},
        "rating": {"rating"},
        "refused_limit": {"limit"},
        "next_unknown": {"title"},
        **{word: {"date"} for word in WORDS_OF_LISTS if word != "next_unknown"},
        **{f"write_{change}": {"title"} for change in ChangeKind},
        **{f"statistic_{measure}": {"account"} for measure in Measure},
    }


async def test_actions(hass: HomeAssistant, set_up: SetUp) -> None:
    """What is registered, what is described, what is said and what has an icon are the same."""
    await set_up()
    described = action_fields()
    registered = hass.services.async_services_for_domain(DOMAIN)

    assert set(registered) == set(described) == set(EN["services"]) == set(load("icons.json")["services"])
    for name, action in registered.items():
        assert isinstance(action.schema, ActionSchema), f"{name} tells mistakes in English"
        fields = {str(field) for field in action.schema.schema}
        assert fields == set(described[name]) == names(EN["services"], name, "fields"), name
        for said in (EN["services"][name], *EN["services"][name]["fields"].values()):
            assert {"name", "description"} <= set(said), name


def test_order_of_fields() -> None:
    """What matters comes first; IDs and the account are collapsed, and that section has a name."""
    first = ["title", "type", "year", "season", "episode"]
    for name, action in load_yaml_dict(str(INTEGRATION / "services.yaml")).items():
        *shown, (section, collapsed) = action["fields"].items()
        order = [field for field, _ in shown]
        is_about_a_title = "title" in order

        assert order[: len(first)] == first or not is_about_a_title, name
        assert collapsed["collapsed"], name
        assert list(collapsed["fields"])[-1] == "config_entry_id", name
        assert ("ids" in collapsed["fields"]) == is_about_a_title, name
        assert set(EN["services"][name]["sections"]) == {section}, name


def test_selectors() -> None:
    """Each choice of a list has a name, in the options and in the actions."""
    offered: dict[str, set[str]] = {}
    for fields in action_fields().values():
        for field in fields.values():
            if (select := field["selector"].get("select")) is not None:
                choices = offered.setdefault(select["translation_key"], set(select["options"]))
                assert choices == set(select["options"])
    in_flows = {text(keyword(call, "translation_key")) for call in calls("config_flow.py", "options_flow.py")} - {None}

    assert offered == {
        "type": set(TYPES),
        "episode_type": set(EPISODE_TYPES),
        "rating": set(RatingWord),
        "recommended_type": set(RECOMMENDED_TYPES),
        "searched_type": set(SEARCHED_TYPES),
        "work_type": set(MEDIA_TYPES),
        "plays": {Plays.LAST, Plays.ALL},
    }
    assert in_flows == {"feeds"}
    assert {key: set(said["options"]) for key, said in EN["selector"].items() if "options" in said} == {
        **offered,
        "feeds": {feed.value for feed in Feed},
    }


def test_ways_to_fill_in_a_field() -> None:
    """Each has a name, and the word that stands for a moment is one that the action takes."""
    choose = action_fields()["mark_watched"]["watched_at"]["selector"]["choose"]

    assert {key: set(said["choices"]) for key, said in EN["selector"].items() if "choices" in said} == {
        choose["translation_key"]: set(choose["choices"])
    }
    assert choose["choices"]["released"]["selector"]["constant"]["value"] == RELEASED


async def test_system_health(hass: HomeAssistant, set_up: SetUp) -> None:
    """Each line on the page has a name, and each name a line."""
    await set_up()
    assert await async_setup_component(hass, "system_health", {})
    await hass.async_block_till_done()
    shown = await get_system_health_info(hass, DOMAIN)
    for value in shown.values():
        if asyncio.iscoroutine(value):
            value.close()

    assert set(EN["system_health"]["info"]) == set(shown)


def test_nothing_else_is_said() -> None:
    """These are all sections there are; each is looked at above."""
    assert set(EN) == {
        "application_credentials",
        "common",
        "config",
        "entity",
        "exceptions",
        "issues",
        "options",
        "selector",
        "services",
        "system_health",
        "title",
    }
    assert set(load("icons.json")) == {"entity", "services"}
