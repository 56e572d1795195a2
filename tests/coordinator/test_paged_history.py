"""The whole history is read page by page, and a reading that breaks off goes on."""

from collections.abc import Awaitable, Callable
from itertools import batched

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMockResponse
from yarl import URL

from custom_components.trakt_upcoming.api.trakt import Section
from custom_components.trakt_upcoming.const import DOMAIN

from ..conftest import ENTRY_ID, SetUp
from ..records_json import episode_play, movie_play
from ..trakt import ACTIVITIES, SECTIONS, FakeTrakt, refresh
from ..trakt_json import Json

PARTIAL = f"{DOMAIN}.{ENTRY_ID}.partial_history"

type Answers = Callable[[str, URL, object], Awaitable[AiohttpClientMockResponse]]


def pages_of(plays: list[Json], broken: int = 0) -> Answers:
    """Return how Trakt answers pages of two plays, of which one is broken."""
    asked: list[int] = []

    async def page(method: str, url: URL, _data: object) -> AiohttpClientMockResponse:
        asked.append(1)
        if len(asked) == broken:
            return AiohttpClientMockResponse(method, url, status=502)
        until = url.query.get("end_at", "9")
        left = [play for play in plays if play["watched_at"] < until][2 * int(url.query["page"]) - 2 :]
        return AiohttpClientMockResponse(method, url, json=left[:2], headers={"X-Pagination-Limit": "2"})

    return page


