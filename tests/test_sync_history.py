"""The history is read from its end, and as a whole only at first or when its end does not tell what happened."""

from itertools import batched

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMockResponse
from yarl import URL

from custom_components.trakt_upcoming.api.trakt import Section

from .conftest import SetUp
from .person import ACTIVITIES, Person, turn
from .records_json import episode_play, movie_play


async def test_the_end_of_the_history(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person
) -> None:
    """Only what was watched since some days before the last play is asked for."""
    old, last, new = (
        movie_play(1, "2026-01-01T20:00:00.000Z"),
        movie_play(2, "2026-11-18T20:00:00.000Z"),
        movie_play(3, "2026-11-20T11:00:00.000Z"),
    )
    person.sections[Section.HISTORY] = [last, old]
    person.answer()
    await set_up()
    person.sections[Section.HISTORY] = [new, last]
    person.happen("movies.watched_at")
    person.answer()
    await turn(hass, entry)

    asked = [url.query.get("start_at") for _, url, _, _ in person.trakt.mock.mock_calls if "history" in url.path]
    assert asked == ["2026-11-11T20:00:00.000Z"]
    assert [play.id for play in entry.runtime_data.sync.watching.plays] == [3, 2, 1]


async def test_a_change_farther_back(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person
) -> None:
    """When the end does not tell what happened, the whole is read."""
    last = movie_play(2, "2026-11-18T20:00:00.000Z")
    person.sections[Section.HISTORY] = [last, movie_play(1, "2026-01-01T20:00:00.000Z")]
    person.answer()
    await set_up()
    person.sections[Section.HISTORY] = [last]
    person.happen("movies.watched_at")
    person.answer()
    await turn(hass, entry)

    asked = [url.query.get("start_at") for _, url, _, _ in person.trakt.mock.mock_calls if "history" in url.path]
    assert asked == ["2026-11-11T20:00:00.000Z", None]
    assert [play.id for play in entry.runtime_data.sync.watching.plays] == [2]


async def test_ten_thousand_plays(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person) -> None:
    """They come in 41 requests, the last of which brings nothing, and then cost none."""
    plays = [episode_play(each, show=1 + each % 200, trakt=each) for each in range(10_000, 0, -1)]
    pages = [list(page) for page in batched(plays, 250, strict=True)]

    async def page(method: str, url: URL, _data: object) -> AiohttpClientMockResponse:
        number = int(url.query["page"])
        return AiohttpClientMockResponse(method, url, json=pages[number - 1] if number <= len(pages) else [])

    person.answer(history={"side_effect": page})
    await set_up()
    assert person.requests.count(Section.HISTORY.path) == 41
    assert len(entry.runtime_data.sync.watching.plays) == 10_000

    person.answer()
    await turn(hass, entry)
    assert person.requests == [ACTIVITIES]
