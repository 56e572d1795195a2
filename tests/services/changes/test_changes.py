"""The watchlist, ratings and check-ins are changed, and the response says what Trakt did."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.services.changes import CHECK_IN_SCHEMA, RATE_SCHEMA

from ...trakt import FakeTrakt, sent, take
from ...trakt_json import Json
from ..common import ask
from .common import DUNE, MOVIE, NOW, PART


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
async def test_status_of_the_response(
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


async def test_change_without_a_response(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """It is done all the same."""
    take(hass, trakt)
    await hass.services.async_call("trakt_upcoming", "add_to_watchlist", MOVIE, blocking=True)

    assert sent(trakt) == [("/sync/watchlist", DUNE)]


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
async def test_check_in_while_something_else_is_watched(
    hass: HomeAssistant, trakt: FakeTrakt, said: Json, reason: str
) -> None:
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
def test_check_in_to_a_show_or_season(wanted: dict[str, Any]) -> None:
    """Only a movie or an episode."""
    with pytest.raises(ServiceValidationError, match="only check in to a movie or an episode"):
        CHECK_IN_SCHEMA(wanted)
