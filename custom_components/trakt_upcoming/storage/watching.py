"""What Trakt keeps of a person, as it was last read."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from homeassistant.core import HomeAssistant
import orjson

from ..api.fields import identifier, moment
from ..api.trakt import NamedEpisode, NamedWork, Play, Section
from ..watching import Reading, Watching
from .store import ResilientStore

_IDS: Final = ("trakt", "tmdb", "imdb", "tvdb")
_FACTS: Final = ("season", "number", "title", "runtime", "first_aired")


class WatchingStore:
    """Two files, each written when it changed: the history, which may be long, and everything else."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Take the entry whose person this is."""
        self._hass = hass
        self._history = ResilientStore(hass, f"{entry_id}.history")
        self._sections = ResilientStore(hass, f"{entry_id}.watching")
        self._saved = Watching()
        self._one_at_a_time = asyncio.Lock()

    async def async_load(self) -> Watching:
        """Return what was last read."""
        plays = await self._history.async_load_as(_plays_from_json)
        readings = await self._sections.async_load_as(_readings_from_json) or {}
        history = readings.pop(Section.HISTORY, None)
        if history is not None and plays is not None:
            readings[Section.HISTORY] = replace(history, records=plays)
        self._saved = Watching(readings=readings)
        return self._saved

    async def async_save(self, watching: Watching) -> None:
        """Write what is not on disk yet; the history first, so that nothing is taken for known that is not there."""
        async with self._one_at_a_time:
            if watching.plays != self._saved.plays or Section.HISTORY not in self._saved.readings:
                await self._history.async_save(await self._hass.async_add_executor_job(_plays_as_json, watching.plays))
            if watching.readings != self._saved.readings:
                readings = watching.readings
                await self._sections.async_save(await self._hass.async_add_executor_job(_readings_as_json, readings))
            self._saved = watching

    async def async_facts(self) -> dict[str, Any]:
        """Return what both files look like from outside."""
        return {"history": await self._history.async_facts(), "watching": await self._sections.async_facts()}

    async def async_remove(self) -> None:
        """Delete both files."""
        await self._history.async_remove()
        await self._sections.async_remove()


def _readings_from_json(stored: Mapping[str, Any]) -> dict[Section, Reading]:
    """Return the reading of each section that is known; raises LookupError, TypeError and ValueError."""
    return {section: _reading(section, stored[section]) for section in Section if section in stored}


def _reading(section: Section, stored: Mapping[str, Any]) -> Reading:
    return Reading(
        at=moment(stored["at"]),
        stamps={name: moment(at) for name, at in stored["stamps"].items()},
        records=tuple(section.model.from_dict(record) for record in stored["records"]),
    )


def _readings_as_json(readings: Mapping[Section, Reading]) -> dict[str, Any]:
    """Return the readings, without the plays, which have a file of their own."""
    return {
        section: {
            "at": reading.at.isoformat(),
            "stamps": {name: at.isoformat() for name, at in reading.stamps.items()},
            "records": [_brief(record.to_dict()) for record in reading.records if not isinstance(record, Play)],
        }
        for section, reading in readings.items()
    }


def _plays_from_json(stored: Mapping[str, Any]) -> tuple[Play, ...]:
    """Return the plays; raises LookupError, TypeError and ValueError."""
    works = [NamedWork.from_dict(work) for work in stored["works"]]
    return tuple(_play(row, works) for row in stored["plays"])


def _play(row: str, works: list[NamedWork]) -> Play:
    play, at, kind, work, *episode = orjson.loads(row)
    if not episode:
        return Play(id=identifier(play), watched_at=moment(at), type=kind, movie=works[work])
    ids, facts = dict(zip(_IDS, episode, strict=False)), dict(zip(_FACTS, episode[len(_IDS) :], strict=True))
    return Play(
        id=identifier(play),
        watched_at=moment(at),
        type=kind,
        show=works[work],
        episode=NamedEpisode.from_dict({"ids": ids, **facts}),
    )


def _plays_as_json(plays: tuple[Play, ...]) -> dict[str, Any]:
    """Return the plays as rows, with each work in one place.

    A row is text, because Home Assistant writes every element of a list on a line of its own.
    """
    numbers: dict[NamedWork, int] = {}
    rows = [orjson.dumps(_row(play, numbers)).decode() for play in plays]
    return {"works": [_brief(work.to_dict()) for work in numbers], "plays": rows}


def _row(play: Play, numbers: dict[NamedWork, int]) -> list[Any]:
    assert play.work is not None  # noqa: S101 - none is ever read without
    row = [play.id, play.watched_at.isoformat(), play.type, numbers.setdefault(play.work, len(numbers))]
    if play.episode is None:
        return row
    episode = play.episode.to_dict()
    return [*row, *(episode["ids"][name] for name in _IDS), *(episode[name] for name in _FACTS)]


def _brief(stored: dict[str, Any]) -> dict[str, Any]:
    """Return the same without what is missing."""
    return {
        name: _brief(value) if isinstance(value, dict) else value for name, value in stored.items() if value is not None
    }
