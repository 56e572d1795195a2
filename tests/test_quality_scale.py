"""Home Assistant's quality scale: each claim of quality_scale.yaml is proved, here or where its subject is tested."""

from collections.abc import Callable
from importlib.metadata import metadata
import inspect
from typing import Final

from homeassistant.const import STATE_UNAVAILABLE, EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_platform, entity_registry as er
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import load_yaml_dict
from packaging.requirements import Requirement
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming import PLATFORMS
from custom_components.trakt_upcoming.api.trakt import Feed
from custom_components.trakt_upcoming.const import DOMAIN
from custom_components.trakt_upcoming.coordinator.agenda import AgendaCoordinator
from custom_components.trakt_upcoming.entity import KEYS_OF_FEED, TraktEntity
from custom_components.trakt_upcoming.totals import TOTALS
from scripts import coverage_floor

from . import (
    test_config_flow,
    test_entity,
    test_init,
    test_modules,
    test_readme,
    test_translations,
)
from .conftest import MoveTo, SetUp
from .coordinator import test_agenda, test_agenda_start
from .services import test_handler
from .source import INTEGRATION, MODULES, REPOSITORY, module
from .test_repository import MANIFEST
from .trakt import FakeTrakt, know
from .translations import ALL_FEEDS, EN, names

SCALE: Final = load_yaml_dict(str(INTEGRATION / "quality_scale.yaml"))["rules"]
OPEN_SOURCE: Final = {"Apache-2.0", "MIT"}
DISCOVERY: Final = {"bluetooth", "dhcp", "homekit", "mqtt", "ssdp", "usb", "zeroconf"}


@pytest.fixture
async def entities(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp) -> list[er.RegistryEntry]:
    """Return the entities of the account."""
    await set_up()
    return er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)


def test_every_rule_is_claimed_and_proved() -> None:
    """All rules are there and no other, each done or exempt, and exempt only for a reason."""
    assert set(SCALE) == set(PROOFS)
    assert len(PROOFS) == 54
    for rule, claim in SCALE.items():
        status = claim if isinstance(claim, str) else claim["status"]
        assert status in {"done", "exempt"}, rule
        assert status == "done" or claim["comment"].strip(), rule


def test_tier() -> None:
    """With every rule proved, the manifest may say so."""
    assert MANIFEST["quality_scale"] == "platinum"


async def test_action_setup(hass: HomeAssistant) -> None:
    """The actions are there before any account is."""
    assert await async_setup_component(hass, DOMAIN, {})

    assert set(hass.services.async_services_for_domain(DOMAIN)) == set(EN["services"])


def test_brands() -> None:
    """Home Assistant serves the pictures from here, and HACS wants to see this one."""
    assert (INTEGRATION / "brand" / "icon.png").read_bytes().startswith(b"\x89PNG\r\n")


async def test_common_modules(hass: HomeAssistant, entities: list[er.RegistryEntry]) -> None:
    """What entities share is in entity.py, and what they know comes from coordinator.py."""
    platforms = entity_platform.async_get_platforms(hass, DOMAIN)
    shown = [entity for platform in platforms for entity in platform.entities.values()]

    assert len(shown) == len([entity for entity in entities if not entity.disabled]) > 0
    assert all(isinstance(entity, TraktEntity) for entity in shown)
    assert issubclass(AgendaCoordinator, DataUpdateCoordinator)


def test_config_flow_fields() -> None:
    """Each form has a title, and each field of a form a sentence; test_translations_flows.py knows which there are."""
    steps = EN["config"]["step"] | EN["options"]["step"]

    assert MANIFEST["config_flow"] is True
    assert all(step["title"] for step in steps.values())
    assert all(names(step, "data") == names(step, "data_description") for step in steps.values())


def test_coverage() -> None:
    """A module below 95 percent, or a module of the config and options flows below 100, fails the tests."""
    flows = [f"custom_components/{DOMAIN}/{flow}.py" for flow in ("config_flow", "import_flow", "options_flow")]
    report = {
        "files": {
            path: {"summary": {"percent_covered": covered}, "missing_lines": [1]}
            for path, covered in (("good.py", 95.0), ("bad.py", 94.9), *((flow, 99.9) for flow in flows))
        }
    }

    assert [complaint.split(":")[0] for complaint in coverage_floor.too_low(report)] == ["bad.py", *flows]
    assert "scripts.coverage_floor" in (REPOSITORY / "scripts" / "test").read_text()


@pytest.mark.parametrize("requirement", MANIFEST["requirements"])
def test_dependency_transparency(requirement: str) -> None:
    """What is installed is open source, and says where the source is."""
    known = metadata(Requirement(requirement).name)

    assert known["License-Expression"] in OPEN_SOURCE
    assert any("https://github.com/" in address for address in known.get_all("Project-URL") or [])


def test_no_triggers_and_conditions() -> None:
    """There are none to describe."""
    assert not names(EN, "triggers") | names(EN, "conditions")
    assert not [path for path in MODULES if path.stem in {"trigger", "condition"}]


@ALL_FEEDS
async def test_has_entity_name(entities: list[er.RegistryEntry]) -> None:
    """Each is called after what it shows, and Home Assistant puts the account before it."""
    assert entities
    assert all(entity.has_entity_name for entity in entities)


