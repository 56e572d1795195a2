"""A show that is ticked off and unticked in a real home with a recorder: earlier plays stay unchanged."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
import sys
from typing import Any

import pytest

from scripts.home import Home
from scripts.simulator import Simulator

from .account import ConnectedAccount, connect, until
from .log import misuses
from .user_data import change_list, completed, have_read, sent, summaries, user_data

FIRED = "what_was_completed"
SHOW = "Five of Eight"
WATCHED, AIRED, ANNOUNCED = 5, 8, 9
AUTOMATION: dict[str, Any] = {
    "id": "ours",
    "triggers": [{"trigger": "todo.item_completed", "target": {"entity_id": "todo.trakt_demo_show_watchlist"}}],
    "actions": [
        {
            "action": "persistent_notification.create",
            "data": {"notification_id": FIRED, "message": "{{ trigger.item_ids | join }}"},
        }
    ],
}


@pytest.fixture
async def home(tmp_path: Path, simulator: Simulator) -> AsyncIterator[Home]:
    """Return a running home with a recorder, and with an automation for completed items."""
    configuration = {"recorder": {}, "automation": [AUTOMATION]}
    environment = simulator.addresses.environment
    async with Home(tmp_path / "home", environment=environment, configuration=configuration) as home:
        yield home
        sys.stdout.write(home.log)
        assert not misuses(home.log)


@pytest.fixture
async def episodes(simulator: Simulator) -> list[int]:
    """Return the ids of the episodes of a show: eight have aired, on different days, and one has not."""
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    airs = [now + timedelta(days=7 * (number - AIRED) - 1) for number in range(1, ANNOUNCED + 1)]
    added = [{"title": SHOW, "number": number, "first_aired": at.isoformat()} for number, at in enumerate(airs, 1)]
    answer = await simulator.control("POST", "/catalogue", {"add": added})
    return list(answer["trakt"])


async def plays(account: ConnectedAccount, episodes: list[int]) -> list[tuple[int, int, str]]:
    """Return the plays of the show on Trakt: id, number of the episode, and time."""
    found = (await user_data(account.simulator))["plays"]
    return [
        (play["id"], episodes.index(play["item"][1]) + 1, play["watched_at"])
        for play in found
        if play["item"][0] == "episode" and play["item"][1] in episodes
    ]


async def fired(account: ConnectedAccount) -> list[str]:
    """Return the messages of the automation."""
    shown = await account.home.api.command("persistent_notification/get")
    return [each["message"] for each in shown if each["notification_id"] == FIRED]


async def test_show_is_ticked_and_unticked(home: Home, simulator: Simulator, episodes: list[int]) -> None:
    account = await connect(home, simulator)
    await have_read(account, ("watchlist_shows",))
    for number in range(1, WATCHED + 1):
        at = f"2026-0{number}-0{number}T20:0{number}:00+00:00"
        episode = {"title": SHOW, "season": 1, "episode": number, "watched_at": at}
        await account.home.api.ask("trakt_upcoming.mark_watched", **episode)
    await change_list(account, "add_item", "watchlist_shows", item=SHOW)
    before = await plays(account, episodes)
    assert len(before) == WATCHED

    await change_list(account, "update_item", "watchlist_shows", item=SHOW, status="completed")
    added = (await plays(account, episodes))[WATCHED:]
    assert (await plays(account, episodes))[:WATCHED] == before
    assert [number for _, number, _ in added] == [6, 7, 8]
    assert await completed(account, "watchlist_shows") == [SHOW]

    async def has_fired() -> bool:
        return bool(await fired(account))

    await until(has_fired)
    assert [message.startswith("trakt-show-") for message in await fired(account)] == [True]

    # A restart, after which user data is read again, changes nothing.
    await home.stop()
    await home.start()
    await have_read(account, ("watchlist_shows",))
    assert await completed(account, "watchlist_shows") == [SHOW]

    await change_list(account, "update_item", "watchlist_shows", item=SHOW, status="needs_action")

    async def is_undone() -> bool:
        return len(await plays(account, episodes)) == WATCHED

    await until(is_undone, seconds=90)
    assert await plays(account, episodes) == before
    assert [body for path, body in await sent(simulator) if path == "/sync/history/remove"] == [
        {"ids": sorted((play for play, _, _ in added), reverse=True)}
    ]

    async def is_listed_again() -> bool:
        return SHOW in await summaries(account, "watchlist_shows")

    await until(is_listed_again)
    assert await completed(account, "watchlist_shows") == []
    sys.stdout.write(f"before {before}\nadded {added}\nafter {await plays(account, episodes)}\n")
