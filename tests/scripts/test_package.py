"""The archive and the notes of a release, and the checks before it."""

import ast
import hashlib
import json
from pathlib import Path
import subprocess
from zipfile import ZipFile

import pytest

from scripts import package
from scripts.package import INTEGRATION, REPOSITORY, PackageError

from ..source import load, tracked

VERSION = "1.2.0"
CHANGES = """# Changelog

## 1.2.0

What is new.

### In detail

- This.

## 1.1.0

What was new.
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository that is ready for its release."""
    root = tmp_path / "repository"
    write(root, INTEGRATION / "manifest.json", json.dumps({"version": VERSION}))
    write(root, INTEGRATION / "__init__.py", "")
    write(root, INTEGRATION / "translations" / "en.json", "{}")
    write(root, Path("pyproject.toml"), f'[project]\nversion = "{VERSION}"\n')
    write(root, Path("CHANGELOG.md"), CHANGES)
    write(root, Path("hacs.json"), json.dumps({"filename": "integration.zip"}))
    return root


def write(root: Path, name: Path, content: str) -> None:
    """Write a file, and the folders above it."""
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(content)


def names(archive: Path) -> list[str]:
    """Return the names of the files in an archive, in its order."""
    with ZipFile(archive) as opened:
        return opened.namelist()


@pytest.mark.parametrize("tag", ["1.2.0", "v1.2.0"])
def test_archive_and_notes(repository: Path, tmp_path: Path, tag: str) -> None:
    archive, notes = package.package(tag, tmp_path / "new" / "folder", repository)

    assert archive == tmp_path / "new" / "folder" / "integration.zip"
    assert names(archive) == ["__init__.py", "manifest.json", "translations/en.json"]
    assert notes.read_text() == "What is new.\n\n### In detail\n\n- This.\n"


@pytest.mark.parametrize("tag", ["main", "1.2", "v1.2.0-rc", "release-1.2.0", "1.2.0\n", ""])
def test_tag_that_is_no_version(repository: Path, tmp_path: Path, tag: str) -> None:
    with pytest.raises(PackageError, match=r"is no version\. Tag the release 1\.2\.3 or v1\.2\.3\."):
        package.package(tag, tmp_path / "made", repository)

    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            INTEGRATION / "manifest.json",
            '{"version": "1.1.0"}',
            '- custom_components/trakt_upcoming/manifest.json says 1.1.0: set "version" to "1.2.0".',
        ),
        (
            Path("pyproject.toml"),
            '[project]\nversion = "1.1.0"',
            '- pyproject.toml says 1.1.0: set version to "1.2.0".',
        ),
        (
            Path("CHANGELOG.md"),
            "# Changelog\n\n## Unreleased\n\nNews.\n\n## 1.2.0\n",
            "- CHANGELOG.md begins with Unreleased: begin it with the section ## 1.2.0.",
        ),
        (
            Path("CHANGELOG.md"),
            "# Changelog\n",
            "- CHANGELOG.md begins with nothing: begin it with the section ## 1.2.0.",
        ),
    ],
    ids=["manifest", "project", "changes", "no changes"],
)
def test_file_with_another_version(repository: Path, tmp_path: Path, name: Path, content: str, message: str) -> None:
    write(repository, name, content)

    with pytest.raises(PackageError) as caught:
        package.package("v1.2.0", tmp_path / "made", repository)

    assert str(caught.value).splitlines() == ["The tag v1.2.0 stands for version 1.2.0, but:", message]
    assert not (tmp_path / "made").exists()


def test_all_problems_are_listed(repository: Path, tmp_path: Path) -> None:
    with pytest.raises(PackageError) as caught:
        package.package("2.0.0", tmp_path, repository)

    listed = str(caught.value)
    assert all(name in listed for name in ("manifest.json", "pyproject.toml", "CHANGELOG.md"))


def test_missing_notes(repository: Path, tmp_path: Path) -> None:
    write(repository, Path("CHANGELOG.md"), "# Changelog\n\n## 1.2.0\n\n## 1.1.0\n\nWhat was new.\n")

    with pytest.raises(PackageError, match=r"CHANGELOG\.md says nothing below 1\.2\.0: write what is new\."):
        package.package(VERSION, tmp_path, repository)


def test_notes_at_the_end_of_the_file(repository: Path, tmp_path: Path) -> None:
    write(repository, Path("CHANGELOG.md"), "# Changelog\n\n## 1.2.0\n\nThe first version.")

    _, notes = package.package(VERSION, tmp_path, repository)

    assert notes.read_text() == "The first version.\n"


def test_hidden_and_compiled_files_are_left_out(repository: Path, tmp_path: Path) -> None:
    before, _ = package.package(VERSION, tmp_path / "before", repository)
    for name in (".DS_Store", ".cache/x.json", "__pycache__/__init__.cpython-314.pyc", "api/__pycache__/x.pyc"):
        write(repository, INTEGRATION / name, "")

    after, _ = package.package(VERSION, tmp_path / "after", repository)

    assert names(after) == names(before)


def test_same_files_make_the_same_bytes(repository: Path, tmp_path: Path) -> None:
    """Independent of their times, places and permissions."""
    copy = tmp_path / "copy"
    for name in sorted(repository.rglob("*"), reverse=True):
        if name.is_file():
            write(copy, name.relative_to(repository), name.read_text())
            (copy / name.relative_to(repository)).chmod(0o755)

    first, _ = package.package(VERSION, tmp_path / "first", repository)
    second, _ = package.package(VERSION, tmp_path / "second", copy)

    assert _sum(first) == _sum(second)


def test_archive_of_this_repository(tmp_path: Path) -> None:
    """It contains every tracked file of the integration at its root, and nothing else."""
    archive, notes = package.package(load("manifest.json")["version"], tmp_path)
    folder = f"{INTEGRATION.as_posix()}/"
    inside = names(archive)

    assert inside == sorted(name.removeprefix(folder) for name in tracked() if name.startswith(folder))
    assert {"__init__.py", "manifest.json", "services.yaml", "translations/en.json", "brand/logo.png"} <= set(inside)
    assert not [name for name in inside if "test" in name or name.startswith(("custom_components", "/", ".."))]
    with ZipFile(archive) as opened:
        assert opened.testzip() is None
        assert json.loads(opened.read("manifest.json")) == load("manifest.json")
        assert {entry.external_attr >> 16 for entry in opened.infolist()} == {0o100644}
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert notes.read_text().strip()


def test_command(tmp_path: Path) -> None:
    """It prints the paths of the files, or what to change."""
    made = _run(f"v{load('manifest.json')['version']}", str(tmp_path))
    refused = _run("v99.0.0", str(tmp_path / "refused"))

    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.splitlines() == [str(tmp_path / "trakt_upcoming.zip"), str(tmp_path / "notes.md")]
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("The tag v99.0.0 stands for version 99.0.0, but:\n- ")
    assert not (tmp_path / "refused").exists()


def test_only_the_standard_library_of_an_older_python_is_needed() -> None:
    """The machine that makes a release has no environment for tests."""
    tree = ast.parse((REPOSITORY / "scripts" / "package.py").read_text(), feature_version=(3, 11))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert imported == {"argparse", "collections.abc", "json", "pathlib", "re", "sys", "tomllib", "typing", "zipfile"}


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(REPOSITORY / "scripts" / "package"), *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
