"""User data: all that Trakt keeps of a user, and what it means for the agenda."""

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
"""Items that are hidden in any of these sections are left out of the agenda."""
_LATE: Final = timedelta(minutes=1)
_OUT_OF_PROGRESS: Final = (Section.HIDDEN_IN_PROGRESS, Section.DROPPED)
_RATED: Final = (Section.RATED_MOVIES, Section.RATED_SHOWS, Section.RATED_SEASONS, Section.RATED_EPISODES)


@dataclass(frozen=True, kw_only=True)
class UserData:
    """The last response of each section; sections that were never read are missing. Immutable."""

    readings: Mapping[Section, SectionData] = field(default=MappingProxyType({}))
    episodes: Mapping[int, tuple[NamedEpisode, ...]] = field(default=MappingProxyType({}))
    """The episodes around the next one of each show in progress, by the show's id on Trakt, sorted by their numbers.

    They are the season of the next episode, and the one after it where that is the last known episode of its season.
    """

    def is_outdated(self, section: Section, stamps: Mapping[str, datetime], now: datetime) -> bool:
        """Return whether a section has to be requested, because of new activity or because it was never read."""
        reading = self.readings.get(section)
        return reading is None or reading.is_outdated(section, stamps, now)

    def having(self, section: Section, reading: SectionData) -> UserData:
        """Return the same with another reading of a section."""
        return replace(self, readings={**self.readings, section: reading})

    def is_older(self, section: Section, moment: datetime | None) -> bool:
        """Return whether a manual refresh has to read a section again; `moment` is None without one."""
        reading = self.readings.get(section)
        return moment is not None and reading is not None and reading.is_older(section, moment)

    def doubting(self, section: Section, known: SectionData) -> UserData:
        """Return the same with one more doubt about a section."""
        return self.having(section, replace(known.doubted, at=self.readings[section].at))

    def may_doubt(self, section: Section) -> bool:
        """Return whether another answer of a section may be doubted; the first and the last are accepted."""
        reading = self.readings.get(section)
        return reading is not None and reading.may_be_doubted

    def would_lose_most(self, section: Section, reading: SectionData, changes: Iterable[PendingChange]) -> bool:
        """Return whether a new reading lacks most of a section, and our changes do not explain that."""
        known = self.readings[section]
        if not reading.has_lost_most(known):
            return False
        return reading.has_lost_most(after({section: known}, changes, self.episodes)[section])

    def after(self, changes: Iterable[PendingChange]) -> UserData:
        """Return the same as if Trakt had done these changes, as far as that is known without a request."""
        done = tuple(changes)
        return replace(self, readings=after(self.readings, done, self.episodes)) if done else self

    def contains(self, queued: PendingChange) -> bool:
        """Return whether the user data already contains a change that is done."""
        return queued.done_at is not None and not any(self._lacks(section, queued) for section in self.readings)

    def misses(self, section: Section, done: Iterable[PendingChange], now: datetime) -> bool:
        """Return whether a section has to be requested because it lacks changes that are done.

        Activities may be late, and do not cover all effects of a change.
        """
        return any(self._lacks(section, queued) for queued in listed_by(now, done))

    @property
    def plays(self) -> tuple[Play, ...]:
        """The plays, newest first; plays that Trakt has not confirmed have negative ids."""
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
        """The shows in progress; without a next episode if all known aired episodes were watched."""
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
        """How much was watched, collected and rated, None if not known."""
        return next(iter(self._records(Statistics, Section.STATISTICS)), None)

    @property
    def is_vip(self) -> bool | None:
        """Return whether the user has VIP on Trakt, None if not known."""
        settings = next(iter(self._records(Settings, Section.SETTINGS)), None)
        return settings.user.vip if settings is not None else None

    def hides(self, release: SingleRelease) -> bool:
        """Return whether the user does not want to see it, or the season or the show to which it belongs."""
        # Most users hide little or nothing, and this is called for every release.
        return bool(self._hidden) and not self._hidden.isdisjoint(_names_of(release))

    def has_given_up(self, ref: Ref) -> bool:
        """Return whether the user has dropped something, or hidden it from the shows in progress."""
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
        """Return whether a section does not contain a change that is done yet.

        Trakt's lists may be late for a short time; after that its answer is right even without the change, unless it is
        doubted.
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
    """Return the changes that were done so long ago that Trakt's lists have to contain them."""
    return tuple(each for each in changes if each.done_at is not None and now >= each.done_at + _LATE)


def _names_of(release: SingleRelease) -> tuple[RefKey, ...]:
    """Return the keys of a release, and of the season and show to which it belongs."""
    if isinstance(release, MovieRelease):
        return (("movie", release.ids.trakt),)
    show, season, episode = release.ids.trakt, release.season, release.episode
    return (
        ("show", show),
        ("season", show, season),
        ("episode", episode.ids.trakt),
        ("episode", show, season, episode.number),
    )
