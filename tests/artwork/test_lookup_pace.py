"""One title after the other, the next that comes up first, and told in steps."""

import asyncio
from datetime import timedelta
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest

from custom_components.trakt_upcoming.artwork.lookup import TmdbTitles, async_get_titles
from custom_components.trakt_upcoming.artwork.titles import due
from custom_components.trakt_upcoming.clients import tmdb_client
from custom_components.trakt_upcoming.storage import ArtworkStore

from ..clock import WINDOW, gaps, let_sleepers_move, most_within
from ..conftest import TMDB_KEY, SetUp
from ..tmdb import FakeTmdb, shows, tv

GAP = timedelta(milliseconds=250)
OTHER_KEY = "another-key"


@pytest.fixture(autouse=True)
def tmdb_gap(monkeypatch: pytest.MonkeyPatch, freezer: FrozenDateTimeFactory) -> timedelta:
    """Let there be the gap that homes have."""
    let_sleepers_move(monkeypatch, freezer)
    return GAP


@pytest.fixture
async def tmdb_titles(hass: HomeAssistant, set_up: SetUp, tmdb: FakeTmdb) -> TmdbTitles:
    """Return the library of a home with an account that wants nothing of TMDB."""
    await set_up()
    return await async_get_titles(hass)


async def settle(hass: HomeAssistant) -> None:
    """Wait until everything is looked up."""
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_forty_requests_in_ten_seconds_for_all_accounts(
    hass: HomeAssistant, tmdb_titles: TmdbTitles, tmdb: FakeTmdb
) -> None:
    """However many accounts and keys there are, and while the user enters another one; the first goes at once."""
    began = dt_util.utcnow()
    tmdb_titles.async_schedule_lookup("one", shows(range(1, 81)), TMDB_KEY)
    tmdb_titles.async_schedule_lookup("two", shows(range(101, 141)), OTHER_KEY)
    await asyncio.gather(*(tmdb_client(hass, OTHER_KEY).check_key() for _ in range(3)))
    await settle(hass)
    moments = [question.at.timestamp() for question in tmdb.questions]

    assert len(moments) == 80 + 40 + 3
    assert {question.key for question in tmdb.questions} == {TMDB_KEY, OTHER_KEY}
    assert tmdb.questions[0].at == began
    assert min(gaps(moments)) >= GAP.total_seconds() - 1e-6
    assert most_within(WINDOW, moments) <= 40


async def test_many_titles_are_sorted_once(hass: HomeAssistant, tmdb_titles: TmdbTitles, tmdb: FakeTmdb) -> None:
    """And not again before each of them: 10,000 titles would hold the event loop for minutes in all."""
    with patch("custom_components.trakt_upcoming.artwork.lookup.due", wraps=due) as sort:
        tmdb_titles.async_schedule_lookup("one", shows(range(1, 41)), TMDB_KEY)
        await settle(hass)

    assert len(tmdb.questions) == 40
    assert sort.call_count < 10


async def test_next_titles_are_looked_up_first(hass: HomeAssistant, tmdb_titles: TmdbTitles, tmdb: FakeTmdb) -> None:
    """Also where several accounts ask."""
    tmdb_titles.async_schedule_lookup("one", shows([1, 2, 3], first=2), TMDB_KEY)
    tmdb_titles.async_schedule_lookup("two", shows([4, 5], first=2.5), OTHER_KEY)
    await settle(hass)

    assert tmdb.asked == tv(1, 4, 2, 5, 3)


async def test_an_account_that_comes_later_does_not_wait_for_what_is_far(
    hass: HomeAssistant, tmdb_titles: TmdbTitles, tmdb: FakeTmdb
) -> None:
    """Its sooner titles are next."""
    tmdb_titles.async_schedule_lookup("one", shows([1, 2, 3], first=10), TMDB_KEY)
    tmdb_titles.async_add_listener(lambda: tmdb_titles.async_schedule_lookup("two", shows([4, 5]), TMDB_KEY))
    await settle(hass)

    assert tmdb.asked == tv(1, 4, 5, 2, 3)


async def test_accounts_that_want_different_seasons_of_a_show(
    hass: HomeAssistant, tmdb_titles: TmdbTitles, tmdb: FakeTmdb
) -> None:
    """They are asked for together, once."""
    for _ in range(2):
        tmdb_titles.async_schedule_lookup("one", shows([1], seasons=[1]), TMDB_KEY)
        tmdb_titles.async_schedule_lookup("two", shows([1], seasons=[2]), TMDB_KEY)
        await settle(hass)

    assert tmdb.asked == tv(1)


async def test_titles_of_no_account_are_not_looked_up(
    hass: HomeAssistant, tmdb_titles: TmdbTitles, tmdb: FakeTmdb
) -> None:
    """An account has another language now, or is gone."""
    tmdb_titles.async_schedule_lookup("one", shows([1, 2]), TMDB_KEY)
    tmdb_titles.async_schedule_lookup("one", shows([3]), TMDB_KEY)
    tmdb_titles.async_schedule_lookup("two", shows([4]), TMDB_KEY)
    tmdb_titles.async_forget("two")
    await settle(hass)

    assert tmdb.asked == tv(3)


async def test_pictures_appear_in_steps(
    hass: HomeAssistant, tmdb_titles: TmdbTitles, tmdb: FakeTmdb, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first as soon as it is known, the others of two seconds together; all of them are written as often."""
    known, saved = list[int](), list[int]()
    tmdb_titles.async_add_listener(lambda: known.append(len(tmdb_titles._store.records)))
    monkeypatch.setattr(ArtworkStore, "async_save", lambda store, _: saved.append(len(store.records)))
    tmdb_titles.async_schedule_lookup("one", shows(range(1, 121)), TMDB_KEY)
    await settle(hass)

    assert known[:4] == [1, 9, 17, 25]
    assert known[-1] == 120
    assert len(known) == 16
    assert saved == known


async def test_listeners_are_not_called_where_nothing_is_new(
    hass: HomeAssistant, tmdb_titles: TmdbTitles, tmdb: FakeTmdb
) -> None:
    """Each call makes an agenda anew."""
    calls = list[None]()
    tmdb_titles.async_add_listener(lambda: calls.append(None))
    tmdb.answer = {"status": 500}
    tmdb_titles.async_schedule_lookup("one", shows([1, 2, 3]), TMDB_KEY)
    await settle(hass)

    assert calls == []


async def test_titles_are_saved_during_many_look_ups(
    hass: HomeAssistant, tmdb_titles: TmdbTitles, tmdb: FakeTmdb, freezer: FrozenDateTimeFactory
) -> None:
    """A write is due before the next step would put it off."""
    tmdb_titles.async_schedule_lookup("one", shows([1]), TMDB_KEY)
    await settle(hass)
    handle = tmdb_titles._store._store._delay_handle

    assert handle is not None
    assert handle.when() - hass.loop.time() < 2
