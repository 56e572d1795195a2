"""What GitHub runs: only what is in this repository or pinned, with no more rights than it needs."""

from collections.abc import Iterator
import json
import os
from pathlib import Path
import re
from typing import Any

from homeassistant.util.yaml import parse_yaml
import pytest

from scripts.package import NOTES

from .source import REPOSITORY

WORKFLOWS = {path.stem: path for path in sorted((REPOSITORY / ".github" / "workflows").iterdir())}
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
SCRIPT = re.compile(r"(?<![\w./-])scripts/[\w.-]+")


def load(name: str) -> Any:
    """Return a workflow as data; `on` becomes True, as YAML has it."""
    return parse_yaml(WORKFLOWS[name].read_text())


def steps(name: str) -> Iterator[dict[str, Any]]:
    """Yield the steps of all jobs of a workflow."""
    for job in load(name)["jobs"].values():
        yield from job.get("steps", [])


def commands(name: str) -> str:
    """Return everything that a workflow runs in a shell."""
    return "\n".join(step["run"] for step in steps(name) if "run" in step)


def used(name: str) -> dict[str, str]:
    """Return the actions and workflows that a workflow uses, with the comment after each."""
    lines = re.findall(r"^[\s-]*uses:\s*(\S+)[^\S\n]*(.*)$", WORKFLOWS[name].read_text(), re.MULTILINE)
    return dict(lines)


def test_workflows() -> None:
    """There are these, and each is tested below."""
    assert set(WORKFLOWS) == {"release", "tests", "validate"}
    assert {path.suffix for path in WORKFLOWS.values()} == {".yml"}


@pytest.mark.parametrize("name", WORKFLOWS)
def test_structure_of_workflows(name: str) -> None:
    """A name, an occasion, and jobs that either run steps or another workflow."""
    workflow = load(name)

    assert workflow["name"].lower() == name
    assert workflow[True]
    assert workflow["jobs"]
    assert all(("runs-on" in job and job["steps"]) or "uses" in job for job in workflow["jobs"].values())
    assert all(("run" in step) != ("uses" in step) for step in steps(name))


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actions_are_pinned(name: str) -> None:
    """To one commit, with words that say which that is; a tag or a branch could become something else tomorrow."""
    actions = used(name)
    ours = {action for action in actions if action.startswith("./")}

    assert actions
    assert all((REPOSITORY / action).is_file() for action in ours)
    for action in actions.keys() - ours:
        assert PINNED.fullmatch(action), action
        assert re.fullmatch(r"# \S+", actions[action]), action


@pytest.mark.parametrize("name", WORKFLOWS)
def test_permissions(name: str) -> None:
    """It reads; the rights of a job are its own, and only the one that makes the release writes."""
    workflow = load(name)
    rights = {job: granted["permissions"] for job, granted in workflow["jobs"].items() if "permissions" in granted}

    assert workflow["permissions"] in ({}, {"contents": "read"})
    assert workflow["permissions"] or rights.keys() == workflow["jobs"].keys()
    writing = {job for job, granted in rights.items() if granted != {"contents": "read"}}
    assert writing == ({"release"} if name == "release" else set())


@pytest.mark.parametrize("name", WORKFLOWS)
def test_checkouts_leave_no_credentials(name: str) -> None:
    """What runs after it finds no token in the folder."""
    checkouts = [step for step in steps(name) if step.get("uses", "").startswith("actions/checkout@")]

    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_names_of_tags_and_branches_are_no_commands(name: str) -> None:
    """They come from outside, so a shell gets them as variables only."""
    assert "${{" not in commands(name)


@pytest.mark.parametrize(("name", "scripts"), [("tests", {"scripts/test"}), ("release", {"scripts/package"})])
def test_workflows_call_scripts(name: str, scripts: set[str]) -> None:
    """The work is in scripts that a maintainer can start, too."""
    assert set(SCRIPT.findall(commands(name))) == scripts
    assert all(os.access(REPOSITORY / script, os.X_OK) for script in scripts)


def test_release_is_what_the_tests_let_through() -> None:
    """Any tag starts it; it waits for the tests, makes the files, and attaches those."""
    release = load("release")
    archive = json.loads((REPOSITORY / "hacs.json").read_text())["filename"]
    job = release["jobs"]["release"]
    *_, make, attach = job["steps"]

    assert release[True] == {"push": {"tags": ["**"]}}
    assert Path(release["jobs"][job["needs"]]["uses"]) == Path(".github/workflows/tests.yml")
    assert "workflow_call" in load("tests")[True]
    assert job["env"] == {"TAG": "${{ github.ref_name }}"}
    assert make["run"] == 'scripts/package "$TAG" dist'
    assert attach["run"].count(f"dist/{archive}") == 2
    assert f"--notes-file dist/{NOTES}" in attach["run"]
