"""Each change is on disk before it is promised, sent in order, and done once, whatever happens in between."""

import asyncio
from copy import deepcopy
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.repairs import repairs_flow_manager
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.storage import Store
from homeassistant.setup import async_setup_component
from homeassistant.util.file import WriteError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.api.errors import (
    ApiError,
    LimitReachedError,
    NotFoundError,
    RefusedError,
    UnavailableError,
    VipRequiredError,
)
from custom_components.trakt_upcoming.api.trakt import WriteAnswer
from custom_components.trakt_upcoming.const import DOMAIN
from custom_components.trakt_upcoming.sync import outcomes
from custom_components.trakt_upcoming.sync.outbox import SET_BACK_AFTER, Outbox
from custom_components.trakt_upcoming.sync.outcomes import Outcome
from custom_components.trakt_upcoming.user_data import Change, ChangeKind

from ..changes import AT, QUEUE_FILE, new_change
from ..conftest import ENTRY_ID, Pass, SetUp
from ..simulated import DUNE, KEPT, LOST, Simulated
from ..trakt_json import Json

pytestmark = pytest.mark.usefixtures("without_user_data", "fast_changes")

TOLD = "2026-11-20T11:30:00.000Z"
MINUTE = timedelta(minutes=1)
DONE_LATE = LOST | {"does": True}


@pytest.fixture
def token(simulator: Simulated) -> Json:
    """Return a token that the simulator has given."""
    return simulator.token()


@pytest.fixture
def disks(simulator: Simulated, hass_storage: Json) -> list[Json]:
    """Return what was on disk when each change arrived."""
    disks: list[Json] = []

    def see(method: str, _path: str) -> None:
        if method == "POST":
            disks.append(deepcopy(hass_storage[QUEUE_FILE]))

    simulator.before_request = see
    return disks


def keep_all(simulator: Simulated) -> None:
    """Let everything be there that a change can take away."""
    simulator.diary.watch(DUNE, AT, AT)
    simulator.diary.enlist(DUNE, AT)
    simulator.diary.rate(DUNE, 3, AT, AT)


@pytest.fixture
async def queue(entry: MockConfigEntry, set_up: SetUp, simulator: Simulated) -> Outbox:
    """Return the queue of an account."""
    await set_up()
    queue: Outbox = entry.runtime_data.outbox
    return queue


async def put(hass: HomeAssistant, queue: Outbox, *writes: Change) -> None:
    """Put writes into the queue, and wait for what comes of it."""
    await queue.async_put(*writes)
    await hass.async_block_till_done(wait_background_tasks=True)


async def outcome(queue: Outbox, change: Change) -> Outcome:
    """Return what became of a write; it is known by now."""
    outcome = await queue.async_outcome(change, 0)
    assert outcome is not None
    return outcome


async def restart(hass: HomeAssistant, entry: MockConfigEntry, storage: Json, disk: Json) -> Outbox:
    """Begin anew with what was on disk at some moment."""
    await hass.config_entries.async_unload(entry.entry_id)
    storage[QUEUE_FILE] = deepcopy(disk)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    queue: Outbox = entry.runtime_data.outbox
    return queue


def on_disk(storage: Json) -> list[tuple[str, int, bool]]:
    """Return what is on disk: each write with how often it was tried, and whether it is done."""
    return [(each["id"], each["tries"], "done_at" in each) for each in storage[QUEUE_FILE]["data"]["queue"]]


def told(hass: HomeAssistant) -> str:
    """Return what the repair issue lists, nothing without one."""
    issue = ir.async_get(hass).async_get_issue(DOMAIN, f"writes_refused_{ENTRY_ID}")
    return (issue.translation_placeholders or {})["writes"] if issue is not None else ""


