"""A file that cannot be read costs what is in it, and nothing else."""

from datetime import UTC, datetime
import json
import os
from pathlib import Path
from typing import Any
from unittest.mock import patch

from homeassistant.core import CoreState, HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.trakt_upcoming.storage import ArtworkStore
from custom_components.trakt_upcoming.storage.store import ResilientStore

from .common import GOOD, set_aside, warnings


async def test_save_and_load(store: ResilientStore) -> None:
    """In a file that only Home Assistant may read."""
    await store.async_save({"a": 1})

    assert await store.async_load() == {"a": 1}
    assert Path(store.path).stat().st_mode & 0o777 == 0o600


async def test_no_file(store: ResilientStore, caplog: pytest.LogCaptureFixture) -> None:
    """That is no fault."""
    assert await store.async_load() is None
    assert warnings(caplog) == []


async def test_diagnostics(store: ResilientStore) -> None:
    """How large it is and when it was written, or that there is none."""
    assert await store.async_diagnostics() is None
    await store.async_save({"a": 1})
    path = Path(store.path)
    os.utime(path, (1_700_000_000, 1_700_000_000))

    changed = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert await store.async_diagnostics() == {"bytes": path.stat().st_size, "changed": changed}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "\x00\x00",
        GOOD[:30],
        "[]",
        "[1]",
        '"text"',
        '{"a": 1}',
        '{"version": 1}',
        GOOD.replace('"version": 1', '"version": 2'),
        GOOD.replace('"version": 1', '"version": 0'),
        GOOD.replace('"version": 1', '"version": "one"'),
        GOOD.replace('{"a": 1}', "[1]"),
    ],
)
async def test_unreadable_file_is_renamed(
    hass: HomeAssistant, store: ResilientStore, caplog: pytest.LogCaptureFixture, content: str
) -> None:
    """With one warning, and without Home Assistant's advice to restore a backup."""
    path = Path(store.path)
    path.write_text(content)

    assert await store.async_load() is None
    assert len(warnings(caplog)) == 1
    assert not ir.async_get(hass).issues
    assert path.with_name(f"{path.name}.unreadable").read_text() == content
    await store.async_save({"a": 2})
    assert await store.async_load() == {"a": 2}


async def test_a_file_of_a_newer_minor_version(store: ResilientStore, caplog: pytest.LogCaptureFixture) -> None:
    """That is one which this version can read."""
    Path(store.path).write_text(GOOD.replace('"minor_version": 1', '"minor_version": 2'))

    assert await store.async_load() == {"a": 1}
    assert warnings(caplog) == []


@pytest.mark.parametrize(
    ("version", "words"), [(2, "a newer version of Trakt Upcoming"), (0, "a version of Trakt Upcoming that is too old")]
)
async def test_a_file_of_another_version(
    store: ResilientStore, caplog: pytest.LogCaptureFixture, version: int, words: str
) -> None:
    """The user reads why it is not used, and what happens now."""
    Path(store.path).write_text(GOOD.replace('"version": 1', f'"version": {version}'))

    assert await store.async_load() is None
    assert warnings(caplog) == [
        f"trakt_upcoming.entry cannot be used (it was written by {words}): "
        "it is kept with the ending .unreadable, and it is built anew"
    ]


async def test_a_file_that_cannot_even_be_renamed(store: ResilientStore, caplog: pytest.LogCaptureFixture) -> None:
    """Then it stays where it is."""
    Path(store.path).mkdir()

    with patch.object(Path, "replace", side_effect=PermissionError):
        assert await store.async_load() is None
    assert len(warnings(caplog)) == 1
    assert Path(store.path).exists()


async def test_renamed_file_is_deleted_with_the_others(store: ResilientStore) -> None:
    """It may hold a token."""
    path = Path(store.path)
    path.write_text("{")
    await store.async_load()
    await store.async_save({})
    assert len(list(path.parent.iterdir())) == 2

    await store.async_remove()
    assert list(path.parent.iterdir()) == []


async def test_saved_at_once_while_home_assistant_stops(hass: HomeAssistant, store: ResilientStore) -> None:
    """It is on disk at once, because Home Assistant may be killed before its last writes."""
    hass.set_state(CoreState.stopping)
    await store.async_save({"a": 1})
    hass.set_state(CoreState.running)

    assert json.loads(Path(store.path).read_bytes())["data"] == {"a": 1}


@pytest.mark.parametrize("record", [{"at": "yesterday"}, {"at": "2026-11-20T12:00:00"}, 7, [], "text"])
async def test_artwork_that_makes_no_sense(hass: HomeAssistant, store: ResilientStore, record: Any) -> None:
    """It is looked up again."""
    await ResilientStore(hass, "artwork").async_save({"tv/1/de": record})
    artwork = ArtworkStore(hass)
    await artwork.async_load()

    assert artwork.records == {}
    assert set_aside(store) == {"trakt_upcoming.artwork.unreadable"}
