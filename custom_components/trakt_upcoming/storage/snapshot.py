"""The store of the last good answers of all feeds."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from homeassistant.core import HomeAssistant

from ..agenda.release import EpisodeRelease, MovieRelease, SingleRelease
from ..agenda.snapshot import FeedRequest, FeedSnapshot
from ..api.fields import day, moment, whole_number
from ..api.trakt import Feed
from .store import ResilientStore

_DAYS: Final = whole_number(1, 9_999)


class SnapshotStore:
    """Two files: the releases, written when they changed, and a tiny one with the ranges and times of the answers."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Initialize the snapshot store."""
        self._hass = hass
        self._releases = ResilientStore(hass, entry_id)
        self._asked = ResilientStore(hass, f"{entry_id}.asked")
        self._saved: dict[Feed, tuple[SingleRelease, ...]] = {}
        self._lock = asyncio.Lock()

    async def async_load(self) -> dict[Feed, FeedSnapshot]:
        """Return the last good answer of each feed that has one."""
        self._saved = await self._releases.async_load_as(_releases_from_json) or {}
        asked = await self._asked.async_load_as(_asked_from_json) or {}
        return {
            feed: FeedSnapshot(asked=asked[feed], releases=releases)
            for feed, releases in self._saved.items()
            if feed in asked
        }

    async def async_save(self, answers: Mapping[Feed, FeedSnapshot]) -> None:
        """Write the answers; the releases only if they have changed."""
        releases = {feed: answer.releases for feed, answer in answers.items()}
        async with self._lock:
            if releases != self._saved:
                await self._releases.async_save(await self._hass.async_add_executor_job(_as_json, releases))
                self._saved = releases
            await self._asked.async_save({feed: _asked_as_json(answer.asked) for feed, answer in answers.items()})

    async def async_diagnostics(self) -> dict[str, Any]:
        """Return size and time of the last change of both files."""
        return {"releases": await self._releases.async_diagnostics(), "asked": await self._asked.async_diagnostics()}

    async def async_remove(self) -> None:
        """Delete both files."""
        await self._releases.async_remove()
        await self._asked.async_remove()


def _releases_from_json(stored: Mapping[str, Any]) -> dict[Feed, tuple[SingleRelease, ...]]:
    """Return the releases of each known feed; raises LookupError, TypeError and ValueError."""
    return {feed: tuple(_release(feed, release) for release in _list(stored[feed])) for feed in Feed if feed in stored}


def _release(feed: Feed, stored: Any) -> SingleRelease:
    model = EpisodeRelease if feed is Feed.EPISODES else MovieRelease
    return model.from_dict(stored)


def _list(stored: Any) -> list[Any]:
    if not isinstance(stored, list):
        raise TypeError("not a list")
    return stored


def _asked_from_json(stored: Mapping[str, Any]) -> dict[Feed, FeedRequest]:
    """Return the requested days of each known feed; raises LookupError, TypeError and ValueError."""
    return {feed: _asked(stored[feed]) for feed in Feed if feed in stored}


def _asked(stored: Mapping[str, Any]) -> FeedRequest:
    return FeedRequest(start=day(stored["start"]), days=_DAYS(stored["days"]), at=moment(stored["at"]))


def _as_json(releases: Mapping[Feed, tuple[SingleRelease, ...]]) -> dict[str, Any]:
    return {feed: [release.to_dict() for release in each] for feed, each in releases.items()}


def _asked_as_json(asked: FeedRequest) -> dict[str, Any]:
    return {"start": asked.start.isoformat(), "days": asked.days, "at": asked.at.isoformat()}
