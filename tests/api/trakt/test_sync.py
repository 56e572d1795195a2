"""What Trakt keeps of a user is read whole, page by page, and each odd entry costs itself."""

from datetime import UTC, datetime
from itertools import batched
from typing import Any

import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker, AiohttpClientMockResponse
from yarl import URL

from custom_components.trakt_upcoming.api.errors import UnavailableError, VipRequiredError
from custom_components.trakt_upcoming.api.trakt import Hidden, Play, Section, TraktClient, UpNext
from custom_components.trakt_upcoming.api.trakt.sync import read_stamps

from ...records_json import (
    episode_play,
    hidden_movie,
    hidden_season,
    hidden_show,
    last_activities,
    listed_movie,
    movie_play,
    rated_movie,
    up_next,
    work,
)
from ...trakt_json import Json
from .conftest import ANYTHING, BASE

ENTRIES: dict[Section, Json] = {
    Section.HIDDEN_IN_CALENDAR: hidden_season(),
    Section.HIDDEN_IN_PROGRESS: hidden_show(),
    Section.DROPPED: hidden_show(),
    Section.UP_NEXT: up_next(),
    Section.WATCHLIST_MOVIES: listed_movie(),
    Section.WATCHLIST_SHOWS: {**listed_movie(), "type": "show", "show": work()},
    Section.RATED_MOVIES: rated_movie(),
    Section.RATED_SHOWS: {**rated_movie(), "type": "show", "show": work()},
    Section.RATED_SEASONS: {**rated_movie(), "type": "season", "show": work(), "season": {"number": 1}},
    Section.RATED_EPISODES: {**episode_play(), "rated_at": "2026-11-19T20:00:00.000Z", "rating": 7},
    Section.HISTORY: episode_play(),
}


def answer_pages(mock: AiohttpClientMocker, plays: list[Json], length: int, **headers: str) -> None:
    """Answer every question for a list with a page of it."""
    pages = [list(page) for page in batched(plays, length, strict=False)]

    async def page(method: str, url: URL, _data: object) -> AiohttpClientMockResponse:
        number = int(url.query["page"])
        found = pages[number - 1] if number <= len(pages) else []
        return AiohttpClientMockResponse(method, url, json=found, headers=headers)

    mock.get(ANYTHING, side_effect=page)


@pytest.mark.parametrize("section", ENTRIES)
async def test_every_list(client: TraktClient, aioclient_mock: AiohttpClientMocker, section: Section) -> None:
    """It has a place of its own, and entries of its own kind."""
    aioclient_mock.get(f"{BASE}{section.path}", json=[ENTRIES[section]])

    [record], left_out = await client.section(section)

    assert type(record) is section.model
    assert not left_out
    [(_, url, _, _)] = aioclient_mock.mock_calls
    assert (url.query["page"], url.query["limit"]) == ("1", "250")
    assert url.query.get("type") == ("show" if section is Section.HIDDEN_IN_PROGRESS else None)


def test_sections_have_places_of_their_own() -> None:
    """None is asked for where another is."""
    assert len({section.path for section in Section}) == len(Section)
    assert ENTRIES.keys() == {section for section in Section if section.is_list}


@pytest.mark.parametrize(("count", "requests"), [(0, 1), (249, 1), (250, 2), (251, 2), (750, 4)])
async def test_all_pages(client: TraktClient, aioclient_mock: AiohttpClientMocker, count: int, requests: int) -> None:
    """They are asked for until one is not full; what Trakt says of their number is not believed."""
    answer_pages(
        aioclient_mock, [movie_play(number + 1) for number in range(count)], 250, **{"X-Pagination-Page-Count": "1"}
    )

    plays, _ = await client.section(Section.HISTORY)

    assert [play.id for play in plays if isinstance(play, Play)] == list(range(1, count + 1))
    assert aioclient_mock.call_count == requests


