"""Importing the history in the options, as a user does."""

from typing import Any
from unittest.mock import patch

from homeassistant.core import Event, HomeAssistant
from homeassistant.data_entry_flow import EVENT_DATA_ENTRY_FLOW_PROGRESS_UPDATE, FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from .conftest import SetUp
from .past import DAYS, PagedHistory, movies, season, settle, watched
from .trakt import FakeTrakt

NO_DATE = "1970-01-01T00:00:00.000Z"
UNDATED = "Skipped, because Trakt has no date for them"
ODD = "Skipped, because a field is missing or invalid"


@pytest.fixture
def history(trakt: FakeTrakt) -> PagedHistory:
    """Return a history of six movies, two a page."""
    history = PagedHistory(
        trakt,
    )
    history.answer()
    return history


async def open_import(hass: HomeAssistant, entry: MockConfigEntry) -> Any:
    """Choose the import among the options."""
    menu = await hass.config_entries.options.async_init(entry.entry_id)
    assert menu["menu_options"] == ["settings", "history"]
    return await choose(hass, menu, "history")


async def choose(hass: HomeAssistant, menu: Any, name: str) -> Any:
    """Choose from a menu."""
    return await hass.config_entries.options.async_configure(menu["flow_id"], {"next_step_id": name})


async def submit(hass: HomeAssistant, form: Any, *, air_dates: bool = True) -> Any:
    """Begin to import."""
    return await hass.config_entries.options.async_configure(form["flow_id"], {"air_dates": air_dates})


async def look_again(hass: HomeAssistant, step: Any) -> Any:
    """Wait for all that goes on, and return what is shown then."""
    await settle(hass)
    return await hass.config_entries.options.async_configure(step["flow_id"])


async def test_preview(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory) -> None:
    """What there is, by kind and year, and how much of it was ticked off on binge days; nothing is asked for it."""
    undated = {**movies(9)[0], "watched_at": NO_DATE}
    history.plays = [*season(), *movies(*DAYS), {**movies(8)[0], "watched_at": "2024-01-05T20:00:00.000Z"}, undated]
    history.answer()
    await set_up()
    history.answer()
    form = await open_import(hass, entry)

    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "import_preview")
    assert form["description_placeholders"] == {
        "movies": "7",
        "episodes": "5",
        "left_out": f"{UNDATED}: 1",
        "years": "| 2026 | 6 | 5 |\n| 2024 | 1 | 0 |\n| ? | 1 | 0 |",
        "moved": "Episodes affected: 5.",
    }
    assert history.asked == []
    assert form["data_schema"]({}) == {"air_dates": True}


