"""What must hold of the repository as a whole: its facts agree, and each floor stands only on those below it."""

import ast
import json
from pathlib import Path
import re
import sys
import tomllib

from homeassistant.const import __version__ as home_assistant_version
from homeassistant.util.yaml import load_yaml_dict
from packaging.requirements import Requirement
from packaging.version import Version
import pytest

from custom_components.trakt_upcoming.const import DOMAIN, IMAGE_HOSTS

from .source import INTEGRATION, MODULES, PACKAGE, REPOSITORY, imports, load, tracked

MANIFEST = load("manifest.json")
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())

FLOORS = (
    {"api", "const"},
    {"agenda"},
    {"user_data"},
    {"clients", "exceptions", "issues", "storage"},
    {"application_credentials", "artwork"},
    {"auth", "coordinator"},
    {"sync"},
    {"account"},
    {"entity", "import_flow", "options_flow"},
    {
        "binary_sensor",
        "button",
        "calendar",
        "config_flow",
        "diagnostics",
        "frontend",
        "image",
        "repairs",
        "sensor",
        "services",
        "system_health",
        "todo",
        "totals",
    },
)
"""The modules and folders at the top level, from the ground up; nothing imports from its own floor or one above."""
WITHIN_A_FLOOR = {("options_flow", "import_flow"), ("sensor", "totals")}
"""Who may import from whom on one floor."""
MOST_FLOORS = 10
MOST_FILES = 28
"""Python files beside the folders, of which Home Assistant wants about twenty."""
MOST_LINES = 300
OTHER_CODE = ("scripts/", "simulator/", "tests/")
READS_AND_WRITES = {"aiohttp", "asyncio", "os", "pathlib", "shutil", "socket", "subprocess", "tempfile", "threading"}


def own_parts(path: Path) -> set[str]:
    """Return the top-level modules of the integration from which a module imports."""
    names = (name.removeprefix(f"{PACKAGE}.") for name in imports(path) if name.startswith(f"{PACKAGE}."))
    return {name.split(".")[0] for name in names}


def top_level(path: Path) -> str:
    """Return the part of the integration that a module belongs to."""
    return path.parts[0].removesuffix(".py")


def below(folder: str) -> list[Path]:
    """Return the modules of a folder."""
    return [path for path in MODULES if path.parts[0] == folder]


def test_manifest() -> None:
    """It says what Home Assistant and HACS want to know."""
    assert MANIFEST["domain"] == DOMAIN == INTEGRATION.name
    assert MANIFEST["name"] == "Trakt Upcoming"
    assert MANIFEST["codeowners"] == ["@trakt-upcoming"]
    assert MANIFEST["documentation"] == "https://github.com/trakt-upcoming/ha-trakt-upcoming"
    assert MANIFEST["issue_tracker"] == f"{MANIFEST['documentation']}/issues"
    assert (MANIFEST["integration_type"], MANIFEST["iot_class"]) == ("service", "cloud_polling")
    assert MANIFEST["config_flow"] is True
    assert "application_credentials" in MANIFEST["dependencies"]


def test_manifest_is_in_order() -> None:
    """Home Assistant's validation wants the domain, the name, and then the alphabet."""
    assert list(MANIFEST) == ["domain", "name", *sorted(set(MANIFEST) - {"domain", "name"})]


