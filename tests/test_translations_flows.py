"""Every text of the flows is there, and none that is not shown."""

import ast
import importlib.resources
import json
import re

from homeassistant.core import HomeAssistant

from custom_components.trakt_upcoming import options_flow
from custom_components.trakt_upcoming.application_credentials import async_get_description_placeholders

from .source import INTEGRATION, calls, function, keyword, text
from .translations import EN, all_placeholders, names, placeholders

OURS_IN_FLOWS = ("config_flow.py", "options_flow.py", "application_credentials.py")


FROM_THE_BASE_CLASS = {"already_configured", "missing_configuration"}
"""Reasons for which Home Assistant's own flow aborts, but has no text."""


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


def test_words_of_the_import() -> None:
    """Each is asked for by its name."""
    source = (INTEGRATION / "import_flow.py").read_text()
    asked_for = set(re.findall(r'(?:_count\(|_phrases\[)"(import_\w+)"', source))

    assert asked_for == {key for key in EN["common"] if key.startswith("import_")}
