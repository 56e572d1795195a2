"""Changes wait while Trakt does not answer properly, and are done once when it does again."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.sync.outbox import SET_BACK_AFTER, Outbox
from custom_components.trakt_upcoming.user_data import ChangeKind

from ...changes import AT, new_change
from ...conftest import Pass
from ...simulated import DUNE, KEPT, LOST, Simulated
from ...trakt_json import Json
from .common import DONE_LATE, MINUTE, keep_all, outcome, put, told

pytestmark = pytest.mark.usefixtures("without_user_data", "fast_changes")


async def test_an_outage(
    hass: HomeAssistant, outbox: Outbox, simulator: Simulated, pass_: Pass, hass_storage: Json
) -> None:
    """Nothing is sent before Trakt answers again, and then everything once."""
    simulator.answers, simulator.instead = [LOST], {KEPT: {"status": 503}}
    changes = [new_change(number, movie=500 + number) for number in range(1, 4)]
    await put(hass, outbox, *changes)
    for _ in range(12):
        await pass_(MINUTE)
    assert len(simulator.posts) == 1
    assert outbox.waiting == tuple(changes)
    assert await outbox.async_outcome(changes[0], 0) is None

    simulator.instead.clear()
    await pass_(timedelta(minutes=15))
    assert [movie for movie, _ in simulator.plays] == [501, 502, 503]
    assert len(simulator.posts) == 4
    assert not outbox.waiting
    assert [(await outcome(outbox, each)).error for each in changes] == [None] * 3


async def test_pauses_grow(hass: HomeAssistant, outbox: Outbox, simulator: Simulated, pass_: Pass) -> None:
    """From seconds to a quarter of an hour, so that an outage of an hour costs few requests."""
    simulator.answers, simulator.instead = [LOST], {KEPT: {"status": 503}}
    await put(hass, outbox, new_change())
    asked = []
    for seconds in [5] * 12 + [60] * 59:
        await pass_(timedelta(seconds=seconds))
        asked.append(len(simulator.asked))

    assert asked[0] == 1
    assert 8 <= asked[-1] <= 12


async def test_a_refresh_ends_a_pause(
    hass: HomeAssistant, entry: MockConfigEntry, outbox: Outbox, simulator: Simulated, freezer: FrozenDateTimeFactory
) -> None:
    """Where the calendars come, changes may go, as soon as Trakt would list what it has done."""
    simulator.answers = [{"status": 500}]
    await put(hass, outbox, new_change())
    await entry.runtime_data.agenda.async_refresh()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert outbox.waiting
    assert len(simulator.posts) == 1

    freezer.tick(timedelta(seconds=10))
    await entry.runtime_data.agenda.async_refresh()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert not outbox.waiting


@pytest.mark.parametrize("kind", ChangeKind)
@pytest.mark.parametrize(
    "answer",
    [LOST, {"status": 503}, {"status": 201, "text": "<"}, {"status": 200, "json": {"message": "something else"}}],
    ids=["lost", "503", "a page", "another object"],
)
@pytest.mark.parametrize("does", [True, False], ids=["done", "not done"])
async def test_an_answer_that_says_nothing(
    hass: HomeAssistant,
    outbox: Outbox,
    simulator: Simulated,
    pass_: Pass,
    kind: ChangeKind,
    answer: Json,
    *,
    does: bool,
) -> None:
    """Trakt is asked whether it was done, and only what was not is sent again."""
    if kind.is_removal:
        keep_all(simulator)
    simulator.answers = [answer | {"does": does}]
    await put(hass, outbox, new_change(kind=kind))
    assert outbox.waiting
    await pass_(MINUTE)

    assert not outbox.waiting
    assert simulator.asked
    assert len(simulator.posts) == (1 if does else 2)
    assert (await outcome(outbox, new_change(kind=kind))).error is None


async def test_watched_when_released(hass: HomeAssistant, outbox: Outbox, simulator: Simulated, pass_: Pass) -> None:
    """Then any play of that day is the one."""
    simulator.answers = [DONE_LATE]
    await put(hass, outbox, new_change(movie=502, watched_at=None))
    await pass_(MINUTE)

    assert simulator.plays == [(502, "2026-11-01T12:00:00.000Z")]
    assert not outbox.waiting


async def test_an_earlier_play_is_another(
    hass: HomeAssistant, outbox: Outbox, simulator: Simulated, pass_: Pass
) -> None:
    """What was watched before may be watched again."""
    simulator.diary.watch(DUNE, AT - 10 * MINUTE, AT)
    simulator.answers = [LOST]
    await put(hass, outbox, new_change())
    await pass_(MINUTE)

    assert len(simulator.plays) == len(simulator.posts) == 2


async def test_a_play_after_a_removal(hass: HomeAssistant, outbox: Outbox, simulator: Simulated) -> None:
    """It stays."""
    for moment in (AT - 15 * MINUTE, AT + 15 * MINUTE):
        simulator.diary.watch(DUNE, moment, AT)
    await put(hass, outbox, new_change(kind=ChangeKind.REMOVE_FROM_HISTORY))

    assert simulator.plays == [(501, "2026-11-20T11:45:00.000Z")]
    assert not outbox.waiting


async def test_a_work_that_is_not_there(hass: HomeAssistant, outbox: Outbox, simulator: Simulated, pass_: Pass) -> None:
    """Nothing of it is there, so it is sent again."""
    simulator.answers, simulator.instead = [LOST], {KEPT: {"status": 404}}
    await put(hass, outbox, new_change())
    await pass_(MINUTE)

    assert len(simulator.posts) == 2


async def test_one_change_that_always_fails(
    hass: HomeAssistant, outbox: Outbox, simulator: Simulated, pass_: Pass
) -> None:
    """It is never given up, and holds back only those of the same movie."""
    simulator.answers = [{"status": 500}] * (SET_BACK_AFTER - 1)
    await put(hass, outbox, new_change(1), new_change(2, ChangeKind.ADD_TO_WATCHLIST), new_change(3, movie=502))
    for _ in range(SET_BACK_AFTER):
        await pass_(timedelta(minutes=15))
        simulator.answers[:] = [{"status": 500}]
    assert [movie for movie, _ in simulator.plays] == [502]
    assert outbox.waiting == (new_change(1), new_change(2, ChangeKind.ADD_TO_WATCHLIST))

    for _ in range(24):
        simulator.answers[:] = [{"status": 500}]
        await pass_(timedelta(hours=1))
    assert outbox.waiting
    assert told(hass) == ""

    simulator.answers.clear()
    await pass_(timedelta(hours=1))
    assert [movie for movie, _ in simulator.plays] == [502, 501]
    assert simulator.watchlist == [501]
    assert not outbox.waiting


async def test_every_change_fails(hass: HomeAssistant, outbox: Outbox, simulator: Simulated, pass_: Pass) -> None:
    """A Trakt that takes nothing for half a day is not asked for every change again and again."""
    simulator.answers = [{"status": 503}] * 1_000
    await put(hass, outbox, *(new_change(number, movie=500 + number) for number in range(1, 11)))
    for _ in range(48):
        await pass_(timedelta(minutes=15))
    assert len(outbox.waiting) == 10
    assert len(simulator.posts) < 48 * 3
    assert told(hass) == ""

    simulator.answers.clear()
    for _ in range(2):
        await pass_(timedelta(minutes=15))
    assert sorted(movie for movie, _ in simulator.plays) == list(range(501, 511))


async def test_an_outage_gives_nothing_up(
    hass: HomeAssistant, outbox: Outbox, simulator: Simulated, pass_: Pass
) -> None:
    """However long it takes."""
    simulator.answers, simulator.instead = [LOST], {KEPT: {"status": 503}}
    await put(hass, outbox, new_change())
    for _ in range(100):
        await pass_(timedelta(minutes=15))
    simulator.instead.clear()
    await pass_(timedelta(minutes=15))

    assert len(simulator.plays) == 1
    assert told(hass) == ""


async def test_a_question_that_is_refused(
    hass: HomeAssistant, outbox: Outbox, simulator: Simulated, pass_: Pass
) -> None:
    """It says nothing of the change, which stays."""
    simulator.answers, simulator.instead = [LOST], {KEPT: {"status": 422}}
    await put(hass, outbox, new_change())
    await pass_(MINUTE)

    assert outbox.waiting
    assert told(hass) == ""


async def test_a_place_that_is_not_there(hass: HomeAssistant, outbox: Outbox, simulator: Simulated) -> None:
    """A 404 without a word on the work is a fault of the way."""
    simulator.answers = [{"status": 404}]
    await put(hass, outbox, new_change())

    assert outbox.waiting
    assert told(hass) == ""