def test_one_version() -> None:
    """The manifest, the project and the history of changes speak of the same one."""
    changes = re.findall(r"^## \[?(\d+\.\d+\.\d+)", (REPOSITORY / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert MANIFEST["version"] == PROJECT["project"]["version"]
    assert changes[:1] in ([], [MANIFEST["version"]])


def test_requirements_are_lower_bounds() -> None:
    """Other integrations share them, so nothing is pinned; the tests run with versions that satisfy them."""
    pinned = {
        requirement.name: requirement
        for group in PROJECT["dependency-groups"].values()
        for line in group
        if isinstance(line, str)
        for requirement in [Requirement(line)]
    }
    for line in MANIFEST["requirements"]:
        requirement = Requirement(line)
        assert [each.operator for each in requirement.specifier] == [">="], line
        [pin] = pinned[requirement.name].specifier
        assert requirement.specifier.contains(pin.version), line


def test_versions_of_home_assistant() -> None:
    """Each has a group of its own; the tests run in one, and the workflow and the README name the others."""
    groups = {
        name.removeprefix("home-"): group for name, group in PROJECT["dependency-groups"].items() if "home-" in name
    }
    others = groups.keys() - {home_assistant_version}

    assert {version for version, group in groups.items() if f"homeassistant=={version}" in group} == groups.keys()
    assert {"include-group": f"home-{home_assistant_version}"} in PROJECT["dependency-groups"]["demo"]
    for name in (".github/workflows/tests.yml", "README.md"):
        assert set(re.findall(r"--ha ([\d.]+)", (REPOSITORY / name).read_text())) == others, name


def test_hacs() -> None:
    """HACS installs the archive of a release, in a Home Assistant that is new enough and no newer than ours."""
    hacs = json.loads((REPOSITORY / "hacs.json").read_text())

    assert hacs["name"] == MANIFEST["name"]
    assert hacs["filename"] == f"{DOMAIN}.zip"
    assert hacs["zip_release"] is True
    assert Version(hacs["homeassistant"]) <= Version(home_assistant_version)


def test_reports_of_faults() -> None:
    """They ask for what finds the cause: what happened, the diagnostics and the log."""
    form = load_yaml_dict(str(REPOSITORY / ".github" / "ISSUE_TEMPLATE" / "fault.yml"))
    required = {field["id"] for field in form["body"] if field["validations"]["required"]}

    assert {"what", "versions", "diagnostics", "log"} == required


def test_one_integration() -> None:
    """HACS takes the first folder it finds, so there is only one, with the only manifest."""
    files = tracked()

    assert [name for name in files if name.endswith("manifest.json")] == [f"custom_components/{DOMAIN}/manifest.json"]
    assert {name.split("/")[1] for name in files if name.startswith("custom_components/")} == {DOMAIN}


def test_no_lock_files() -> None:
    """What is needed is said once, in the project file."""
    locks = {"poetry.lock", "uv.lock", "Pipfile.lock", "pdm.lock", "pylock.toml", "package-lock.json", "yarn.lock"}

    assert not [name for name in tracked() if Path(name).name in locks]


def test_no_registry_addresses() -> None:
    """Where packages come from is for the machine to say."""
    registry = re.compile(
        rb"(pypi|pythonhosted|npmjs|yarnpkg)\.(org|com)|--(extra-)?index-url|\[\[tool\.uv\.index", re.IGNORECASE
    )

    assert not [name for name in tracked() if registry.search((REPOSITORY / name).read_bytes()) and not _is_here(name)]


def _is_here(name: str) -> bool:
    return (REPOSITORY / name) == Path(__file__)


def test_size_of_the_integration() -> None:
    """Its listing can be read at one glance, and no file is long; so few floors can be kept in mind."""
    beside = [path for path in MODULES if len(path.parts) == 1]
    lengths = {path.as_posix(): len((INTEGRATION / path).read_text().splitlines()) for path in MODULES}
    sys.stdout.write(f"{len(beside)} files beside the folders, {len(FLOORS)} floors, {max(lengths.values())} lines\n")

    assert len(beside) <= MOST_FILES
    assert len(FLOORS) <= MOST_FLOORS
    assert not {name: length for name, length in lengths.items() if length > MOST_LINES}


def test_length_of_other_files() -> None:
    """Scripts, the simulator and tests are as short as the modules of the integration."""
    names = {name for name in tracked() if name.endswith(".py") and name.startswith(OTHER_CODE)}
    lengths = {name: len((REPOSITORY / name).read_text().splitlines()) for name in names}

    assert not {name: length for name, length in lengths.items() if length > MOST_LINES}


def test_each_module_has_a_floor() -> None:
    """Every module has its floor, but for the door of the integration, which may import from all."""
    assert {top_level(path) for path in MODULES} == {"__init__"}.union(*FLOORS)


@pytest.mark.parametrize("path", MODULES, ids=Path.as_posix)
def test_floors(path: Path) -> None:
    """A module imports from its own folder and from floors below, never from its own floor or above."""
    part = top_level(path)
    floor = next((number for number, parts in enumerate(FLOORS) if part in parts), len(FLOORS))
    beside = {other for who, other in WITHIN_A_FLOOR if who == part}

    assert own_parts(path) <= set().union({part}, beside, *FLOORS[:floor])


@pytest.mark.parametrize("path", below("api") + below("agenda") + below("user_data"), ids=Path.as_posix)
def test_lower_floors_do_not_import_home_assistant(path: Path) -> None:
    """What speaks to the services and what knows about time can be used, and read, without it."""
    assert not [name for name in imports(path) if name.split(".")[0] in {"homeassistant", "probatio", "voluptuous"}]
    assert own_parts(path) <= {"api", "agenda", "const", "user_data"}


@pytest.mark.parametrize("path", below("agenda") + below("user_data"), ids=Path.as_posix)
def test_pure_modules(path: Path) -> None:
    """It reads and writes nothing, waits for nothing, and has no clock."""
    asynchronous = (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)
    clocks = {"now", "utcnow", "today"}
    called = {ast.unparse(node.func) for node in ast.walk(MODULES[path]) if isinstance(node, ast.Call)}

    assert not {name.split(".")[0] for name in imports(path)} & READS_AND_WRITES
    assert not [node for node in ast.walk(MODULES[path]) if isinstance(node, asynchronous)]
    assert not {f"{kind}.{name}" for kind in ("datetime", "date") for name in clocks} & called
    assert not {"open", "print", "input"} & called


@pytest.mark.parametrize("path", MODULES, ids=Path.as_posix)
def test_each_module_says_what_it_is(path: Path) -> None:
    """In one or two lines at its top."""
    said = ast.get_docstring(MODULES[path])

    assert said
    assert len(said.split("\n\n", maxsplit=1)[0].splitlines()) <= 2


def test_addresses_are_in_one_place() -> None:
    """The services' addresses can be set from outside, so only one module names them."""
    hosts = ("api.trakt.tv", "auth.trakt.tv", "api.themoviedb.org", *IMAGE_HOSTS)
    code = {path: (INTEGRATION / path).read_text() for path in MODULES}

    assert {path.as_posix() for path, written in code.items() if any(host in written for host in hosts)} == {"const.py"}
