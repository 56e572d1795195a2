"""The history page by page."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker
from yarl import URL

from custom_components.trakt_upcoming.api.errors import UnavailableError
from custom_components.trakt_upcoming.api.trakt import HistoryPage, Place, Play, SkippedItem, TraktClient

from ...records_json import movie_play
from .conftest import ANYTHING

ONE_A_PAGE = {"X-Pagination-Limit": "1", "X-Pagination-Item-Count": "3"}


def at(minute: int) -> datetime:
    """Return a minute of the evening."""
    return datetime(2026, 11, 19, 20, minute, tzinfo=UTC)


def plays(*minutes: int) -> tuple[Play, ...]:
    """Return plays at these minutes."""
    return tuple(Play.from_dict(movie_play(1 + number, _text(at(each)))) for number, each in enumerate(minutes))


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"


@pytest.mark.parametrize(
    ("place", "minutes", "following"),
    [
        pytest.param(Place(), (9, 5, 3), Place(until=at(3)), id="what is older follows"),
        pytest.param(Place(until=at(3)), (3, 3, 1), Place(until=at(1)), id="and so on"),
        pytest.param(Place(until=at(3)), (3, 3), Place(until=at(3), page=2), id="many at one moment"),
        pytest.param(Place(), (3, 3), Place(page=2), id="many at the last moment"),
        pytest.param(Place(until=at(3), page=2), (3, 1), Place(until=at(1)), id="the end of them"),
        pytest.param(Place(until=at(3)), (5, 3), Place(until=at(3), page=2), id="it never goes back"),
        pytest.param(Place(until=at(3)), (), Place(until=at(3), page=2), id="nothing makes sense"),
    ],
)
def test_place_after_a_page(place: Place, minutes: tuple[int, ...], following: Place) -> None:
    """It goes on at the last moment of the page, unless that holds no other."""
    assert place.after(plays(*minutes)) == following


def test_place_behind_what_was_read() -> None:
    """Whatever their order; behind nothing is the beginning."""
    assert Place.older_than(plays(9, 3, 5)) == Place(until=at(3))
    assert Place.older_than(()) == Place()


async def page_at(client: TraktClient, mock: AiohttpClientMocker, place: Place, **answer: Any) -> HistoryPage:
    """Return a page of the history when Trakt answers in this way."""
    mock.clear_requests()
    mock.get(ANYTHING, **answer)
    return await client.history_page(place)


def asked(mock: AiohttpClientMocker) -> URL:
    """Return the address that was asked for last."""
    url = mock.mock_calls[-1][1]
    assert isinstance(url, URL)
    return url


async def test_pages_follow_each_other(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """The last moment of a page is asked for again, whether Trakt counts the end of a range in or not."""
    first = await page_at(client, aioclient_mock, Place(), json=[movie_play(), movie_play(2)], headers=ONE_A_PAGE)
    assert (first.left, len(first.plays)) == (1, 2)
    assert dict(asked(aioclient_mock).query) == {"extended": "full", "page": "1", "limit": "250"}

    place = Place(until=at(3), page=2)
    second = await page_at(client, aioclient_mock, place, json=[movie_play()], headers=ONE_A_PAGE)
    query = asked(aioclient_mock).query
    assert (query["end_at"], query["page"]) == ("2026-11-19T20:03:01.000Z", "2")
    assert second.following == Place(until=at(3), page=3)
    assert second.left == 1


async def test_last_page(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """It is not full, whatever the headers say of a count; without them all is well, too."""
    end = await page_at(client, aioclient_mock, Place(), json=[movie_play()])
    assert (end.left, end.following) == (0, None)

    nothing = await page_at(client, aioclient_mock, Place(), json=[], headers=ONE_A_PAGE)
    assert nothing == HistoryPage(plays=(), skipped=(), left=3, following=None)


async def test_odd_plays_are_named(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """So that a user can find them; a page may hold nothing else."""
    spoiled: list[Any] = [
        {**movie_play(7), "watched_at": None},
        {**movie_play(8), "movie": {"title": "\x00 Dune\nTwo", "ids": None}},
        {"id": True, "movie": {"title": " "}},
        None,
        [],
    ]
    page = await page_at(client, aioclient_mock, Place(), json=spoiled)

    assert page.plays == ()
    assert page.skipped == (
        SkippedItem(field="watched_at", name="7 Dune"),
        SkippedItem(field="item", name="8 \N{REPLACEMENT CHARACTER} Dune Two"),
        SkippedItem(field="type", name="True ?"),
        SkippedItem(field="item", name="?"),
        SkippedItem(field="item", name="?"),
    )


async def test_answer_that_is_no_list(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """It is a fault like any other."""
    with pytest.raises(UnavailableError):
        await page_at(client, aioclient_mock, Place(), json={})
