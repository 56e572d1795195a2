"""Changes while Trakt refuses, is slow or does not answer."""

import asyncio

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.const import TRAKT_API
from custom_components.trakt_upcoming.sync import changes, finder as finding

from ...records_json import listed_movie, work
from ...trakt import FakeTrakt, know, take
from ...trakt_json import Json
from ..common import answer, ask
from .common import MOVIE, PART, answer_anew


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


async def test_unknown_title(hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt) -> None:
    """As long as Trakt answers, what it says holds."""
    answer_anew(trakt, "/search/movie", [])
    answer(trakt, "/search/movie/exact", [])
    answer(trakt, "/search/show", [])
    await know(hass, entry, watchlist_movies=[{**listed_movie(), "movie": work(502, "Alien")}])

    with pytest.raises(ServiceValidationError, match="Alien"):
        await ask(hass, "rate", type="movie", title="Alien", rating=9)


async def never(*_: object) -> None:
    """Give no answer."""
    await asyncio.Event().wait()
