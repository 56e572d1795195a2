"""The history is read from its end, and as a whole only at first or when its end does not tell what happened."""

from collections.abc import Awaitable, Callable

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMockResponse
from yarl import URL

from custom_components.trakt_upcoming.api.trakt import Section

from ..conftest import SetUp
from ..records_json import movie_play
from ..trakt import ACTIVITIES, FakeTrakt, refresh
from ..trakt_json import Json
from .test_paged_history import EVENINGS

type Answers = Callable[[str, URL, object], Awaitable[AiohttpClientMockResponse]]


async def test_only_the_end_of_the_history_is_read(
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
