"""What Trakt keeps of a user is on disk as it was read, and costs no writing while it stays so."""

from dataclasses import replace
import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

from homeassistant.core import HomeAssistant
import pytest

from custom_components.trakt_upcoming.api.trakt import Action, Section
from custom_components.trakt_upcoming.storage import UserDataStore
from custom_components.trakt_upcoming.storage.store import ResilientStore
from custom_components.trakt_upcoming.user_data import UserData

from ..records_json import (
    episode_play,
    hidden_season,
    listed_movie,
    movie_play,
    rated_movie,
    settings,
    statistics,
    up_next,
)
from ..user_data.readings import AT, MOVED, watching
from .common import ENTRY, set_aside

KNOWN = watching(
    history=[episode_play(3, trakt=103), episode_play(2, number=2), movie_play(1)],
    hidden_in_calendar=[hidden_season()],
    up_next=[up_next()],
    watchlist_movies=[listed_movie()],
    rated_movies=[rated_movie()],
    settings=[settings(vip=True)],
    statistics=[statistics()],
    dropped=[],
)


def path(hass: HomeAssistant, name: str) -> Path:
    """Return the path of one of the files."""
    return Path(ResilientStore(hass, f"{ENTRY}.{name}").path)


def change(hass: HomeAssistant, name: str, **data: Any) -> None:
    """Write something else into one of the files."""
    stored = json.loads(path(hass, name).read_text())
    path(hass, name).write_text(json.dumps({**stored, "data": {**stored["data"], **data}}))


@pytest.mark.usefixtures("store")
async def test_save_and_load(hass: HomeAssistant) -> None:
    """Every record, and when it was read."""
    await UserDataStore(hass, ENTRY).async_save(KNOWN)

    assert await UserDataStore(hass, ENTRY).async_load() == KNOWN
    facts = await UserDataStore(hass, ENTRY).async_diagnostics()
    assert {name for name, fact in facts.items() if fact["bytes"]} == {"history", "watching"}


@pytest.mark.usefixtures("store")
async def test_a_doubt(hass: HomeAssistant) -> None:
    """It is kept with what it concerns."""
    doubted = replace(KNOWN.readings[Section.HISTORY].doubted, unread=2)
    await UserDataStore(hass, ENTRY).async_save(KNOWN.having(Section.HISTORY, doubted))

    assert (await UserDataStore(hass, ENTRY).async_load()).readings[Section.HISTORY] == doubted


@pytest.mark.usefixtures("store")
async def test_a_file_of_the_first_version(hass: HomeAssistant) -> None:
    """It knows no doubts."""
    await UserDataStore(hass, ENTRY).async_save(KNOWN)
    stored = json.loads(path(hass, "watching").read_text())
    for reading in stored["data"].values():
        del reading["doubts"], reading["unread"]
    path(hass, "watching").write_text(json.dumps(stored))

    assert await UserDataStore(hass, ENTRY).async_load() == KNOWN


@pytest.mark.usefixtures("store")
async def test_no_file(hass: HomeAssistant) -> None:
    """Then nothing is known."""
    assert await UserDataStore(hass, ENTRY).async_load() == UserData()


@pytest.mark.usefixtures("store")
async def test_an_empty_history(hass: HomeAssistant) -> None:
    """A user who has watched nothing yet is not asked for it again."""
    await UserDataStore(hass, ENTRY).async_save(watching(history=[]))

    assert await UserDataStore(hass, ENTRY).async_load() == watching(history=[])


async def test_only_changed_sections_are_written(hass: HomeAssistant) -> None:
    """The history may be long, so it is left alone while only something else changes."""
    keeper = UserDataStore(hass, ENTRY)
    await keeper.async_save(KNOWN)
    later = replace(KNOWN.readings[Section.DROPPED], at=AT.replace(hour=13))

    with patch.object(ResilientStore, "async_save", autospec=True) as save:
        await keeper.async_save(UserData(readings=dict(KNOWN.readings)))
        assert not save.called

        await keeper.async_save(KNOWN.having(Section.DROPPED, later))
        assert [call.args[0].key.rpartition(".")[2] for call in save.call_args_list] == ["watching"]


