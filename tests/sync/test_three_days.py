"""Three days with a Trakt that is late every time, and once gives empty lists: what is shown is right soon."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.api.trakt import Section

from ..conftest import SetUp
from ..records_json import listed_movie, movie_play
from ..trakt import FakeTrakt, refresh
from ..trakt_json import Json

HOURS = 72
EVERY = 7
"""Hours between two changes."""
EMPTIED_AT = 27
LISTED = 40
PLAYS = 20


@pytest.fixture
def token(token: Json) -> Json:
    """Return a token that is good for months."""
    return {**token, "expires_at": token["expires_at"] + timedelta(days=99).total_seconds()}


async def test_three_days(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, freezer: FrozenDateTimeFactory
) -> None:
    """Within two refreshes after each change, and never anything less than what is there."""
    listed = [listed_movie(number) for number in range(1, 1 + LISTED)]
    plays = [movie_play(number, f"2026-10-{number:02}T20:00:00.000Z") for number in range(PLAYS, 0, -1)]
    told = (listed, plays)
    wrong, fewest = [0], (LISTED, PLAYS)
    for hour in range(HOURS):
        at = f"{dt_util.utcnow():%Y-%m-%dT%H:%M:%S}.000Z"
        is_changed = hour % EVERY == EVERY - 1
        if is_changed:
            listed = [*listed, listed_movie(1_000 + hour)]
            plays = [movie_play(1_000 + hour, at), *plays]
            trakt.happen("movies.watchlisted_at", "watchlist.updated_at", "movies.watched_at", at=at)
        # The first answer after each change is the one from before, and once it is empty.
        said = ([], []) if hour == EMPTIED_AT else told
        trakt.sections[Section.WATCHLIST_MOVIES] = list(said[0])
        headers = {"X-Pagination-Item-Count": str(len(said[1]))}
        trakt.answer(history={"json": list(said[1]), "headers": headers})
        told = (listed, plays)
        await (set_up() if hour == 0 else refresh(hass, entry))
        known = entry.runtime_data.user_data.confirmed
        shown = (len(known.watchlist_movies), len(known.plays))
        wrong.append(0 if shown == (len(listed), len(plays)) else wrong[-1] + 1)
        assert all(now >= before for now, before in zip(shown, fewest, strict=True)), hour
        fewest = shown
        freezer.tick(timedelta(hours=1))

    assert max(wrong) == 1
    assert len(listed) > LISTED + 9