async def test_a_write(
    hass: HomeAssistant, queue: Outbox, simulator: Simulated, disks: list[Json], hass_storage: Json
) -> None:
    """It is on disk when it is promised; that it is being sent is there before it is sent."""
    await queue.async_put(new_change())
    assert on_disk(hass_storage) == [("write-1", 0, False)]
    assert queue.waiting == (new_change(),)

    await hass.async_block_till_done(wait_background_tasks=True)
    assert [disk["data"]["queue"][0]["tries"] for disk in disks] == [1]
    assert simulator.posts == [("/sync/history", {"movies": [{"ids": {"trakt": 501}, "watched_at": TOLD}]})]
    done = await outcome(queue, new_change())
    assert done.answer is not None
    assert done.answer.added["movies"] == 1
    assert not queue.waiting


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
async def test_each_change(hass: HomeAssistant, queue: Outbox, simulator: Simulated, kind: ChangeKind) -> None:
    """It is done on Trakt, at once, and nothing else is."""
    if kind.is_removal:
        keep_all(simulator)
    await put(hass, queue, new_change(kind=kind))

    assert len(simulator.posts) == 1
    assert (simulator.plays, simulator.watchlist, simulator.ratings) == AFTER[kind]
    assert (await outcome(queue, new_change(kind=kind))).error is None


async def test_in_order(hass: HomeAssistant, queue: Outbox, simulator: Simulated) -> None:
    """As they were put, with their own times."""
    writes = [new_change(number, movie=500 + number, watched_at=AT + number * MINUTE) for number in range(1, 21)]
    await queue.async_put(*writes[:10])
    for each in writes[10:]:
        await queue.async_put(each)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert simulator.plays == [(500 + number, f"2026-11-20T11:{30 + number}:00.000Z") for number in range(1, 21)]
    assert len(simulator.posts) == 20


async def test_an_outage(
    hass: HomeAssistant, queue: Outbox, simulator: Simulated, pass_: Pass, hass_storage: Json
) -> None:
    """Nothing is sent before Trakt answers again, and then everything once."""
    simulator.answers, simulator.instead = [LOST], {KEPT: {"status": 503}}
    writes = [new_change(number, movie=500 + number) for number in range(1, 4)]
    await put(hass, queue, *writes)
    for _ in range(12):
        await pass_(MINUTE)
    assert len(simulator.posts) == 1
    assert queue.waiting == tuple(writes)
    assert await queue.async_outcome(writes[0], 0) is None

    simulator.instead.clear()
    await pass_(timedelta(minutes=15))
    assert [movie for movie, _ in simulator.plays] == [501, 502, 503]
    assert len(simulator.posts) == 4
    assert not queue.waiting
    assert [(await outcome(queue, each)).error for each in writes] == [None] * 3


async def test_pauses_grow(hass: HomeAssistant, queue: Outbox, simulator: Simulated, pass_: Pass) -> None:
    """From seconds to a quarter of an hour, so that an outage of an hour costs few requests."""
    simulator.answers, simulator.instead = [LOST], {KEPT: {"status": 503}}
    await put(hass, queue, new_change())
    asked = []
    for seconds in [5] * 12 + [60] * 59:
        await pass_(timedelta(seconds=seconds))
        asked.append(len(simulator.asked))

    assert asked[0] == 1
    assert 8 <= asked[-1] <= 12


async def test_a_turn_ends_a_pause(
    hass: HomeAssistant, entry: MockConfigEntry, queue: Outbox, simulator: Simulated, freezer: FrozenDateTimeFactory
) -> None:
    """Where the calendars come, changes may go, as soon as Trakt would list what it has done."""
    simulator.answers = [{"status": 500}]
    await put(hass, queue, new_change())
    await entry.runtime_data.agenda.async_refresh()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert queue.waiting
    assert len(simulator.posts) == 1

    freezer.tick(timedelta(seconds=10))
    await entry.runtime_data.agenda.async_refresh()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert not queue.waiting


@pytest.mark.parametrize("kind", ChangeKind)
@pytest.mark.parametrize(
    "answer",
    [LOST, {"status": 503}, {"status": 201, "text": "<"}, {"status": 200, "json": {"message": "something else"}}],
    ids=["lost", "503", "a page", "another object"],
)
@pytest.mark.parametrize("does", [True, False], ids=["done", "not done"])
async def test_an_answer_that_says_nothing(
    hass: HomeAssistant, queue: Outbox, simulator: Simulated, pass_: Pass, kind: ChangeKind, answer: Json, *, does: bool
) -> None:
    """Trakt is asked whether it was done, and only what was not is sent again."""
    if kind.is_removal:
        keep_all(simulator)
    simulator.answers = [answer | {"does": does}]
    await put(hass, queue, new_change(kind=kind))
    assert queue.waiting
    await pass_(MINUTE)

    assert not queue.waiting
    assert simulator.asked
    assert len(simulator.posts) == (1 if does else 2)
    assert (await outcome(queue, new_change(kind=kind))).error is None