@pytest.mark.usefixtures("store")
async def test_size_of_the_history(hass: HomeAssistant) -> None:
    """10,000 plays take about a megabyte, since each work is named once."""
    numbers = range(1, 10_001)
    plays = [episode_play(each, show=1 + each % 200, trakt=each, number=each % 20) for each in numbers]
    known = watching(history=plays)
    await UserDataStore(hass, ENTRY).async_save(known)

    assert path(hass, "history").stat().st_size < 1_250_000
    assert await UserDataStore(hass, ENTRY).async_load() == known


@pytest.mark.usefixtures("store")
async def test_plays_of_the_first_version(hass: HomeAssistant) -> None:
    """Version 0.1.0 did not keep how a play came into the history; all else of it is there."""
    await UserDataStore(hass, ENTRY).async_save(KNOWN)
    rows = json.loads(path(hass, "history").read_text())["data"]["plays"]
    change(hass, "history", plays=[json.dumps(json.loads(row)[:-1]) for row in rows])
    known = await UserDataStore(hass, ENTRY).async_load()

    assert {play.action for play in KNOWN.plays} >= {Action.SCROBBLE}
    assert known.plays == tuple(replace(play, action=None) for play in KNOWN.plays)


@pytest.mark.parametrize("name", ["history", "watching"])
@pytest.mark.usefixtures("store")
async def test_a_file_that_is_lost(hass: HomeAssistant, name: str) -> None:
    """The history needs both; the rest needs no history."""
    await UserDataStore(hass, ENTRY).async_save(KNOWN)
    path(hass, name).unlink()

    known = await UserDataStore(hass, ENTRY).async_load()

    assert Section.HISTORY not in known.readings
    assert (Section.DROPPED in known.readings) is (name == "history")


@pytest.mark.parametrize(
    "plays",
    [
        "odd",
        [7],
        ["odd"],
        ["7"],
        ['[1, "2026-11-18T20:00:00+00:00", "movie"]'],
        ['[1, "2026-11-18T20:00:00+00:00", "movie", 99]'],
        ['[null, "2026-11-18T20:00:00+00:00", "movie", 0]'],
        ['[1, "odd", "movie", 0]'],
        ['[1, "2026-11-18T20:00:00+00:00", "movie", 0, "odd"]'],
        ['[1, "2026-11-18T20:00:00+00:00", "episode", 0, 101, null]'],
        ['[1, "2026-11-18T20:00:00+00:00", "episode", 0, 101, null, null, null, "x", 1, null, null, null]'],
    ],
)
async def test_plays_that_make_no_sense(hass: HomeAssistant, store: ResilientStore, plays: Any) -> None:
    """They are read anew, and the file is set aside."""
    await UserDataStore(hass, ENTRY).async_save(KNOWN)
    change(hass, "history", plays=plays)

    known = await UserDataStore(hass, ENTRY).async_load()

    assert known.readings.keys() == KNOWN.readings.keys() - {Section.HISTORY}
    assert set_aside(store) == {"trakt_upcoming.entry.history.unreadable"}


@pytest.mark.parametrize(
    "reading",
    [
        "odd",
        {},
        {"at": "odd", "stamps": {}, "records": []},
        {"at": AT.isoformat(), "stamps": [], "records": []},
        {"at": AT.isoformat(), "stamps": {"movies.hidden_at": 7}, "records": []},
        {"at": AT.isoformat(), "stamps": {"movies.hidden_at": MOVED.isoformat()}, "records": [{"type": "show"}]},
    ],
)
async def test_sections_that_make_no_sense(hass: HomeAssistant, store: ResilientStore, reading: Any) -> None:
    """They are read anew, and the file is set aside."""
    await UserDataStore(hass, ENTRY).async_save(KNOWN)
    change(hass, "watching", dropped=reading)

    assert await UserDataStore(hass, ENTRY).async_load() == UserData()
    assert set_aside(store) == {"trakt_upcoming.entry.watching.unreadable"}


@pytest.mark.usefixtures("store")
async def test_a_section_of_a_newer_version(hass: HomeAssistant) -> None:
    """It is passed over."""
    await UserDataStore(hass, ENTRY).async_save(KNOWN)
    change(hass, "watching", dreams={})

    assert await UserDataStore(hass, ENTRY).async_load() == KNOWN


@pytest.mark.usefixtures("store")
async def test_removed(hass: HomeAssistant) -> None:
    """Nothing stays of an account that has left."""
    await UserDataStore(hass, ENTRY).async_save(KNOWN)
    await UserDataStore(hass, ENTRY).async_remove()

    assert not list(path(hass, "history").parent.iterdir())
