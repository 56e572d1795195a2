"""What holds in every module: types, errors, sessions, and who listens to what."""

import ast
from collections.abc import Iterator
from importlib import import_module
import inspect
import re
from typing import Final

from homeassistant.data_entry_flow import FlowError
from homeassistant.exceptions import (
    ConfigEntryAuthFailed,
    ConfigEntryNotReady,
    HomeAssistantError,
    OAuth2TokenRequestBaseError,
)
from homeassistant.helpers.update_coordinator import UpdateFailed
import pytest

from custom_components.trakt_upcoming import PLATFORMS
from custom_components.trakt_upcoming.api.tmdb import TmdbClient
from custom_components.trakt_upcoming.api.trakt import TraktAuth, TraktClient, Works
from custom_components.trakt_upcoming.exceptions import SpeakableError, SpeakableValidationError

from .source import INTEGRATION, MODULES, calls, keyword, module, text
from .test_repository import PROJECT
from .translations import EN

BLOCKING: Final = {"http.client", "requests", "time", "time.sleep", "urllib.request", "urllib3"}
IGNORED: Final = re.compile(r"type: ignore(\[[\w-]+\])?")
ENTITY_MODULES: Final = ("entity.py", *(f"{platform}.py" for platform in PLATFORMS))
WITH_TEXTS_OF_THEIR_OWN: Final = (FlowError, OAuth2TokenRequestBaseError)
"""A flow's end is named, and its text is the name's; for OAuth Home Assistant has the texts."""


def from_elsewhere(tree: ast.AST) -> Iterator[str]:
    """Return what a module imports: modules, and what is taken from them; of `time` only what is named."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (f"time.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def from_home_assistant(tree: ast.AST) -> dict[str, object]:
    """Return what a module imports from Home Assistant, by the name that it has there."""
    return {
        alias.name: getattr(import_module(node.module), alias.name, None)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module is not None and node.module.startswith("homeassistant")
        for alias in node.names
    }


def errors_for_users() -> Iterator[tuple[type[HomeAssistantError], ast.Call]]:
    """Return where the integration makes an error whose text it has to bring."""
    ours = {"SpeakableError": SpeakableError, "SpeakableValidationError": SpeakableValidationError}
    for tree in MODULES.values():
        known = {**from_home_assistant(tree), **ours}
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            kind = known.get(ast.unparse(call.func))
            if not isinstance(kind, type) or issubclass(kind, WITH_TEXTS_OF_THEIR_OWN):
                continue
            if issubclass(kind, HomeAssistantError):
                yield kind, call


def annotations(tree: ast.AST) -> set[str]:
    """Return the types of all parameters, and of all variables that have one."""
    annotated = (node for node in ast.walk(tree) if isinstance(node, ast.arg | ast.AnnAssign))
    return {ast.unparse(node.annotation) for node in annotated if node.annotation is not None}


def test_entity_event_setup() -> None:
    """No entity listens to anything by itself."""
    called = {ast.unparse(call.func).split(".")[-1] for call in calls(*ENTITY_MODULES)}

    assert {"CalendarEvent", "DeviceInfo"} <= called
    assert not {name for name in called if name.startswith(("async_track", "async_listen", "async_dispatcher"))}


def test_runtime_data() -> None:
    """Whoever looks at the account knows its type; the floors below never see it."""
    for path, tree in MODULES.items():
        attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert "ConfigEntry" not in annotations(tree) or "runtime_data" not in attributes, path
    for name in ("__init__", *PLATFORMS):
        entry = inspect.signature(module(name).async_setup_entry).parameters["entry"]
        assert str(entry.annotation) == "TraktConfigEntry", name


def test_exception_translations() -> None:
    """No error brings a text of its own."""
    found = list(errors_for_users())

    assert {ConfigEntryAuthFailed, ConfigEntryNotReady, HomeAssistantError, UpdateFailed} <= {kind for kind, _ in found}
    for kind, call in found:
        assert not call.args, f"{kind.__name__} at line {call.lineno}"
        assert ast.unparse(keyword(call, "translation_domain") or call) == "DOMAIN"
        key = keyword(call, "translation_key")
        assert key is not None
        assert text(key) in EN["exceptions"] or ast.unparse(key) == "mistake"


@pytest.mark.parametrize("client", [TmdbClient, TraktAuth, TraktClient, Works], ids=lambda client: client.__name__)
def test_async_dependency(client: type) -> None:
    """Every question to a service is awaited, and nothing that blocks is at hand."""
    questions = {name: method for name, method in vars(client).items() if inspect.isroutine(method)}
    imported = {name for tree in MODULES.values() for name in from_elsewhere(tree)}

    assert all(inspect.iscoroutinefunction(method) for name, method in questions.items() if not name.startswith("_"))
    assert not BLOCKING & imported


def test_inject_websession() -> None:
    """There is one web session, Home Assistant's, and one place that asks for it."""
    made = {
        path.as_posix(): {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        for path, tree in MODULES.items()
    }

    assert [path for path, called in made.items() if "async_get_clientsession" in called] == ["clients.py"]
    assert not [path for path, called in made.items() if {"ClientSession", "async_create_clientsession"} & called]


def test_strict_typing() -> None:
    """Everything is checked strictly, and nothing is left out but what Home Assistant has no types for."""
    types = PROJECT["tool"]["mypy"]

    assert types["strict"] is True
    assert "custom_components" in types["files"]
    ignored = [code for path in MODULES for code in IGNORED.findall((INTEGRATION / path).read_text())]
    assert set(ignored) <= {"[no-untyped-call]"}
    assert not [each for each in types["overrides"] if any("custom_components" in name for name in each["module"])]
