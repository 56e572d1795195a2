"""A Trakt that knows a movie, a show and an episode."""

from unittest.mock import AsyncMock

from homeassistant.core import HomeAssistant
import pytest

from custom_components.trakt_upcoming.sync.outbox import Outbox

from ...conftest import SetUp
from ...trakt import FakeTrakt
from ...works_json import episode, found, season, show
from ..common import answer
from .common import details_of_movie


@pytest.fixture(autouse=True)
async def _known(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Trakt know a movie, a show and an episode, and take changes."""
    # Nothing is read here, and the clock stands still.
    monkeypatch.setattr(Outbox, "async_play_ids", AsyncMock(return_value=(7,)))
    await set_up()
    answer(trakt, "/search/trakt/505", [found(details_of_movie(released="2021-10-22"))])
    answer(trakt, "/search/show", [found(show(first_aired="2022-02-18T02:00:00.000Z"), "show")])
    answer(trakt, "/shows/1/seasons", [season(2)])
    answer(trakt, "/shows/1/seasons/2/episodes/3", episode(2, 3, first_aired="2025-01-31T02:00:00.000Z"))
