"""The past of an account: in its calendar, and in the statistics once it was imported."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

from homeassistant.components.recorder.core import Recorder
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done

from custom_components.trakt_upcoming.const import TRAKT_AUTH
from custom_components.trakt_upcoming.sync.statistics import async_clear, async_write
from custom_components.trakt_upcoming.user_data import Measure, Total

from ..conftest import SetUp, events_of, state_of
from ..past import PagedHistory, import_all, movies, season, settle
from ..records_json import episode, episode_play, movie_play, work
from ..trakt import FakeTrakt, refresh
from .recorded import names, statistics

CALENDAR = "calendar.trakt_demo_history"


@pytest.fixture
def _custom_integrations(recorder_mock: Recorder, enable_custom_integrations: None) -> None:
    """Have a recorder, which has to be there before all else."""


@pytest.fixture
def history(trakt: FakeTrakt) -> PagedHistory:
    """Return a history of two movies, each of two hours."""
    plays = [{**play, "movie": work(play["id"], f"Movie {play['id']}", runtime=120)} for play in movies(11, 18)]
    history = PagedHistory(trakt, plays)
    history.answer()
    return history


@pytest.fixture
def written() -> Iterator[list[int]]:
    """Return how many rows were written, each time that the statistics were compared."""
    rows: list[int] = []

    async def write(*arguments: Any) -> int:
        rows.append(await async_write(*arguments))
        return rows[-1]

    with patch("custom_components.trakt_upcoming.sync.history.async_write", write):
        yield rows


async def watch(hass: HomeAssistant, entry: MockConfigEntry, history: PagedHistory, day: int) -> None:
    """Let another movie have been watched on a day of November, and the account have heard of it."""
    history.plays = [{**movies(day)[0], "movie": work(day, f"Movie {day}", runtime=120)}, *history.plays]
    history.plays.sort(key=lambda play: str(play["watched_at"]), reverse=True)
    history.trakt.happen("movies.watched_at", at=f"2026-11-20T13:{day}:00.000Z")
    history.answer()
    await refresh(hass, entry)


async def test_calendar(hass: HomeAssistant, set_up: SetUp, history: PagedHistory) -> None:
    """It has what was watched, as long as it lasted, until the moment that Trakt says; and nothing comes next."""
    await set_up()

    assert state_of(hass, CALENDAR).state == "off"
    assert "message" not in state_of(hass, CALENDAR).attributes
    assert await events_of(hass, CALENDAR, "2026-11-01T00:00:00+00:00", "2026-11-12T00:00:00+00:00") == [
        {
            "start": "2026-11-11T18:00:00+00:00",
            "end": "2026-11-11T20:00:00+00:00",
            "summary": "Movie 11",
            "description": "https://app.trakt.tv/movies/work-11",
        }
    ]
    assert await events_of(hass, CALENDAR, "2026-11-11T20:00:00+00:00", "2026-11-18T18:00:00+00:00") == []


async def test_long_ago(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory) -> None:
    """What was watched when it was released stands at its day, in the statistics, too; only one moment is no date."""
    aired = episode(9, runtime=25, first_aired="1963-11-23T17:15:00.000Z")
    history.plays = [
        {**movie_play(4, "1970-01-01T00:00:00.000Z"), "movie": work(4, "Undated", runtime=100)},
        {**episode_play(3, "1963-11-23T17:40:00.000Z"), "episode": aired},
        {**movie_play(2, "1942-11-26T12:00:00.000Z"), "movie": work(2, "Casablanca", runtime=102)},
        {**movie_play(1, "1902-09-01T12:00:00.000Z"), "movie": work(1, "A Trip to the Moon", runtime=15)},
    ]
    await hass.config.async_set_time_zone("Europe/Paris")
    history.answer()
    await set_up()
    await import_all(hass, entry)
    events = await events_of(hass, CALENDAR, "1900-01-01T00:00:00+00:00")

    assert [(event["start"], event["summary"].split()[0]) for event in events] == [
        # Then Paris was 9 minutes and 21 seconds ahead, which no browser can read.
        ("1902-09-01T11:45:00+00:00", "A"),
        ("1942-11-26T11:18:00+01:00", "Casablanca"),
        ("1963-11-23T18:15:00+01:00", "Severance"),
    ]
    assert await statistics(hass, "movies_watched", "day") == {"01 Sep 1902": (1, 1), "26 Nov 1942": (1, 2)}
    assert await statistics(hass, "movie_minutes", "month") == {"01 Sep 1902": (15, 15), "01 Nov 1942": (102, 117)}
    assert await statistics(hass, "episodes_watched", "day") == {"23 Nov 1963": (1, 1)}


async def test_calendar_now(hass: HomeAssistant, set_up: SetUp, history: PagedHistory) -> None:
    """What goes on is shown, where the user has said so in advance."""
    history.plays = [{**movie_play(1, "2026-11-20T12:30:00.000Z"), "movie": work(1, "Dune", runtime=60)}]
    await set_up()
    state = state_of(hass, CALENDAR)

    assert (state.state, state.attributes["message"]) == ("on", "Dune")
    assert state.attributes["end_time"] == "2026-11-20 12:30:00"


async def test_calendar_before_anything_was_read(hass: HomeAssistant, set_up: SetUp, history: PagedHistory) -> None:
    """Then nobody knows."""
    history.good_for = 0
    await set_up()

    assert state_of(hass, CALENDAR).state == "unavailable"


async def test_calendar_after_a_restart(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """It is there at once, whether Trakt answers or not."""
    await set_up()
    history.trakt.fail(status=503)
    await hass.config_entries.async_reload(entry.entry_id)

    assert state_of(hass, CALENDAR).state == "off"
    assert len(await events_of(hass, CALENDAR, "2026-11-01T00:00:00+00:00")) == 2


async def test_statistics_come_with_the_import(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """Not before; named after the account, in the home's language."""
    await set_up()
    assert await names(hass) == []

    await import_all(hass, entry)
    assert await statistics(hass, "movies_watched") == {"11 00": (1, 1), "18 00": (1, 2)}
    assert await statistics(hass, "movie_minutes") == {"11 00": (120, 120), "18 00": (120, 240)}
    assert await names(hass) == ["Trakt Demo: movies watched", "Trakt Demo: time watching movies"]


