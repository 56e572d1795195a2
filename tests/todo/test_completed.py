"""What is ticked off was watched, and can be taken back."""

import asyncio
from dataclasses import replace
from functools import partial

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.api.trakt import NamedEpisode
from custom_components.trakt_upcoming.const import TRAKT_API
from custom_components.trakt_upcoming.sync import changes
from custom_components.trakt_upcoming.sync.outbox import Outbox

from ..conftest import Automate, MoveTo, state_of
from ..records_json import STAMP, episode, movie_play, up_next
from ..trakt import FakeTrakt, know, sent, take
from ..trakt_json import Json
from .common import MOVIES, NEXT, NOW, SHOWS, answer_show, change, lines, summaries


async def test_tick_a_movie(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """It was watched now, and stays as completed in its place."""
    await change(hass, "update_item", MOVIES, item="Dune", status="completed")

    assert sent(trakt) == [("/sync/history", {"movies": [{"ids": {"trakt": 501}, "watched_at": NOW}]})]
    [dune, paddington] = await lines(hass, MOVIES)
    assert (dune["summary"], dune["status"], dune["completed"]) == ("Dune", "completed", "2026-11-20T12:00:00+00:00")
    assert dune["description"] == "Released on 2021-10-22 · [Trakt](https://app.trakt.tv/movies/work-501)"
    assert (paddington["summary"], paddington["status"]) == ("Paddington", "needs_action")
    assert state_of(hass, MOVIES).state == "1"

    await change(hass, "update_item", MOVIES, item="Dune", status="completed")
    assert len(sent(trakt)) == 1


async def test_tick_an_episode(hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt) -> None:
    """It was watched now; which one follows may be known, else the show stays until Trakt says so."""
    await change(hass, "update_item", NEXT, item="trakt-episode-102", status="completed")

    assert sent(trakt) == [("/sync/history", {"episodes": [{"ids": {"trakt": 102}, "watched_at": NOW}]})]
    assert await summaries(hass, NEXT) == ["Severance S03E02 Part 2", "Severance: next episode not known yet"]
    with pytest.raises(ServiceValidationError, match="has not said yet which episode is next"):
        await change(hass, "update_item", NEXT, item="trakt-show-1-next", status="completed")

    sync = entry.runtime_data.user_data
    following = NamedEpisode.from_dict(episode(103, number=3, first_aired=STAMP))
    sync.confirmed = replace(sync.confirmed, episodes={1: (following,)})
    sync.async_set_pending(entry.runtime_data.outbox._outbox.assumed)
    await hass.async_block_till_done()
    assert await summaries(hass, NEXT) == ["Severance S03E02 Part 2", "Severance S03E03 Part 3"]


async def test_tick_an_episode_that_has_not_aired(
    hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt
) -> None:
    """That is a mistake."""
    record = up_next()
    record["progress"]["next_episode"]["first_aired"] = "2026-11-21T20:00:00.000Z"
    await know(hass, entry, up_next=[record])

    with pytest.raises(ServiceValidationError, match="Severance S03E02 Part 2 airs on 2026-11-21 20:00"):
        await change(hass, "update_item", NEXT, item="trakt-episode-102", status="completed")
    assert not sent(trakt)
    assert [line["status"] for line in await lines(hass, NEXT)] == ["needs_action"]


@pytest.mark.parametrize(("entity_id", "item"), [(MOVIES, "Dune"), (SHOWS, "Severance")])
async def test_tick_twice_at_once(hass: HomeAssistant, trakt: FakeTrakt, entity_id: str, item: str) -> None:
    """A finger that trembles asks for it once."""
    tick = partial(change, hass, "update_item", entity_id, item=item, status="completed")
    await asyncio.gather(tick(), tick())

    assert len(sent(trakt)) == 1


async def test_tick_a_show(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """What has aired of it and was not watched was watched when it aired."""
    await change(hass, "update_item", SHOWS, item="Severance", status="completed")

    assert sent(trakt) == [("/sync/history", {"episodes": [{"ids": {"trakt": 103}, "watched_at": "released"}]})]
    assert [(line["summary"], line["status"]) for line in await lines(hass, SHOWS)] == [
        ("Severance", "completed"),
        ("Lanterns", "needs_action"),
    ]


async def test_tick_a_show_of_which_all_was_watched(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """There is nothing to add, and it leaves the watchlist."""
    trakt.clear()
    answer_show(trakt, seen=(2, 3))
    take(hass, trakt)
    await change(hass, "update_item", SHOWS, item="Severance", status="completed")

    assert sent(trakt) == [("/sync/watchlist/remove", {"shows": [{"ids": {"trakt": 1}}]})]
    assert [line["status"] for line in await lines(hass, SHOWS)] == ["completed", "needs_action"]


async def test_tick_a_show_that_is_to_come(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """There is nothing that could have been watched."""
    with pytest.raises(ServiceValidationError, match=r"Lanterns has not begun yet"):
        await change(hass, "update_item", SHOWS, item="Lanterns", status="completed")

    assert not sent(trakt)


async def test_untick(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """The play that was added goes, and the movie is back on the watchlist."""
    await change(hass, "update_item", MOVIES, item="Dune", status="completed")
    trakt.mock.get(
        f"{TRAKT_API}/sync/history/movies/501", json=[movie_play(8, NOW), movie_play(7, "2026-11-19T12:00:00.000Z")]
    )
    await change(hass, "update_item", MOVIES, item="Dune", status="needs_action")

    assert sent(trakt)[1:] == [
        ("/sync/history/remove", {"ids": [8]}),
        ("/sync/watchlist", {"movies": [{"ids": {"trakt": 501}}]}),
    ]
    assert sorted((line["summary"], line["status"]) for line in await lines(hass, MOVIES)) == [
        ("Dune", "needs_action"),
        ("Paddington", "needs_action"),
    ]


async def test_untick_what_was_never_sent(
    hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then nothing is."""
    monkeypatch.setattr(changes, "WAIT_LIMIT", -1)
    monkeypatch.setattr(Outbox, "async_resume", lambda _: None)
    await change(hass, "update_item", MOVIES, item="Dune", status="completed")
    assert len(entry.runtime_data.outbox.waiting) == 1

    await change(hass, "update_item", MOVIES, item="Dune", status="needs_action")
    assert entry.runtime_data.outbox.waiting == ()
    assert [line["status"] for line in await lines(hass, MOVIES)] == ["needs_action"] * 2
    assert not sent(trakt)


async def test_a_day_later(hass: HomeAssistant, move_to: MoveTo) -> None:
    """What was completed is gone by itself."""
    await change(hass, "update_item", MOVIES, item="Dune", status="completed")
    await move_to("2026-11-21T11:59:59Z")
    assert len(await lines(hass, MOVIES)) == 2

    await move_to("2026-11-21T12:00:00Z")
    assert await summaries(hass, MOVIES) == ["Paddington"]


async def test_a_restart(hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt) -> None:
    """What was completed is still there."""
    await change(hass, "update_item", MOVIES, item="Dune", status="completed")
    before = await lines(hass, MOVIES)
    known = entry.runtime_data.user_data.confirmed
    trakt.answer()
    assert await hass.config_entries.async_reload(entry.entry_id)
    entry.runtime_data.user_data.confirmed = known
    entry.runtime_data.outbox._show()
    await hass.async_block_till_done()

    assert await lines(hass, MOVIES) == before


async def test_item_completed(hass: HomeAssistant, automate: Automate) -> None:
    """Home Assistant's own trigger fires for what was ticked off, and not for what leaves the list by itself."""
    fired: list[Json] = []
    hass.bus.async_listen("ticked", lambda event: fired.append(dict(event.data)))
    await automate(
        {"trigger": "todo.item_completed", "target": {"entity_id": [MOVIES, NEXT]}},
        {"event": "ticked", "event_data": {"items": "{{ trigger.item_ids }}"}},
    )
    await change(hass, "update_item", MOVIES, item="Dune", status="completed")
    await change(hass, "update_item", NEXT, item="trakt-episode-102", status="completed")
    await hass.async_block_till_done()

    assert fired == [{"items": ["trakt-movie-501"]}, {"items": ["trakt-episode-102"]}]


async def test_tick_a_movie_that_is_to_come(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """There are previews."""
    await change(hass, "update_item", MOVIES, item="Paddington", status="completed")

    assert len(sent(trakt)) == 1