async def test_watched_when_released(hass: HomeAssistant, queue: Outbox, simulator: Simulated, pass_: Pass) -> None:
    """Then any play of that day is the one."""
    simulator.answers = [DONE_LATE]
    await put(hass, queue, new_change(movie=502, watched_at=None))
    await pass_(MINUTE)

    assert simulator.plays == [(502, "2026-11-01T12:00:00.000Z")]
    assert not queue.waiting


async def test_an_earlier_play_is_another(
    hass: HomeAssistant, queue: Outbox, simulator: Simulated, pass_: Pass
) -> None:
    """What was watched before may be watched again."""
    simulator.diary.watch(DUNE, AT - 10 * MINUTE, AT)
    simulator.answers = [LOST]
    await put(hass, queue, new_change())
    await pass_(MINUTE)

    assert len(simulator.plays) == len(simulator.posts) == 2


async def test_a_play_after_a_removal(hass: HomeAssistant, queue: Outbox, simulator: Simulated) -> None:
    """It stays."""
    for moment in (AT - 15 * MINUTE, AT + 15 * MINUTE):
        simulator.diary.watch(DUNE, moment, AT)
    await put(hass, queue, new_change(kind=ChangeKind.REMOVE_FROM_HISTORY))

    assert simulator.plays == [(501, "2026-11-20T11:45:00.000Z")]
    assert not queue.waiting


async def test_a_work_that_is_not_there(hass: HomeAssistant, queue: Outbox, simulator: Simulated, pass_: Pass) -> None:
    """Nothing of it is there, so it is sent again."""
    simulator.answers, simulator.instead = [LOST], {KEPT: {"status": 404}}
    await put(hass, queue, new_change())
    await pass_(MINUTE)

    assert len(simulator.posts) == 2


async def test_there_already(hass: HomeAssistant, queue: Outbox, simulator: Simulated) -> None:
    """It counts as done."""
    simulator.answers = [{"status": 409, "json": {"expires_at": TOLD}}]
    await put(hass, queue, new_change())

    assert await outcome(queue, new_change()) == Outcome(answer=WriteAnswer())
    assert not queue.waiting


REFUSALS = pytest.mark.parametrize(
    ("answer", "error", "reason"),
    [
        ({"status": 422}, RefusedError, "Trakt does not accept it"),
        ({"status": 400}, RefusedError, "Trakt does not accept it"),
        (
            {"status": 420, "headers": {"X-Account-Limit": "1000"}},
            LimitReachedError,
            "the limit of 1000 on Trakt is reached",
        ),
        ({"status": 426}, VipRequiredError, "Trakt allows it to VIP members only"),
        ({"status": 201, "json": {"not_found": {"movies": [{}]}}}, NotFoundError, "Trakt does not know it"),
    ],
    ids=["422", "400", "420", "426", "not found"],
)


@REFUSALS
async def test_a_refusal(
    hass: HomeAssistant, queue: Outbox, simulator: Simulated, answer: Json, error: type[ApiError], reason: str
) -> None:
    """It is not tried again, what follows is, and the user is told in words."""
    simulator.answers = [answer]
    await put(hass, queue, new_change(1), new_change(2, movie=502))

    assert type((await outcome(queue, new_change(1))).error) is error
    assert told(hass).startswith(f"- Mark Dune (2022) as watched: {reason}")
    assert [movie for movie, _ in simulator.plays] == [502]
    assert not queue.waiting

    simulator.answers = [answer]
    await put(hass, queue, new_change(3, ChangeKind.ADD_TO_WATCHLIST))
    assert len(told(hass).splitlines()) == 2


async def test_a_refusal_is_told_until_it_was_read(
    hass: HomeAssistant, entry: MockConfigEntry, queue: Outbox, simulator: Simulated, hass_storage: Json
) -> None:
    """Also after a power cut; then it is over, and what comes later is told by itself."""
    simulator.answers = [{"status": 422}]
    await put(hass, queue, new_change(1))
    disk = deepcopy(hass_storage[QUEUE_FILE])
    ir.async_delete_issue(hass, DOMAIN, f"writes_refused_{ENTRY_ID}")
    again = await restart(hass, entry, hass_storage, disk)
    assert told(hass) == "- Mark Dune (2022) as watched: Trakt does not accept it"
    assert again.diagnostics()["refused"] == len(simulator.posts) == 1

    assert await async_setup_component(hass, "repairs", {})
    manager = repairs_flow_manager(hass)
    assert manager is not None
    form = await manager.async_init(DOMAIN, data={"issue_id": f"writes_refused_{ENTRY_ID}"})
    await manager.async_configure(form["flow_id"], {})
    assert told(hass) == ""
    assert on_disk(hass_storage) == []

    simulator.answers = [{"status": 420}]
    await put(hass, again, new_change(2, ChangeKind.ADD_TO_WATCHLIST))
    assert told(hass) == "- Add Dune (2022) to the watchlist: a limit on Trakt is reached"


