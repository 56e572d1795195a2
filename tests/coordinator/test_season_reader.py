"""The episodes of shows in progress are known before they are needed."""

from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMockResponse
from yarl import URL

from custom_components.trakt_upcoming.api.trakt import Section

from ..conftest import ENTRY_ID, SetUp
from ..records_json import episode, up_next
from ..trakt import ACTIVITIES, FakeTrakt, refresh
from ..trakt_json import Json

SEASON = [episode(100 + number, number=number, first_aired="2026-11-01T20:00:00.000Z") for number in (3, 2, 1)]


def answer(trakt: FakeTrakt, *shows: Json, **odd: Any) -> None:
    """Answer with these shows in progress, the third season of each of three episodes, if nothing else is said."""

    async def season(method: str, url: URL, _data: object) -> AiohttpClientMockResponse:
        said = (odd or {"json": SEASON}) if url.name == "3" else {"json": []}
        return AiohttpClientMockResponse(method, url, **said)

    trakt.sections[Section.UP_NEXT] = list(shows)
    trakt.answer(seasons={"side_effect": season})


def seasons(trakt: FakeTrakt) -> list[str]:
    """Return which seasons were asked for."""
    return [path for path in trakt.user_requests if "/seasons/" in path]


async def test_a_show_that_comes_into_progress(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, hass_storage: dict[str, Json]
) -> None:
    """Its season is asked for once, sorted, and on disk."""
    answer(trakt, up_next())
    await set_up()
    assert seasons(trakt) == ["/shows/1/seasons/3"]

    await hass.config_entries.async_reload(entry.entry_id)
    answer(trakt, up_next())
    await refresh(hass, entry)
    assert trakt.user_requests == [ACTIVITIES]
    known = entry.runtime_data.user_data.confirmed.episodes[1]
    assert [each.number for each in known] == [1, 2, 3]
    assert known[0].first_aired is not None
    assert f"trakt_upcoming.{ENTRY_ID}.episodes" in hass_storage


async def test_next_season_is_read_after_the_last_episode(
    entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """Then the season after it is asked for, too."""
    answer(trakt, up_next(number=3))
    await set_up()

    assert seasons(trakt) == ["/shows/1/seasons/3", "/shows/1/seasons/4"]
    assert len(entry.runtime_data.user_data.confirmed.episodes[1]) == 3


async def test_many_shows(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt) -> None:
    """Ten with a refresh, those first that were watched last."""
    shows = [up_next(number) for number in range(1, 13)]
    shows[11]["progress"]["last_watched_at"] = "2026-11-20T11:00:00.000Z"
    answer(trakt, *shows)
    await set_up()
    first = seasons(trakt)
    answer(trakt, *shows)
    await refresh(hass, entry)

    assert (len(first), first[0], len(seasons(trakt))) == (10, "/shows/12/seasons/3", 2)


@pytest.mark.parametrize(
    ("odd", "again"),
    [
        pytest.param({"status": 404}, 0, id="not found"),
        pytest.param({"json": []}, 0, id="empty"),
        pytest.param({"status": 500}, 1, id="a fault"),
    ],
)
async def test_a_season_that_is_not_there(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, odd: Json, again: int
) -> None:
    """Trakt is asked again only where it may know it the next time; everything else is read as ever."""
    answer(trakt, up_next(), **odd)
    await set_up()
    answer(trakt, up_next())
    await refresh(hass, entry)

    assert len(seasons(trakt)) == again
    assert Section.HISTORY in entry.runtime_data.user_data.confirmed.readings


async def test_a_show_that_is_over(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """Its episodes are forgotten."""
    answer(trakt, up_next(1), up_next(2))
    await set_up()
    trakt.happen("episodes.watched_at")
    answer(trakt, up_next(2))
    await refresh(hass, entry)

    assert entry.runtime_data.user_data.confirmed.episodes.keys() == {2}


async def test_a_show_that_was_seen_to_its_end(entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt) -> None:
    """No season of it is asked for, because nothing of it is next."""
    seen = up_next()
    seen["progress"]["next_episode"] = None
    answer(trakt, seen)
    await set_up()

    assert seasons(trakt) == []
    assert entry.runtime_data.user_data.confirmed.episodes == {}


async def test_a_pause(entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt) -> None:
    """No other season is asked for as long as Trakt wants to hear nothing."""
    answer(trakt, up_next(1), up_next(2), status=429, headers={"Retry-After": "60"})
    await set_up()

    assert len(seasons(trakt)) == 1
    assert entry.runtime_data.client.waiting is not None
