"""When TMDB asks for a pause, or does not answer: nothing is sent in vain, and the rest goes on by itself."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from email.utils import format_datetime

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.api.errors import RateLimitedError
from custom_components.trakt_upcoming.artwork.lookup import TmdbTitles, async_get_titles
from custom_components.trakt_upcoming.clients import tmdb_client
from custom_components.trakt_upcoming.const import TRAKT_AUTH

from ..conftest import TMDB_KEY, Pass, SetUp
from ..tmdb import GOOD, FakeTmdb, shows, tv
from ..trakt import FakeTrakt
from ..trakt_json import Json, episode_entry

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
FAULTS = [
    pytest.param({"status": 500}, id="500"),
    pytest.param({"status": 503, "text": "<html>", "headers": {"Content-Type": "text/html"}}, id="a web page"),
    pytest.param({"text": "<html>"}, id="no JSON"),
    pytest.param({"json": []}, id="another shape"),
    pytest.param({"exc": TimeoutError()}, id="too late"),
]

type LookUp = Callable[..., Awaitable[None]]


@pytest.fixture
def options() -> Json:
    """Return the options of an account with a key."""
    return {"tmdb_api_key": TMDB_KEY}


@pytest.fixture
async def tmdb_titles(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, tmdb: FakeTmdb) -> TmdbTitles:
    """Return the library of a home with an account that has nothing to look up yet."""
    trakt.feeds |= {"shows": [], "movies": []}
    trakt.answer_feeds()
    tmdb.__post_init__()
    await set_up()
    return await async_get_titles(hass)


@pytest.fixture
def look_up(hass: HomeAssistant, tmdb_titles: TmdbTitles) -> LookUp:
    """Return the function that has shows looked up for an account, and waits until no more can be done."""

    async def look_up(*numbers: int, account: str = "one", key: str = TMDB_KEY) -> None:
        tmdb_titles.async_schedule_lookup(account, shows(numbers), key)
        await hass.async_block_till_done(wait_background_tasks=True)

    return look_up


def refused(after: str | None) -> Json:
    """Return a 429 with this Retry-After."""
    return {"status": 429, "headers": {} if after is None else {"Retry-After": after}}


@pytest.mark.parametrize(
    ("after", "least", "most"),
    [
        pytest.param(lambda: "5", 5 * SECOND, 5 * SECOND, id="seconds"),
        pytest.param(lambda: "7200", 2 * HOUR, 2 * HOUR, id="hours"),
        pytest.param(
            lambda: format_datetime(dt_util.utcnow() + 10 * MINUTE, usegmt=True), 10 * MINUTE, 10 * MINUTE, id="a date"
        ),
        pytest.param(lambda: None, 30 * SECOND, 45 * SECOND, id="nothing said"),
    ],
)
async def test_a_pause_is_as_long_as_tmdb_says(
    look_up: LookUp,
    tmdb: FakeTmdb,
    pass_: Pass,
    after: Callable[[], str | None],
    least: timedelta,
    most: timedelta,
) -> None:
    """Then the rest goes on by itself, and each title is asked for once."""
    tmdb.by_path["tv/2"] = refused(after())
    await look_up(1, 2, 3)
    tmdb.by_path.clear()
    asked_before = [*tmdb.asked]
    await pass_(least - SECOND)
    asked_meanwhile = [*tmdb.asked]
    await pass_(most - least + SECOND)

    assert asked_before == asked_meanwhile == tv(1, 2)
    assert tmdb.asked == tv(1, 2, 2, 3)


async def test_a_pause_is_the_homes(
    hass: HomeAssistant, tmdb_titles: TmdbTitles, look_up: LookUp, tmdb: FakeTmdb, pass_: Pass
) -> None:
    """Other accounts, other keys and whoever enters one wait, too; then what comes up next is first."""
    tmdb.answer = refused("600")
    await look_up(2)
    tmdb.answer = GOOD
    tmdb_titles.async_schedule_lookup("two", shows([1], first=0.5), "another-key")
    await look_up(3, account="three")
    with pytest.raises(RateLimitedError):
        await tmdb_client(hass, "a-third-key").check_key()
    await pass_(599 * SECOND)
    asked_meanwhile = [*tmdb.asked]
    await pass_(SECOND)

    assert asked_meanwhile == tv(2)
    assert tmdb.asked == tv(2, 1, 2, 3)


async def test_a_pause_outlives_a_set_up_and_a_refresh(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, tmdb: FakeTmdb, pass_: Pass
) -> None:
    """It belongs to the home, and ends by itself, without a refresh of the account."""
    tmdb.answer = refused("1800")
    await set_up()
    await hass.services.async_call("button", "press", {"entity_id": "button.trakt_demo_refresh"}, blocking=True)
    await hass.config_entries.async_reload(entry.entry_id)
    await pass_(29 * MINUTE)
    asked_meanwhile = [*tmdb.asked]
    tmdb.answer, before = GOOD, len(trakt.requests)
    await pass_(MINUTE)

    assert entry.state is ConfigEntryState.LOADED
    assert asked_meanwhile == ["tv/95396"]
    assert tmdb.asked == ["tv/95396", "tv/95396", "movie/1170608"]
    assert [address for address in trakt.requests[before:] if "api.trakt.tv" in address] == []


@pytest.mark.parametrize("fault", FAULTS)
async def test_tmdb_that_does_not_answer_is_left_alone(
    look_up: LookUp, tmdb: FakeTmdb, pass_: Pass, fault: Json
) -> None:
    """After three titles, for a minute; then for longer and longer, with one request each time."""
    tmdb.answer = fault
    await look_up(*range(1, 31))
    counts = [len(tmdb.questions)]
    for pause in (1, 2, 4, 8, 16, 32, 60, 60):
        # Refreshes of accounts change nothing.
        await look_up(*range(1, 31))
        await pass_(pause * MINUTE - SECOND)
        counts.append(len(tmdb.questions))
        await pass_(SECOND)
        counts.append(len(tmdb.questions))

    assert counts == [3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11]


async def test_look_ups_continue_after_a_pause(look_up: LookUp, tmdb: FakeTmdb, pass_: Pass) -> None:
    """By itself, each title once: first one that is not known to be at fault, then what comes up next."""
    tmdb.answer = {"status": 503}
    await look_up(1, 2, 3, 4, 5)
    tmdb.answer = GOOD
    await pass_(MINUTE)

    assert tmdb.asked == tv(1, 2, 3, 4, 1, 2, 3, 5)


async def test_a_title_at_fault_costs_itself(look_up: LookUp, tmdb: FakeTmdb, pass_: Pass) -> None:
    """The others do not wait; it is asked for again after one minute, two and so on, until it is known."""
    tmdb.by_path["tv/1"] = {"status": 500}
    await look_up(1, 2, 3, 4, 5)
    assert tmdb.asked == tv(1, 2, 3, 4, 5)

    counts = []
    for _ in range(7):
        await pass_(MINUTE)
        counts.append(tmdb.asked.count("tv/1"))
    tmdb.by_path.clear()
    await pass_(2 * HOUR)
    await pass_(2 * HOUR)

    assert counts == [2, 2, 3, 3, 3, 3, 4]
    assert tmdb.asked == tv(1, 2, 3, 4, 5, 1, 1, 1, 1)


async def test_titles_at_fault_keep_nobody_waiting(look_up: LookUp, tmdb: FakeTmdb, pass_: Pass) -> None:
    """Not even several that come up next and look like a fault of TMDB."""
    tmdb.by_path = {path: {"status": 500} for path in tv(1, 2, 3, 4)}
    await look_up(*range(1, 9))
    await pass_(MINUTE)
    await pass_(2 * MINUTE)

    assert set(tv(5, 6, 7, 8)) <= set(tmdb.asked)


async def test_a_key_that_is_accepted_ends_the_wait_for_tmdb(
    tmdb_titles: TmdbTitles, look_up: LookUp, tmdb: FakeTmdb
) -> None:
    """Whoever has just entered it sees pictures, also of titles that met faults."""
    tmdb.answer = {"status": 503}
    await look_up(1, 2, 3, 4)
    tmdb.answer = GOOD
    tmdb_titles.async_accept_key(TMDB_KEY)
    await look_up(1, 2, 3, 4)

    assert tmdb.asked == tv(1, 2, 3, 1, 2, 3, 4)


async def test_waiting_look_ups_end_with_the_last_account(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, tmdb: FakeTmdb, pass_: Pass
) -> None:
    """The last account takes with it what waits."""
    trakt.mock.post(f"{TRAKT_AUTH}/oauth/revoke")
    tmdb.answer = refused("60")
    await set_up()
    tmdb_titles = await async_get_titles(hass)
    assert (await tmdb_titles.async_diagnostics())["waiting"] == 2
    await hass.config_entries.async_remove(entry.entry_id)
    asked = [*tmdb.asked]
    await pass_(HOUR)

    assert tmdb.asked == asked
    assert tmdb_titles._unsub_wait is None
    assert (await tmdb_titles.async_diagnostics())["waiting"] == 0


async def test_no_look_ups_while_home_assistant_stops(
    hass: HomeAssistant, set_up: SetUp, tmdb: FakeTmdb, pass_: Pass
) -> None:
    """Nothing is begun any more, though the pause is over."""
    tmdb.answer = refused("60")
    await set_up()
    asked = [*tmdb.asked]
    hass.set_state(CoreState.stopping)
    await pass_(2 * MINUTE)

    assert tmdb.asked == asked


async def test_diagnostics_of_waiting_look_ups(
    tmdb_titles: TmdbTitles, look_up: LookUp, tmdb: FakeTmdb, pass_: Pass
) -> None:
    """In numbers, with the moment until which nothing is sent."""
    tmdb.by_path["tv/2"] = refused("600")
    await look_up(1, 2, 3)
    during = await tmdb_titles.async_diagnostics()
    tmdb.by_path.clear()
    await pass_(10 * MINUTE)
    after = await tmdb_titles.async_diagnostics()

    assert (during["titles"], during["waiting"]) == (1, 2)
    assert during["nothing_sent_until"] == "2026-11-20T12:10:00+00:00"
    assert (after["titles"], after["waiting"], after["nothing_sent_until"]) == (3, 0, None)


@pytest.mark.parametrize("fault", FAULTS)
async def test_everything_else_is_there(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, tmdb: FakeTmdb, fault: Json
) -> None:
    """A fault of TMDB costs pictures and nothing else."""
    trakt.feeds["shows"] = [episode_entry(show_id=n, episode_id=n, tmdb=n) for n in range(1, 4)]
    trakt.answer_feeds()
    tmdb.__post_init__()
    tmdb.answer = fault
    await set_up()
    state = hass.states.get("sensor.trakt_demo_next_episode")

    assert state is not None
    assert (state.attributes["show"], state.attributes["poster"]) == ("Severance", None)
