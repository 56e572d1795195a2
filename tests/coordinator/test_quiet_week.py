"""A week in which nothing happens: each section is read anew in its time, and it costs 75 requests a day at most."""

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.api.trakt import Section

from ..conftest import SetUp
from ..records_json import listed_movie, movie_play, rated_movie, up_next
from ..trakt import ACTIVITIES, SECTIONS, FakeTrakt, refresh
from ..trakt_json import Json, episode_entry

DAYS = 8
HOUR = timedelta(hours=1)
WEEKLY = {Section.HISTORY, Section.RATED_MOVIES}
MONTHLY = {Section.SETTINGS}


@pytest.fixture
def token(token: Json) -> Json:
    """Return a token that is good for months."""
    return {**token, "expires_at": token["expires_at"] + timedelta(days=99).total_seconds()}


async def test_a_quiet_week(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    set_up: SetUp,
    trakt: FakeTrakt,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Though an episode comes out every evening."""
    trakt.feeds["shows"] = [
        episode_entry(first_aired=f"2026-11-{day}T20:00:00.000Z", episode_id=100 + day, number=day)
        for day in range(20, 30)
    ]
    trakt.sections[Section.UP_NEXT] = [up_next()]
    trakt.sections[Section.WATCHLIST_MOVIES] = [listed_movie(number) for number in range(40)]
    trakt.sections[Section.RATED_MOVIES] = [rated_movie(number) for number in range(250)]
    trakt.sections[Section.HISTORY] = [movie_play(1)]
    trakt.answer()
    await set_up()
    trakt.mock.mock_calls.clear()
    asked: defaultdict[str, list[datetime]] = defaultdict(list)
    activities = []
    total = 0
    for _ in range(24 * DAYS):
        freezer.tick(HOUR)
        await refresh(hass, entry)
        total += len(trakt.mock.mock_calls)
        for path in set(trakt.user_requests):
            asked[path].append(dt_util.utcnow())
        activities.append(ACTIVITIES in trakt.user_requests)
        trakt.mock.mock_calls.clear()

    assert total <= 75 * DAYS
    for section in set(SECTIONS) - MONTHLY:
        period = timedelta(days=7 if section in WEEKLY else 1)
        moments = asked[section.path]
        assert moments, section
        gaps = [later - earlier for earlier, later in pairwise(moments)]
        assert max(gaps, default=period) <= period + 2 * HOUR, section
    # What happens is noticed within two hours.
    assert all(now or before for before, now in pairwise(activities))


async def test_week_with_activities(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, freezer: FrozenDateTimeFactory
) -> None:
    """Every refresh asks what it was."""
    await set_up()
    activities = []
    for day in (20, 21, 22):
        trakt.happen("movies.rated_at", at=f"2026-11-{day}T12:00:00.000Z")
        for _ in range(24):
            freezer.tick(HOUR)
            trakt.answer()
            await refresh(hass, entry)
            activities.append(ACTIVITIES in trakt.user_requests)

    assert all(activities)