async def test_a_first_history_that_breaks_off(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """The next refresh goes on with the page that did not come, and nothing is known until all of it is."""
    plays = [movie_play(day, f"2026-11-{day:02}T20:00:00.000Z") for day in range(9, 0, -1)]
    trakt.answer(history={"side_effect": pages_of(plays, broken=5)})
    await set_up()
    assert trakt.user_requests.count(Section.HISTORY.path) == 5
    assert Section.HISTORY not in entry.runtime_data.user_data.confirmed.readings
    assert Section.HISTORY in entry.runtime_data.user_data.errors

    trakt.answer(history={"side_effect": pages_of(plays)})
    await refresh(hass, entry)
    assert asked_until(trakt)[0] == "2026-11-05T20:00:01.000Z"
    assert [play.id for play in entry.runtime_data.user_data.confirmed.plays] == list(range(9, 0, -1))
    assert not entry.runtime_data.user_data.errors


def asked_until(trakt: FakeTrakt) -> list[str | None]:
    """Return the end of each range of the history that was asked for, since the last answer."""
    calls = [url.query for _, url, _, _ in trakt.mock.mock_calls if "history" in url.path]
    return [query.get("end_at") for query in calls]


async def restart(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Set the account up anew, and wait for what it reads."""
    await hass.config_entries.async_reload(entry.entry_id)
    await refresh(hass, entry)


async def test_a_first_history_that_breaks_off_before_a_restart(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, hass_storage: Json
) -> None:
    """It goes on with the page that did not come; then the plays are on disk once."""
    plays = [movie_play(day, f"2026-11-{day:02}T20:00:00.000Z") for day in range(9, 0, -1)]
    trakt.answer(history={"side_effect": pages_of(plays, broken=5)})
    await set_up()
    assert len(hass_storage[PARTIAL]["data"]["history"]["plays"]) == 5

    trakt.answer(history={"side_effect": pages_of(plays)})
    await restart(hass, entry)
    assert asked_until(trakt)[0] == "2026-11-05T20:00:01.000Z"
    assert [play.id for play in entry.runtime_data.user_data.confirmed.plays] == list(range(9, 0, -1))
    assert PARTIAL not in hass_storage


async def test_what_happens_before_a_restart(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """What was taken back since does not come back from the disk: the reading begins anew."""
    plays = [movie_play(day, f"2026-11-{day:02}T20:00:00.000Z") for day in range(9, 0, -1)]
    trakt.answer(history={"side_effect": pages_of(plays, broken=5)})
    await set_up()
    del plays[1]
    trakt.happen("movies.watched_at")
    trakt.answer(history={"side_effect": pages_of(plays)})
    await restart(hass, entry)

    assert asked_until(trakt)[0] is None
    assert [play.id for play in entry.runtime_data.user_data.confirmed.plays] == [9, *range(7, 0, -1)]


async def test_a_power_cut(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, hass_storage: Json
) -> None:
    """It costs at most ten pages, because so often what was read is written."""
    plays = [movie_play(number, f"2026-10-{number:02}T20:00:00.000Z") for number in range(30, 0, -1)]
    answers, on_disk = pages_of(plays), list[int]()

    async def observed(method: str, url: URL, data: object) -> AiohttpClientMockResponse:
        stored = hass_storage.get(PARTIAL)
        on_disk.append(len(stored["data"]["history"]["plays"]) if stored is not None else 0)
        return await answers(method, url, data)

    trakt.answer(history={"side_effect": observed})
    await set_up()

    # Each page brings one play more than the one before, of which it has the last again.
    assert on_disk == [0] * 10 + [11] * 10 + [21] * 10
    assert PARTIAL not in hass_storage


async def test_a_first_reading_that_is_given_up(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """When the account is set up anew meanwhile, it is begun anew at once, not with the next refresh."""
    trakt.answer(activities={"status": 503})
    await set_up()
    trakt.answer()
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert trakt.user_requests == [ACTIVITIES, *(section.path for section in SECTIONS)]
    assert entry.runtime_data.user_data.confirmed.readings.keys() == set(SECTIONS)


async def test_what_happens_while_a_history_is_broken_off(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """The reading begins anew, because the pages that were read do not hold it."""
    plays = [movie_play(day, f"2026-11-{day:02}T20:00:00.000Z") for day in range(9, 0, -1)]
    trakt.answer(history={"side_effect": pages_of(plays, broken=3)})
    await set_up()
    plays.insert(0, movie_play(10, "2026-11-10T20:00:00.000Z"))
    trakt.happen("movies.watched_at")
    seen = []
    for _ in range(3):
        trakt.answer(history={"side_effect": pages_of(plays)})
        await refresh(hass, entry)
        seen.append(len(entry.runtime_data.user_data.confirmed.plays))

    assert seen == [10, 10, 10]
    assert trakt.user_requests == [ACTIVITIES]


async def test_a_history_without_end(entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt) -> None:
    """A Trakt that says the same again and again is believed once."""
    same = [movie_play(day, f"2026-11-{day:02}T20:00:00.000Z") for day in (2, 1)]
    trakt.answer(history={"json": same, "headers": {"X-Pagination-Limit": "2"}})
    await set_up()

    assert trakt.user_requests.count(Section.HISTORY.path) == 2
    assert len(entry.runtime_data.user_data.confirmed.plays) == 2


async def test_a_history_that_makes_no_sense(entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt) -> None:
    """It is a fault, not an empty history."""
    trakt.answer(history={"json": [{"id": 1}, None]})
    await set_up()

    assert Section.HISTORY not in entry.runtime_data.user_data.confirmed.readings
    assert str(entry.runtime_data.user_data.errors[Section.HISTORY]) == "a history in which nothing makes sense"


async def test_ten_thousand_plays(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt) -> None:
    """They come in 41 requests, the last of which brings nothing, and then cost none."""
    plays = [episode_play(each, show=1 + each % 200, trakt=each) for each in range(10_000, 0, -1)]
    pages = [list(page) for page in batched(plays, 250, strict=True)]

    async def page(method: str, url: URL, _data: object) -> AiohttpClientMockResponse:
        number = int(url.query["page"])
        return AiohttpClientMockResponse(method, url, json=pages[number - 1] if number <= len(pages) else [])

    trakt.answer(history={"side_effect": page})
    await set_up()
    assert trakt.user_requests.count(Section.HISTORY.path) == 41
    assert len(entry.runtime_data.user_data.confirmed.plays) == 10_000

    trakt.answer()
    await refresh(hass, entry)
    assert trakt.user_requests == [ACTIVITIES]


def counted(plays: list[Json], *, cuts: bool = False, hides: int = 0, hidden: int | None = None) -> Answers:
    """Return how a Trakt answers pages of two plays that counts them, and may cut the end of a range to its day.

    Of the plays before a moment it may hide the first ones, or the one with an id, which it counts and gives by the
    numbers of pages alone.
    """

    async def page(method: str, url: URL, _data: object) -> AiohttpClientMockResponse:
        end = url.query.get("end_at")
        until = None if end is None else (end[:10] if cuts else end)
        told = [play for play in plays if until is None or play["watched_at"] < until]
        shown = told if until is None else [play for play in told[hides:] if play["id"] != hidden]
        start = 2 * int(url.query["page"]) - 2
        headers = {"X-Pagination-Limit": "2", "X-Pagination-Item-Count": str(len(told))}
        return AiohttpClientMockResponse(method, url, json=shown[start : start + 2], headers=headers)

    return page


EVENINGS = [
    movie_play(number, f"2026-11-{1 + number // 3:02}T{18 + number % 3}:00:00.000Z") for number in range(20, 0, -1)
]
"""Three movies each."""


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param(counted(EVENINGS, cuts=True), id="ends that are cut to the day"),
        pytest.param(counted(EVENINGS, hides=1), id="plays that only numbered pages have"),
        pytest.param(counted(EVENINGS, hidden=10), id="a play that only numbered pages have"),
        pytest.param(counted(EVENINGS), id="a good Trakt"),
    ],
)
async def test_plays_that_are_missing_are_found(
    entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, answers: Answers
) -> None:
    """What was read is compared with the number of plays that Trakt counts."""
    trakt.answer(history={"side_effect": answers})
    await set_up()

    reading = entry.runtime_data.user_data.confirmed.readings[Section.HISTORY]
    assert [play.id for play in reading.records] == list(range(20, 0, -1))
    assert not reading.is_doubted
