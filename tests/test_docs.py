"""README and docs/ call things by their names: those of the interface, and those of the files."""

from pathlib import Path
import re
from typing import Final

import pytest

from custom_components.trakt_upcoming.const import ATTRIBUTION_TMDB, ATTRIBUTION_TRAKT

from .source import INTEGRATION, MODULES, REPOSITORY
from .test_readme import BLOCK, PAGES, README, marked, prose, rows
from .translations import EN, texts

ARCHITECTURE: Final = "docs/architecture.md"
WITH_OTHER_NAMES: Final = {"CHANGELOG.md", "docs/faults.md"}
"""One also tells of what is no longer called so, the other has words of its own."""
ELSEWHERE: Final = {
    "1 more",
    "Create automation",
    "Enable polling for changes",
    "Install",
    "Integration",
    "Marketplace",
    "Reconfigure",
    "Release day",
    "Submit",
    "To-do item completed",
    "Trakt NAME",
}
"""Names from Home Assistant and the blueprint, and those with a value in place of a placeholder."""
MOST_LINES: Final = 150


def quoted(page: str) -> set[str]:
    """Return the names of the interface in a page, without the ways through menus."""
    names = re.findall(r"\*([^*]+)\*", prose(page).replace("**", ""))
    return {" ".join(name.split()) for name in names if "→" not in name}


@pytest.mark.parametrize("page", sorted(PAGES.keys() - WITH_OTHER_NAMES))
def test_names_of_the_interface(page: str) -> None:
    """Whatever a page calls by a name has that name in the interface; of messages it may be a beginning."""
    labels = {label.removeprefix("{account}: ") for _, label in texts(EN)} | ELSEWHERE
    messages = [message for _, message in texts({"raised": EN["exceptions"], "aborted": EN["config"]["abort"]})]
    sentences = [sentence.strip() for message in messages for sentence in message.split(".")]

    for name in quoted(page) - labels:
        beginning, _, _ = name.partition(" …")
        assert any(sentence.startswith(beginning) for sentence in sentences), name


def test_notices() -> None:
    """README names both services as the entities do, TMDB in the words of its terms."""
    text = " ".join(PAGES[README].split())

    assert ATTRIBUTION_TMDB in text
    assert ATTRIBUTION_TRAKT in text


def test_architecture() -> None:
    """It is short, tells of every folder, and each file that its text and its pictures name is there."""
    folders = {f"{path.parts[0]}/" for path in MODULES if len(path.parts) > 1} | {"frontend/"}
    paths = {name for name in marked(prose(ARCHITECTURE)) if re.fullmatch(r"[\w/]+/|[\w/]+\.\w+", name)}
    pictures = " ".join(picture for _, picture in BLOCK.findall(PAGES[ARCHITECTURE]))
    modules = set(re.findall(r"[a-z_]+/[a-z_/]*[a-z]", pictures))

    assert len(PAGES[ARCHITECTURE].splitlines()) <= MOST_LINES
    assert {name.strip("`") for name in rows(ARCHITECTURE, "Folders")} == folders
    assert not [path for path in paths if not (INTEGRATION / path).exists() and not (REPOSITORY / path).exists()]
    assert not [name for name in modules if not (INTEGRATION / name).is_dir() and Path(f"{name}.py") not in MODULES]