async def test_a_refusal_that_somebody_waits_for(hass: HomeAssistant, queue: Outbox, simulator: Simulated) -> None:
    """They are told at once, and not a second time."""
    simulator.answers = [{"status": 422}]
    await queue.async_put(new_change())
    refused = await queue.async_outcome(new_change(), 30)

    assert refused is not None
    assert isinstance(refused.error, RefusedError)
    assert told(hass) == ""


async def test_nothing_to_take_away(hass: HomeAssistant, queue: Outbox, simulator: Simulated) -> None:
    """What Trakt does not know is on none of its lists."""
    simulator.answers = [{"status": 200, "json": {"not_found": {"movies": [{}]}}}]
    await put(hass, queue, new_change(kind=ChangeKind.REMOVE_FROM_WATCHLIST))

    assert await outcome(queue, new_change()) == Outcome(answer=WriteAnswer(not_found={"movies": 1}))


async def test_too_many_writes(hass: HomeAssistant, queue: Outbox, simulator: Simulated, pass_: Pass) -> None:
    """The wait is kept; what was refused was not done, so nothing has to be read."""
    simulator.answers = [{"status": 429, "headers": {"Retry-After": "120"}}] * 2
    await put(hass, queue, new_change())
    await pass_(timedelta(seconds=119))
    assert len(simulator.posts) == 1

    await pass_(timedelta(seconds=1))
    await pass_(timedelta(seconds=120))
    assert len(simulator.posts) == 3
    assert simulator.asked == []
    assert not queue.waiting


async def test_asked_for_during_a_wait(hass: HomeAssistant, queue: Outbox, simulator: Simulated, pass_: Pass) -> None:
    """It is promised, and sent when the wait is over."""
    simulator.answers = [{"status": 429, "headers": {"Retry-After": "120"}}]
    await put(hass, queue, new_change(1))
    await pass_(MINUTE)
    await put(hass, queue, new_change(2, movie=502))
    assert len(simulator.posts) == 1
    assert len(queue.diagnostics()["last_faults"]) == 1

    await pass_(MINUTE)
    assert [movie for movie, _ in simulator.plays] == [501, 502]


@pytest.mark.parametrize(
    ("status", "issue", "wait"),
    [(403, "app_rejected", timedelta(hours=6)), (423, "account_locked", timedelta(hours=12))],
)
async def test_an_account_that_is_held_up(
    hass: HomeAssistant, queue: Outbox, simulator: Simulated, pass_: Pass, status: int, issue: str, wait: timedelta
) -> None:
    """The user is told why, and nothing is lost."""
    simulator.answers = [{"status": status}]
    await put(hass, queue, new_change())
    assert ir.async_get(hass).async_get_issue(DOMAIN, f"{issue}_{ENTRY_ID}")
    assert queue.waiting

    await pass_(wait + timedelta(seconds=1))
    assert not queue.waiting
    assert len(simulator.plays) == 1


async def test_a_sign_in_that_ended(
    hass: HomeAssistant, entry: MockConfigEntry, queue: Outbox, simulator: Simulated
) -> None:
    """The user is asked to sign in again, and what waits goes out once they have."""
    simulator.state.people.revoke_all()
    await put(hass, queue, new_change())
    assert [flow["context"]["source"] for flow in hass.config_entries.flow.async_progress()] == ["reauth"]
    assert queue.waiting

    hass.config_entries.async_update_entry(entry, data={**entry.data, "token": simulator.token()})
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert len(simulator.plays) == 1


