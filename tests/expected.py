"""What has to be in a history at Trakt, and completed on lists, by what the user has asked for. All times are UTC."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Literal

from simulator.catalogue import Catalogue, Episode, Item, Key, Movie, Season, Show, key_of, kind_of
from simulator.diary import Watchable

TICKED_FOR = timedelta(hours=24)
DAY = timedelta(days=1)

type Said = datetime | Literal["released"] | None
"""When something was watched: at a moment, when it came out, or now."""
type PlayKey = tuple[Key, datetime]


@dataclass(slots=True, eq=False)
class ExpectedPlay:
    """One play, which no other is equal to."""

    item: Watchable
    at: datetime

    @property
    def key(self) -> PlayKey:
        """What Trakt tells of it."""
        return key_of(self.item), self.at


@dataclass(frozen=True, slots=True)
class Tick:
    """A line that was ticked off, and the plays that this added."""

    uid: str
    at: datetime
    plays: tuple[ExpectedPlay, ...]


@dataclass(kw_only=True)
class Expected:
    """What the user has asked for."""

    catalogue: Catalogue
    plays: list[ExpectedPlay] = field(default_factory=list)
    """In the order in which they were asked for."""
    ticks: list[Tick] = field(default_factory=list)

    @property
    def history(self) -> Counter[PlayKey]:
        """What has to be in the history."""
        return Counter(play.key for play in self.plays)

    def is_refused(self, item: Item, said: Said, now: datetime) -> bool:
        """Return whether something cannot have been watched yet; who names a moment in the past has seen it."""
        match item:
            case Movie():
                return said == "released" and _release_of(item) > now
            case Episode():
                return not isinstance(said, datetime) and item.first_aired > now
        return not self._aired(item, now)

    def mark(self, item: Item, said: Said, now: datetime, *, again: bool = False) -> tuple[ExpectedPlay, ...]:
        """Mark something as watched, and return the plays that this adds.

        Of a show or a season, without `again`, they are those of aired episodes without any play; a movie or an episode
        has never two in a minute, and of its release only one, unless that is asked for with `again`.
        """
        if isinstance(item, Movie | Episode):
            is_there = self._is_released(item) if said == "released" else self._has(item, _minute(said or now))
            wanted: Iterable[Watchable] = () if is_there and not (again and said == "released") else (item,)
        else:
            wanted = (each for each in self._aired(item, now) if again or not self._has(each))
        added = tuple(ExpectedPlay(each, _moment_of(each, said, now)) for each in wanted)
        self.plays += added
        return added

    def remove_last(self, item: Item, now: datetime) -> tuple[ExpectedPlay, ...]:
        """Remove the last play of something until now, and return it."""
        plays = sorted(self._plays_until(item, now), key=lambda play: play.at)
        self._remove(plays[-1:])
        return tuple(plays[-1:])

    def remove_all(self, item: Item, now: datetime) -> tuple[ExpectedPlay, ...]:
        """Remove all plays of something until now, and return them."""
        plays = tuple(self._plays_until(item, now))
        self._remove(plays)
        return plays

    def remove_one(self, key: PlayKey) -> None:
        """Remove a play of which Trakt tells this."""
        self._remove([play for play in self.plays if play.key == key][-1:])

    def tick(self, uid: str, item: Item, now: datetime) -> None:
        """Tick a line off: a show was watched when its episodes were released, anything else now."""
        plays = self.mark(item, "released" if isinstance(item, Show) else None, now)
        if plays or isinstance(item, Show):
            self.forget(uid)
            self.ticks.append(Tick(uid, now, plays))

    def untick(self, uid: str) -> None:
        """Take back what ticking a line off has added; nothing where that is going to be refused."""
        for tick in [tick for tick in self.ticks if tick.uid == uid]:
            self.ticks.remove(tick)
            self._remove(tick.plays)

    def forget(self, uid: str) -> None:
        """Delete a completed line."""
        self.ticks = [tick for tick in self.ticks if tick.uid != uid]

    def completed(self, now: datetime) -> dict[str, datetime]:
        """Return the lines that were ticked off within a day, each with the moment at which that happened."""
        return {tick.uid: tick.at for tick in self.ticks if now < tick.at + TICKED_FOR}

    def has_play(self, item: Item) -> bool:
        """Return whether something was watched."""
        return any(key_of(play.item) == key_of(item) for play in self.plays)

    def _aired(self, item: Show | Season, now: datetime) -> list[Episode]:
        if isinstance(item, Season):
            episodes = self.catalogue.season(item.show, item.number)
        else:
            episodes = [each for each in self.catalogue.episodes_of(item) if each.season]
        return [each for each in episodes if each.first_aired <= now]

    def _has(self, item: Watchable, at: datetime | None = None) -> bool:
        return any(key_of(play.item) == key_of(item) and at in {None, play.at} for play in self.plays)

    def _is_released(self, item: Watchable) -> bool:
        """Return whether there is a play of about the release, of which Trakt knows the minute."""
        release = _release_of(item)
        return any(key_of(play.item) == key_of(item) and abs(play.at - release) <= DAY for play in self.plays)

    def _plays_until(self, item: Item, now: datetime) -> Iterator[ExpectedPlay]:
        return (play for play in self.plays if play.at <= now and _belongs_to(play.item, item))

    def _remove(self, plays: Iterable[ExpectedPlay]) -> None:
        gone = set(plays)
        self.plays = [play for play in self.plays if play not in gone]


def uid_of(item: Item) -> str:
    """Return what tells the line of something on a list."""
    return f"trakt-{kind_of(item)}-{item.trakt}"


def _belongs_to(item: Watchable, other: Item) -> bool:
    match other:
        case Show():
            return isinstance(item, Episode) and item.show == other
        case Season():
            return isinstance(item, Episode) and (item.show, item.season) == (other.show, other.number)
    return key_of(item) == key_of(other)


def _moment_of(item: Watchable, said: Said, now: datetime) -> datetime:
    """Return when something was watched, as Trakt keeps it."""
    if said == "released":
        return _minute(item.end if isinstance(item, Episode) else _release_of(item))
    return _minute(said or now)


def _release_of(item: Watchable) -> datetime:
    return item.first_aired if isinstance(item, Episode) else datetime.combine(item.released, time(12), UTC)


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
