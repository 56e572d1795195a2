"""The episodes of shows in progress are known before they are needed."""

import re
from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.api.trakt import Section
from custom_components.trakt_upcoming.const import TRAKT_API

from ..conftest import ENTRY_ID, SetUp
from ..person import ACTIVITIES, Person, turn
from ..records_json import episode, up_next
from ..trakt_json import Json

SEASON = [episode(100 + number, number=number, first_aired="2026-11-01T20:00:00.000Z") for number in (3, 2, 1)]


def answer(person: Person, *shows: Json, **odd: Any) -> None:
    """Answer with these shows in progress, each with a season of three episodes, if nothing else is said."""
    person.sections[Section.UP_NEXT] = list(shows)
    person.trakt.answer()
    person.trakt.mock.get(re.compile(rf"{re.escape(TRAKT_API)}/shows/\d+/seasons/3"), **(odd or {"json": SEASON}))
    person.answer_sections()


def seasons(person: Person) -> list[str]:
    """Return which seasons were asked for."""
    return [path for path in person.requests if "/seasons/" in path]


async def test_a_show_that_comes_into_progress(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person, hass_storage: dict[str, Json]
) -> None:
    """Its season is asked for once, sorted, and on disk."""
    answer(person, up_next())
    await set_up()
    assert seasons(person) == ["/shows/1/seasons/3"]

    await hass.config_entries.async_reload(entry.entry_id)
    answer(person, up_next())
    await turn(hass, entry)
    assert person.requests == [ACTIVITIES]
    known = entry.runtime_data.user_data.confirmed.episodes[1]
    assert [each.number for each in known] == [1, 2, 3]
    assert known[0].first_aired is not None
    assert f"trakt_upcoming.{ENTRY_ID}.episodes" in hass_storage


async def test_the_last_episode_of_a_season(entry: MockConfigEntry, set_up: SetUp, person: Person) -> None:
    """Then the season after it is asked for, too."""
    answer(person, up_next(number=3))
    await set_up()

    assert seasons(person) == ["/shows/1/seasons/3", "/shows/1/seasons/4"]
    assert len(entry.runtime_data.user_data.confirmed.episodes[1]) == 3


async def test_many_shows(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person) -> None:
    """Ten with a turn, those first that were watched last."""
    shows = [up_next(number) for number in range(1, 13)]
    shows[11]["progress"]["last_watched_at"] = "2026-11-20T11:00:00.000Z"
    answer(person, *shows)
    await set_up()
    first = seasons(person)
    answer(person, *shows)
    await turn(hass, entry)

    assert (len(first), first[0], len(seasons(person))) == (10, "/shows/12/seasons/3", 2)


@pytest.mark.parametrize(
    ("odd", "again"),
    [
        pytest.param({"status": 404}, 0, id="not found"),
        pytest.param({"json": []}, 0, id="empty"),
        pytest.param({"status": 500}, 1, id="a fault"),
    ],
)
async def test_a_season_that_is_not_there(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person, odd: Json, again: int
) -> None:
    """Trakt is asked again only where it may know it the next time; everything else is read as ever."""
    answer(person, up_next(), **odd)
    await set_up()
    answer(person, up_next())
    await turn(hass, entry)

    assert len(seasons(person)) == again
    assert Section.HISTORY in entry.runtime_data.user_data.confirmed.readings


async def test_a_show_that_is_over(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person) -> None:
    """Its episodes are forgotten."""
    answer(person, up_next(1), up_next(2))
    await set_up()
    person.happen("episodes.watched_at")
    answer(person, up_next(2))
    await turn(hass, entry)

    assert entry.runtime_data.user_data.confirmed.episodes.keys() == {2}


async def test_a_show_that_was_seen_to_its_end(entry: MockConfigEntry, set_up: SetUp, person: Person) -> None:
    """No season of it is asked for, because nothing of it is next."""
    seen = up_next()
    seen["progress"]["next_episode"] = None
    answer(person, seen)
    await set_up()

    assert seasons(person) == []
    assert entry.runtime_data.user_data.confirmed.episodes == {}


async def test_a_pause(entry: MockConfigEntry, set_up: SetUp, person: Person) -> None:
    """No other season is asked for as long as Trakt wants to hear nothing."""
    answer(person, up_next(1), up_next(2), status=429, headers={"Retry-After": "60"})
    await set_up()

    assert len(seasons(person)) == 1
    assert entry.runtime_data.client.waiting is not None
