"""A history at Trakt, given page by page, and what an account makes of it."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMockResponse
from yarl import URL

from .records_json import episode, episode_play, movie_play
from .trakt import FakeTrakt
from .trakt_json import Json

PAGE = 2
"""Plays of a page."""
DAYS = range(10, 16)
"""Of November, on each of which a movie was watched."""


def movies(*days: int) -> list[Json]:
    """Return movies that were watched on days of November, the last first."""
    return [movie_play(day, f"2026-11-{day:02}T20:00:00.000Z", movie=500 + day) for day in sorted(days, reverse=True)]


def season(count: int = 5) -> list[Json]:
    """Return the first episodes of a season, ticked off on one day, but aired week by week in 2022."""
    return [
        {
            **episode_play(100 + number, f"2026-11-19T12:{number:02}:00.000Z"),
            "action": "watch",
            "episode": episode(
                100 + number, number=number, runtime=50, first_aired=f"2022-02-{number:02}T20:00:00.000Z"
            ),
        }
        for number in range(count, 0, -1)
    ]


@dataclass
class PagedHistory:
    """Answers pages of a history as Trakt does, as far as it is let."""

    trakt: FakeTrakt
    plays: list[Any] = field(default_factory=lambda: movies(*DAYS))
    good_for: int | None = None
    """After so many pages Trakt is down, None for never."""
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    """Closed, the next page does not come."""
    held: int = 0
    """How many requests wait there."""
    asked: list[str | None] = field(default_factory=list)
    """The end of each range that was asked for."""

    def answer(self) -> None:
        """Answer everything from now on."""
        self.asked.clear()
        self.gate.set()
        self.trakt.answer(history={"side_effect": self._page})

    async def _page(self, method: str, url: URL, _data: object) -> AiohttpClientMockResponse:
        # As any network does, it lets others have their turn.
        await asyncio.sleep(0)
        self.held += 1
        try:
            await self.gate.wait()
        finally:
            self.held -= 1
        end = url.query.get("end_at")
        self.asked.append(end)
        if self.good_for is not None and len(self.asked) > self.good_for:
            return AiohttpClientMockResponse(method, url, status=503)
        plays = [play for play in self.plays if not isinstance(play, dict) or end is None or play["watched_at"] <= end]
        start = (int(url.query["page"]) - 1) * PAGE
        headers = {"X-Pagination-Limit": str(PAGE), "X-Pagination-Item-Count": str(len(plays))}
        return AiohttpClientMockResponse(method, url, json=plays[start : start + PAGE], headers=headers)


async def settle(hass: HomeAssistant) -> None:
    """Wait for everything that runs in the background."""
    await hass.async_block_till_done(wait_background_tasks=True)


async def import_all(hass: HomeAssistant, entry: MockConfigEntry, *, with_air_dates: bool = True) -> None:
    """Import the history, and wait for what comes of it."""
    await entry.runtime_data.importer.async_start(with_air_dates=with_air_dates)
    await settle(hass)


def watched(entry: MockConfigEntry) -> list[int]:
    """Return the plays that the calendar has, in its order."""
    timeline = entry.runtime_data.history.timeline
    return [seen.play.id for seen in timeline.seen] if timeline is not None else []
