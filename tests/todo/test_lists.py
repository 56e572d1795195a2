"""To-do lists show what is on the watchlists and what is up next."""

from unittest.mock import Mock

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming import todo

from ..conftest import Automate, MoveTo, state_of
from ..records_json import up_next
from ..trakt import know
from ..trakt_json import Json
from .common import CREATE, DELETE, MOVIES, NEXT, PADDINGTON, SHOWS, UPDATE, lines, summaries


async def test_items(hass: HomeAssistant) -> None:
    """Each line says what it is, when it comes out, and where to read more; only what is to come is due."""
    assert await lines(hass, MOVIES) == [
        {
            "summary": "Dune",
            "uid": "trakt-movie-501",
            "status": "needs_action",
            "description": "Released on 2021-10-22 · [Trakt](https://app.trakt.tv/movies/work-501)",
        },
        {
            "summary": "Paddington",
            "uid": "trakt-movie-502",
            "status": "needs_action",
            "due": "2027-01-08",
            "description": "Comes out on 2027-01-08 · [Trakt](https://app.trakt.tv/movies/work-502)",
        },
    ]
    assert await summaries(hass, SHOWS) == ["Severance", "Lanterns"]
    assert await summaries(hass, NEXT) == ["Severance S03E02 Part 2"]
    assert [state_of(hass, each).state for each in (MOVIES, SHOWS, NEXT)] == ["2", "2", "1"]


async def test_another_time_zone(hass: HomeAssistant) -> None:
    """The day on which a show begins is that of the home."""
    [_, in_london] = await lines(hass, SHOWS)
    await hass.config.async_update(time_zone="America/New_York")
    await hass.async_block_till_done()
    [_, in_new_york] = await lines(hass, SHOWS)

    assert [in_london["due"], in_new_york["due"]] == ["2026-11-21", "2026-11-20"]


async def test_item_is_released(hass: HomeAssistant, move_to: MoveTo) -> None:
    """From then on it is no longer due."""
    await move_to("2026-11-21T02:00:00Z")
    [_, begun] = await lines(hass, SHOWS)

    assert "due" not in begun
    assert begun["description"].startswith("Aired on 2026-11-21 · ")


async def test_items_are_cached(hass: HomeAssistant, entry: MockConfigEntry, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines are not made anew, because there can be thousands."""
    made = Mock(return_value=())
    monkeypatch.setattr(todo, "on_watchlist", made)
    entry.runtime_data.user_data.async_update_listeners()
    assert made.call_count == 0

    await know(hass, entry, watchlist_movies=[], watchlist_shows=[])
    assert made.call_count == 2


async def test_supported_features(hass: HomeAssistant) -> None:
    """What is up next follows from what was watched, so nothing is added to it, and only what is completed deleted."""
    features = [state_of(hass, each).attributes["supported_features"] for each in (MOVIES, SHOWS, NEXT)]

    assert features == [CREATE | UPDATE | DELETE, CREATE | UPDATE | DELETE, UPDATE | DELETE]


async def test_lists_are_not_read_yet(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Nobody knows what is on the list; an empty one is another thing."""
    await know(hass, entry, watchlist_movies=[])

    assert [state_of(hass, each).state for each in (MOVIES, SHOWS, NEXT)] == ["0", "unavailable", "unavailable"]


@pytest.mark.parametrize("options", [{"spoiler_free": True, "hide_specials": True}], ids=["no spoilers, no specials"])
async def test_options(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """They hold on the list, too."""
    special = up_next(show=2)
    special["progress"]["next_episode"]["season"] = 0
    await know(hass, entry, up_next=[up_next(), special])

    assert await summaries(hass, NEXT) == ["Severance S03E02"]


async def test_item_is_watched_elsewhere(hass: HomeAssistant, entry: MockConfigEntry, automate: Automate) -> None:
    """It leaves without a word."""
    fired: list[Json] = []
    hass.bus.async_listen("ticked", lambda event: fired.append(dict(event.data)))
    await automate({"trigger": "todo.item_completed", "target": {"entity_id": [MOVIES]}}, {"event": "ticked"})
    await know(hass, entry, watchlist_movies=[PADDINGTON])

    assert await summaries(hass, MOVIES) == ["Paddington"]
    assert fired == []
