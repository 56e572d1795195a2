"""Makes the archive that HACS installs and the release notes, if all files have the version of the tag.

It runs on Python 3.11 with the standard library only.
"""

import argparse
from collections.abc import Iterator
import json
from pathlib import Path
import re
import sys
import tomllib
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

REPOSITORY: Final = Path(__file__).resolve().parent.parent
INTEGRATION: Final = Path("custom_components") / "trakt_upcoming"
MANIFEST: Final = INTEGRATION / "manifest.json"
PROJECT: Final = Path("pyproject.toml")
CHANGES: Final = Path("CHANGELOG.md")
NOTES: Final = "notes.md"

_TAG: Final = re.compile(r"v?(\d+\.\d+\.\d+)")
_SECTION: Final = re.compile(r"^## (?P<heading>.+)\n(?P<text>(?:(?!## ).*(?:\n|\Z))*)", re.MULTILINE)
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP archive can contain."""
_PLAIN_FILE: Final = 0o100644 << 16
_UNIX: Final = 3


class PackageError(Exception):
    """The release is not ready; the message says what to change."""


def main() -> int:
    """Write both files and return the exit code."""
    parser = argparse.ArgumentParser(prog="scripts/package", description="Make the archive that HACS installs.")
    parser.add_argument("tag", help="the version, such as 1.2.3 or v1.2.3")
    parser.add_argument("folder", nargs="?", type=Path, default=REPOSITORY / "dist", help="the folder (default: dist)")
    arguments = parser.parse_args()
    try:
        made = package(arguments.tag, arguments.folder)
    except PackageError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(str(path) for path in made))
    return 0


def package(tag: str, folder: Path, repository: Path = REPOSITORY) -> tuple[Path, Path]:
    """Write the archive and the release notes to a folder, and return their paths.

    Raises PackageError if the tag or a file of the repository has another version.
    """
    notes = checked_notes(tag, repository)
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / json.loads((repository / "hacs.json").read_text())["filename"]
    write_archive(repository / INTEGRATION, archive)
    (folder / NOTES).write_text(notes)
    return archive, folder / NOTES


def checked_notes(tag: str, repository: Path) -> str:
    """Return the changelog of the version of a tag.

    Raises PackageError if there is none, or if a file of the repository has another version.
    """
    if (match := _TAG.fullmatch(tag)) is None:
        raise PackageError(f"{tag} is no version. Tag the release 1.2.3 or v1.2.3.")
    version = match[1]
    heading, notes = _latest_changes(repository)
    if wrong := list(_disagreements(version, heading, repository)):
        raise PackageError("\n".join((f"The tag {tag} stands for version {version}, but:", *wrong)))
    if not notes:
        raise PackageError(f"{CHANGES} says nothing below {heading}: write what is new.")
    return f"{notes}\n"


def write_archive(integration: Path, archive: Path) -> None:
    """Write the archive that HACS unpacks into the folder of the integration. The same files give the same bytes."""
    with ZipFile(archive, "w") as target:
        for path in sorted(contents(integration), key=Path.as_posix):
            entry = ZipInfo(path.as_posix(), _EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE
            target.writestr(entry, (integration / path).read_bytes())


def contents(integration: Path) -> Iterator[Path]:
    """Yield the paths of the files in the folder of the integration, without hidden files and compiled Python."""
    for path in integration.rglob("*"):
        inside = path.relative_to(integration)
        if path.is_file() and not any(part == "__pycache__" or part.startswith(".") for part in inside.parts):
            yield inside


def _latest_changes(repository: Path) -> tuple[str, str]:
    """Return the heading and the text of the newest section of the changelog."""
    section = _SECTION.search((repository / CHANGES).read_text())
    return (section["heading"].strip(), section["text"].strip()) if section is not None else ("nothing", "")


def _disagreements(version: str, heading: str, repository: Path) -> Iterator[str]:
    manifest = json.loads((repository / MANIFEST).read_text())["version"]
    project = tomllib.loads((repository / PROJECT).read_text())["project"]["version"]
    if manifest != version:
        yield f'- {MANIFEST} says {manifest}: set "version" to "{version}".'
    if project != version:
        yield f'- {PROJECT} says {project}: set version to "{version}".'
    if heading != version:
        yield f"- {CHANGES} begins with {heading}: begin it with the section ## {version}."


if __name__ == "__main__":
    sys.exit(main())
