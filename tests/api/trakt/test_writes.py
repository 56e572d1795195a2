"""Each change is sent once, in Trakt's words, and what Trakt did is understood."""

from datetime import UTC, datetime, timedelta
import json
from time import monotonic
from typing import Any

import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.trakt_upcoming.api.errors import (
    AccountLockedError,
    ApiError,
    AppRejectedError,
    AuthenticationError,
    ConflictError,
    LimitReachedError,
    NotFoundError,
    RateLimitedError,
    RefusedError,
    UnavailableError,
    VipRequiredError,
)
from custom_components.trakt_upcoming.api.trakt import (
    EpisodeRef,
    MovieRef,
    Post,
    Ref,
    SeasonRef,
    ShowRef,
    TraktClient,
    WriteAnswer,
    writes,
)
from custom_components.trakt_upcoming.api.waits import Waits

from ...records_json import episode, episode_play, listed_movie, movie_play, rated_movie, work
from ...trakt_json import Json
from .conftest import ANYTHING, BASE

AT = datetime(2026, 11, 20, 20, 15, 30, tzinfo=UTC)
TOLD = "2026-11-20T20:15:30.000Z"
MOVIE = MovieRef.from_dict({"movie": work(501, "Dune", released="2026-11-01")})
MOVIE_OF_SOME_DAY = MovieRef.from_dict({"movie": work(501, "Dune")})
SHOW = ShowRef.from_dict({"show": work(1)})
SEASON = SeasonRef.from_dict({"show": work(1), "season": {"number": 3}})
EPISODE = EpisodeRef.from_dict({"show": work(1), "episode": episode(101)})
REFS = pytest.mark.parametrize("ref", [MOVIE, SHOW, SEASON, EPISODE], ids=lambda ref: ref.type)
WATCH = writes.add_to_history([MOVIE], AT, AT)
PAGE = {"text": "<html>busy</html>", "headers": {"Content-Type": "text/html"}}


@pytest.fixture(autouse=True)
def _time() -> None:
    """Let time pass: only so many changes go out in a second."""


def named(ref: Ref, **facts: Any) -> Json:
    """Return a body that names something and says something of it."""
    match ref.type:
        case "movie":
            return {"movies": [{"ids": {"trakt": 501}, **facts}]}
        case "show":
            return {"shows": [{"ids": {"trakt": 1}, **facts}]}
        case "season":
            return {"shows": [{"ids": {"trakt": 1}, "seasons": [{"number": 3, **facts}]}]}
    return {"episodes": [{"ids": {"trakt": 101}, **facts}]}


@REFS
def test_bodies(ref: Ref) -> None:
    """Each kind is named where Trakt looks for it."""
    assert writes.add_to_watchlist(ref) == Post(path="/sync/watchlist", body=named(ref))
    assert writes.remove_from_watchlist(ref) == Post(path="/sync/watchlist/remove", body=named(ref))
    assert writes.rate(ref, 7, AT) == Post(path="/sync/ratings", body=named(ref, rating=7, rated_at=TOLD))
    assert writes.remove_rating(ref) == Post(path="/sync/ratings/remove", body=named(ref))


def test_a_season_whose_id_is_known() -> None:
    """It is named by it: within a show Trakt's contract wants the show's rating."""
    season = SeasonRef.from_dict({"show": work(1), "season": {"number": 3, "trakt": 33}})

    assert writes.rate(season, 7, AT).body == {"seasons": [{"ids": {"trakt": 33}, "rating": 7, "rated_at": TOLD}]}


def test_plays() -> None:
    """Movies and episodes are named one by one, and single plays are removed by their ids."""
    added = writes.add_to_history([MOVIE, EPISODE], AT, AT)

    assert added.path == "/sync/history"
    assert added.body == {**named(MOVIE, watched_at=TOLD), **named(EPISODE, watched_at=TOLD)}
    assert writes.remove_plays([7, 8]) == Post(path="/sync/history/remove", body={"ids": [7, 8]})


@pytest.mark.parametrize(
    ("ref", "told"),
    [
        pytest.param(EPISODE, "released", id="episode"),
        pytest.param(MOVIE, "2026-11-01T12:00:00.000Z", id="movie"),
        pytest.param(MOVIE_OF_SOME_DAY, TOLD, id="movie of some day"),
    ],
)
def test_watched_when_released(ref: Ref, told: str) -> None:
    """Trakt knows it of episodes only."""
    assert writes.add_to_history([ref], None, AT).body == named(ref, watched_at=told)


