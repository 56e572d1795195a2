"""Items are added, deleted and refused."""

from homeassistant.components.todo import DATA_COMPONENT, TodoItem, TodoItemStatus
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.const import DOMAIN, TRAKT_API
from custom_components.trakt_upcoming.storage import OutboxStore
from custom_components.trakt_upcoming.sync import changes

from ..records_json import rated_movie, work
from ..trakt import FakeTrakt, know, sent, take
from ..works_json import found, movie
from .common import DUNE, MOVIES, NEXT, change, lines, summaries


async def test_another_name(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """It is Trakt's."""
    with pytest.raises(ServiceValidationError, match=r"The name of Dune comes from Trakt"):
        await change(hass, "update_item", MOVIES, item="Dune", rename="Doon", status="completed")

    assert not sent(trakt)


async def test_unchanged_item_is_saved(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """A line that is saved as it is changes nothing."""
    await change(hass, "update_item", MOVIES, item="Dune", rename="Dune", status="needs_action")

    assert not sent(trakt)
    assert len(await lines(hass, MOVIES)) == 2


async def test_a_line_that_is_gone(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """It was deleted on Trakt meanwhile."""
    movies = hass.data[DATA_COMPONENT].get_entity(MOVIES)
    assert movies is not None

    with pytest.raises(ServiceValidationError, match="no longer on the list"):
        await movies.async_update_todo_item(TodoItem(uid="trakt-movie-1", status=TodoItemStatus.COMPLETED))
    assert not sent(trakt)


@pytest.mark.parametrize("title", ["Alien", "alien (1979)", "Alien 1979"])
async def test_add(hass: HomeAssistant, trakt: FakeTrakt, title: str) -> None:
    """The movie of that title is found, and is last on the list."""
    trakt.mock.get(f"{TRAKT_API}/search/movie", json=[found(movie("Alien", 1979, 503))])
    await change(hass, "add_item", MOVIES, item=title)

    assert sent(trakt) == [("/sync/watchlist", {"movies": [{"ids": {"trakt": 503}}]})]
    assert await summaries(hass, MOVIES) == ["Dune", "Paddington", "Alien"]


async def test_add_what_several_are_called(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """The message names what can be chosen."""
    movies = [found(movie("Twice", year, 600 + year)) for year in (1999, 2020)]
    trakt.mock.get(f"{TRAKT_API}/search/movie", json=movies)

    with pytest.raises(ServiceValidationError, match=r"Twice \(1999\), Twice \(2020\)"):
        await change(hass, "add_item", MOVIES, item="Twice")
    assert not sent(trakt)


async def test_add_while_trakt_does_not_answer(
    hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is known is promised, and shown; what is not known is refused."""
    monkeypatch.setattr(changes, "WAIT_LIMIT", -1)
    trakt.answer_feeds()
    trakt.mock.get(f"{TRAKT_API}/search/movie", status=503)
    take(hass, trakt, status=503)
    await know(hass, entry, watchlist_movies=[DUNE], rated_movies=[{**rated_movie(), "movie": work(503, "Alien")}])

    await change(hass, "add_item", MOVIES, item="Alien")

    assert await summaries(hass, MOVIES) == ["Dune", "Alien"]
    with pytest.raises(HomeAssistantError, match="not answer properly"):
        await change(hass, "add_item", MOVIES, item="Nobody's")


async def test_delete_several(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """Each leaves the watchlist."""
    await change(hass, "remove_item", MOVIES, item=["Dune", "trakt-movie-502"])

    assert sent(trakt) == [
        ("/sync/watchlist/remove", {"movies": [{"ids": {"trakt": trakt_id}}]}) for trakt_id in (501, 502)
    ]
    assert await lines(hass, MOVIES) == []


async def test_delete_what_was_completed(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """It leaves the list, and nothing else changes."""
    await change(hass, "update_item", MOVIES, item="Dune", status="completed")
    await change(hass, "update_item", NEXT, item="trakt-episode-102", status="completed")
    for each in (MOVIES, NEXT):
        await change(hass, "remove_completed_items", each)

    assert len(sent(trakt)) == 2
    assert await summaries(hass, MOVIES) == ["Paddington"]
    assert await summaries(hass, NEXT) == ["Severance: next episode not known yet"]


async def test_delete_what_is_next(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """It follows from what was watched."""
    with pytest.raises(ServiceValidationError, match="nothing can be deleted here"):
        await change(hass, "remove_item", NEXT, item="trakt-episode-102")
    assert not sent(trakt)


async def test_trakt_refuses(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """Who asked is told why, the list is as it was, and nobody has to be told again."""
    trakt.answer_feeds()
    take(hass, trakt, status=420, headers={"X-Account-Limit": "100"})

    with pytest.raises(HomeAssistantError, match="limit"):
        await change(hass, "update_item", MOVIES, item="Dune", status="completed")

    assert len(await lines(hass, MOVIES)) == 2
    assert not [issue for domain, issue in ir.async_get(hass).issues if domain == DOMAIN]


async def test_trakt_does_not_answer(hass: HomeAssistant, trakt: FakeTrakt, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is promised, and shown."""
    # Less than nothing, because the clock stands still.
    monkeypatch.setattr(changes, "WAIT_LIMIT", -1)
    trakt.answer_feeds()
    take(hass, trakt, status=503)

    await change(hass, "update_item", MOVIES, item="Dune", status="completed")

    assert [line["status"] for line in await lines(hass, MOVIES)] == ["completed", "needs_action"]


async def test_full_disk(hass: HomeAssistant, trakt: FakeTrakt, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be promised is refused."""

    async def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(OutboxStore, "async_save", full)

    with pytest.raises(HomeAssistantError, match="could not save the change"):
        await change(hass, "update_item", MOVIES, item="Dune", status="completed")

    assert not sent(trakt)
    assert len(await lines(hass, MOVIES)) == 2
