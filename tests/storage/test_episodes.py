"""The episodes of shows in progress, on disk."""

from homeassistant.core import HomeAssistant
import pytest

from custom_components.trakt_upcoming.api.trakt import NamedEpisode
from custom_components.trakt_upcoming.storage import EpisodesStore
from custom_components.trakt_upcoming.user_data import ShowSeasons

from ..records_json import episode
from ..trakt_json import Json
from .common import ENTRY

KEY = f"trakt_upcoming.{ENTRY}.episodes"
EPISODE = NamedEpisode.from_dict(episode(301, runtime=50, first_aired="2026-11-01T20:00:00.000Z"))
SHOWS = {7: ShowSeasons(following=(3, 1), seasons={3: (EPISODE,), 4: ()})}


async def test_save_and_load(hass: HomeAssistant, hass_storage: dict[str, Json]) -> None:
    """Also that a season has no episodes; and nothing stays of an account that has left."""
    await EpisodesStore(hass, ENTRY).async_save(SHOWS)
    assert await EpisodesStore(hass, ENTRY).async_load() == SHOWS

    await EpisodesStore(hass, ENTRY).async_remove()
    assert KEY not in hass_storage


@pytest.mark.parametrize("data", [{}, {"shows": [7]}, {"shows": {"x": {}}}, {"shows": {"7": {"following": [1]}}}])
async def test_invalid_content(hass: HomeAssistant, hass_storage: dict[str, Json], data: Json) -> None:
    """It is asked for anew."""
    hass_storage[KEY] = {"version": 1, "minor_version": 1, "key": KEY, "data": data}

    assert await EpisodesStore(hass, ENTRY).async_load() == {}
