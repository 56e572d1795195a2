"""To-do lists: what is on them, and what comes of what people do with them."""

import asyncio
from dataclasses import replace
from functools import partial
from typing import Any
from unittest.mock import Mock

from homeassistant.components.todo import DATA_COMPONENT, TodoItem, TodoItemStatus
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming import todo
from custom_components.trakt_upcoming.api.trakt import NamedEpisode
from custom_components.trakt_upcoming.const import DOMAIN, TRAKT_API
from custom_components.trakt_upcoming.storage import OutboxStore
from custom_components.trakt_upcoming.sync import changes
from custom_components.trakt_upcoming.sync.outbox import Outbox

from .conftest import Automate, MoveTo, SetUp, state_of
from .records_json import STAMP, episode, episode_play, listed_movie, movie_play, rated_movie, up_next, work
from .trakt import FakeTrakt, know, sent, take
from .trakt_json import Json
from .works_json import found, movie

MOVIES, SHOWS, NEXT = (f"todo.trakt_demo_{name}" for name in ("movie_watchlist", "show_watchlist", "up_next"))
CREATE, DELETE, UPDATE = 1, 2, 4
NOW, TO_AIR = "2026-11-20T12:00:00.000Z", "2026-12-01T20:00:00.000Z"
DUNE: Json = {**listed_movie(), "movie": work(501, "Dune", released="2021-10-22")}
PADDINGTON: Json = {**listed_movie(502), "rank": 2, "movie": work(502, "Paddington", released="2027-01-08")}
SEVERANCE: Json = {"rank": 1, "listed_at": STAMP, "type": "show", "show": work(first_aired="2022-02-18T02:00:00.000Z")}
TO_COME: Json = {**SEVERANCE, "show": work(2, "Lanterns", year=2026, first_aired="2026-11-21T02:00:00.000Z")}


@pytest.fixture(autouse=True)
async def _known(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, without_user_data: None
) -> None:
    """Let something be on every list, and stay there, and let Trakt take changes."""
    await set_up()
    answer_show(trakt, seen=(2,))
    take(hass, trakt)
    known = {"watchlist_movies": [DUNE, PADDINGTON], "watchlist_shows": [SEVERANCE, TO_COME], "up_next": [up_next()]}
    await know(hass, entry, **known)


def answer_show(trakt: FakeTrakt, seen: tuple[int, ...]) -> None:
    """Let Trakt know a show with two episodes that have aired and one that has not, some of which were watched."""
    parts = [
        episode(100 + number, number=number, first_aired=at) for number, at in ((2, STAMP), (3, STAMP), (4, TO_AIR))
    ]
    trakt.mock.get(f"{TRAKT_API}/shows/1/seasons", json=[{"number": 3, "ids": {"trakt": 33}}])
    trakt.mock.get(f"{TRAKT_API}/shows/1/seasons/3", json=parts)
    plays = [episode_play(number, STAMP, trakt=100 + number, number=number) for number in seen]
    trakt.mock.get(f"{TRAKT_API}/sync/history/shows/1", json=plays)


async def lines(hass: HomeAssistant, entity_id: str) -> list[Json]:
    """Return the lines of a list."""
    answer: Any = await hass.services.async_call(
        "todo", "get_items", {"entity_id": entity_id}, blocking=True, return_response=True
    )
    return list(answer[entity_id]["items"])


async def summaries(hass: HomeAssistant, entity_id: str) -> list[str]:
    """Return the lines of a list as people read them."""
    return [line["summary"] for line in await lines(hass, entity_id)]


async def change(hass: HomeAssistant, action: str, entity_id: str, **data: Any) -> None:
    """Do something with a list."""
    await hass.services.async_call("todo", action, {"entity_id": entity_id, **data}, blocking=True)


async def test_what_is_there(hass: HomeAssistant) -> None:
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


async def test_it_comes_out(hass: HomeAssistant, move_to: MoveTo) -> None:
    """From then on it is no longer due."""
    await move_to("2026-11-21T02:00:00Z")
    [_, begun] = await lines(hass, SHOWS)

    assert "due" not in begun
    assert begun["description"].startswith("Aired on 2026-11-21 · ")


async def test_nothing_else_is_known(
    hass: HomeAssistant, entry: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lines are not made anew, because there can be thousands."""
    made = Mock(return_value=())
    monkeypatch.setattr(todo, "on_watchlist", made)
    entry.runtime_data.user_data.async_update_listeners()
    assert made.call_count == 0

    await know(hass, entry, watchlist_movies=[], watchlist_shows=[])
    assert made.call_count == 2


async def test_what_can_be_done(hass: HomeAssistant) -> None:
    """What is up next follows from what was watched, so nothing is added to it, and only what is completed deleted."""
    features = [state_of(hass, each).attributes["supported_features"] for each in (MOVIES, SHOWS, NEXT)]

    assert features == [CREATE | UPDATE | DELETE, CREATE | UPDATE | DELETE, UPDATE | DELETE]


async def test_nothing_was_read(hass: HomeAssistant, entry: MockConfigEntry) -> None:
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


async def test_what_was_watched_elsewhere(hass: HomeAssistant, entry: MockConfigEntry, automate: Automate) -> None:
    """It leaves without a word."""
    fired: list[Json] = []
    hass.bus.async_listen("ticked", lambda event: fired.append(dict(event.data)))
    await automate({"trigger": "todo.item_completed", "target": {"entity_id": [MOVIES]}}, {"event": "ticked"})
    await know(hass, entry, watchlist_movies=[PADDINGTON])

    assert await summaries(hass, MOVIES) == ["Paddington"]
    assert fired == []


async def test_tick_a_movie_that_is_to_come(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """There are previews."""
    await change(hass, "update_item", MOVIES, item="Paddington", status="completed")

    assert len(sent(trakt)) == 1


async def test_another_name(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """It is Trakt's."""
    with pytest.raises(ServiceValidationError, match=r"The name of Dune comes from Trakt"):
        await change(hass, "update_item", MOVIES, item="Dune", rename="Doon", status="completed")

    assert not sent(trakt)


async def test_nothing_else(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """A line that is saved as it is changes nothing."""
    await change(hass, "update_item", MOVIES, item="Dune", rename="Dune", status="needs_action")

    assert not sent(trakt)
    assert len(await lines(hass, MOVIES)) == 2


async def test_a_line_that_is_gone(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """Somebody was faster."""
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


async def test_nothing_can_be_kept(hass: HomeAssistant, trakt: FakeTrakt, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be promised is refused."""

    async def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(OutboxStore, "async_save", full)

    with pytest.raises(HomeAssistantError, match="could not save the change"):
        await change(hass, "update_item", MOVIES, item="Dune", status="completed")

    assert not sent(trakt)
    assert len(await lines(hass, MOVIES)) == 2