async def test_shorter_pages(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """Where Trakt says that it gives fewer at once, a page of so many is full."""
    answer_pages(
        aioclient_mock, [movie_play(number + 1) for number in range(250)], 100, **{"X-Pagination-Limit": "100"}
    )

    plays, _ = await client.section(Section.HISTORY)

    assert (len(plays), aioclient_mock.call_count) == (250, 3)


async def test_a_list_without_pages(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """One that is given whole every time is taken once."""
    aioclient_mock.get(ANYTHING, json=[movie_play(number + 1) for number in range(300)])

    plays, _ = await client.section(Section.HISTORY)

    assert (len(plays), aioclient_mock.call_count) == (300, 2)


async def test_history_since_a_moment(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """The history can be asked for from a moment on."""
    aioclient_mock.get(ANYTHING, json=[])

    await client.section(Section.HISTORY, datetime(2026, 11, 1, 12, 30, tzinfo=UTC))

    [(_, url, _, _)] = aioclient_mock.mock_calls
    assert url.query["start_at"] == "2026-11-01T12:30:00.000Z"


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"id": None}, "id"),
        ({"watched_at": "yesterday"}, "watched_at"),
        ({"type": "person"}, "type"),
        ({"type": "episode"}, "item"),
        ({"movie": {"title": "Dune", "ids": {}}}, "item"),
        ({"movie": None}, "item"),
    ],
)
async def test_an_odd_entry(
    client: TraktClient, aioclient_mock: AiohttpClientMocker, changes: Json, cause: str
) -> None:
    """It is left out and counted, and the good one beside it stays."""
    aioclient_mock.get(ANYTHING, json=[{**movie_play(1), **changes}, movie_play(2)])

    [play], left_out = await client.section(Section.HISTORY)

    assert isinstance(play, Play)
    assert play.id == 2
    assert left_out == {cause: 1}


async def test_an_entry_that_is_no_object(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """It is left out like any other."""
    aioclient_mock.get(ANYTHING, json=["odd", 7, None, hidden_movie()])

    [hidden], left_out = await client.section(Section.DROPPED)

    assert hidden == Hidden.from_dict(hidden_movie())
    assert left_out.total() == 3


async def test_an_episode_without_its_show(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """Nobody could say what it is."""
    aioclient_mock.get(ANYTHING, json=[{**episode_play(), "show": None}, episode_play(3)])

    _, left_out = await client.section(Section.HISTORY)

    assert left_out == {"item": 1}


async def test_show_without_a_next_episode(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """A show in progress may have no next episode yet."""
    aioclient_mock.get(ANYTHING, json=[up_next(number=None)])

    [record], _ = await client.section(Section.UP_NEXT)

    assert isinstance(record, UpNext)
    assert record.progress.next_episode is None


@pytest.mark.parametrize("answer", ["", "{}", "null", '"odd"', '[{"id": 1}]', "[null]"])
async def test_an_answer_that_makes_no_sense(
    client: TraktClient, aioclient_mock: AiohttpClientMocker, answer: str
) -> None:
    """It is a passing fault."""
    aioclient_mock.get(ANYTHING, text=answer)

    with pytest.raises(UnavailableError):
        await client.section(Section.HISTORY)


async def test_a_page_in_place_of_a_list(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """So is a web page."""
    aioclient_mock.get(ANYTHING, text="<html>busy</html>", headers={"Content-Type": "text/html"})

    with pytest.raises(UnavailableError):
        await client.section(Section.HISTORY)


async def test_vip(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """Where one section is for VIP accounts only, it waits, and the others are asked for."""
    aioclient_mock.get(f"{BASE}{Section.HISTORY.path}", status=426)
    aioclient_mock.get(f"{BASE}{Section.DROPPED.path}", json=[hidden_show()])

    for _ in range(2):
        with pytest.raises(VipRequiredError):
            await client.section(Section.HISTORY)

    assert aioclient_mock.call_count == 1
    assert len((await client.section(Section.DROPPED))[0]) == 1


async def test_last_activities(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """Each has its moment."""
    aioclient_mock.get(
        f"{BASE}/sync/last_activities", json=last_activities(movies__rated_at="2026-11-20T01:02:03.000Z")
    )

    stamps = await client.last_activities()

    assert stamps["movies.rated_at"] == datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)
    assert {name for section in Section for name in section.stamps} <= stamps.keys()


def test_odd_activities() -> None:
    """What makes no sense counts as never."""
    stamps = read_stamps({"all": "x", "movies": {"watched_at": "x", "rated_at": "2026-11-20T00:00:00Z"}, "shows": None})

    assert stamps == {"movies.rated_at": datetime(2026, 11, 20, tzinfo=UTC)}


@pytest.mark.parametrize("answer", [None, [], {}, "odd", {"all": "2026-11-20T00:00:00Z"}, {"movies": {"rated_at": 7}}])
def test_no_activities(answer: Any) -> None:
    """An answer in which nothing makes sense is a passing fault."""
    with pytest.raises(UnavailableError):
        read_stamps(answer)