async def test_import_with_progress(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """With Home Assistant's own progress; at its end nothing is set up anew."""
    history.plays = [*season(), *movies(*DAYS), None]
    await set_up()
    account = entry.runtime_data
    updates: list[Event] = async_capture_events(hass, EVENT_DATA_ENTRY_FLOW_PROGRESS_UPDATE)
    step = await submit(hass, await open_import(hass, entry))
    assert (step["type"], step["progress_action"]) == (FlowResultType.SHOW_PROGRESS, "import_history")
    end = await look_again(hass, step)

    assert (end["type"], end["reason"]) == (FlowResultType.ABORT, "import_done_without_recorder")
    assert end["description_placeholders"] == {
        "read": "0",
        "all": "0",
        "movies": "6",
        "episodes": "5",
        "moved": "Episodes at their air dates: 5",
        "left_out": f"{ODD}: 1\n- ? (`item`)",
    }
    progress = [event.data["progress"] for event in updates]
    assert progress == sorted(progress)
    assert len(progress) > 3
    assert entry.runtime_data is account
    assert entry.options == {}
    assert len(watched(entry)) == 11


async def test_many_plays_are_left_out(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """A few are listed, all are counted."""
    history.plays = [*movies(15), *({"id": number, "watched_at": NO_DATE} for number in range(1, 31))]
    await set_up()
    end = await look_again(hass, await submit(hass, await open_import(hass, entry)))
    said = end["description_placeholders"]

    heading, *lines = said["left_out"].splitlines()
    assert heading == f"{ODD}: 30"
    assert (len(lines), lines[0], lines[-1]) == (21, "- 1 (`type`)", "- ...")


async def test_counts_of_the_result(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """A movie without a date is in no calendar, and it is said why; of what there is none nothing is said."""
    history.plays = [movies(9)[0], {**movies(8)[0], "watched_at": NO_DATE}]
    await set_up()
    end = await look_again(hass, await submit(hass, await open_import(hass, entry)))

    assert len(watched(entry)) == 1
    assert end["description_placeholders"] == {
        "read": "0",
        "all": "0",
        "movies": "1",
        "episodes": "0",
        "moved": "",
        "left_out": f"{UNDATED}: 1",
    }


async def test_undated_episodes_at_their_air_dates(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """They are there, unless the user does not want that."""
    history.plays = [{**play, "watched_at": NO_DATE} for play in season()]
    await set_up()
    with_them = await look_again(hass, await submit(hass, await open_import(hass, entry)))
    without = await look_again(hass, await submit(hass, await open_import(hass, entry), air_dates=False))

    assert with_them["description_placeholders"]["episodes"] == "5"
    assert with_them["description_placeholders"]["left_out"] == ""
    assert without["description_placeholders"]["episodes"] == "0"
    assert without["description_placeholders"]["left_out"] == f"{UNDATED}: 5"


async def test_a_long_life(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory) -> None:
    """Large numbers can be read, and the years before the last 60 stand together."""
    years = [*range(2025, 1899, -1), *([1895] * 1_234)]
    history.plays = [
        {**movies(9)[0], "id": number, "watched_at": f"{year}-05-05T20:00:00.000Z"}
        for number, year in enumerate(years, 1)
    ]
    with patch("tests.past.PAGE", 250):
        history.answer()
        await set_up()
        form = await open_import(hass, entry)
    said = form["description_placeholders"]
    rows = said["years"].splitlines()

    assert said["movies"] == "1\N{NARROW NO-BREAK SPACE}360"
    assert (len(rows), rows[0], rows[59]) == (61, "| 2025 | 1 | 0 |", "| 1966 | 1 | 0 |")
    assert rows[60] == "| \N{LESS-THAN OR EQUAL TO} 1965 | 1\N{NARROW NO-BREAK SPACE}300 | 0 |"


async def test_without_air_dates(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """Everything stays where Trakt has it."""
    history.plays = season()
    await set_up()
    end = await look_again(hass, await submit(hass, await open_import(hass, entry), air_dates=False))

    assert end["description_placeholders"]["moved"] == ""


async def test_closing_the_dialog(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """The import goes on; whoever opens the dialog again sees how far it is, and may look on."""
    await set_up()
    history.gate.clear()
    step = await submit(hass, await open_import(hass, entry))
    hass.config_entries.options.async_abort(step["flow_id"])
    menu = await open_import(hass, entry)
    assert (menu["type"], menu["step_id"]) == (FlowResultType.MENU, "import_running")
    assert menu["description_placeholders"] == {"read": "0", "all": "0"}

    step = await choose(hass, menu, "import_progress")
    assert step["type"] is FlowResultType.SHOW_PROGRESS
    history.gate.set()
    assert (await look_again(hass, step))["reason"] == "import_done_without_recorder"


async def test_asking_while_it_runs(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """The dialog shows the same progress; with a recorder, its end says that statistics are written."""
    await set_up()
    history.gate.clear()
    step = await submit(hass, await open_import(hass, entry))
    again = await hass.config_entries.options.async_configure(step["flow_id"])
    assert (again["type"], again["progress_action"]) == (FlowResultType.SHOW_PROGRESS, "import_history")

    history.gate.set()
    with patch("custom_components.trakt_upcoming.import_flow.has_recorder", return_value=True):
        assert (await look_again(hass, step))["reason"] == "import_done"


async def test_stopping_and_going_on(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """Where it was, or from the beginning."""
    await set_up()
    history.gate.clear()
    await submit(hass, await open_import(hass, entry))
    end = await choose(hass, await open_import(hass, entry), "import_stop")
    assert (end["type"], end["reason"]) == (FlowResultType.ABORT, "import_stopped")

    menu = await open_import(hass, entry)
    assert (menu["step_id"], menu["menu_options"]) == ("import_stopped", ["import_go_on", "import_preview"])
    assert (await choose(hass, menu, "import_preview"))["step_id"] == "import_preview"

    step = await choose(hass, await open_import(hass, entry), "import_go_on")
    history.gate.set()
    assert (await look_again(hass, step))["reason"] == "import_done_without_recorder"


async def test_trakt_is_down(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory) -> None:
    """It is said that the import goes on by itself, and how far it is."""
    await set_up()
    history.answer()
    history.good_for = 2
    end = await look_again(hass, await submit(hass, await open_import(hass, entry)))

    assert end["reason"] == "import_rests"
    assert (end["description_placeholders"]["read"], end["description_placeholders"]["all"]) == ("3", "6")
    # Whoever looks on now sees the same.
    step = await choose(hass, await open_import(hass, entry), "import_progress")
    assert (await look_again(hass, step))["reason"] == "import_rests"


async def test_the_history_is_not_known_yet(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """There is nothing to preview."""
    history.good_for = 0
    await set_up()

    assert (await open_import(hass, entry))["reason"] == "history_unread"


async def test_the_account_is_not_set_up(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """There is nothing to import from."""
    await set_up()
    await hass.config_entries.async_unload(entry.entry_id)

    assert (await open_import(hass, entry))["reason"] == "not_set_up"
