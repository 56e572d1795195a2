"""Releases far from the window, and the pages on which they are shown."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
import re

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMockResponse
from yarl import URL

from custom_components.trakt_upcoming.const import DOMAIN, TRAKT_API

from ...conftest import events_of
from ...trakt import FakeTrakt
from ...trakt_json import Json, episode_entry

EPISODES = "calendar.trakt_demo_episodes"


MOVIES = "calendar.trakt_demo_movies"


JUNE = ("2026-06-01T00:00:00+01:00", "2026-06-15T00:00:00+01:00")


MAY = ("2026-05-01T00:00:00+01:00", "2026-05-15T00:00:00+01:00")


SPRING = ("2027-03-20T00:00:00+00:00", "2027-03-30T00:00:00+00:00")
"""Each within one piece."""


BEYOND = [
    episode_entry("Andor", first_aired="2026-05-10T20:00:00Z", episode_id=1, show_id=2, title="May"),
    episode_entry("Andor", first_aired="2026-06-10T20:00:00Z", episode_id=2, show_id=2, title="June"),
    episode_entry("Andor", first_aired="2027-03-25T20:00:00Z", episode_id=3, show_id=2, title="Spring"),
]


HTML = {"Content-Type": "text/html"}


type Answered = Callable[[], Awaitable[None]]


def day_of(entry: Json) -> date:
    """Return the day under which Trakt lists an entry."""
    return date.fromisoformat((entry["released"] if "movie" in entry else entry["first_aired"])[:10])


def answer_ranges(trakt: FakeTrakt, *, after: Answered | None = None) -> None:
    """Let Trakt answer each range with what lies in it, after something has happened."""

    async def answer(method: str, url: URL, _data: object) -> AiohttpClientMockResponse:
        if after is not None:
            await after()
        *_, feed, start, days = url.path.split("/")
        first = date.fromisoformat(start)
        end = first + timedelta(days=int(days))
        return AiohttpClientMockResponse(
            method, url, json=[entry for entry in trakt.feeds[feed] if first <= day_of(entry) < end]
        )

    trakt.clear()
    trakt.mock.get(re.compile(f"{re.escape(TRAKT_API)}/calendars/my/.*"), side_effect=answer)


async def titles(hass: HomeAssistant, page: tuple[str, str], calendar: str = EPISODES) -> list[str]:
    """Return what a page shows."""
    return [event["summary"] for event in await events_of(hass, calendar, *page)]


def issues(hass: HomeAssistant) -> set[str]:
    """Return the kinds of our issues."""
    return {str(issue.translation_key) for (domain, _), issue in ir.async_get(hass).issues.items() if domain == DOMAIN}
