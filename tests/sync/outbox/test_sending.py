"""Each change is on disk before it is promised, sent in order, and its outcome is known to who waits for it."""

from datetime import timedelta

from homeassistant.core import HomeAssistant
import pytest

from custom_components.trakt_upcoming.api.trakt import WriteAnswer
from custom_components.trakt_upcoming.sync import outcomes
from custom_components.trakt_upcoming.sync.outbox import Outbox
from custom_components.trakt_upcoming.sync.outcomes import Outcome
from custom_components.trakt_upcoming.user_data import ChangeKind

from ...changes import AT, new_change
from ...conftest import Pass
from ...simulated import KEPT, Simulated
from ...trakt_json import Json
from .common import MINUTE, TOLD, keep_all, on_disk, outcome, put

pytestmark = pytest.mark.usefixtures("without_user_data", "fast_changes")


async def test_change_is_saved_before_it_is_sent(
    hass: HomeAssistant, outbox: Outbox, simulator: Simulated, disks: list[Json], hass_storage: Json
) -> None:
    """It is on disk when it is promised; that it is being sent is there before it is sent."""
    await outbox.async_put(new_change())
    assert on_disk(hass_storage) == [("write-1", 0, False)]
    assert outbox.waiting == (new_change(),)

    await hass.async_block_till_done(wait_background_tasks=True)
    assert [disk["data"]["queue"][0]["tries"] for disk in disks] == [1]
    assert simulator.posts == [("/sync/history", {"movies": [{"ids": {"trakt": 501}, "watched_at": TOLD}]})]
    done = await outcome(outbox, new_change())
    assert done.answer is not None
    assert done.answer.added["movies"] == 1
    assert not outbox.waiting


WATCHED, LISTED, RATED = [(501, TOLD)], [501], {501: 3}


AFTER: dict[ChangeKind, tuple[list[tuple[int, str]], list[int], dict[int, int]]] = {
    ChangeKind.ADD_TO_WATCHLIST: ([], LISTED, {}),
    ChangeKind.REMOVE_FROM_WATCHLIST: (WATCHED, [], RATED),
    ChangeKind.MARK_WATCHED: (WATCHED, [], {}),
    ChangeKind.REMOVE_FROM_HISTORY: ([], LISTED, RATED),
    ChangeKind.RATE: ([], [], {501: 7}),
    ChangeKind.REMOVE_RATING: (WATCHED, LISTED, {}),
}
"""Plays, watchlist and ratings after each change: nothing was there before what adds, all before what takes away."""


@pytest.mark.parametrize("kind", ChangeKind)
async def test_each_change(hass: HomeAssistant, outbox: Outbox, simulator: Simulated, kind: ChangeKind) -> None:
    """It is done on Trakt, at once, and nothing else is."""
    if kind.is_removal:
        keep_all(simulator)
    await put(hass, outbox, new_change(kind=kind))

    assert len(simulator.posts) == 1
    assert (simulator.plays, simulator.watchlist, simulator.ratings) == AFTER[kind]
    assert (await outcome(outbox, new_change(kind=kind))).error is None


async def test_changes_are_sent_in_order(hass: HomeAssistant, outbox: Outbox, simulator: Simulated) -> None:
    """As they were put, with their own times."""
    changes = [new_change(number, movie=500 + number, watched_at=AT + number * MINUTE) for number in range(1, 21)]
    await outbox.async_put(*changes[:10])
    for each in changes[10:]:
        await outbox.async_put(each)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert simulator.plays == [(500 + number, f"2026-11-20T11:{30 + number}:00.000Z") for number in range(1, 21)]
    assert len(simulator.posts) == 20


async def test_change_that_trakt_has_already(hass: HomeAssistant, outbox: Outbox, simulator: Simulated) -> None:
    """It counts as done."""
    simulator.answers = [{"status": 409, "json": {"expires_at": TOLD}}]
    await put(hass, outbox, new_change())

    assert await outcome(outbox, new_change()) == Outcome(answer=WriteAnswer())
    assert not outbox.waiting


async def test_removal_of_what_trakt_does_not_know(hass: HomeAssistant, outbox: Outbox, simulator: Simulated) -> None:
    """What Trakt does not know is on none of its lists."""
    simulator.answers = [{"status": 200, "json": {"not_found": {"movies": [{}]}}}]
    await put(hass, outbox, new_change(kind=ChangeKind.REMOVE_FROM_WATCHLIST))

    assert await outcome(outbox, new_change()) == Outcome(answer=WriteAnswer(not_found={"movies": 1}))


async def test_too_many_changes(hass: HomeAssistant, outbox: Outbox, simulator: Simulated, pass_: Pass) -> None:
    """The wait is kept; what was refused was not done, so nothing has to be read."""
    simulator.answers = [{"status": 429, "headers": {"Retry-After": "120"}}] * 2
    await put(hass, outbox, new_change())
    await pass_(timedelta(seconds=119))
    assert len(simulator.posts) == 1

    await pass_(timedelta(seconds=1))
    await pass_(timedelta(seconds=120))
    assert len(simulator.posts) == 3
    assert simulator.asked == []
    assert not outbox.waiting


async def test_asked_for_during_a_wait(hass: HomeAssistant, outbox: Outbox, simulator: Simulated, pass_: Pass) -> None:
    """It is promised, and sent when the wait is over."""
    simulator.answers = [{"status": 429, "headers": {"Retry-After": "120"}}]
    await put(hass, outbox, new_change(1))
    await pass_(MINUTE)
    await put(hass, outbox, new_change(2, movie=502))
    assert len(simulator.posts) == 1
    assert len(outbox.diagnostics()["last_faults"]) == 1

    await pass_(MINUTE)
    assert [movie for movie, _ in simulator.plays] == [501, 502]


async def test_unknown_and_forgotten_outcomes(
    hass: HomeAssistant, outbox: Outbox, simulator: Simulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was never put has none, and old ones are forgotten."""
    monkeypatch.setattr(outcomes, "_MAX_KEPT", 2)
    assert await outbox.async_outcome(new_change(), 0) is None
    await put(hass, outbox, *(new_change(number, movie=500 + number) for number in range(1, 5)))

    assert await outbox.async_outcome(new_change(1), 0) is None
    assert (await outcome(outbox, new_change(4))).error is None


async def test_waiting_for_an_outcome(hass: HomeAssistant, outbox: Outbox, simulator: Simulated) -> None:
    """Whoever waits gets it as soon as it is there."""
    await outbox.async_put(new_change())
    found = await outbox.async_outcome(new_change(), 30)

    assert found is not None
    assert found.answer is not None
    assert found.answer.added["movies"] == 1


async def test_diagnostics(hass: HomeAssistant, outbox: Outbox, simulator: Simulated, pass_: Pass) -> None:
    """They say how it stands, and nothing of what it is about."""
    assert outbox.diagnostics()["waiting"] == 0
    simulator.answers, simulator.instead = [{"status": 500}], {KEPT: {"status": 503}}
    await put(hass, outbox, new_change(1), new_change(2))
    await pass_(timedelta(seconds=10))

    assert outbox.diagnostics() == {
        "waiting": 2,
        "oldest_age_seconds": 1810,
        "tries": 1,
        "done_and_not_read": 0,
        "refused": 0,
        "recent": 0,
        "last_faults": [
            {"at": "2026-11-20T12:00:00+00:00", "error": "UnavailableError: Trakt answered with status 500"},
            {"at": "2026-11-20T12:00:10+00:00", "error": "UnavailableError: Trakt answered with status 503"},
        ],
    }
