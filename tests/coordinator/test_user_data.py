"""What Trakt keeps of a user is read in the background after something happened, and decides what is shown."""

import asyncio
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import get_diagnostics_for_config_entry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.trakt_upcoming.api.trakt import Section
from custom_components.trakt_upcoming.const import DOMAIN, TRAKT_AUTH
from custom_components.trakt_upcoming.storage import UserDataStore
from custom_components.trakt_upcoming.user_data import UserData

from ..conftest import ENTRY_ID, SetUp, sensor
from ..records_json import episode_play, hidden_movie, hidden_show, movie_play, rated_movie
from ..trakt import ACTIVITIES, SECTIONS, FakeTrakt, refresh
from ..trakt_json import Json


async def test_everything_is_read_once(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """At first all sections; while nothing happens, a refresh costs one request beside the calendars."""
    await set_up()
    assert trakt.user_requests == [ACTIVITIES, *(section.path for section in SECTIONS)]

    trakt.answer()
    await refresh(hass, entry)
    assert trakt.user_requests == [ACTIVITIES]
    assert len(trakt.mock.mock_calls) == 3


async def test_no_section_is_read_again_after_a_restart(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """What was read is on disk."""
    trakt.sections[Section.HISTORY] = [episode_play(), movie_play()]
    trakt.answer()
    await set_up()
    before = entry.runtime_data.user_data.confirmed
    await hass.config_entries.async_reload(entry.entry_id)
    trakt.answer()
    await refresh(hass, entry)

    assert trakt.user_requests == [ACTIVITIES]
    assert entry.runtime_data.user_data.confirmed == before
    assert len(before.plays) == 2


@pytest.mark.parametrize("section", [Section.SETTINGS, Section.HISTORY])
async def test_an_account_that_is_unloaded_while_it_reads(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, section: Section
) -> None:
    """What was read until then is on disk, and only the rest is asked for."""
    await set_up()
    is_asked = asyncio.Event()

    async def hang(*_: object) -> None:
        is_asked.set()
        await asyncio.Event().wait()

    trakt.sections[Section.RATED_MOVIES] = [rated_movie()]
    trakt.happen("movies.rated_at", "account.settings_at", "movies.watched_at")
    trakt.answer(**{section: {"side_effect": hang}})
    await entry.runtime_data.agenda.async_refresh()
    await is_asked.wait()
    before = entry.runtime_data.user_data.confirmed
    assert before.readings[Section.RATED_MOVIES].records

    trakt.answer()
    await hass.config_entries.async_reload(entry.entry_id)
    assert entry.runtime_data.user_data.confirmed == before


async def test_an_account_that_is_unloaded_while_it_writes(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read is written to the end, and not asked for again."""
    await set_up()
    is_writing, may_write = asyncio.Event(), asyncio.Event()
    write = UserDataStore.async_save

    async def write_slowly(self: UserDataStore, user_data: UserData) -> None:
        is_writing.set()
        await may_write.wait()
        await write(self, user_data)

    monkeypatch.setattr(UserDataStore, "async_save", write_slowly)
    trakt.sections[Section.HISTORY] = [movie_play()]
    trakt.happen("movies.watched_at")
    trakt.answer()
    await entry.runtime_data.agenda.async_refresh()
    await is_writing.wait()
    reload = hass.async_create_task(hass.config_entries.async_reload(entry.entry_id))
    await asyncio.sleep(0)
    may_write.set()
    await reload

    trakt.answer()
    await refresh(hass, entry)
    assert trakt.user_requests == [ACTIVITIES]
    assert len(entry.runtime_data.user_data.confirmed.plays) == 1


@pytest.mark.parametrize("name", sorted({name for section in SECTIONS for name in section.stamps}))
async def test_only_sections_of_an_activity_are_read(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, name: str
) -> None:
    """Each activity concerns some sections."""
    await set_up()
    trakt.happen(name)
    trakt.answer()
    await refresh(hass, entry)

    assert trakt.user_requests == [ACTIVITIES, *(section.path for section in SECTIONS if name in section.stamps)]


async def test_an_episode_that_came_out(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, freezer: FrozenDateTimeFactory
) -> None:
    """What comes next is asked for after it, and once."""
    await set_up()
    asked = []
    for hour in (18, 1, 3, 4, 11, 12):
        freezer.move_to(f"2026-11-{20 if hour == 18 else 21}T{hour:02}:00:00+00:00")
        trakt.answer()
        await refresh(hass, entry)
        asked.append(Section.UP_NEXT.path in trakt.user_requests)

    assert asked == [False, False, True, False, False, False]


@pytest.mark.parametrize("section", [Section.HIDDEN_IN_CALENDAR, Section.HIDDEN_IN_PROGRESS, Section.DROPPED])
async def test_hidden_shows_leave_the_agenda(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, section: Section
) -> None:
    """At once when it is known, and it comes back when it is no longer hidden."""
    await set_up()
    assert (sensor(hass, "upcoming_episodes"), sensor(hass, "upcoming_movies")) == ("1", "1")

    trakt.sections[section] = [hidden_show(1), hidden_movie(501)]
    trakt.happen("shows.hidden_at")
    trakt.answer()
    await refresh(hass, entry)
    assert (sensor(hass, "upcoming_episodes"), sensor(hass, "upcoming_movies")) == ("0", "0")

    trakt.sections[section] = []
    trakt.happen("shows.hidden_at", at="2026-11-20T12:40:00.000Z")
    trakt.answer()
    await refresh(hass, entry)
    assert (sensor(hass, "upcoming_episodes"), sensor(hass, "upcoming_movies")) == ("1", "1")


async def test_hidden_shows_are_not_shown_after_a_restart(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """It is known before the first agenda is."""
    trakt.sections[Section.DROPPED] = [hidden_show(1)]
    trakt.answer()
    await set_up()
    trakt.fail(status=503)
    await hass.config_entries.async_reload(entry.entry_id)

    assert (sensor(hass, "upcoming_episodes"), sensor(hass, "upcoming_movies")) == ("0", "1")


@pytest.mark.parametrize(
    ("options", "shown"), [({}, ("1", "1")), ({"hide_watched": True}, ("0", "0"))], ids=["shown", "hidden"]
)
async def test_watched_episodes_leave_the_agenda(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, shown: tuple[str, str]
) -> None:
    """It is left out where the user wants that."""
    trakt.sections[Section.HISTORY] = [episode_play(trakt=101), movie_play(movie=501)]
    trakt.answer()
    await set_up()

    assert (sensor(hass, "upcoming_episodes"), sensor(hass, "upcoming_movies")) == shown


async def test_agenda_stays_when_nothing_is_hidden(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """What the user has seen elsewhere makes no new agenda."""
    await set_up()
    agenda = entry.runtime_data.agenda.data
    trakt.sections[Section.HISTORY] = [movie_play(movie=7)]
    trakt.sections[Section.DROPPED] = [hidden_show(7)]
    trakt.happen("movies.watched_at", "shows.dropped_at")
    trakt.answer()
    await refresh(hass, entry)

    assert entry.runtime_data.agenda.data is agenda
    assert len(entry.runtime_data.user_data.confirmed.plays) == 1


async def test_diagnostics(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    set_up: SetUp,
    trakt: FakeTrakt,
    hass_client: ClientSessionGenerator,
) -> None:
    """They say how much was read and when, without saying what."""
    trakt.sections[Section.HISTORY] = [episode_play(), movie_play()]
    trakt.answer(dropped={"status": 500})
    await set_up()
    facts: Any = await get_diagnostics_for_config_entry(hass, hass_client, entry)

    read = {"at": "2026-11-20T12:00:00+00:00", "error": None}
    assert facts["watching"][Section.HISTORY] == {"records": 2, **read}
    assert facts["watching"][Section.UP_NEXT] == {"records": 0, **read}
    assert facts["watching"][Section.DROPPED] == {
        "records": None,
        "at": None,
        "error": "UnavailableError: Trakt answered with status 500",
    }


async def test_files_are_deleted_with_the_account(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, hass_storage: Json
) -> None:
    """Its files go with it."""
    trakt.mock.post(f"{TRAKT_AUTH}/oauth/revoke")
    await set_up()
    assert {f"{DOMAIN}.{ENTRY_ID}.history", f"{DOMAIN}.{ENTRY_ID}.watching"} <= hass_storage.keys()

    await hass.config_entries.async_remove(entry.entry_id)
    assert not [name for name in hass_storage if ENTRY_ID in name]
