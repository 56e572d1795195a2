"""A single answer is not the truth: one that does not fit what happened is asked for again."""

from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import get_diagnostics_for_config_entry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.trakt_upcoming.api.trakt import Section

from ..conftest import Pass, SetUp
from ..records_json import listed_movie, movie_play
from ..trakt import ACTIVITIES, FakeTrakt, refresh
from ..trakt_json import Json

MOVIES = Section.WATCHLIST_MOVIES
STAMP = "movies.watchlisted_at"


def movies(count: int) -> list[Json]:
    """Return movies on the watchlist."""
    return [listed_movie(number) for number in range(1, count + 1)]


def listed(entry: MockConfigEntry) -> int:
    """Return how many movies are on the watchlist, as far as is known."""
    return len(entry.runtime_data.user_data.confirmed.watchlist_movies)


async def say(hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt, count: int) -> int:
    """Let Trakt give so many movies in the next refresh, and return how many are known then."""
    trakt.sections[MOVIES] = movies(count)
    trakt.answer()
    await refresh(hass, entry)
    return listed(entry)


@pytest.fixture(name="known")
async def _known(set_up: SetUp, trakt: FakeTrakt) -> None:
    """Let forty movies be on the watchlist."""
    trakt.sections[MOVIES] = movies(40)
    trakt.answer()
    await set_up()


@pytest.mark.usefixtures("known")
async def test_a_list_that_is_empty_once(hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt) -> None:
    """What was there stays, and the next refresh brings what there is, though the stamp moves no more."""
    trakt.happen(STAMP)

    assert await say(hass, entry, trakt, 0) == 40
    assert await say(hass, entry, trakt, 41) == 41
    trakt.answer()
    await refresh(hass, entry)
    assert trakt.user_requests == [ACTIVITIES]


@pytest.mark.usefixtures("known")
async def test_a_list_that_is_late(hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt) -> None:
    """The stamp moved and the list is as before, so the next refresh asks again."""
    trakt.happen(STAMP)

    assert await say(hass, entry, trakt, 40) == 40
    assert await say(hass, entry, trakt, 39) == 39
    trakt.answer()
    await refresh(hass, entry)
    assert trakt.user_requests == [ACTIVITIES]


@pytest.mark.parametrize("count", [0, 40], ids=["emptied", "as before"])
@pytest.mark.usefixtures("known")
async def test_doubtful_answer_is_believed_after_three_more(
    hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt, count: int
) -> None:
    """After it was asked for three times more; then it costs nothing."""
    trakt.happen(STAMP)
    asked = []
    for _ in range(5):
        await say(hass, entry, trakt, count)
        asked.append(MOVIES.path in trakt.user_requests)

    assert asked == [True, True, True, True, False]
    assert listed(entry) == count


async def test_a_short_list_that_is_cleared(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """It is shown at once."""
    trakt.sections[MOVIES] = movies(2)
    trakt.answer()
    await set_up()
    trakt.happen(STAMP)

    assert await say(hass, entry, trakt, 0) == 0


@pytest.mark.usefixtures("known")
async def test_doubt_over_a_restart(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    trakt: FakeTrakt,
    hass_client: ClientSessionGenerator,
) -> None:
    """It is on disk, and seen in the diagnostics while it lasts."""
    trakt.happen(STAMP)
    await say(hass, entry, trakt, 0)
    facts: Any = await get_diagnostics_for_config_entry(hass, hass_client, entry)
    assert facts["watching"][MOVIES]["doubtful_answers"] == 1
    assert "doubtful_answers" not in facts["watching"][Section.WATCHLIST_SHOWS]

    await hass.config_entries.async_reload(entry.entry_id)
    assert listed(entry) == 40
    assert await say(hass, entry, trakt, 41) == 41


@pytest.mark.usefixtures("known")
async def test_a_list_that_is_emptied_without_a_stamp(
    hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt, freezer: FrozenDateTimeFactory
) -> None:
    """When it is read anew, as once a day."""
    asked = 0
    for _ in range(31):
        freezer.tick(timedelta(hours=1))
        await say(hass, entry, trakt, 0)
        asked += trakt.user_requests.count(MOVIES.path)
        if asked:
            break

    assert (asked, listed(entry)) == (1, 40)
    assert await say(hass, entry, trakt, 41) == 41


@pytest.mark.usefixtures("known")
async def test_refresh(hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt, pass_: Pass) -> None:
    """The button reads at once what is more than an hour old, and not what is newer."""
    press = {"entity_id": "button.trakt_demo_refresh"}
    asked = []
    for minutes in (1, 61, 1):
        await pass_(timedelta(minutes=minutes))
        trakt.sections[MOVIES] = movies(41)
        trakt.answer()
        await hass.services.async_call("button", "press", press, blocking=True)
        await hass.async_block_till_done(wait_background_tasks=True)
        asked.append((MOVIES.path in trakt.user_requests, Section.HISTORY.path in trakt.user_requests, listed(entry)))

    assert asked == [(False, False, 40), (True, False, 41), (False, False, 41)]


async def test_a_history_that_is_emptied(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """Not even where Trakt counts nothing any more."""
    trakt.sections[Section.HISTORY] = [movie_play(day, f"2026-01-{day:02}T20:00:00.000Z") for day in range(20, 0, -1)]
    trakt.answer()
    await set_up()
    plays = trakt.sections[Section.HISTORY]
    trakt.happen("movies.watched_at")
    seen = []
    for said in ([], [movie_play(21, "2026-01-21T20:00:00.000Z"), *plays]):
        trakt.answer(history={"json": said, "headers": {"X-Pagination-Item-Count": str(len(said))}})
        await refresh(hass, entry)
        seen.append(len(entry.runtime_data.user_data.confirmed.plays))

    assert seen == [20, 21]


async def test_a_long_history_that_is_late(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """Its end and its first page tell of nothing new, so the rest of it is not asked for."""
    plays = [movie_play(day, f"2026-01-{1 + day // 24:02}T{day % 24:02}:00:00.000Z") for day in range(600, 0, -1)]
    trakt.sections[Section.HISTORY] = plays

    def answer(said: list[Json]) -> None:
        headers = {"X-Pagination-Item-Count": str(len(said)), "X-Pagination-Limit": "250"}
        trakt.answer(history={"json": said[:250], "headers": headers})

    answer(plays[:250])
    await set_up()
    trakt.happen("movies.watched_at")
    answer(plays[:250])
    await refresh(hass, entry)
    asked = trakt.user_requests.count(Section.HISTORY.path)
    new = movie_play(700, "2026-01-31T20:00:00.000Z")
    trakt.answer(history={"json": [new, *plays[:250]], "headers": {"X-Pagination-Item-Count": "251"}})
    await refresh(hass, entry)

    assert asked <= 4
    assert entry.runtime_data.user_data.confirmed.plays[0].id == 700
