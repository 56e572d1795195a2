"""Every text that the code asks for is there, in every language, and none is there that nobody asks for."""

import ast
import asyncio
import json
import re
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.generated.languages import LANGUAGES
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, get_system_health_info

from custom_components.trakt_upcoming.const import DOMAIN
from custom_components.trakt_upcoming.issues import Issue
from custom_components.trakt_upcoming.services.schema import Mistake
from custom_components.trakt_upcoming.services.upcoming import EPISODE_TYPES
from custom_components.trakt_upcoming.user_data import ChangeKind, Measure, Reason

from .conftest import SetUp
from .source import calls, keyword, load, text
from .translations import ALL_FEEDS, EN, LANGUAGE_FILES, all_placeholders, names, placeholders, texts

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
    """Each error that users see has a message, filled in with what the code knows, and no message is left over."""
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


WORDS_OF_LISTS = {"episode_released", "episode_to_come", "movie_released", "movie_to_come", "next_unknown"}


def test_words_of_summaries() -> None:
    """The special kinds of episodes have a phrase each; a usual one needs none."""
    kinds = ("import_", "write_", "refused", "statistic_")
    words = {key for key in EN["common"] if not key.startswith(kinds)}

    assert words == {*EPISODE_TYPES, "season_drop", "rating", *WORDS_OF_LISTS} - {"standard"}


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


def test_no_other_sections() -> None:
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
