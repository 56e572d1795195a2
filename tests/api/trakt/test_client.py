"""Every answer has a meaning, and each meaning a class."""

from datetime import date, timedelta
import re
from typing import Any
from unittest.mock import patch

import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.trakt_upcoming.api.errors import (
    AccountLockedError,
    ApiError,
    AppRejectedError,
    AuthenticationError,
    LimitReachedError,
    NotFoundError,
    RateLimitedError,
    UnavailableError,
    VipRequiredError,
)
from custom_components.trakt_upcoming.api.trakt import Feed, ScheduledEpisode, TraktClient
from custom_components.trakt_upcoming.api.waits import Waits

from ...trakt_json import episode_entry, movie_entry, settings
from .conftest import ANYTHING, BASE, Tokens

START = date(2026, 11, 20)
PAGE = {"text": "<html>busy</html>", "headers": {"Content-Type": "text/html"}}


async def test_headers(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """Everything that Trakt wants to see."""
    aioclient_mock.get(ANYTHING, json=settings())
    user = await client.user()
    headers = aioclient_mock.mock_calls[0][3]

    assert (user.display_name, user.unique_id) == ("Demo", settings()["user"]["ids"]["uuid"])
    assert headers == {
        "Content-Type": "application/json",
        "trakt-api-version": "2",
        "trakt-api-key": "client-id",
        "Authorization": "Bearer token-1",
        "User-Agent": "Test/1.0",
        "Accept": "application/json",
    }


@pytest.mark.parametrize(
    ("answer", "error", "wait"),
    [
        pytest.param({"status": 401}, AuthenticationError, None, id="401"),
        pytest.param({"status": 403}, AppRejectedError, timedelta(hours=6), id="403, empty"),
        pytest.param({"status": 403, "json": {}}, AppRejectedError, timedelta(hours=6), id="403, JSON"),
        pytest.param({"status": 403, **PAGE}, UnavailableError, None, id="403, page"),
        pytest.param({"status": 404, **PAGE}, NotFoundError, None, id="404"),
        pytest.param({"status": 405}, UnavailableError, None, id="405"),
        pytest.param({"status": 420}, LimitReachedError, None, id="420"),
        pytest.param({"status": 423}, AccountLockedError, timedelta(hours=12), id="423"),
        pytest.param({"status": 426}, VipRequiredError, timedelta(hours=12), id="426"),
        pytest.param(
            {"status": 429, "headers": {"Retry-After": "60"}}, RateLimitedError, timedelta(seconds=60), id="429"
        ),
        pytest.param({"status": 429, **PAGE}, UnavailableError, None, id="429, page"),
        pytest.param({"status": 500}, UnavailableError, None, id="500"),
        pytest.param({"status": 503, **PAGE}, UnavailableError, None, id="503, page"),
        pytest.param({"status": 301}, UnavailableError, None, id="redirect"),
        pytest.param({"status": 200, **PAGE}, UnavailableError, None, id="page"),
        pytest.param({"status": 200, "text": ""}, UnavailableError, None, id="empty"),
        pytest.param({"json": {"a": 1}}, UnavailableError, None, id="object"),
        pytest.param({"json": [1, None]}, UnavailableError, None, id="nothing parses"),
        pytest.param({"exc": TimeoutError}, UnavailableError, None, id="no answer"),
    ],
)
async def test_error_and_wait_of_each_answer(
    client: TraktClient,
    aioclient_mock: AiohttpClientMocker,
    waits: Waits,
    answer: dict[str, Any],
    error: type[ApiError],
    wait: timedelta | None,
) -> None:
    """And how long nothing is sent after it."""
    aioclient_mock.get(ANYTHING, **answer)
    with pytest.raises(error) as caught:
        await client.calendar(Feed.MOVIES, START, 32)

    assert type(caught.value) is error
    assert caught.value.wait == wait
    scope_only = error is VipRequiredError
    assert (waits.remaining() is not None) is (wait is not None and not scope_only)
    assert (waits.remaining(Feed.MOVIES) is not None) is (wait is not None)
    if wait is not None:
        sent = aioclient_mock.call_count
        with pytest.raises(error):
            await client.calendar(Feed.MOVIES, START, 32)
        assert aioclient_mock.call_count == sent


async def test_a_rejected_token_is_renewed_once(
    client: TraktClient, aioclient_mock: AiohttpClientMocker, tokens: Tokens
) -> None:
    """And the request repeated once."""
    aioclient_mock.get(ANYTHING, status=401)
    with pytest.raises(AuthenticationError):
        await client.user()

    sent = [headers["Authorization"] for _, _, _, headers in aioclient_mock.mock_calls]
    assert sent == ["Bearer token-1", "Bearer token-2"]


@pytest.mark.parametrize("error", [AuthenticationError("x"), AppRejectedError("x"), RuntimeError("x")])
async def test_error_of_the_token_source(
    client: TraktClient, aioclient_mock: AiohttpClientMocker, tokens: Tokens, waits: Waits, error: Exception
) -> None:
    """It comes through unchanged, and nothing is sent."""
    tokens.error = error
    with pytest.raises(type(error)) as caught:
        await client.user()

    assert caught.value is error
    assert aioclient_mock.call_count == 0
    assert (waits.remaining() is not None) is isinstance(error, AppRejectedError)


@pytest.mark.parametrize(
    ("days", "chunks"),
    [
        (3, ["2026-11-20/3"]),
        (33, ["2026-11-20/33"]),
        (34, ["2026-11-20/33", "2026-12-23/1"]),
        (92, ["2026-11-20/33", "2026-12-23/33", "2027-01-25/26"]),
    ],
)
async def test_long_ranges_are_asked_for_in_chunks(
    client: TraktClient, aioclient_mock: AiohttpClientMocker, days: int, chunks: list[str]
) -> None:
    """Trakt cuts longer ones silently."""
    aioclient_mock.get(ANYTHING, json=[])
    assert await client.calendar(Feed.EPISODES, START, days) == ((), {})

    asked = [str(url).partition("/shows/")[2] for _, url, _, _ in aioclient_mock.mock_calls]
    assert asked == [f"{chunk}?extended=full" for chunk in chunks]


async def test_equal_bytes_are_parsed_once(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """They are the very same entries."""
    aioclient_mock.get(ANYTHING, json=[episode_entry()])
    first, _ = await client.calendar(Feed.EPISODES, START, 32)
    with patch.object(ScheduledEpisode, "from_dict", side_effect=AssertionError):
        again, _ = await client.calendar(Feed.EPISODES, START, 32)
        tomorrow, _ = await client.calendar(Feed.EPISODES, START + timedelta(days=1), 32)

    assert len(first) == 1
    assert again[0] is first[0]
    assert tomorrow[0] is first[0]


async def test_a_change_of_one_byte_is_seen(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """And what was left out of an answer is counted again when it comes again."""
    aioclient_mock.get(ANYTHING, json=[episode_entry("Andor"), None])
    _, left_out = await client.calendar(Feed.EPISODES, START, 32)
    _, left_out_again = await client.calendar(Feed.EPISODES, START, 32)
    aioclient_mock.clear_requests()
    aioclient_mock.get(ANYTHING, json=[episode_entry("Andos"), None])
    (changed,), _ = await client.calendar(Feed.EPISODES, START, 32)

    assert left_out == left_out_again == {"item": 1}
    assert isinstance(changed, ScheduledEpisode)
    assert changed.show.title == "Andos"


@pytest.mark.parametrize("feed", list(Feed))
async def test_each_feed_has_its_path(client: TraktClient, aioclient_mock: AiohttpClientMocker, feed: Feed) -> None:
    """Episodes are called shows there."""
    entry = episode_entry() if feed is Feed.EPISODES else movie_entry()
    path = "shows" if feed is Feed.EPISODES else feed.value
    aioclient_mock.get(re.compile(f"{BASE}/calendars/my/{path}/.*"), json=[entry])
    entries, left_out = await client.calendar(feed, START, 32)

    assert len(entries) == 1
    assert not left_out


async def test_a_piece_for_itself(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """It has the longest length, and leaves alone what is remembered of the range that is asked for every hour."""
    aioclient_mock.get(ANYTHING, json=[episode_entry(), None])
    first, _ = await client.calendar(Feed.EPISODES, START, 32)
    far_entries, left_out = await client.chunk(Feed.EPISODES, START - timedelta(days=66))
    again, _ = await client.calendar(Feed.EPISODES, START, 32)

    assert str(aioclient_mock.mock_calls[1][1]) == f"{BASE}/calendars/my/shows/2026-09-15/33?extended=full"
    assert (len(far_entries), left_out) == (1, {"item": 1})
    assert again[0] is first[0]


async def test_vip_for_a_piece_holds_back_pieces_only(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """The same feed goes on, and so does every other."""
    aioclient_mock.get(ANYTHING, status=426)
    with pytest.raises(VipRequiredError):
        await client.chunk(Feed.EPISODES, START)
    aioclient_mock.clear_requests()
    aioclient_mock.get(ANYTHING, json=[])
    with pytest.raises(VipRequiredError):
        await client.chunk(Feed.EPISODES, START)

    assert aioclient_mock.call_count == 0
    assert await client.calendar(Feed.EPISODES, START, 32) == ((), {})
    assert await client.chunk(Feed.MOVIES, START) == ((), {})


async def test_invalid_entries_are_counted_by_cause(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """By the name of the field, never by its value."""
    good = episode_entry()
    spoiled = [
        None,
        {**good, "first_aired": None},
        {**good, "first_aired": "2031-01-01T00:00:00Z"},
        {**good, "show": {**good["show"], "title": ""}},
        {**good, "show": {**good["show"], "ids": None}},
        {**good, "episode": {**good["episode"], "season": True}},
        {**good, "episode": {**good["episode"], "ids": {"trakt": "x"}}},
        {**good, "episode": {**good["episode"], "number": 10_000}},
    ]
    aioclient_mock.get(ANYTHING, json=[*spoiled, good])
    entries, left_out = await client.calendar(Feed.EPISODES, START, 32)

    assert len(entries) == 1
    assert left_out == {
        "item": 1,
        "first_aired": 1,
        "date": 1,
        "show.title": 1,
        "show.ids": 1,
        "episode.season": 1,
        "episode.ids.trakt": 1,
        "episode.number": 1,
    }