async def test_a_second_import_adds_nothing(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory, written: list[int]
) -> None:
    """Not a row."""
    await set_up()
    await import_all(hass, entry)
    assert sum(written) == 4

    written.clear()
    await import_all(hass, entry)
    assert sum(written) == 0


async def test_statistics_are_kept_up(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory, written: list[int]
) -> None:
    """Each refresh that brings something new adds it, and no other refresh looks at them."""
    await set_up()
    await watch(hass, entry, history, 19)
    assert written == []

    await import_all(hass, entry)
    written.clear()
    await watch(hass, entry, history, 20)
    assert written == [2]
    assert await statistics(hass, "movies_watched") == {
        "11 00": (1, 1),
        "18 00": (1, 2),
        "19 00": (1, 3),
        "20 00": (1, 4),
    }

    history.answer()
    await refresh(hass, entry)
    assert written == [2]


async def test_air_dates_in_statistics(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """What was ticked off together counts on the days on which it aired."""
    history.plays = season()
    await set_up()
    await import_all(hass, entry)

    assert list(await statistics(hass, "episodes_watched")) == [f"0{day} 00" for day in range(1, 6)]
    assert (await statistics(hass, "episode_minutes"))["05 00"] == (50, 250)


async def test_statistics_after_a_power_cut(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """What it kept from being written is there after the next start."""
    await set_up()
    await import_all(hass, entry)
    before = await statistics(hass, "movies_watched")
    async_clear(hass, "trakt_demo")
    await async_wait_recording_done(hass)
    assert await names(hass) == []

    await hass.config_entries.async_reload(entry.entry_id)
    await settle(hass)
    assert await statistics(hass, "movies_watched") == before


async def test_statistics_of_a_history_that_is_emptied(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """By one answer, whoever asked for it, nothing is taken from them."""
    history.plays = movies(*range(1, 16))
    await set_up()
    await import_all(hass, entry)
    before = await statistics(hass, "movies_watched")
    history.plays = []
    history.trakt.happen("movies.watched_at")
    history.answer()
    await refresh(hass, entry)
    await import_all(hass, entry)
    during = await statistics(hass, "movies_watched")
    history.plays = movies(*range(1, 17))
    history.answer()
    await refresh(hass, entry)

    assert len(before) == 15
    assert during == before
    assert list(await statistics(hass, "movies_watched")) == [*before, "16 00"]


@pytest.mark.parametrize("kept", [1, 3], ids=["older than the history", "newer than the history"])
async def test_a_recorder_that_was_restored(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory, kept: int
) -> None:
    """Until Trakt has confirmed the history, nothing that the recorder has is deleted; then both say the same."""
    await set_up()
    await import_all(hass, entry)
    days = [datetime(2026, 11, day, tzinfo=UTC) for day in (11, 18, 19)][:kept]
    async_clear(hass, "trakt_demo")
    await async_wait_recording_done(hass)
    restored = {Measure.MOVIES_WATCHED: tuple(Total(start=day, amount=1, sum=1 + n) for n, day in enumerate(days))}
    await async_write(hass, "trakt_demo", {Measure.MOVIES_WATCHED: "Trakt Demo: movies watched"}, restored)
    await hass.config_entries.async_reload(entry.entry_id)
    await settle(hass)
    before = await statistics(hass, "movies_watched")
    history.answer()
    await refresh(hass, entry)

    assert len(before) == max(2, kept)
    assert await statistics(hass, "movies_watched") == {"11 00": (1, 1), "18 00": (1, 2)}


async def test_another_time_zone(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """The days are those of the home, so they move with it, and none is counted twice."""
    await set_up()
    await import_all(hass, entry)
    await hass.config.async_update(time_zone="Asia/Tokyo")
    await settle(hass)

    assert await statistics(hass, "movies_watched") == {"11 15": (1, 1), "18 15": (1, 2)}


async def test_statistics_go_with_the_account(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, history: PagedHistory
) -> None:
    """They are the user's."""
    await set_up()
    await import_all(hass, entry)
    history.trakt.mock.post(f"{TRAKT_AUTH}/oauth/revoke")
    await hass.config_entries.async_remove(entry.entry_id)
    await async_wait_recording_done(hass)

    assert await names(hass) == []