@pytest.mark.usefixtures("without_user_data")
async def test_entity_unavailable(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    entities: list[er.RegistryEntry],
    trakt: FakeTrakt,
    move_to: MoveTo,
) -> None:
    """Entities of feeds are, a day after the last answer; those of the user are, until something was read of them."""

    def unavailable() -> set[str | None]:
        states = {each.translation_key: hass.states.get(each.entity_id) for each in entities if not each.disabled}
        return {key for key, state in states.items() if state is not None and state.state == STATE_UNAVAILABLE}

    assert unavailable() == {"history", "up_next", "watchlist_movies", "watchlist_shows"}
    await know(hass, entry, history=[], up_next=[], watchlist_movies=[], watchlist_shows=[])
    await hass.async_block_till_done(wait_background_tasks=True)
    assert unavailable() == set()

    trakt.fail(status=503)
    await move_to("2026-11-21T12:01:00Z")

    assert unavailable() == {*KEYS_OF_FEED[Feed.EPISODES], *KEYS_OF_FEED[Feed.MOVIES]} & {
        each.translation_key for each in entities
    }


def test_docs_supported_devices() -> None:
    """A service has none."""
    assert MANIFEST["integration_type"] == "service"


def test_parallel_updates() -> None:
    """Each platform says how many updates and actions may run side by side."""
    assert {platform: module(platform).PARALLEL_UPDATES for platform in PLATFORMS} == {
        "binary_sensor": 0,
        "button": 1,
        "calendar": 0,
        "image": 0,
        "sensor": 0,
        "todo": 0,
    }


def test_integration_owner() -> None:
    """A code owner is asked about every change."""
    [line] = (REPOSITORY / ".github" / "CODEOWNERS").read_text().splitlines()

    assert line.split() == ["*", *MANIFEST["codeowners"]]


def test_diagnostics() -> None:
    """They can be downloaded; test_diagnostics.py says what is in them."""
    assert inspect.iscoroutinefunction(module("diagnostics").async_get_config_entry_diagnostics)


def test_discovery() -> None:
    """A service is not found at home."""
    assert MANIFEST["integration_type"] == "service"
    assert not DISCOVERY & set(MANIFEST)


@ALL_FEEDS
async def test_entity_category(entities: list[er.RegistryEntry]) -> None:
    """What is about the integration itself is diagnostic."""
    diagnostic = {entity.translation_key for entity in entities if entity.entity_category is EntityCategory.DIAGNOSTIC}

    assert diagnostic == {"last_refresh", "refresh", "vip"}
    assert {entity.entity_category for entity in entities} == {EntityCategory.DIAGNOSTIC, None}


@ALL_FEEDS
async def test_entity_device_class(entities: list[er.RegistryEntry]) -> None:
    """Every sensor of a moment, a day or a time says so; there is no device class for a number of releases."""
    classes = {entity.translation_key: entity.original_device_class for entity in entities}

    assert {key: kind for key, kind in classes.items() if kind is not None} == {
        "episodes_minutes": "duration",
        "last_refresh": "timestamp",
        "movies_minutes": "duration",
        "next_episode": "timestamp",
        "next_movie": "date",
    }


async def test_entity_disabled_by_default(entities: list[er.RegistryEntry]) -> None:
    """What few users want is, and the calendars that few users want are not there until they are chosen."""
    assert {entity.translation_key for entity in entities if entity.disabled} == {total.key for total in TOTALS}
    assert not {"streaming", "dvd"} & {entity.translation_key for entity in entities}


PROOFS: Final[dict[str, Callable[..., object]]] = {
    # Bronze
    "action-setup": test_action_setup,
    "appropriate-polling": test_agenda.test_a_refresh_every_hour,
    "brands": test_brands,
    "common-modules": test_common_modules,
    "config-flow-test-coverage": test_coverage,
    "config-flow": test_config_flow_fields,
    "dependency-transparency": test_dependency_transparency,
    "docs-conditions": test_no_triggers_and_conditions,
    "docs-triggers": test_no_triggers_and_conditions,
    "entity-event-setup": test_modules.test_entity_event_setup,
    "entity-unique-id": test_entity.test_entities_of_the_chosen_feeds,
    "has-entity-name": test_has_entity_name,
    "runtime-data": test_modules.test_runtime_data,
    "test-before-configure": test_config_flow.test_nobody_knows_who_signed_in,
    "test-before-setup": test_agenda_start.test_a_trakt_that_hangs_at_set_up,
    "unique-config-entry": test_config_flow.test_the_same_account_twice,
    # Silver
    "action-exceptions": test_handler.test_not_set_up,
    "config-entry-unloading": test_init.test_unload,
    "entity-unavailable": test_entity_unavailable,
    "integration-owner": test_integration_owner,
    "log-when-unavailable": test_agenda.test_a_fault_is_said_once,
    "parallel-updates": test_parallel_updates,
    "reauthentication-flow": test_config_flow.test_sign_in_again,
    "test-coverage": test_coverage,
    # Gold
    "devices": test_entity.test_one_device_for_an_account,
    "diagnostics": test_diagnostics,
    "docs-supported-devices": test_docs_supported_devices,
    "discovery": test_discovery,
    "discovery-update-info": test_discovery,
    "dynamic-devices": test_entity.test_one_device_for_an_account,
    "entity-category": test_entity_category,
    "entity-device-class": test_entity_device_class,
    "entity-disabled-by-default": test_entity_disabled_by_default,
    "entity-translations": test_translations.test_entities,
    "exception-translations": test_modules.test_exception_translations,
    "icon-translations": test_translations.test_entities,
    "reconfiguration-flow": test_config_flow.test_reconfigure,
    "repair-issues": test_agenda.test_issue_for_what_the_user_has_to_fix,
    "stale-devices": test_entity.test_one_device_for_an_account,
    # Platinum
    "async-dependency": test_modules.test_async_dependency,
    "inject-websession": test_modules.test_inject_websession,
    "strict-typing": test_modules.test_strict_typing,
    # What users read
    **dict.fromkeys(test_readme.SECTIONS, test_readme.test_sections),
}
"""What proves each rule."""
