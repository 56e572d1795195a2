"""What is marked as watched, and when it was watched."""

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.services.changes import MARK_SCHEMA

from ...records_json import episode_play, movie_play
from ...trakt import FakeTrakt, know, sent, take
from ...trakt_json import Json
from ...works_json import episode, found, show
from ..common import answer, ask
from .common import LATER, MOVIE, NOW, PART, answer_anew, details_of_movie


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
async def test_time_of_a_play(hass: HomeAssistant, trakt: FakeTrakt, said: Json, watched_at: str) -> None:
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
async def test_mark_a_show_or_season(
    hass: HomeAssistant, trakt: FakeTrakt, wanted: Json, again: bool, episodes: list[int]
) -> None:
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


async def test_mark_a_show_or_season_that_was_watched(hass: HomeAssistant, trakt: FakeTrakt) -> None:
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


@pytest.mark.parametrize("at", ["yesterday", "unknown", 12, {"active_choice": "moment"}, {"moment": "2026-07-01"}])
def test_no_time(at: object) -> None:
    """A time, or the one word for when it came out; the error says so."""
    with pytest.raises(ServiceValidationError, match="or the word released"):
        MARK_SCHEMA({**MOVIE, "watched_at": at})
