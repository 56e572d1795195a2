"""The state of the last import, which has one owner."""

from datetime import UTC, datetime

from homeassistant.core import HomeAssistant

from custom_components.trakt_upcoming.api.trakt import SkippedItem
from custom_components.trakt_upcoming.storage import ImportStore
from custom_components.trakt_upcoming.sync.last_import import LastImport
from custom_components.trakt_upcoming.user_data import ImportState, Stage

from ..conftest import ENTRY_ID

AIRED = {1: datetime(2022, 2, 1, 20, tzinfo=UTC)}
ODD = (SkippedItem(field="movie.ids", name="7 Dune"),)


async def loaded(hass: HomeAssistant) -> LastImport:
    """Return the last import as it is on disk."""
    last_import = LastImport(ImportStore(hass, ENTRY_ID))
    await last_import.async_load()
    return last_import


async def test_no_import(hass: HomeAssistant) -> None:
    """Nothing runs, and nothing came of it."""
    last_import = await loaded(hass)

    assert last_import.state is None
    assert (last_import.is_running, last_import.with_air_dates) == (False, False)
    assert (last_import.aired, last_import.series) == ({}, None)


async def test_from_beginning_to_end(hass: HomeAssistant) -> None:
    """Each change is on disk at once; the results are with the end of the import."""
    last_import, stages = await loaded(hass), []
    await last_import.async_begin(with_air_dates=True)
    stages.append((await loaded(hass)).state)
    await last_import.async_stop()
    stages.append((await loaded(hass)).state)
    await last_import.async_go_on()
    stages.append((await loaded(hass)).state)
    assert stages == [
        ImportState(stage=stage, with_air_dates=True) for stage in (Stage.RUNNING, Stage.STOPPED, Stage.RUNNING)
    ]

    last_import.async_set_results(AIRED, "trakt_demo")
    await last_import.async_finish(ODD)
    assert (await loaded(hass)).state == ImportState(
        stage=Stage.DONE, with_air_dates=True, skipped=ODD, aired=AIRED, series="trakt_demo"
    )


async def test_another_import(hass: HomeAssistant) -> None:
    """The results of the one before hold until it has some; the statistics never change their name."""
    last_import = await loaded(hass)
    await last_import.async_begin(with_air_dates=True)
    last_import.async_set_results(AIRED, "trakt_demo")
    await last_import.async_finish(ODD)
    await last_import.async_begin(with_air_dates=False)
    assert (last_import.is_running, last_import.with_air_dates) == (True, False)
    assert (last_import.aired, last_import.series) == (AIRED, "trakt_demo")

    last_import.async_set_results({}, "another")
    assert (last_import.aired, last_import.series) == ({}, "trakt_demo")