async def test_change_is_sent_once(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """It goes out once, with all headers, and comes back in numbers."""
    answer = {
        "added": {"movies": 1, "episodes": 0},
        "updated": {"movies": 0, "episodes": 0},
        "not_found": {"movies": [], "people": [], "users": []},
        "list": {"item_count": 25},
    }
    aioclient_mock.post(f"{BASE}/sync/history", status=201, json=answer)
    done = await client.write(WATCH)
    [(method, _, body, headers)] = aioclient_mock.mock_calls

    assert (method, body) == ("POST", named(MOVIE, watched_at=TOLD))
    assert headers["Authorization"] == "Bearer token-1"
    assert done == WriteAnswer(
        added={"movies": 1, "episodes": 0}, updated={"movies": 0, "episodes": 0}, not_found={"movies": 0}
    )
    assert not done.is_lost_on_trakt


def test_work_that_trakt_does_not_know() -> None:
    """It says so in a good answer."""
    answer = WriteAnswer.read({"deleted": {"shows": 1}, "not_found": {"movies": [{"ids": {"trakt": 501}}]}})

    assert (answer.deleted, answer.not_found) == ({"shows": 1}, {"movies": 1})
    assert answer.is_lost_on_trakt


@pytest.mark.parametrize("odd", [None, 7, [], "x", {"movies": "x"}, {"movies": True}, {"people": 3}])
def test_odd_numbers(odd: Any) -> None:
    """They count as not there."""
    assert WriteAnswer.read({"added": odd, "not_found": {}}) == WriteAnswer()


@pytest.mark.parametrize("odd", [None, 7, [], "x", {}, {"message": "something else"}, {"added": 7}])
def test_answer_that_says_nothing(odd: Any) -> None:
    """Nobody knows whether it was done, so it must not count as done."""
    with pytest.raises(UnavailableError):
        WriteAnswer.read(odd)


@pytest.mark.parametrize(
    ("answer", "error", "wait"),
    [
        pytest.param({"status": 400}, RefusedError, None, id="400"),
        pytest.param({"status": 401}, AuthenticationError, None, id="401"),
        pytest.param({"status": 403}, AppRejectedError, timedelta(hours=6), id="403"),
        pytest.param({"status": 404}, NotFoundError, None, id="404"),
        pytest.param({"status": 409}, ConflictError, None, id="409"),
        pytest.param({"status": 412}, RefusedError, None, id="412"),
        pytest.param({"status": 420}, LimitReachedError, None, id="420"),
        pytest.param({"status": 422}, RefusedError, None, id="422"),
        pytest.param({"status": 422, **PAGE}, UnavailableError, None, id="422, page"),
        pytest.param({"status": 423}, AccountLockedError, timedelta(hours=12), id="423"),
        pytest.param({"status": 426}, VipRequiredError, None, id="426"),
        pytest.param(
            {"status": 429, "headers": {"Retry-After": "60"}}, RateLimitedError, timedelta(seconds=60), id="429"
        ),
        pytest.param({"status": 500}, UnavailableError, None, id="500"),
        pytest.param({"status": 201, **PAGE}, UnavailableError, None, id="page"),
        pytest.param({"status": 201, "text": ""}, UnavailableError, None, id="empty"),
        pytest.param({"status": 201, "json": []}, UnavailableError, None, id="list"),
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
    """And how long nothing is sent; that a change needs VIP holds nothing else back."""
    aioclient_mock.post(ANYTHING, **answer)
    with pytest.raises(error) as caught:
        await client.write(WATCH)

    assert type(caught.value) is error
    left = waits.remaining()
    assert (left is None) is (wait is None)
    assert left is None or wait is None or wait - timedelta(seconds=5) < left <= wait
    # A change that was refused for want of a good token was not done.
    assert aioclient_mock.call_count == (2 if error is AuthenticationError else 1)


async def test_a_limit(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """Trakt says how much there may be."""
    aioclient_mock.post(ANYTHING, status=420, headers={"X-Account-Limit": "1000"})
    with pytest.raises(LimitReachedError, match="its limit is 1000") as caught:
        await client.write(writes.add_to_watchlist(MOVIE))

    assert caught.value.limit == 1000


@pytest.mark.parametrize("said", ["", "many", "1" * 50])
async def test_a_limit_that_makes_no_sense(client: TraktClient, aioclient_mock: AiohttpClientMocker, said: str) -> None:
    """It is not known then."""
    aioclient_mock.post(ANYTHING, status=420, headers={"X-Account-Limit": said})
    with pytest.raises(LimitReachedError) as caught:
        await client.write(writes.add_to_watchlist(MOVIE))

    assert caught.value.limit is None


@pytest.mark.parametrize(
    ("ref", "body"),
    [(MOVIE, {"movie": {"ids": {"trakt": 501}}}), (EPISODE, {"episode": {"ids": {"trakt": 101}}})],
    ids=["movie", "episode"],
)
async def test_check_in(client: TraktClient, aioclient_mock: AiohttpClientMocker, ref: Ref, body: Json) -> None:
    """Trakt tells from when on."""
    aioclient_mock.post(f"{BASE}/checkin", status=201, json={"id": 7, "watched_at": TOLD, "sharing": {}})
    checked_in = await client.check_in(ref)

    assert (checked_in.id, checked_in.watched_at) == (7, AT)
    assert aioclient_mock.mock_calls[0][2] == body


@pytest.mark.parametrize(
    ("answer", "until"),
    [
        ({"json": {"expires_at": TOLD}}, AT),
        ({"json": {"expires_at": None}}, None),
        ({"json": []}, None),
        ({"text": ""}, None),
    ],
)
async def test_check_in_while_something_else_is_watched(
    client: TraktClient, aioclient_mock: AiohttpClientMocker, answer: dict[str, Any], until: datetime | None
) -> None:
    """Trakt tells when it will be over."""
    aioclient_mock.post(ANYTHING, status=409, **answer)
    with pytest.raises(ConflictError) as caught:
        await client.check_in(MOVIE)

    assert caught.value.until == until


@pytest.mark.parametrize("odd", [{}, [], {"id": 7, "watched_at": "soon"}])
async def test_an_odd_check_in(client: TraktClient, aioclient_mock: AiohttpClientMocker, odd: Any) -> None:
    """It counts as no answer."""
    aioclient_mock.post(ANYTHING, status=201, text=json.dumps(odd))
    with pytest.raises(UnavailableError):
        await client.check_in(MOVIE)


@pytest.mark.parametrize(
    ("ref", "path"),
    [(MOVIE, "movies/501"), (SHOW, "shows/1"), (SEASON, "shows/1"), (EPISODE, "episodes/101")],
    ids=["movie", "show", "season", "episode"],
)
async def test_history_of(client: TraktClient, aioclient_mock: AiohttpClientMocker, ref: Ref, path: str) -> None:
    """Of one work, in a range or whole."""
    aioclient_mock.get(ANYTHING, json=[movie_play(), episode_play()])
    plays = await client.history_of(ref, AT, AT + timedelta(hours=1))
    await client.history_of(ref)
    ranged, whole = (url for _, url, _, _ in aioclient_mock.mock_calls)

    assert [play.id for play in plays] == [1, 2]
    assert ranged.path == whole.path == f"/sync/history/{path}"
    assert (ranged.query["start_at"], ranged.query["end_at"]) == (TOLD, "2026-11-20T21:15:30.000Z")
    assert "start_at" not in whole.query


@pytest.mark.parametrize("kind", ["movie", "show", "season", "episode"])
async def test_watchlist_and_ratings(client: TraktClient, aioclient_mock: AiohttpClientMocker, kind: str) -> None:
    """The watchlist and the ratings of each kind."""
    aioclient_mock.get(f"{BASE}/sync/watchlist/{kind}s", json=[listed_movie()])
    aioclient_mock.get(f"{BASE}/sync/ratings/{kind}s", json=[rated_movie()])

    assert len(await client.watchlist(kind)) == 1
    assert [rated.rating for rated in await client.ratings(kind)] == [8]


async def test_one_write_a_second(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """As Trakt wants it, also when the token is renewed in between."""
    aioclient_mock.post(ANYTHING, status=401)
    began = monotonic()
    with pytest.raises(AuthenticationError):
        await client.write(WATCH)

    assert aioclient_mock.call_count == 2
    assert 0.9 < monotonic() - began < 5
