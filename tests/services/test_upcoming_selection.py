"""Which releases are listed: those of the days, types and feeds that are asked for."""

import json
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.json import json_dumps
import pytest

from ..conftest import ENTRY_ID, MoveTo, SetUp, announce
from ..trakt import FakeTrakt
from ..trakt_json import episode_entry, movie_entry
from .common import get_upcoming, titles


async def programme(trakt: FakeTrakt, set_up: SetUp) -> None:
    """Set the account up with releases of several days and kinds."""
    await announce(
        trakt,
        set_up,
        shows=[
            episode_entry("A", show_id=1, episode_id=1, title=None, first_aired="2026-11-20T20:00:00Z"),
            episode_entry(
                "B",
                show_id=2,
                episode_id=2,
                title=None,
                first_aired="2026-11-21T20:00:00Z",
                episode_type="season_premiere",
            ),
            episode_entry("B", show_id=2, episode_id=3, title=None, first_aired="2026-11-21T20:00:00Z", number=2),
            episode_entry(
                "C",
                show_id=3,
                episode_id=4,
                title=None,
                first_aired="2026-11-22T20:00:00Z",
                episode_type="series_finale",
            ),
            episode_entry(
                "D", show_id=4, episode_id=5, title=None, first_aired="2026-12-10T20:00:00Z", episode_type=None
            ),
        ],
        movies=[movie_entry("M", released="2026-11-21")],
    )


A, B, C, D, M = "A S03E01", "B S03E01\u2013E02 (2 episodes)", "C S03E01 · Series finale", "D S03E01", "M"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param({}, [A, M, B, C, D], id="all"),
        pytest.param({"days": 1}, [A], id="today"),
        pytest.param({"days": 2}, [A, M, B], id="today and tomorrow"),
        pytest.param({"days": "3"}, [A, M, B, C], id="days as a template writes them"),
        pytest.param({"days": 2.0}, [A, M, B], id="days as a number field sends them"),
        pytest.param({"days": 90}, [A, M, B, C, D], id="more days than the account looks ahead"),
        pytest.param({"type": "episode"}, [A, B, C, D], id="episodes"),
        pytest.param({"type": ["movie"]}, [M], id="movies"),
        pytest.param({"type": ["episode", "movie"]}, [A, M, B, C, D], id="both"),
        pytest.param({"episode_type": "series_finale"}, [C], id="one kind"),
        pytest.param({"episode_type": ["standard"]}, [A, B], id="a season with at least one of the kind"),
        pytest.param({"episode_type": ["season_premiere", "series_finale"]}, [B, C], id="two kinds"),
        pytest.param({"type": "movie", "episode_type": "standard"}, [], id="no movie is an episode"),
        pytest.param({"days": 1, "type": "movie"}, [], id="no day is listed without a release"),
        pytest.param({"config_entry_id": ENTRY_ID, "days": 1}, [A], id="the account by name"),
    ],
)
async def test_filters(
    hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, data: dict[str, Any], expected: list[str]
) -> None:
    """Days, types and kinds of episodes narrow it down; movies come first on their day, for they begin at midnight."""
    await programme(trakt, set_up)
    asked = len(trakt.requests)

    assert await titles(hass, **data) == expected
    assert len(trakt.requests) == asked


@pytest.mark.parametrize("options", [{"days": 2}], ids=["two days"])
async def test_days_of_the_options_by_default(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """The option is what holds when nothing is said."""
    await programme(trakt, set_up)

    assert await titles(hass) == [A, M, B]


async def test_response_is_json(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """Responses go through templates and to browsers."""
    await programme(trakt, set_up)
    days = await get_upcoming(hass)

    assert json.loads(json_dumps(days)) == days


@pytest.mark.parametrize("options", [{"feeds": ["episodes", "movies", "streaming"]}], ids=["three feeds"])
async def test_a_feed_counts_as_long_as_its_entities_do(
    hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, move_to: MoveTo
) -> None:
    """24 hours after its last answer it is left out, and the others go on."""
    trakt.feeds |= {"streaming": [movie_entry(released="2026-12-19")]}
    trakt.answer()
    await set_up()
    trakt.clear()
    trakt.answer_feed("movies", status=503)
    for feed in ("shows", "streaming"):
        trakt.answer_feed(feed, json=trakt.feeds[feed])

    await move_to("2026-11-21T11:59:00Z")
    assert [day["releases"][0]["feed"] for day in await get_upcoming(hass)] == ["episodes", "movies", "streaming"]
    await move_to("2026-11-21T12:00:00Z")
    assert [day["releases"][0]["feed"] for day in await get_upcoming(hass)] == ["episodes", "streaming"]