async def test_one_change_that_always_fails(
    hass: HomeAssistant, queue: Outbox, simulator: Simulated, pass_: Pass
) -> None:
    """It is never given up, and holds back only those of the same movie."""
    simulator.answers = [{"status": 500}] * (SET_BACK_AFTER - 1)
    await put(hass, queue, new_change(1), new_change(2, ChangeKind.ADD_TO_WATCHLIST), new_change(3, movie=502))
    for _ in range(SET_BACK_AFTER):
        await pass_(timedelta(minutes=15))
        simulator.answers[:] = [{"status": 500}]
    assert [movie for movie, _ in simulator.plays] == [502]
    assert queue.waiting == (new_change(1), new_change(2, ChangeKind.ADD_TO_WATCHLIST))

    for _ in range(24):
        simulator.answers[:] = [{"status": 500}]
        await pass_(timedelta(hours=1))
    assert queue.waiting
    assert told(hass) == ""

    simulator.answers.clear()
    await pass_(timedelta(hours=1))
    assert [movie for movie, _ in simulator.plays] == [502, 501]
    assert simulator.watchlist == [501]
    assert not queue.waiting


async def test_every_change_fails(hass: HomeAssistant, queue: Outbox, simulator: Simulated, pass_: Pass) -> None:
    """A Trakt that takes nothing for half a day is not asked for every change again and again."""
    simulator.answers = [{"status": 503}] * 1_000
    await put(hass, queue, *(new_change(number, movie=500 + number) for number in range(1, 11)))
    for _ in range(48):
        await pass_(timedelta(minutes=15))
    assert len(queue.waiting) == 10
    assert len(simulator.posts) < 48 * 3
    assert told(hass) == ""

    simulator.answers.clear()
    for _ in range(2):
        await pass_(timedelta(minutes=15))
    assert sorted(movie for movie, _ in simulator.plays) == list(range(501, 511))


async def test_an_outage_gives_nothing_up(
    hass: HomeAssistant, queue: Outbox, simulator: Simulated, pass_: Pass
) -> None:
    """However long it takes."""
    simulator.answers, simulator.instead = [LOST], {KEPT: {"status": 503}}
    await put(hass, queue, new_change())
    for _ in range(100):
        await pass_(timedelta(minutes=15))
    simulator.instead.clear()
    await pass_(timedelta(minutes=15))

    assert len(simulator.plays) == 1
    assert told(hass) == ""


async def test_a_question_that_is_refused(
    hass: HomeAssistant, queue: Outbox, simulator: Simulated, pass_: Pass
) -> None:
    """It says nothing of the change, which stays."""
    simulator.answers, simulator.instead = [LOST], {KEPT: {"status": 422}}
    await put(hass, queue, new_change())
    await pass_(MINUTE)

    assert queue.waiting
    assert told(hass) == ""


async def test_a_place_that_is_not_there(hass: HomeAssistant, queue: Outbox, simulator: Simulated) -> None:
    """A 404 without a word on the work is a fault of the way."""
    simulator.answers = [{"status": 404}]
    await put(hass, queue, new_change())

    assert queue.waiting
    assert told(hass) == ""


@pytest.mark.parametrize("kind", ChangeKind)
@pytest.mark.parametrize("moment", ["promised", "about to be sent", "done", "noted"])
async def test_a_power_cut(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    queue: Outbox,
    simulator: Simulated,
    disks: list[Json],
    hass_storage: Json,
    pass_: Pass,
    *,
    kind: ChangeKind,
    moment: str,
) -> None:
    """Whenever it happens, the change is done, and never twice."""
    if kind.is_removal:
        keep_all(simulator)
    before = simulator.diary.frozen
    await queue.async_put(new_change(kind=kind))
    promised = deepcopy(hass_storage[QUEUE_FILE])
    await hass.async_block_till_done(wait_background_tasks=True)
    disk = {"promised": promised, "noted": deepcopy(hass_storage[QUEUE_FILE])}.get(moment, disks[0])
    after = (simulator.plays, simulator.watchlist, simulator.ratings)
    if moment in {"promised", "about to be sent"}:
        simulator.state.diaries[simulator.user.username] = before

    simulator.mock.mock_calls.clear()
    again = await restart(hass, entry, hass_storage, disk)
    await pass_(MINUTE)
    assert (simulator.plays, simulator.watchlist, simulator.ratings) == after
    assert not again.waiting
    assert len(simulator.posts) == (1 if moment in {"promised", "about to be sent"} else 0)
    # Whatever was found on disk may have been sent.
    assert bool(simulator.asked) is (moment != "noted")


