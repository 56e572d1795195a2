"""All that Trakt keeps of a user, and what it means for the agenda."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Final

from ..agenda.release import MovieRelease, SingleRelease
from ..api.trakt import (
    Listed,
    NamedEpisode,
    Play,
    Rated,
    Record,
    Ref,
    RefKey,
    Section,
    Settings,
    Statistics,
    UpNext,
)
from .change import PendingChange
from .effects import after
from .keys import keys_of, own_keys_of
from .section import SectionData

_HIDDEN: Final = (Section.HIDDEN_IN_CALENDAR, Section.HIDDEN_IN_PROGRESS, Section.DROPPED)
"""Wherever a user hides something, they do not want to be told of it."""
_LATE: Final = timedelta(minutes=1)
_OUT_OF_PROGRESS: Final = (Section.HIDDEN_IN_PROGRESS, Section.DROPPED)
_RATED: Final = (Section.RATED_MOVIES, Section.RATED_SHOWS, Section.RATED_SEASONS, Section.RATED_EPISODES)


@dataclass(frozen=True, kw_only=True)
class UserData:
    """What each section last said; sections that were never read are missing. Immutable."""

    readings: Mapping[Section, SectionData] = field(default=MappingProxyType({}))
    episodes: Mapping[int, tuple[NamedEpisode, ...]] = field(default=MappingProxyType({}))
    """The episodes around the next one of each show in progress, by the show's id on Trakt, sorted by their numbers.

    They are the season of the next episode, and the one after it where that is the last known episode of its season.
    """

    def is_outdated(self, section: Section, stamps: Mapping[str, datetime], now: datetime) -> bool:
        """Return whether a section has to be asked for, because something happened since, or it never was."""
        reading = self.readings.get(section)
        return reading is None or reading.is_outdated(section, stamps, now)

    def having(self, section: Section, reading: SectionData) -> UserData:
        """Return the same with another reading of a section."""
        return replace(self, readings={**self.readings, section: reading})

    def is_older(self, section: Section, moment: datetime | None) -> bool:
        """Return whether a section is older than somebody wants to have it, if anybody does."""
        reading = self.readings.get(section)
        return moment is not None and reading is not None and reading.is_older(section, moment)

    def doubting(self, section: Section, known: SectionData) -> UserData:
        """Return the same, but a section, which says what was known before, is not believed."""
        return self.having(section, replace(known.doubted, at=self.readings[section].at))

    def may_doubt(self, section: Section) -> bool:
        """Return whether another answer of a section may be doubted; the first and the last are believed."""
        reading = self.readings.get(section)
        return reading is not None and reading.may_be_doubted

    def would_lose_most(self, section: Section, reading: SectionData, changes: Iterable[PendingChange]) -> bool:
        """Return whether another reading lacks most of a section, and these changes of ours do not explain it."""
        known = self.readings[section]
        if not reading.has_lost_most(known):
            return False
        return reading.has_lost_most(after({section: known}, changes, self.episodes)[section])

    def after(self, changes: Iterable[PendingChange]) -> UserData:
        """Return the same as if Trakt had done these changes, as far as that can be known without it."""
        done = tuple(changes)
        return replace(self, readings=after(self.readings, done, self.episodes)) if done else self

    def contains(self, queued: PendingChange) -> bool:
        """Return whether what Trakt said of a write that it has done is known."""
        return queued.done_at is not None and not any(self._lacks(section, queued) for section in self.readings)

    def misses(self, section: Section, done: Iterable[PendingChange], now: datetime) -> bool:
        """Return whether a section has to be asked for, because no activity told of what Trakt did to it.

        Activities may be told a little late, and not of all that follows from a change.
        """
        return any(self._lacks(section, queued) for queued in listed_by(now, done))

    @property
    def plays(self) -> tuple[Play, ...]:
        """What was watched, the last first; what Trakt did not confirm yet has an id below zero."""
        return self._records(Play, Section.HISTORY)

    @property
    def watchlist_movies(self) -> tuple[Listed, ...]:
        """The movies that the user wants to see, in the order of the watchlist."""
        return self._records(Listed, Section.WATCHLIST_MOVIES)

    @property
    def watchlist_shows(self) -> tuple[Listed, ...]:
        """The shows that the user wants to see, in the order of the watchlist."""
        return self._records(Listed, Section.WATCHLIST_SHOWS)

    @property
    def up_next(self) -> tuple[UpNext, ...]:
        """The shows in progress; those without a next episode are seen as far as they aired, or as far as is known."""
        return self._records(UpNext, Section.UP_NEXT)

    @property
    def ratings(self) -> tuple[Rated, ...]:
        """What the user rated: movies, shows, seasons, and episodes."""
        return self._records(Rated, *_RATED)

    def has_watched(self, ref: Ref) -> bool:
        """Return whether a movie or an episode was watched."""
        reading = self.readings.get(Section.HISTORY)
        return reading is not None and not reading.names.isdisjoint(own_keys_of(ref))

    @property
    def statistics(self) -> Statistics | None:
        """How much was watched, collected and rated, None while it is not known."""
        return next(iter(self._records(Statistics, Section.STATISTICS)), None)

    @property
    def is_vip(self) -> bool | None:
        """Return whether the user has VIP on Trakt, None while it is not known."""
        settings = next(iter(self._records(Settings, Section.SETTINGS)), None)
        return settings.user.vip if settings is not None else None

    def hides(self, release: SingleRelease) -> bool:
        """Return whether the user does not want to see it, or the season or the show to which it belongs."""
        # Most people hide little or nothing, and this is asked of every release.
        return bool(self._hidden) and not self._hidden.isdisjoint(_names_of(release))

    def has_given_up(self, ref: Ref) -> bool:
        """Return whether the user has dropped something, or hidden it from what they are in the middle of."""
        readings = (self.readings.get(section) for section in _OUT_OF_PROGRESS)
        return any(reading is not None and not reading.names.isdisjoint(keys_of(ref)) for reading in readings)

    def has_seen(self, release: SingleRelease) -> bool:
        """Return whether the user has watched it."""
        reading = self.readings.get(Section.HISTORY)
        return reading is not None and not reading.names.isdisjoint(_names_of(release))

    @cached_property
    def _hidden(self) -> frozenset[RefKey]:
        readings = (self.readings.get(section) for section in _HIDDEN)
        return frozenset(name for reading in readings if reading is not None for name in reading.names)

    def _lacks(self, section: Section, queued: PendingChange) -> bool:
        """Return whether a section does not say yet what a change that was done has changed.

        Trakt may answer a little late as before; after that it knows better than we do what comes of a change, unless
        its answer is doubted.
        """
        reading = self.readings.get(section)
        if reading is None or queued.done_at is None:
            return False
        if reading.at >= queued.done_at + _LATE and not reading.is_doubted:
            return False
        return after({section: reading}, (queued,), self.episodes)[section] is not reading

    def _records[Kind: Record](self, kind: type[Kind], *sections: Section) -> tuple[Kind, ...]:
        readings = (self.readings[section] for section in sections if section in self.readings)
        return tuple(record for reading in readings for record in reading.records if isinstance(record, kind))


def listed_by(now: datetime, changes: Iterable[PendingChange]) -> tuple[PendingChange, ...]:
    """Return the changes that Trakt has done so long ago that its lists have to tell of them."""
    return tuple(each for each in changes if each.done_at is not None and now >= each.done_at + _LATE)


def _names_of(release: SingleRelease) -> tuple[RefKey, ...]:
    """Return the names of a release and of all to which it belongs."""
    if isinstance(release, MovieRelease):
        return (("movie", release.ids.trakt),)
    show, season, episode = release.ids.trakt, release.season, release.episode
    return (
        ("show", show),
        ("season", show, season),
        ("episode", episode.ids.trakt),
        ("episode", show, season, episode.number),
    )
