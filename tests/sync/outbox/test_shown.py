"""What was asked for is shown at once, and until Trakt's own lists say so: nothing flickers."""

from copy import deepcopy
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.sync.outbox import Outbox
from custom_components.trakt_upcoming.user_data import ChangeKind
from custom_components.trakt_upcoming.user_data.section import MOST_DOUBTS

from ...changes import OUTBOX_FILE, new_change
from ...conftest import ENTRY_ID, Pass, SetUp, sensor
from ...simulated import DUNE, KEPT, LOST, Simulated
from ...trakt import ACTIVITIES, refresh
from ...trakt_json import Json
from .common import put

pytestmark = pytest.mark.usefixtures("fast_changes")

ADD = new_change(kind=ChangeKind.ADD_TO_WATCHLIST)


@pytest.fixture
async def outbox(entry: MockConfigEntry, set_up: SetUp, simulator: Simulated, freezer: FrozenDateTimeFactory) -> Outbox:
    """Return the outbox of an account of which everything was read a moment ago."""
    await set_up()
    freezer.tick(timedelta(seconds=10))
    outbox: Outbox = entry.runtime_data.outbox
    return outbox


def hold_activities(simulator: Simulated) -> None:
    """Let Trakt tell of no activity from now on."""
    simulator.instead[ACTIVITIES] = {"json": simulator.diary.stamps.as_json()}


def shown(entry: MockConfigEntry) -> list[int]:
    """Return the movies on the watchlist that is shown."""
    listed = entry.runtime_data.user_data.data.watchlist_movies
    return [each.ref.trakt for each in listed]


def left(entry: MockConfigEntry) -> int:
    """Return how many changes are done and not read yet."""
    return int(entry.runtime_data.outbox.diagnostics()["done_and_not_read"])


@pytest.fixture
def history(entry: MockConfigEntry, outbox: Outbox) -> list[list[int]]:
    """Return all watchlists that were ever shown, as they come."""
    seen: list[list[int]] = []
    entry.runtime_data.user_data.async_add_listener(lambda: seen.append(shown(entry)))
    return seen


async def test_at_once(
    hass: HomeAssistant, entry: MockConfigEntry, outbox: Outbox, simulator: Simulated, history: list[list[int]]
) -> None:
    """Before Trakt knows of it, and without a gap after it does."""
    await outbox.async_put(ADD)
    assert shown(entry) == [501]
    assert simulator.watchlist == []

    await hass.async_block_till_done(wait_background_tasks=True)
    assert simulator.watchlist == [501]
    assert entry.runtime_data.user_data.confirmed.watchlist_movies
    assert left(entry) == 0
    assert {tuple(each) for each in history} == {(501,)}


async def test_every_entity_is_told(
    hass: HomeAssistant, entry: MockConfigEntry, outbox: Outbox, simulator: Simulated
) -> None:
    """That its line is there, before the change was sent."""
    told: list[int] = []
    entry.runtime_data.user_data.async_add_listener(lambda: told.append(len(shown(entry))))
    await outbox.async_put(ADD)

    assert told == [1]


@pytest.mark.parametrize("options", [{"hide_watched": True}])
async def test_watched_episodes_leave_the_agenda(hass: HomeAssistant, outbox: Outbox, simulator: Simulated) -> None:
    """Where the user asks for that, at once."""
    assert sensor(hass, "upcoming_movies") == "1"
    await outbox.async_put(new_change())
    await hass.async_block_till_done(wait_background_tasks=True)

    assert sensor(hass, "upcoming_movies") == "0"


async def test_a_refusal(
    hass: HomeAssistant, entry: MockConfigEntry, outbox: Outbox, simulator: Simulated, history: list[list[int]]
) -> None:
    """Then it is shown as it was."""
    simulator.answers = [{"status": 420}]
    await put(hass, outbox, ADD)

    assert shown(entry) == []
    assert history[0] == [501]


async def test_a_reading_that_fails(
    hass: HomeAssistant, entry: MockConfigEntry, outbox: Outbox, simulator: Simulated
) -> None:
    """What was done stays shown, until it can be read."""
    simulator.instead[KEPT] = {"status": 503}
    await put(hass, outbox, ADD)
    await refresh(hass, entry)
    assert (shown(entry), left(entry)) == ([501], 1)

    simulator.instead.clear()
    await refresh(hass, entry)
    assert (shown(entry), left(entry)) == ([501], 0)


async def test_activities_that_come_late(
    hass: HomeAssistant, entry: MockConfigEntry, outbox: Outbox, simulator: Simulated, pass_: Pass
) -> None:
    """What was done stays shown for as long as Trakt may not know of it everywhere."""
    hold_activities(simulator)
    await put(hass, outbox, ADD)
    assert (shown(entry), left(entry)) == ([501], 1)

    simulator.instead.clear()
    await refresh(hass, entry)
    assert (shown(entry), left(entry)) == ([501], 0)


async def test_a_change_that_was_none(
    hass: HomeAssistant, entry: MockConfigEntry, outbox: Outbox, simulator: Simulated, freezer: FrozenDateTimeFactory
) -> None:
    """Trakt said that it did it, and nothing has happened a minute later: it shows what Trakt says."""
    simulator.answers = [{"status": 201, "json": {"added": {"movies": 0}}}]
    await put(hass, outbox, ADD)
    freezer.tick(timedelta(minutes=2))
    await refresh(hass, entry)

    assert (shown(entry), left(entry)) == ([], 0)


