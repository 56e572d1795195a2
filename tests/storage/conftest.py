"""A store of which the files are on disk."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import Store
import pytest

from custom_components.trakt_upcoming.storage.store import ResilientStore

from .common import ENTRY

# Home Assistant's test tools keep stores in memory; here the files are what counts.
ON_DISK = {name: getattr(Store, name) for name in ("_async_load", "_async_write_data", "async_remove")}


@pytest.fixture
def store(hass: HomeAssistant, tmp_path: Path) -> Iterator[ResilientStore]:
    """Yield a store in a folder of its own."""
    hass.config.config_dir = str(tmp_path)
    (tmp_path / ".storage").mkdir()
    with patch.multiple(Store, **ON_DISK):
        yield ResilientStore(hass, ENTRY)
