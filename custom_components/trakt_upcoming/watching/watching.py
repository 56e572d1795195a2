"""All that Trakt keeps of a person, and what it means for the agenda."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import Final

from ..agenda.release import MovieRelease, SingleRelease
from ..api.trakt import Item, Play, Section
from .reading import Reading

_HIDDEN: Final = (Section.HIDDEN_IN_CALENDAR, Section.HIDDEN_IN_PROGRESS, Section.DROPPED)
"""Wherever a person hides something, they do not want to be told of it."""

type _Name = tuple[str, int] | tuple[str, int, int]
"""What tells a film, a show, a season or an episode from all others."""


@dataclass(frozen=True, kw_only=True)
class Watching:
    """What each section last said; sections that were never read are missing. Immutable."""

    readings: Mapping[Section, Reading] = field(default=MappingProxyType({}))

    def outdated(self, stamps: Mapping[str, datetime], now: datetime) -> tuple[Section, ...]:
        """Return the sections that have to be asked for, because something happened since, or they never were."""
        return tuple(
            section
            for section in Section
            if (reading := self.readings.get(section)) is None or reading.is_outdated(section, stamps, now)
        )

    def having(self, section: Section, reading: Reading) -> Watching:
        """Return the same with another reading of a section."""
        return Watching(readings={**self.readings, section: reading})

    @property
    def plays(self) -> tuple[Play, ...]:
        """What was watched, the last first."""
        reading = self.readings.get(Section.HISTORY)
        return tuple(play for play in reading.records if isinstance(play, Play)) if reading is not None else ()

    def hides(self, release: SingleRelease) -> bool:
        """Return whether the person does not want to see it, or the season or the show to which it belongs."""
        return not self._hidden.isdisjoint(_names_of(release))

    def has_seen(self, release: SingleRelease) -> bool:
        """Return whether the person has watched it."""
        return not self._seen.isdisjoint(_names_of(release))

    @cached_property
    def _hidden(self) -> frozenset[_Name]:
        return frozenset(name for section in _HIDDEN for name in self._names_in(section))

    @cached_property
    def _seen(self) -> frozenset[_Name]:
        return frozenset(self._names_in(Section.HISTORY))

    def _names_in(self, section: Section) -> Iterator[_Name]:
        reading = self.readings.get(section)
        records = reading.records if reading is not None else ()
        return (name for record in records if isinstance(record, Item) and (name := _name_of(record)) is not None)


def _name_of(item: Item) -> _Name | None:
    if item.episode is not None:
        return ("episode", item.episode.ids.trakt)
    if item.work is None:
        return None
    if item.season is not None:
        return ("season", item.work.ids.trakt, item.season.number)
    return (item.type, item.work.ids.trakt)


def _names_of(release: SingleRelease) -> tuple[_Name, ...]:
    """Return the names of a release and of all to which it belongs."""
    if isinstance(release, MovieRelease):
        return (("movie", release.ids.trakt),)
    show = release.ids.trakt
    return (("show", show), ("season", show, release.season), ("episode", release.episode.ids.trakt))
