"""What a person wants changed at Trakt, and what they are told of it."""

import asyncio
from typing import Any
from unittest.mock import AsyncMock

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.const import TRAKT_API
from custom_components.trakt_upcoming.services.changes import CHECK_IN_SCHEMA, MARK_SCHEMA, RATE_SCHEMA
from custom_components.trakt_upcoming.sync import changes, finder as finding
from custom_components.trakt_upcoming.sync.outbox import Outbox

from ..conftest import SetUp
from ..records_json import episode_play, listed_movie, movie_play, work
from ..trakt import FakeTrakt, know, sent, take
from ..trakt_json import Json
from ..works_json import episode, found, movie, season, show
from .common import answer, ask

NOW, LATER = "2026-11-20T12:00:00.000Z", "2026-12-01T20:00:00.000Z"
MOVIE: Json = {"type": "movie", "ids": {"trakt": 505}}
PART: Json = {"title": "Severance", "season": 2, "episode": 3}
DUNE: Json = {"movies": [{"ids": {"trakt": 505}}]}


def details_of_movie(**facts: Any) -> Json:
    """Return the movie that Trakt knows."""
    return movie("Dune", 2021, 505, **facts)


@pytest.fixture(autouse=True)
async def _known(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Trakt know a movie, a show and an episode, and take changes."""
    # Nothing is read here, and the clock stands still.
    monkeypatch.setattr(Outbox, "async_play_ids", AsyncMock(return_value=(7,)))
    await set_up()
    answer(trakt, "/search/trakt/505", [found(details_of_movie(released="2021-10-22"))])
    answer(trakt, "/search/show", [found(show(first_aired="2022-02-18T02:00:00.000Z"), "show")])
    answer(trakt, "/shows/1/seasons", [season(2)])
    answer(trakt, "/shows/1/seasons/2/episodes/3", episode(2, 3, first_aired="2025-01-31T02:00:00.000Z"))


@pytest.mark.parametrize(
    ("action", "path", "said", "status"),
    [
        ("add_to_watchlist", "/sync/watchlist", {"added": {"movies": 1}}, "done"),
        ("add_to_watchlist", "/sync/watchlist", {"added": {"movies": 0}, "existing": {"movies": 1}}, "already"),
        ("remove_from_watchlist", "/sync/watchlist/remove", {"deleted": {"movies": 1}}, "done"),
        ("remove_from_watchlist", "/sync/watchlist/remove", {"deleted": {"movies": 0}}, "already"),
        ("remove_rating", "/sync/ratings/remove", {"deleted": {"movies": 1}}, "done"),
    ],
)
async def test_what_trakt_did(
    hass: HomeAssistant, trakt: FakeTrakt, action: str, path: str, said: Json, status: str
) -> None:
    """It is said in Trakt's own counts, with the work that was found."""
    take(hass, trakt, json=said)

    response = await ask(hass, action, **MOVIE)

    assert sent(trakt) == [(path, DUNE)]
    assert response == {"status": status, "work": response["work"], **said}
    assert response["work"] == {
        "type": "movie",
        "title": "Dune",
        "year": 2021,
        "runtime": None,
        "ids": {"trakt": 505, "slug": "movie-505", "imdb": "tt505", "tmdb": 7505, "tvdb": None},
        "url": "https://app.trakt.tv/movies/movie-505",
    }


async def test_nobody_asks_for_a_response(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """It is done all the same."""
    take(hass, trakt)
    await hass.services.async_call("trakt_upcoming", "add_to_watchlist", MOVIE, blocking=True)

    assert sent(trakt) == [("/sync/watchlist", DUNE)]


@pytest.mark.parametrize(
    ("said", "watched_at"),
    [
        pytest.param({}, NOW, id="now"),
        pytest.param({"watched_at": "2026-07-01 20:15"}, "2026-07-01T19:15:00.000Z", id="at home"),
        pytest.param({"watched_at": "2026-07-01T20:15:00+02:00"}, "2026-07-01T18:15:00.000Z", id="in a zone"),
        pytest.param({"watched_at": "released"}, "2021-10-22T12:00:00.000Z", id="when it came out"),
        pytest.param(
            {"watched_at": {"active_choice": "released", "released": "released"}},
            "2021-10-22T12:00:00.000Z",
            id="chosen in the form",
        ),
        pytest.param(
            {"watched_at": {"active_choice": "moment", "moment": "2026-07-01 20:15:00"}},
            "2026-07-01T19:15:00.000Z",
            id="entered in the form",
        ),
    ],
)
async def test_when_a_movie_was_watched(hass: HomeAssistant, trakt: FakeTrakt, said: Json, watched_at: str) -> None:
    """A time without a zone is that of the home."""
    take(hass, trakt)
    await ask(hass, "mark_watched", **MOVIE, **said)

    assert sent(trakt) == [("/sync/history", {"movies": [{"ids": {"trakt": 505}, "watched_at": watched_at}]})]


async def test_watched_when_it_aired(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """Trakt knows when that was."""
    take(hass, trakt)
    response = await ask(hass, "mark_watched", **PART, watched_at="released")

    assert sent(trakt) == [("/sync/history", {"episodes": [{"ids": {"trakt": 101}, "watched_at": "released"}]})]
    assert (response["status"], response["play_ids"]) == ("done", [7])


@pytest.mark.parametrize(
    "wanted", [{"title": "Severance", "season": 2}, {"title": "Severance", "type": "show"}], ids=["season", "show"]
)
@pytest.mark.parametrize(("again", "episodes"), [(False, [103]), (True, [102, 103])])
async def test_a_whole(hass: HomeAssistant, trakt: FakeTrakt, wanted: Json, again: bool, episodes: list[int]) -> None:
    """What has aired of it and was not watched is marked; what was watched only where it was watched again."""
    seen = episode_play(1, "2025-02-01T20:00:00.000Z", trakt=102, number=2)
    seen["episode"]["season"] = 2
    parts = [
        episode(2, number, ids={"trakt": 100 + number}, first_aired=at)
        for number, at in ((2, NOW), (3, NOW), (4, LATER))
    ]
    answer(trakt, "/shows/1/seasons/2", parts)
    answer(trakt, "/sync/history/shows/1", [seen])
    take(hass, trakt)
    response = await ask(hass, "mark_watched", **wanted, again=again, watched_at="released")

    marked = [{"ids": {"trakt": each}, "watched_at": "released"} for each in episodes]
    assert sent(trakt) == [("/sync/history", {"episodes": marked})]
    assert response["status"] == "done"


async def test_nothing_is_missing_of_a_whole(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """It is watched already, and nothing is sent."""
    seen = episode_play(1, NOW, trakt=102, number=2)
    seen["episode"]["season"] = 2
    answer(trakt, "/shows/1/seasons/2", [episode(2, 2, ids={"trakt": 102}, first_aired=NOW)])
    answer(trakt, "/sync/history/shows/1", [seen])
    response = await ask(hass, "mark_watched", title="Severance", season=2)

    assert (response["status"], sent(trakt)) == ("already", [])


@pytest.mark.parametrize(
    ("played_at", "said", "status"),
    [
        pytest.param(NOW, {}, "already", id="this minute"),
        pytest.param(NOW, {"watched_at": "2026-11-20 12:00:59", "again": True}, "already", id="that minute"),
        pytest.param("2026-11-20T11:59:00.000Z", {}, "done", id="a minute ago"),
        pytest.param("2021-10-22T20:00:00.000Z", {"watched_at": "released"}, "already", id="when it came out"),
        pytest.param("2021-10-22T20:00:00.000Z", {"watched_at": "released", "again": True}, "done", id="once more"),
    ],
)
async def test_a_play_that_is_there(
    hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt, played_at: str, said: Json, status: str
) -> None:
    """In the same minute nobody watches it twice."""
    play = movie_play(1, played_at, movie=505)
    play["movie"]["released"] = "2021-10-22"
    await know(hass, entry, history=[play])
    take(hass, trakt)
    response = await ask(hass, "mark_watched", **MOVIE, **said)

    assert response["status"] == status
    assert len(sent(trakt)) == (status == "done")


async def test_an_episode_that_has_not_aired(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """It is not marked by mistake, but whoever says when has seen it."""
    answer_anew(trakt, "/shows/1/seasons/2/episodes/3", episode(2, 3, first_aired=LATER))
    answer(trakt, "/search/show", [found(show(), "show")])
    for said in ({}, {"watched_at": "released"}):
        with pytest.raises(ServiceValidationError, match="Severance S02E03 Part 3 airs on 2026-12-01 20:00"):
            await ask(hass, "mark_watched", **PART, **said)
    assert not sent(trakt)

    take(hass, trakt)
    await ask(hass, "mark_watched", **PART, watched_at="2026-11-19 20:00")
    assert len(sent(trakt)) == 1


PLAYS = [
    movie_play(3, "2026-11-19T20:00:00.000Z", movie=505),
    movie_play(2, "2026-11-18T20:00:00.000Z", movie=505),
    movie_play(1, "2026-11-17T20:00:00.000Z", movie=502),
]


@pytest.mark.parametrize(
    ("said", "posts"),
    [
        pytest.param({}, [[3]], id="the last, where nothing is said"),
        pytest.param({"plays": "last"}, [[3]], id="the last"),
        pytest.param({"plays": "all"}, [[3, 2]], id="all"),
    ],
)
async def test_remove_from_history(hass: HomeAssistant, trakt: FakeTrakt, said: Json, posts: list[list[int]]) -> None:
    """Trakt is asked which plays there are, and what was removed is said."""
    answer(trakt, "/sync/history/movies/505", PLAYS[:2])
    take(hass, trakt, json={"deleted": {"movies": len(posts[0])}})
    response = await ask(hass, "remove_from_history", **MOVIE, **said)

    assert sent(trakt) == [("/sync/history/remove", {"ids": ids}) for ids in posts]
    assert [(play["id"], play["watched_at"]) for play in response["removed"]] == [
        (play["id"], play["watched_at"].replace(".000Z", "+00:00")) for play in PLAYS if play["id"] in posts[0]
    ]
    assert (response["status"], response["work"]["title"]) == ("done", "Dune")


@pytest.mark.parametrize("said", [[3, 1, 2], 2])
async def test_remove_single_plays(
    hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt, said: int | list[int]
) -> None:
    """By the ids that the history has, without asking."""
    await know(hass, entry, history=PLAYS)
    take(hass, trakt, json={"deleted": {"movies": 1}})
    response = await ask(hass, "remove_from_history", play_id=said)

    assert [body["ids"] for _, body in sent(trakt)] == ([[3, 2], [1]] if isinstance(said, list) else [[2]])
    assert sorted(play["id"] for play in response["removed"]) == ([1, 2, 3] if isinstance(said, list) else [2])
    assert response["status"] == "done"


async def test_a_play_that_is_not_there(hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt) -> None:
    """Nothing is removed then, not even the others."""
    await know(hass, entry, history=PLAYS)
    with pytest.raises(ServiceValidationError, match="has no play 4, 5"):
        await ask(hass, "remove_from_history", play_id=[5, 1, 4])
    assert not sent(trakt)


@pytest.mark.parametrize("at", ["2026-11-20 12:02", "2026-11-21T00:00:00+00:00"])
async def test_a_time_to_come(hass: HomeAssistant, trakt: FakeTrakt, at: str) -> None:
    """Nothing was watched then."""
    with pytest.raises(ServiceValidationError, match=r"2026-11-2\d .* is in the future"):
        await ask(hass, "mark_watched", **MOVIE, watched_at=at)
    assert not sent(trakt)


async def test_a_clock_that_is_ahead(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """A few seconds are nothing."""
    take(hass, trakt)
    await ask(hass, "mark_watched", **MOVIE, watched_at="2026-11-20 12:00:30")

    assert len(sent(trakt)) == 1


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        (details_of_movie(released="2026-12-18"), "2026-12-18 12:00 is in the future"),
        (details_of_movie(), r"release date of Dune \(2021\) is not known"),
    ],
    ids=["to come", "unknown"],
)
async def test_a_movie_that_did_not_come_out(hass: HomeAssistant, trakt: FakeTrakt, work: Json, reason: str) -> None:
    """It cannot have been watched when it did."""
    answer_anew(trakt, "/search/trakt/505", [found(work)])

    with pytest.raises(ServiceValidationError, match=reason):
        await ask(hass, "mark_watched", **MOVIE, watched_at="released")
    assert not sent(trakt)


async def test_a_show_that_has_not_begun(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """Nothing of it can have been watched, whenever."""
    answer_anew(trakt, "/search/show", [found(show(first_aired="2026-11-21T02:00:00.000Z"), "show")])

    with pytest.raises(ServiceValidationError, match="Severance has not begun"):
        await ask(hass, "mark_watched", title="Severance", type="show")
    assert not sent(trakt)


@pytest.mark.parametrize(
    ("rating", "number"),
    [(1, 1), ("7", 7), (10.0, 10), ("waste", 2), ("meh", 4), ("decent", 6), ("entertaining", 8), ("outstanding", 10)],
)
async def test_rate(hass: HomeAssistant, trakt: FakeTrakt, rating: object, number: int) -> None:
    """A word stands for the higher of its two numbers."""
    take(hass, trakt)
    await ask(hass, "rate", **PART, rating=rating)

    assert sent(trakt) == [
        ("/sync/ratings", {"episodes": [{"ids": {"trakt": 101}, "rating": number, "rated_at": NOW}]})
    ]


@pytest.mark.parametrize("rating", [0, 11, 7.5, "7.5", "great", None, True, ["meh"]])
def test_no_rating(rating: object) -> None:
    """Whole numbers from 1 to 10, and five words; the error says so."""
    with pytest.raises(ServiceValidationError, match="whole number from 1 to 10, or one of these words: waste"):
        RATE_SCHEMA({**MOVIE, "rating": rating})


@pytest.mark.parametrize("at", ["yesterday", "unknown", 12, {"active_choice": "moment"}, {"moment": "2026-07-01"}])
def test_no_time(at: object) -> None:
    """A time, or the one word for when it came out; the error says so."""
    with pytest.raises(ServiceValidationError, match="or the word released"):
        MARK_SCHEMA({**MOVIE, "watched_at": at})


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ({"status": 420}, "one of Trakt's limits"),
        ({"status": 422}, "does not accept"),
        ({"status": 201, "json": {"not_found": {"movies": [{}]}}}, "could not find this"),
    ],
)
async def test_trakt_refuses(hass: HomeAssistant, trakt: FakeTrakt, error: Json, reason: str) -> None:
    """Whoever asked is told why."""
    take(hass, trakt, **error)

    with pytest.raises(HomeAssistantError, match=reason):
        await ask(hass, "add_to_watchlist", **MOVIE)


async def test_trakt_is_slow(hass: HomeAssistant, trakt: FakeTrakt, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is promised."""
    # Less than nothing, because the clock stands still.
    monkeypatch.setattr(changes, "WAIT_LIMIT", -1)
    take(hass, trakt, status=503)

    response = await ask(hass, "mark_watched", **PART)

    assert list(response) == ["status", "work"]
    assert (response["status"], response["work"]["title"]) == ("queued", "Severance S02E03 Part 3")


async def test_trakt_is_down(
    hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is known is found without it, and changed later."""
    monkeypatch.setattr(changes, "WAIT_LIMIT", -1)
    trakt.clear()
    trakt.mock.get(f"{TRAKT_API}/search/movie", status=503)
    trakt.mock.get(f"{TRAKT_API}/search/show", status=503)
    take(hass, trakt, status=503)
    await know(hass, entry, watchlist_movies=[{**listed_movie(), "movie": work(502, "Alien")}])

    listed = await ask(hass, "mark_watched", type="movie", title="Alien")
    announced = await ask(hass, "rate", type="movie", title="Dune: Part Three", rating=9)

    assert [listed["status"], announced["status"]] == ["queued", "queued"]
    assert [listed["work"]["ids"]["trakt"], announced["work"]["title"]] == [502, "Dune: Part Three"]
    with pytest.raises(HomeAssistantError, match="not answer properly"):
        await ask(hass, "rate", type="show", title="Nobody's", rating=9)


async def test_trakt_hangs(
    hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a few seconds what is known has to do; what is not known is refused."""
    # Less than nothing, because the clock stands still.
    monkeypatch.setattr(changes, "WAIT_LIMIT", -1)
    monkeypatch.setattr(finding, "WAIT_LIMIT", -1)
    trakt.clear()
    trakt.mock.get(f"{TRAKT_API}/search/movie", side_effect=never)
    trakt.mock.post(f"{TRAKT_API}/sync/ratings", side_effect=never)
    await know(hass, entry, watchlist_movies=[{**listed_movie(), "movie": work(502, "Alien")}])

    known = await ask(hass, "rate", type="movie", title="Alien", rating=9)

    assert (known["status"], known["work"]["ids"]["trakt"]) == ("queued", 502)
    with pytest.raises(HomeAssistantError, match="not answer properly"):
        await ask(hass, "rate", type="movie", title="Nobody's", rating=9)


@pytest.mark.usefixtures("without_user_data")
async def test_an_id_that_is_known(hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt) -> None:
    """Nothing has to be asked."""
    trakt.clear()
    take(hass, trakt)
    await know(hass, entry, watchlist_movies=[{**listed_movie(), "movie": work(502, "Alien")}])

    response = await ask(hass, "rate", type="movie", ids={"tmdb": 7502}, rating=9)

    assert (response["status"], response["work"]["title"]) == ("done", "Alien")
    assert [url.path for _, url, _, _ in trakt.mock.mock_calls] == ["/sync/ratings"]


async def test_nobody_knows_it(hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt) -> None:
    """As long as Trakt answers, what it says holds."""
    answer_anew(trakt, "/search/movie", [])
    answer(trakt, "/search/movie/exact", [])
    answer(trakt, "/search/show", [])
    await know(hass, entry, watchlist_movies=[{**listed_movie(), "movie": work(502, "Alien")}])

    with pytest.raises(ServiceValidationError, match="Alien"):
        await ask(hass, "rate", type="movie", title="Alien", rating=9)


async def test_check_in(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """It is being watched from now on."""
    take(hass, trakt, status=201, json={"id": 1, "watched_at": NOW})

    response = await ask(hass, "check_in", **PART)

    assert sent(trakt) == [("/checkin", {"episode": {"ids": {"trakt": 101}}})]
    assert (response["status"], response["watched_at"]) == ("done", "2026-11-20T12:00:00+00:00")
    assert response["work"]["episode_ids"]["trakt"] == 101


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"expires_at": "2026-11-20T12:55:00.000Z"}, "something else on Trakt until 12:55"),
        ({}, "something else on Trakt. Check in"),
    ],
)
async def test_something_else_is_being_watched(hass: HomeAssistant, trakt: FakeTrakt, said: Json, reason: str) -> None:
    """It is said until when, where Trakt says so."""
    take(hass, trakt, status=409, json=said)

    with pytest.raises(ServiceValidationError, match=reason):
        await ask(hass, "check_in", **MOVIE)


async def test_a_check_in_waits_for_nothing(hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt) -> None:
    """Later it would not be true any more."""
    take(hass, trakt, status=503)

    with pytest.raises(HomeAssistantError, match="not answer properly"):
        await ask(hass, "check_in", **MOVIE)
    assert not entry.runtime_data.outbox.waiting


@pytest.mark.parametrize("wanted", [{"title": "Severance", "type": "show"}, {"title": "Severance", "season": 2}])
def test_what_nobody_watches_at_once(wanted: dict[str, Any]) -> None:
    """Only a movie or an episode."""
    with pytest.raises(ServiceValidationError, match="only check in to a movie or an episode"):
        CHECK_IN_SCHEMA(wanted)


async def never(*_: object) -> None:
    """Give no answer."""
    await asyncio.Event().wait()


def answer_anew(trakt: FakeTrakt, path: str, json: object) -> None:
    """Let Trakt answer this and nothing else."""
    trakt.clear()
    answer(trakt, path, json)
