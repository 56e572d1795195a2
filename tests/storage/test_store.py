"""A file that cannot be read costs what is in it, and nothing else."""

from collections.abc import Iterator
from datetime import UTC, datetime
import os
from pathlib import Path
from typing import Any
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.storage import Store
from homeassistant.util.dt import utcnow
import pytest

from custom_components.trakt_upcoming.storage import ArtworkStore, SnapshotStore, TokenStore
from custom_components.trakt_upcoming.storage.store import ResilientStore

ENTRY = "entry"
GOOD = '{"version": 1, "minor_version": 1, "key": "k", "data": {"a": 1}}'


# Home Assistant's test tools keep stores in memory; here the files are what counts.
ON_DISK = {name: getattr(Store, name) for name in ("_async_load", "_async_write_data", "async_remove")}


@pytest.fixture
def store(hass: HomeAssistant, tmp_path: Path) -> Iterator[ResilientStore]:
    """Yield a store in a folder of its own."""
    hass.config.config_dir = str(tmp_path)
    (tmp_path / ".storage").mkdir()
    with patch.multiple(Store, **ON_DISK):
        yield ResilientStore(hass, ENTRY)


async def test_what_was_saved_is_there(store: ResilientStore) -> None:
    """In a file that only Home Assistant may read."""
    await store.async_save({"a": 1})

    assert await store.async_load() == {"a": 1}
    assert Path(store.path).stat().st_mode & 0o777 == 0o600


async def test_nothing_was_saved(store: ResilientStore, caplog: pytest.LogCaptureFixture) -> None:
    """That is no fault."""
    assert await store.async_load() is None
    assert [record for record in caplog.records if record.levelno >= 30] == []


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
async def test_what_cannot_be_used_is_set_aside(
    hass: HomeAssistant, store: ResilientStore, caplog: pytest.LogCaptureFixture, content: str
) -> None:
    """With one warning, and without Home Assistant's advice to restore a backup."""
    path = Path(store.path)
    path.write_text(content)

    assert await store.async_load() is None
    assert [record.levelname for record in caplog.records if record.levelno >= 30] == ["WARNING"]
    assert not ir.async_get(hass).issues
    assert path.with_name(f"{path.name}.unreadable").read_text() == content
    await store.async_save({"a": 2})
    assert await store.async_load() == {"a": 2}


async def test_removing_leaves_nothing(store: ResilientStore) -> None:
    """What was set aside may hold a token, too."""
    path = Path(store.path)
    path.write_text("{")
    await store.async_load()
    await store.async_save({"a": 1})
    assert len(list(path.parent.iterdir())) == 2

    await store.async_remove()

    assert list(path.parent.iterdir()) == []


async def test_a_file_that_cannot_even_be_renamed(store: ResilientStore, caplog: pytest.LogCaptureFixture) -> None:
    """Then it stays where it is."""
    await store.async_set_aside("a test")

    assert "cannot be used (a test)" in caplog.text


@pytest.mark.parametrize("data", [{"episodes": [{}]}, {"episodes": 7}, {"episodes": [None]}])
async def test_a_snapshot_that_makes_no_sense(hass: HomeAssistant, store: ResilientStore, data: Any) -> None:
    """It is as if there were none."""
    await ResilientStore(hass, ENTRY).async_save(data)
    asked = {"episodes": {"start": "2026-11-19", "days": 32, "at": utcnow().isoformat()}}
    await ResilientStore(hass, f"{ENTRY}.asked").async_save(asked)

    assert await SnapshotStore(hass, ENTRY).async_load() == {}
    assert Path(f"{store.path}.unreadable").exists()


async def test_artwork_that_makes_no_sense(hass: HomeAssistant, store: ResilientStore) -> None:
    """It is looked up again."""
    await ResilientStore(hass, "artwork").async_save({"tv/1/de": {"at": "yesterday"}})
    artwork = ArtworkStore(hass)
    await artwork.async_load()

    assert artwork.records == {}


@pytest.mark.parametrize("stored", [{}, {"expires_at": "soon", "expires_in": 1}, {"expires_at": 5, "expires_in": None}])
async def test_a_token_that_makes_no_sense(hass: HomeAssistant, store: ResilientStore, stored: Any) -> None:
    """The one of the entry is taken."""
    tokens = TokenStore(hass, ENTRY)
    await tokens.async_save(stored)
    other = {"access_token": "a", "expires_at": 100.0, "expires_in": 50}

    assert await tokens.async_younger(other) == other


async def test_what_a_file_looks_like_from_outside(store: ResilientStore) -> None:
    """How large it is and when it was written, or that there is none."""
    assert await store.async_facts() is None
    await store.async_save({"a": 1})
    path = Path(store.path)
    os.utime(path, (1_700_000_000, 1_700_000_000))

    changed = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert await store.async_facts() == {"bytes": path.stat().st_size, "changed": changed}
