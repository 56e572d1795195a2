"""The import of the history reads all pages, goes on until it is done, and can be stopped."""

import asyncio

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import get_diagnostics_for_config_entry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.trakt_upcoming.const import DOMAIN, TRAKT_AUTH
from custom_components.trakt_upcoming.sync.importer import HistoryImporter
from custom_components.trakt_upcoming.user_data import PartialHistory, Stage

from ...conftest import SetUp
from ...past import DAYS, PagedHistory, import_all, movies, season, settle, watched
from ...trakt import refresh
from ...trakt_json import Json
from .common import half_way, last


async def test_everything_is_read(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory, hass_storage: dict[str, Json]
) -> None:
    """From the newest to the oldest, each page beginning where the one before ended; nothing is set up anew for it.

    Then the plays are on disk once.
    """
    await set_up()
    account = entry.runtime_data
    history.answer()
    await import_all(hass, entry)

    ends = [None, *(f"2026-11-{day}T20:00:01.000Z" for day in range(14, 9, -1))]
    assert history.asked == ends
    assert watched(entry) == list(DAYS)
    assert last(entry).stage is Stage.DONE
    assert entry.runtime_data.importer.partial == PartialHistory()
    assert entry.runtime_data is account
    files = {name for name, stored in hass_storage.items() if name.startswith(DOMAIN) and "plays" in str(stored)}
    assert files == {f"{DOMAIN}.{entry.entry_id}.history"}


async def test_progress(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory) -> None:
    """It grows with every page, and leaves something for the statistics."""
    await set_up()
    run: HistoryImporter = entry.runtime_data.importer
    assert run.progress == 0
    seen: list[float] = []
    run.async_add_listener(lambda: seen.append(run.progress))
    await import_all(hass, entry)

    assert seen == sorted(seen)
    assert 0.2 < seen[0] < 0.5
    assert seen[-1] == pytest.approx(0.95)


async def test_stop_and_continue(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """What was read is kept; no refresh takes it up by itself."""
    await set_up()
    history.answer()
    await half_way(hass, entry, history)
    run: HistoryImporter = entry.runtime_data.importer
    await run.async_stop()
    assert (last(entry).stage, len(run.partial.plays)) == (Stage.STOPPED, 3)
    assert not run.is_under_way

    history.answer()
    await refresh(hass, entry)
    assert last(entry).stage is Stage.STOPPED

    history.answer()
    await run.async_go_on()
    await settle(hass)
    assert last(entry).stage is Stage.DONE
    assert history.asked[0] == "2026-11-13T20:00:01.000Z"
    assert watched(entry) == list(DAYS)


async def test_stopping_what_does_not_run(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """It changes nothing."""
    await set_up()
    await entry.runtime_data.importer.async_stop()
    assert entry.runtime_data.importer.last is None
    await entry.runtime_data.importer.async_wait()

    await import_all(hass, entry)
    await entry.runtime_data.importer.async_stop()
    assert last(entry).stage is Stage.DONE


async def test_a_refresh_that_needs_all_of_it(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory, hass_storage: dict[str, Json]
) -> None:
    """It waits, and asks for nothing that the import has read."""
    await set_up()
    await hass.config_entries.async_unload(entry.entry_id)
    for name in ("history", "watching"):
        del hass_storage[f"{DOMAIN}.{entry.entry_id}.{name}"]
    history.answer()
    history.gate.clear()
    await hass.config_entries.async_setup(entry.entry_id)
    await entry.runtime_data.importer.async_start(with_air_dates=True)
    history.gate.set()
    await settle(hass)

    ends = [None, *(f"2026-11-{day}T20:00:01.000Z" for day in range(14, 9, -1))]
    assert history.asked == ends
    assert last(entry).stage is Stage.DONE
    assert watched(entry) == list(DAYS)


async def test_closing_the_dialog_does_not_stop_the_import(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """By going away."""
    await set_up()
    history.answer()
    await half_way(hass, entry, history)
    watcher = hass.async_create_task(entry.runtime_data.importer.async_wait())
    await asyncio.sleep(0)
    watcher.cancel()
    history.gate.set()
    await settle(hass)

    assert last(entry).stage is Stage.DONE


async def test_beginning_anew(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """What runs is stopped, and all is read once more; what the last import brought holds until then."""
    history.plays = season()
    await set_up()
    await import_all(hass, entry)
    before = watched(entry)
    history.answer()
    await half_way(hass, entry, history)
    assert len(last(entry).aired) == 5
    assert watched(entry) == before

    history.answer()
    await import_all(hass, entry, with_air_dates=False)
    assert None in history.asked
    assert last(entry).aired == {}


async def test_refresh_during_the_import(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """The hourly reading brings it, after the import as before."""
    await set_up()
    history.answer()
    await half_way(hass, entry, history)
    history.plays = movies(*DAYS, 18)
    history.trakt.happen("movies.watched_at")
    gate, history.gate = history.gate, asyncio.Event()
    history.answer()
    await refresh_without_import(hass, entry, gate)

    assert watched(entry) == [*DAYS, 18]


async def refresh_without_import(hass: HomeAssistant, entry: MockConfigEntry, gate: asyncio.Event) -> None:
    """Let a refresh read what happened, while the import still waits for its page; then let it come."""
    await entry.runtime_data.agenda.async_refresh()
    while 18 not in watched(entry):  # noqa: ASYNC110 - the clock stands still
        await asyncio.sleep(0)
    gate.set()
    await settle(hass)


def days_of(entry: MockConfigEntry) -> list[str]:
    """Return the days on which the calendar has plays."""
    return [f"{seen.start:%Y-%m-%d}" for seen in entry.runtime_data.history.timeline.seen]


async def test_air_dates_hold(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """Whatever the hourly reading brings; what it brings stands where Trakt has it."""
    history.plays = season()
    await set_up()
    assert watched(entry) == [101, 102, 103, 104, 105]
    await import_all(hass, entry)
    aired = [f"2022-02-0{number}" for number in range(1, 6)]
    assert days_of(entry) == aired

    again = [{**play, "id": play["id"] + 100, "watched_at": "2026-11-20T11:00:00.000Z"} for play in season()]
    history.plays = [*again, *season()]
    history.trakt.happen("episodes.watched_at")
    history.answer()
    await refresh(hass, entry)
    assert days_of(entry) == [*aired, *["2026-11-20"] * 5]

    await hass.config_entries.async_reload(entry.entry_id)
    await settle(hass)
    assert days_of(entry) == [*aired, *["2026-11-20"] * 5]


async def test_diagnostics(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    entry: MockConfigEntry,
    set_up: SetUp,
    history: PagedHistory,
) -> None:
    """How far it is and what it left out, in numbers."""
    history.plays = [*season(), None]
    await set_up()
    await import_all(hass, entry)

    assert (await get_diagnostics_for_config_entry(hass, hass_client, entry))["import"] == {
        "stage": "done",
        "with_air_dates": True,
        "read": 0,
        "left": 0,
        "left_out": {"item": 1},
        "at_air_dates": 5,
        "statistics": False,
    }


async def test_deleted_with_the_account(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory, hass_storage: dict[str, Json]
) -> None:
    """Nothing of it stays on disk."""
    await set_up()
    await import_all(hass, entry)
    assert f"trakt_upcoming.{entry.entry_id}.import" in hass_storage

    history.trakt.mock.post(f"{TRAKT_AUTH}/oauth/revoke")
    await hass.config_entries.async_remove(entry.entry_id)
    assert f"trakt_upcoming.{entry.entry_id}.import" not in hass_storage
