"""The import of the history goes on after a restart, as long as the history is the same."""

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.const import DOMAIN, TRAKT_AUTH
from custom_components.trakt_upcoming.storage.plays import plays_as_json
from custom_components.trakt_upcoming.user_data import Stage

from ...conftest import SetUp
from ...past import DAYS, PagedHistory, movies, settle, watched
from ...trakt_json import Json
from .common import half_way, last


async def test_a_restart(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory) -> None:
    """It goes on by itself, where it was."""
    await set_up()
    history.answer()
    await half_way(hass, entry, history)
    await hass.config_entries.async_unload(entry.entry_id)
    history.answer()
    await hass.config_entries.async_setup(entry.entry_id)
    await settle(hass)

    assert last(entry).stage is Stage.DONE
    assert "2026-11-13T20:00:01.000Z" in history.asked
    assert watched(entry) == list(DAYS)


@pytest.mark.parametrize("stage", [Stage.RUNNING, Stage.STOPPED])
async def test_an_import_of_version_0_1_0(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    set_up: SetUp,
    history: PagedHistory,
    hass_storage: dict[str, Json],
    stage: Stage,
) -> None:
    """It goes on where it was, though that version kept what it had read with the state of the import."""
    await set_up()
    read = plays_as_json(entry.runtime_data.user_data.confirmed.plays[:3])
    await hass.config_entries.async_unload(entry.entry_id)
    hass_storage[f"{DOMAIN}.{entry.entry_id}.import"] = {
        "version": 1,
        "data": {
            "stage": stage,
            "with_air_dates": True,
            "stamps": last_activities_of(history),
            "history": read,
            "left": 3,
            "odd": [],
            "aired": {},
            "series": None,
        },
    }
    history.answer()
    await hass.config_entries.async_setup(entry.entry_id)
    await settle(hass)
    if stage is Stage.STOPPED:
        assert len(entry.runtime_data.importer.partial.plays) == 3
        await entry.runtime_data.importer.async_go_on()
        await settle(hass)

    assert last(entry).stage is Stage.DONE
    assert history.asked[0] == "2026-11-13T20:00:01.000Z"
    assert watched(entry) == list(DAYS)


def last_activities_of(history: PagedHistory) -> dict[str, str]:
    """Return the last activities as version 0.1.0 kept them: all, by their dotted names."""
    return {
        f"{kind}.{name}": at
        for kind, activities in history.trakt.activities.items()
        if isinstance(activities, dict)
        for name, at in activities.items()
    }


@pytest.mark.parametrize("was_stopped", [False, True], ids=["running", "stopped"])
async def test_an_import_from_a_backup(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory, *, was_stopped: bool
) -> None:
    """What was taken back since does not come back with it: the import begins anew."""
    await set_up()
    history.answer()
    await half_way(hass, entry, history)
    if was_stopped:
        await entry.runtime_data.importer.async_stop()
    await hass.config_entries.async_unload(entry.entry_id)
    history.plays = movies(*DAYS[:-1])
    history.trakt.happen("movies.watched_at")
    history.answer()
    await hass.config_entries.async_setup(entry.entry_id)
    await settle(hass)
    if was_stopped:
        await entry.runtime_data.importer.async_go_on()
        await settle(hass)

    assert last(entry).stage is Stage.DONE
    assert None in history.asked
    assert watched(entry) == list(DAYS[:-1])


async def test_account_is_deleted_during_the_import(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory, hass_storage: dict[str, Json]
) -> None:
    """Nothing of what was read stays on disk, either."""
    await set_up()
    history.answer()
    await half_way(hass, entry, history)
    history.trakt.mock.post(f"{TRAKT_AUTH}/oauth/revoke")
    await hass.config_entries.async_remove(entry.entry_id)

    assert not [name for name in hass_storage if entry.entry_id in name]
