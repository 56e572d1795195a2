"""The integration's own files as data, for tests of what must hold everywhere in it."""

import ast
from collections.abc import Iterator
from importlib import import_module
import json
from pathlib import Path
import subprocess
from typing import Any

from homeassistant.util.yaml import load_yaml_dict

REPOSITORY = Path(__file__).parents[1]
INTEGRATION = REPOSITORY / "custom_components" / "trakt_upcoming"
PACKAGE = f"custom_components.{INTEGRATION.name}"
MODULES = {path.relative_to(INTEGRATION): ast.parse(path.read_text()) for path in sorted(INTEGRATION.rglob("*.py"))}
"""Every module by its path inside the integration."""


def load(name: str) -> Any:
    """Return the content of one of the integration's JSON files."""
    return json.loads((INTEGRATION / name).read_text())


def action_fields() -> dict[str, dict[str, Any]]:
    """Return the fields of each action, also those in its collapsed section."""
    actions = load_yaml_dict(str(INTEGRATION / "services.yaml"))
    return {name: _with_sections(action["fields"]) for name, action in actions.items()}


def _with_sections(fields: dict[str, Any]) -> dict[str, Any]:
    sections = [each["fields"] for each in fields.values() if "fields" in each]
    return {name: each for name, each in fields.items() if "fields" not in each} | {
        name: each for section in sections for name, each in section.items()
    }


def module(name: str) -> Any:
    """Return one of the integration's modules as it runs."""
    return import_module(f"custom_components.{INTEGRATION.name}.{name}")


def tracked() -> list[str]:
    """Return the files that belong to the repository."""
    answer = subprocess.run(["git", "ls-files"], cwd=REPOSITORY, check=False, capture_output=True, text=True)  # noqa: S607
    if answer.returncode == 0:
        return [name for name in answer.stdout.splitlines() if (REPOSITORY / name).is_file()]
    folders = ("custom_components", "scripts", "simulator", "tests")
    files = [path for folder in folders for path in (REPOSITORY / folder).rglob("*") if "__pycache__" not in path.parts]
    return [path.relative_to(REPOSITORY).as_posix() for path in (*files, *REPOSITORY.glob("*")) if path.is_file()]


def imports(path: Path) -> Iterator[str]:
    """Return the full names of all modules from which a module of the integration imports."""
    package = [*PACKAGE.split("."), *path.parts[:-1]]
    for node in ast.walk(MODULES[path]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or ""
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1]
            yield from (".".join((*base, name)) for name in ([node.module] if node.module else _names(node)))


def _names(node: ast.ImportFrom) -> list[str]:
    return [alias.name for alias in node.names]


def calls(*modules: str) -> Iterator[ast.Call]:
    """Return all calls in these modules, or in all."""
    for path, tree in MODULES.items():
        if not modules or path.as_posix() in modules:
            yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """Return what a call passes under a name."""
    return next((each.value for each in call.keywords if each.arg == name), None)


def text(node: ast.expr | None) -> str | None:
    """Return the value of a literal text, None for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def function(module: str, name: str) -> ast.AST:
    """Return a function of a module, wherever in it."""
    functions = ast.FunctionDef | ast.AsyncFunctionDef
    return next(each for each in ast.walk(MODULES[Path(module)]) if isinstance(each, functions) and each.name == name)