async def test_a_restart_in_an_outage(
    hass: HomeAssistant, entry: MockConfigEntry, queue: Outbox, simulator: Simulated, hass_storage: Json
) -> None:
    """What waits is there in order, with its times, and the first is asked for."""
    simulator.answers, simulator.instead = [DONE_LATE], {KEPT: {"status": 503}}
    writes = [new_change(number, movie=500 + number, watched_at=AT + number * MINUTE) for number in range(1, 4)]
    await put(hass, queue, *writes)
    again = await restart(hass, entry, hass_storage, hass_storage[QUEUE_FILE])
    assert again.waiting == tuple(writes)

    simulator.instead.clear()
    again.async_resume()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert simulator.plays == [(500 + number, f"2026-11-20T11:{30 + number}:00.000Z") for number in range(1, 4)]
    assert len(simulator.posts) == 3


async def test_unloading_waits_for_nobody(
    hass: HomeAssistant, entry: MockConfigEntry, queue: Outbox, simulator: Simulated, hass_storage: Json
) -> None:
    """A write that is on its way is left there; the next life finds out what became of it."""
    hanging = asyncio.Event()

    async def hang(*_: object) -> Any:
        hanging.set()
        await asyncio.Event().wait()

    simulator.mock.clear_requests()
    simulator.mock.post("https://api.trakt.tv/sync/history", side_effect=hang)
    await queue.async_put(new_change())
    await hanging.wait()
    async with asyncio.timeout(5):
        assert await hass.config_entries.async_unload(entry.entry_id)
    assert entry.state is ConfigEntryState.NOT_LOADED
    assert on_disk(hass_storage) == [("write-1", 1, False)]
    with pytest.raises(UnavailableError):
        await queue.async_put(new_change(2))
    assert on_disk(hass_storage) == [("write-1", 1, False)]


async def test_a_full_disk(
    hass: HomeAssistant, queue: Outbox, simulator: Simulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is promised, and nothing is sent."""

    async def fail(_store: Store[Any], _data: object) -> None:
        raise WriteError("no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Store, "_async_write_data", fail)
        with pytest.raises(UnavailableError, match="no space left"):
            await queue.async_put(new_change())
        await hass.async_block_till_done(wait_background_tasks=True)
    assert not queue.waiting
    assert simulator.posts == []

    await put(hass, queue, new_change())
    assert len(simulator.plays) == 1


async def test_a_disk_that_fills_up(
    hass: HomeAssistant, queue: Outbox, simulator: Simulated, monkeypatch: pytest.MonkeyPatch, pass_: Pass
) -> None:
    """What was promised is not sent before it can be noted."""
    simulator.answers = [{"status": 500}]
    await put(hass, queue, new_change())

    async def fail(_store: Store[Any], _data: object) -> None:
        raise WriteError("no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Store, "_async_write_data", fail)
        await pass_(MINUTE)
        assert len(simulator.posts) == 1
        assert queue.waiting
    await pass_(MINUTE)
    assert len(simulator.plays) == 1


async def test_outcomes_of_nobody(
    hass: HomeAssistant, queue: Outbox, simulator: Simulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was never put has none, and old ones are forgotten."""
    monkeypatch.setattr(outcomes, "_MAX_KEPT", 2)
    assert await queue.async_outcome(new_change(), 0) is None
    await put(hass, queue, *(new_change(number, movie=500 + number) for number in range(1, 5)))

    assert await queue.async_outcome(new_change(1), 0) is None
    assert (await outcome(queue, new_change(4))).error is None


async def test_an_outcome_takes_its_time(hass: HomeAssistant, queue: Outbox, simulator: Simulated) -> None:
    """Whoever waits gets it as soon as it is there."""
    await queue.async_put(new_change())
    found = await queue.async_outcome(new_change(), 30)

    assert found is not None
    assert found.answer is not None
    assert found.answer.added["movies"] == 1


async def test_facts(hass: HomeAssistant, queue: Outbox, simulator: Simulated, pass_: Pass) -> None:
    """They say how it stands, and nothing of what it is about."""
    assert queue.diagnostics()["waiting"] == 0
    simulator.answers, simulator.instead = [{"status": 500}], {KEPT: {"status": 503}}
    await put(hass, queue, new_change(1), new_change(2))
    await pass_(timedelta(seconds=10))

    assert queue.diagnostics() == {
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
