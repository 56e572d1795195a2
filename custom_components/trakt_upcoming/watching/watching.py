"""All that Trakt keeps of a person, and what it means for the agenda."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final

from ..agenda.release import MovieRelease, SingleRelease
from ..api.trakt import Play, Section
from .reading import Name, Reading

_HIDDEN: Final = (Section.HIDDEN_IN_CALENDAR, Section.HIDDEN_IN_PROGRESS, Section.DROPPED)
"""Wherever a person hides something, they do not want to be told of it."""


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
        return any(self._names(section, release) for section in _HIDDEN)

    def has_seen(self, release: SingleRelease) -> bool:
        """Return whether the person has watched it."""
        return self._names(Section.HISTORY, release)

    def _names(self, section: Section, release: SingleRelease) -> bool:
        reading = self.readings.get(section)
        return reading is not None and not reading.names.isdisjoint(_names_of(release))


def _names_of(release: SingleRelease) -> tuple[Name, ...]:
    """Return the names of a release and of all to which it belongs."""
    if isinstance(release, MovieRelease):
        return (("movie", release.ids.trakt),)
    show = release.ids.trakt
    return (("show", show), ("season", show, release.season), ("episode", release.episode.ids.trakt))
