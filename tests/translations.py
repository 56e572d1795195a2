"""The texts of the integration, and what they leave open."""

from collections.abc import Iterator
import string
from typing import Any

import pytest

from custom_components.trakt_upcoming.api.trakt import Feed

from .conftest import TMDB_KEY
from .source import INTEGRATION, load
from .trakt_json import Json

EN: Json = load("translations/en.json")


LANGUAGE_FILES = sorted((INTEGRATION / "translations").glob("*.json"))


ALL_FEEDS = pytest.mark.parametrize(
    "options", [{"feeds": [feed.value for feed in Feed], "tmdb_api_key": TMDB_KEY}], ids=["all feeds"]
)


def texts(tree: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Return all texts with the paths to them."""
    if isinstance(tree, str):
        yield path, tree
    else:
        for key, below in tree.items():
            yield from texts(below, f"{path}.{key}".lstrip("."))


def placeholders(message: str) -> set[str]:
    """Return the names that a text leaves open."""
    return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}


def names(tree: dict[str, Any], *path: str) -> set[str]:
    """Return the keys at a place, none where the place does not exist."""
    for step in path:
        tree = tree.get(step, {})
    return set(tree)


def all_placeholders(tree: Any) -> set[str]:
    """Return the names that all texts of a tree leave open."""
    return {name for _, message in texts(tree) for name in placeholders(message)}
