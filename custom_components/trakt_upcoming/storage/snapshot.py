"""The last good answers of an account, and when they were given."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from homeassistant.core import HomeAssistant

from ..agenda.answer import Answer, Asked
from ..agenda.release import EpisodeRelease, MovieRelease, SingleRelease
from ..api.trakt import Feed
from .store import ResilientStore


class SnapshotStore:
    """Two files: the releases, written when they changed, and a tiny one with the ranges and times of the answers."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Take the entry whose snapshot this is."""
        self._releases = ResilientStore(hass, entry_id)
        self._asked = ResilientStore(hass, f"{entry_id}.asked")
        self._saved: dict[Feed, tuple[SingleRelease, ...]] = {}

    async def async_load(self) -> dict[Feed, Answer]:
        """Return the last good answer of each feed that has one."""
        releases, asked = await self._releases.async_load(), await self._asked.async_load()
        if not releases or not asked:
            return {}
        try:
            answers = {feed: _answer(feed, releases, asked) for feed in Feed if feed in releases and feed in asked}
        except (LookupError, TypeError, ValueError) as error:
            await self._releases.async_set_aside(type(error).__name__)
            return {}
        self._saved = {feed: answer.releases for feed, answer in answers.items()}
        return answers

    async def async_save(self, answers: Mapping[Feed, Answer]) -> None:
        """Write the answers; the releases only when they are others than before."""
        releases = {feed: answer.releases for feed, answer in answers.items()}
        if releases != self._saved:
            await self._releases.async_save({feed: _as_json(each) for feed, each in releases.items()})
            self._saved = releases
        await self._asked.async_save({feed: _asked_as_json(answer.asked) for feed, answer in answers.items()})

    async def async_facts(self) -> dict[str, Any]:
        """Return what both files look like from outside."""
        return {"releases": await self._releases.async_facts(), "asked": await self._asked.async_facts()}

    async def async_remove(self) -> None:
        """Delete both files."""
        await self._releases.async_remove()
        await self._asked.async_remove()


def _answer(feed: Feed, releases: Mapping[str, Any], asked: Mapping[str, Any]) -> Answer:
    model = EpisodeRelease if feed is Feed.EPISODES else MovieRelease
    times = asked[feed]
    return Answer(
        asked=Asked(
            start=date.fromisoformat(times["start"]), days=int(times["days"]), at=datetime.fromisoformat(times["at"])
        ),
        releases=tuple(model.from_dict(release) for release in releases[feed]),
    )


def _as_json(releases: tuple[SingleRelease, ...]) -> list[dict[str, Any]]:
    return [release.to_dict() for release in releases]


def _asked_as_json(asked: Asked) -> dict[str, Any]:
    return {"start": asked.start.isoformat(), "days": asked.days, "at": asked.at.isoformat()}