async def test_a_change_of_which_no_activity_tells(
    hass: HomeAssistant, entry: MockConfigEntry, outbox: Outbox, simulator: Simulated, freezer: FrozenDateTimeFactory
) -> None:
    """What Trakt has taken off the watchlist, because it was seen, does not come back."""
    simulator.diary.enlist(DUNE, dt_util.utcnow())
    await refresh(hass, entry)
    assert shown(entry) == [501]

    freezer.tick(timedelta(seconds=10))
    hold_activities(simulator)
    await put(hass, outbox, new_change())
    assert simulator.watchlist == []
    assert (shown(entry), left(entry)) == ([], 1)
    for _ in range(2):
        freezer.tick(timedelta(minutes=2))
        await refresh(hass, entry)
        assert (shown(entry), left(entry)) == ([], 0)
    assert entry.runtime_data.user_data.confirmed.watchlist_movies == ()


async def test_change_is_reverted_on_trakt(
    hass: HomeAssistant, entry: MockConfigEntry, outbox: Outbox, simulator: Simulated, freezer: FrozenDateTimeFactory
) -> None:
    """What Trakt says later counts, as soon as it cannot be an answer that is late."""
    hold_activities(simulator)
    await put(hass, outbox, ADD)
    freezer.tick(timedelta(minutes=1))
    simulator.diary.delist(DUNE, dt_util.utcnow())
    simulator.instead.clear()
    for _ in range(MOST_DOUBTS):
        await refresh(hass, entry)
        assert (shown(entry), left(entry)) == ([501], 1)

    await refresh(hass, entry)
    assert (shown(entry), left(entry)) == ([], 0)


async def test_an_answer_that_is_late(
    hass: HomeAssistant, entry: MockConfigEntry, outbox: Outbox, simulator: Simulated, freezer: FrozenDateTimeFactory
) -> None:
    """What Trakt answers as before right after a change undoes nothing; the next refresh asks again."""
    simulator.state.lagging[simulator.user.username] = simulator.diary.frozen
    await put(hass, outbox, ADD)
    for _ in range(2):
        freezer.tick(timedelta(seconds=20))
        await refresh(hass, entry)
        assert (shown(entry), left(entry)) == ([501], 1)

    simulator.state.lagging.clear()
    freezer.tick(timedelta(hours=1))
    await refresh(hass, entry)
    assert (shown(entry), left(entry)) == ([501], 0)


async def test_change_is_reverted_by_another(
    hass: HomeAssistant, entry: MockConfigEntry, outbox: Outbox, simulator: Simulated, freezer: FrozenDateTimeFactory
) -> None:
    """The last word counts, also while the first was not read."""
    hold_activities(simulator)
    await put(hass, outbox, ADD)
    await put(hass, outbox, new_change())
    simulator.instead.clear()
    freezer.tick(timedelta(seconds=20))
    await refresh(hass, entry)

    assert shown(entry) == []


async def test_a_restart_before_it_was_read(
    hass: HomeAssistant, entry: MockConfigEntry, outbox: Outbox, simulator: Simulated, hass_storage: Json
) -> None:
    """What was done is shown from the start, until Trakt says it, too."""
    hold_activities(simulator)
    await put(hass, outbox, ADD)
    disk = deepcopy(hass_storage[OUTBOX_FILE])
    await hass.config_entries.async_unload(entry.entry_id)
    hass_storage[OUTBOX_FILE] = disk
    simulator.instead[KEPT] = {"status": 503}
    await hass.config_entries.async_setup(entry.entry_id)
    assert shown(entry) == [501]
    await refresh(hass, entry)
    assert (shown(entry), left(entry)) == ([501], 1)

    simulator.instead.clear()
    await refresh(hass, entry)
    assert (shown(entry), left(entry)) == ([501], 0)
    assert len(simulator.posts) == 1


async def test_waiting_changes_are_shown_after_a_restart(
    hass: HomeAssistant, entry: MockConfigEntry, outbox: Outbox, simulator: Simulated
) -> None:
    """Although Trakt has not even answered."""
    simulator.answers, simulator.instead = [LOST], {KEPT: {"status": 503}}
    await put(hass, outbox, ADD)
    await hass.config_entries.async_reload(entry.entry_id)

    assert shown(entry) == [501]


async def test_read_once_for_many(
    hass: HomeAssistant, entry: MockConfigEntry, outbox: Outbox, simulator: Simulated
) -> None:
    """The lists are read when the outbox has run dry, not after every change."""
    simulator.mock.mock_calls.clear()
    await put(
        hass, outbox, *(new_change(number, ChangeKind.ADD_TO_WATCHLIST, movie=500 + number) for number in range(1, 6))
    )

    assert shown(entry) == [501, 502, 503, 504, 505]
    assert left(entry) == 0
    assert simulator.asked.count("/sync/watchlist/movies") == 1


async def test_written_while_something_is_read(
    hass: HomeAssistant, entry: MockConfigEntry, outbox: Outbox, simulator: Simulated
) -> None:
    """It is read once more after that."""
    hold_activities(simulator)
    simulator.mock.mock_calls.clear()
    entry.runtime_data.user_data.async_refresh_soon()
    await put(hass, outbox, ADD)

    assert [url.path for _, url, _, _ in simulator.mock.mock_calls] == [ACTIVITIES, "/sync/watchlist", ACTIVITIES]


async def test_file_is_deleted_with_the_account(
    hass: HomeAssistant, entry: MockConfigEntry, outbox: Outbox, simulator: Simulated, hass_storage: Json
) -> None:
    """Its outbox goes with it."""
    simulator.answers, simulator.instead = [LOST], {KEPT: {"status": 503}}
    await put(hass, outbox, ADD)
    assert OUTBOX_FILE in hass_storage

    await hass.config_entries.async_remove(entry.entry_id)
    assert not [name for name in hass_storage if ENTRY_ID in name]
    assert not er.async_entries_for_config_entry(er.async_get(hass), ENTRY_ID)
