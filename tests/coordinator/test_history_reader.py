"""The history is read from its end, and as a whole only at first or when its end does not tell what happened."""

from collections.abc import Awaitable, Callable
from itertools import batched

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMockResponse
from yarl import URL

from custom_components.trakt_upcoming.api.trakt import Section

from ..conftest import SetUp
from ..records_json import episode_play, movie_play
from ..trakt import ACTIVITIES, SECTIONS, FakeTrakt, refresh
from ..trakt_json import Json

type Answers = Callable[[str, URL, object], Awaitable[AiohttpClientMockResponse]]


async def test_the_end_of_the_history(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """Only what was watched since some days before the last play is asked for."""
    old, last, new = (
        movie_play(1, "2026-01-01T20:00:00.000Z"),
        movie_play(2, "2026-11-18T20:00:00.000Z"),
        movie_play(3, "2026-11-20T11:00:00.000Z"),
    )
    trakt.sections[Section.HISTORY] = [last, old]
    trakt.answer()
    await set_up()
    trakt.sections[Section.HISTORY] = [new, last]
    trakt.happen("movies.watched_at")
    trakt.answer()
    await refresh(hass, entry)

    asked = [url.query.get("start_at") for _, url, _, _ in trakt.mock.mock_calls if "history" in url.path]
    assert asked == ["2026-11-11T20:00:00.000Z", None]
    assert [play.id for play in entry.runtime_data.user_data.confirmed.plays] == [3, 2, 1]


async def test_a_change_farther_back(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """When the end does not tell what happened, the whole is read."""
    last = movie_play(2, "2026-11-18T20:00:00.000Z")
    trakt.sections[Section.HISTORY] = [last, movie_play(1, "2026-01-01T20:00:00.000Z")]
    trakt.answer()
    await set_up()
    trakt.sections[Section.HISTORY] = [last]
    trakt.happen("movies.watched_at")
    trakt.answer()
    await refresh(hass, entry)

    asked = [url.query.get("start_at") for _, url, _, _ in trakt.mock.mock_calls if "history" in url.path]
    assert asked == ["2026-11-11T20:00:00.000Z", None]
    assert [play.id for play in entry.runtime_data.user_data.confirmed.plays] == [2]


def told_of(plays: list[Json], count: int) -> Answers:
    """Return how a Trakt answers that keeps plays, the last first, and says how many there are."""

    async def page(method: str, url: URL, _data: object) -> AiohttpClientMockResponse:
        start, end = url.query.get("start_at", ""), url.query.get("end_at", "9")
        told = [play for play in plays if start <= play["watched_at"] < end][: int(url.query["limit"])]
        headers = {"X-Pagination-Item-Count": str(count)}
        return AiohttpClientMockResponse(method, url, json=told, headers=headers)

    return page


def asked_for(trakt: FakeTrakt) -> list[tuple[str | None, str]]:
    """Return from when on, and how many plays at most were asked for, since the last answer."""
    calls = [url.query for _, url, _, _ in trakt.mock.mock_calls if "history" in url.path]
    return [(query.get("start_at"), query["limit"]) for query in calls]


@pytest.mark.parametrize("unread", [0, 2])
async def test_a_change_farther_back_behind_a_new_play(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, unread: int
) -> None:
    """The new play explains what happened, and not how many plays there are now; nor does what nobody can read."""
    new, last, old, older = (
        movie_play(4, "2026-11-20T11:00:00.000Z"),
        movie_play(3, "2026-11-18T20:00:00.000Z"),
        movie_play(2, "2026-01-02T20:00:00.000Z"),
        movie_play(1, "2026-01-01T20:00:00.000Z"),
    )
    end, length, whole = ("2026-11-11T20:00:00.000Z", "250"), (None, "1"), (None, "250")
    trakt.answer(history={"side_effect": told_of([last, old, older], 3 + unread)})
    await set_up()
    seen = []
    for number, plays in enumerate([[new, last, older], [last, older], [last]]):
        trakt.happen("movies.watched_at", at=f"2026-11-20T12:{30 + number}:00.000Z")
        trakt.answer(history={"side_effect": told_of(plays, len(plays) + unread)})
        await refresh(hass, entry)
        seen.append(([play.id for play in entry.runtime_data.user_data.confirmed.plays], asked_for(trakt)))

    assert seen[0] == ([4, 3, 1], [end, length, whole])
    assert seen[1] == ([3, 1], [("2026-11-13T11:00:00.000Z", "250"), length])
    assert seen[2] == ([3], [end, whole])


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
    """The next turn goes on with the page that did not come, and nothing is known until all of it is."""
    plays = [movie_play(day, f"2026-11-{day:02}T20:00:00.000Z") for day in range(9, 0, -1)]
    trakt.answer(history={"side_effect": pages_of(plays, broken=5)})
    await set_up()
    assert trakt.user_requests.count(Section.HISTORY.path) == 5
    assert Section.HISTORY not in entry.runtime_data.user_data.confirmed.readings
    assert Section.HISTORY in entry.runtime_data.user_data.errors

    trakt.answer(history={"side_effect": pages_of(plays)})
    await refresh(hass, entry)
    asked = [url.query.get("end_at") for _, url, _, _ in trakt.mock.mock_calls if "history" in url.path]
    assert asked[0] == "2026-11-05T20:00:01.000Z"
    assert [play.id for play in entry.runtime_data.user_data.confirmed.plays] == list(range(9, 0, -1))
    assert not entry.runtime_data.user_data.errors


async def test_a_first_reading_that_is_given_up(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """When the account is set up anew meanwhile, it is begun anew at once, not with the next turn."""
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
    """It is read afterwards by itself, though the pages that were read did not hold it."""
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

    assert seen == [9, 10, 10]
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


def counted(plays: list[Json], *, cuts: bool, hides: int = 0) -> Answers:
    """Return how a Trakt answers pages of two plays that counts them, and may cut the end of a range to its day.

    Of the plays before a moment it may hide some, which it counts and gives by the numbers of pages alone.
    """

    async def page(method: str, url: URL, _data: object) -> AiohttpClientMockResponse:
        end = url.query.get("end_at")
        until = None if end is None else (end[:10] if cuts else end)
        told = [play for play in plays if until is None or play["watched_at"] < until]
        shown = told[hides:] if until is not None else told
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
        pytest.param(counted(EVENINGS, cuts=False, hides=1), id="plays that only numbered pages have"),
        pytest.param(counted(EVENINGS, cuts=False), id="a good Trakt"),
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


async def test_plays_that_are_not_found(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """None that was known goes, until Trakt has said three times that it counts more than it gives."""
    trakt.answer(history={"side_effect": told_of(EVENINGS, 20)})
    await set_up()
    trakt.happen("movies.watched_at")
    known = []
    for _ in range(5):
        trakt.answer(history={"side_effect": told_of(EVENINGS[:15], 20)})
        await refresh(hass, entry)
        known.append(len(entry.runtime_data.user_data.confirmed.plays))

    assert known == [20, 20, 20, 15, 15]
    trakt.answer(history={"side_effect": told_of(EVENINGS[:15], 20)})
    await refresh(hass, entry)
    assert trakt.user_requests == [ACTIVITIES]
