"""The import of the history while Trakt fails or gives answers that make no sense."""

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.api.errors import UnavailableError
from custom_components.trakt_upcoming.sync.importer import HistoryImporter
from custom_components.trakt_upcoming.user_data import PartialHistory, Stage

from ...conftest import SetUp
from ...past import DAYS, PAGE, PagedHistory, import_all, movies, watched
from ...trakt import refresh
from ...trakt_json import Json
from .common import last


async def test_a_fault_lets_it_rest(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """It goes on after the next refresh that Trakt answers, where it was."""
    await set_up()
    history.answer()
    history.good_for = 2
    await import_all(hass, entry)
    run: HistoryImporter = entry.runtime_data.importer
    assert isinstance(run.error, UnavailableError)
    assert not run.is_under_way
    assert last(entry).stage is Stage.RUNNING

    history.good_for = None
    history.answer()
    await refresh(hass, entry)
    assert last(entry).stage is Stage.DONE
    assert history.asked[0] == "2026-11-13T20:00:01.000Z"
    assert run.error is None
    assert watched(entry) == list(DAYS)


async def test_invalid_plays_are_left_out(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """It is left out and named, and stops nothing."""
    history.plays = [*movies(15, 14), None, {"id": 9, "watched_at": "2026-11-01T20:00:00.000Z", "type": "movie"}]
    await set_up()
    await import_all(hass, entry)

    assert last(entry).stage is Stage.DONE
    assert [(each.name, each.field) for each in last(entry).skipped] == [("?", "item"), ("9", "item")]
    assert watched(entry) == [14, 15]


async def test_only_invalid_plays(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """Then the fault is Trakt's, and what was known stays."""
    await set_up()
    history.plays = [None, None, None]
    history.answer()
    await import_all(hass, entry)

    assert last(entry).stage is Stage.RUNNING
    assert watched(entry) == list(DAYS)


async def test_most_plays_are_gone(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """Once that is not believed: what was known stays, and the next refresh reads all anew."""
    history.plays = movies(*range(1, 16))
    history.answer()
    await set_up()
    history.plays = movies(1)
    history.answer()
    await import_all(hass, entry)
    run: HistoryImporter = entry.runtime_data.importer
    assert str(run.error) == "a history from which most plays are gone"
    assert (last(entry).stage, run.partial) == (Stage.RUNNING, PartialHistory())
    assert watched(entry) == list(range(1, 16))

    history.plays = movies(*range(1, 16))
    history.answer()
    await refresh(hass, entry)
    assert last(entry).stage is Stage.DONE
    assert watched(entry) == list(range(1, 16))


async def test_a_service_without_pages(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that gives the same again and again is asked no more."""
    await set_up()
    same: list[Json] = [{**play, "watched_at": "2026-11-15T20:00:00.000Z"} for play in movies(15, 14)]
    monkeypatch.setattr(history, "plays", same * 50)
    history.answer()
    await import_all(hass, entry)

    assert last(entry).stage is Stage.DONE
    assert len(history.asked) < 2 * PAGE + 2
    assert watched(entry) == [14, 15]
