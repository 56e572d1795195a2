"""The data that Trakt keeps of one user: plays, watchlist, ratings, hidden items, playback, lists and check-in."""

from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from .catalogue import Episode, Item, Key, Kind, Movie, Season, key_of, kind_of, slug
from .stamps import Stamps

_FIRST_PLAY = 14_410_000_000
_FIRST_LISTED = 1_543_000_000

type Watchable = Movie | Episode


class Section(StrEnum):
    """The sections in which an item can be hidden."""

    CALENDAR = "calendar"
    PROGRESS_WATCHED = "progress_watched"
    PROGRESS_COLLECTED = "progress_collected"
    RECOMMENDATIONS = "recommendations"
    COMMENTS = "comments"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """A play of a movie or an episode. `watched_at` is in UTC, to the minute."""

    id: int
    watched_at: datetime
    item: Watchable
    action: str = "watch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An item on the watchlist. `listed_at` is in UTC."""

    id: int
    rank: int
    listed_at: datetime
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """A rating of an item, from 1 to 10. `rated_at` is in UTC."""

    rated_at: datetime
    rating: int
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """An item that is hidden in a section. `hidden_at` is in UTC."""

    hidden_at: datetime
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """A movie or an episode that was paused. `paused_at` is in UTC."""

    id: int
    progress: float
    """Percent."""
    paused_at: datetime
    item: Watchable


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """A check-in to a movie or an episode, which becomes a play when it expires. `started_at` is in UTC."""

    id: int
    started_at: datetime
    item: Watchable

    @property
    def expires_at(self) -> datetime:
        """When the movie or the episode ends, in UTC."""
        return self.started_at + timedelta(minutes=self.item.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalList:
    """A list of the user. `updated_at` is in UTC."""

    trakt: int
    name: str
    description: str
    updated_at: datetime
    items: tuple[Item, ...]

    @property
    def slug(self) -> str:
        """The slug on Trakt."""
        return slug(self.name)


@dataclass(slots=True, kw_only=True)
class Diary:
    """The user data of one account. Every change updates the activities that belong to it."""

    plays: list[Play] = field(default_factory=list)
    """Sorted by time, oldest first."""
    watchlist: dict[Key, Listed] = field(default_factory=dict)
    ratings: dict[Key, Rated] = field(default_factory=dict)
    hidden: dict[Section, dict[Key, Hidden]] = field(default_factory=lambda: {section: {} for section in Section})
    paused: dict[int, Paused] = field(default_factory=dict)
    lists: tuple[PersonalList, ...] = ()
    check_in: CheckIn | None = None
    stamps: Stamps = field(default_factory=Stamps)
    last_id: int = 0
    """The number of ids that were assigned to plays, list entries and paused items."""

    @property
    def frozen(self) -> Diary:
        """A copy of the user data that shares the activities with this object."""
        hidden = {section: dict(items) for section, items in self.hidden.items()}
        return replace(
            self,
            plays=[*self.plays],
            watchlist=dict(self.watchlist),
            ratings=dict(self.ratings),
            hidden=hidden,
            paused=dict(self.paused),
        )

    def watch(self, item: Watchable, at: datetime, now: datetime) -> None:
        """Add a play, even if there is an equal one.

        The item, its season and its show leave the watchlist, and the item is no longer paused.
        """
        self._add(Play(id=self._next_id(_FIRST_PLAY), watched_at=_minute(at), item=item), now)

    def fill(self, plays: Iterable[tuple[Watchable, datetime]], now: datetime) -> None:
        """Add many plays at once, without an effect on the watchlist."""
        new = [Play(id=self._next_id(_FIRST_PLAY), watched_at=_minute(at), item=item) for item, at in plays]
        self.plays = sorted(self.plays + new, key=_moment)
        self.stamps.move_of({kind_of(play.item) for play in new}, "watched_at", now)

    def forget(self, keys: set[Key], ids: set[int], now: datetime) -> list[Play]:
        """Remove the plays of these items and the plays with these ids, and return them."""
        dropped = [play for play in self.plays if key_of(play.item) in keys or play.id in ids]
        self.plays = [play for play in self.plays if key_of(play.item) not in keys and play.id not in ids]
        self.stamps.move_of({kind_of(play.item) for play in dropped}, "watched_at", now)
        return dropped

    def enlist(self, item: Item, now: datetime) -> bool:
        """Add an item to the watchlist. Return False if it was there already."""
        key = key_of(item)
        if key in self.watchlist:
            return False
        rank = 1 + max((listed.rank for listed in self.watchlist.values()), default=0)
        self.watchlist[key] = Listed(id=self._next_id(_FIRST_LISTED), rank=rank, listed_at=now, item=item)
        self._move_watchlist(item, now)
        return True

    def delist(self, item: Item, now: datetime) -> bool:
        """Remove an item from the watchlist. Return False if it was not there."""
        if self.watchlist.pop(key_of(item), None) is None:
            return False
        self._move_watchlist(item, now)
        return True

    def rate(self, item: Item, rating: int, at: datetime, now: datetime) -> None:
        """Set the rating of an item."""
        self.ratings[key_of(item)] = Rated(rated_at=at, rating=rating, item=item)
        self.stamps.move(kind_of(item).plural, "rated_at", now)

    def unrate(self, item: Item, now: datetime) -> bool:
        """Remove the rating of an item. Return False if there was none."""
        if self.ratings.pop(key_of(item), None) is None:
            return False
        self.stamps.move(kind_of(item).plural, "rated_at", now)
        return True

    def hide(self, section: Section, item: Item, now: datetime) -> None:
        """Hide an item in a section."""
        self.hidden[section][key_of(item)] = Hidden(hidden_at=now, item=item)
        self._move_hidden(section, item, now)

    def unhide(self, section: Section, item: Item, now: datetime) -> bool:
        """Show an item in a section again. Return False if it was not hidden."""
        if self.hidden[section].pop(key_of(item), None) is None:
            return False
        self._move_hidden(section, item, now)
        return True

    def hides(self, item: Watchable, sections: Iterable[Section]) -> bool:
        """Return whether an item, its season or its show is hidden in one of the sections."""
        keys = {key_of(each) for each in _with_parents(item)}
        return any(keys & self.hidden[section].keys() for section in sections)

    def pause(self, item: Watchable, progress: float, now: datetime) -> None:
        """Pause an item at a progress in percent."""
        paused = Paused(id=self._next_id(_FIRST_LISTED), progress=progress, paused_at=now, item=item)
        self.paused[paused.id] = paused
        self.stamps.move(kind_of(item).plural, "paused_at", now)

    def resume(self, paused: int, now: datetime) -> bool:
        """Remove a paused item by its id. Return False if there was none."""
        dropped = self.paused.pop(paused, None)
        if dropped is None:
            return False
        self.stamps.move(kind_of(dropped.item).plural, "paused_at", now)
        return True

    def begin(self, item: Watchable, now: datetime) -> CheckIn:
        """Check in to an item."""
        self.check_in = CheckIn(id=self._next_id(_FIRST_PLAY), started_at=now, item=item)
        return self.check_in

    def settle(self, now: datetime) -> None:
        """Finish the check-in if it has expired."""
        if self.check_in and self.check_in.expires_at <= now:
            self.finish(now)

    def finish(self, now: datetime) -> None:
        """Replace the check-in by a play."""
        if self.check_in is None:
            return
        done, self.check_in = self.check_in, None
        self._add(Play(id=done.id, watched_at=_minute(done.started_at), item=done.item, action="checkin"), now)

    def _add(self, play: Play, now: datetime) -> None:
        insort(self.plays, play, key=_moment)
        self.stamps.move(kind_of(play.item).plural, "watched_at", now)
        for item in _with_parents(play.item):
            self.delist(item, now)
        for paused in [each for each in self.paused.values() if key_of(each.item) == key_of(play.item)]:
            self.resume(paused.id, now)

    def _next_id(self, first: int) -> int:
        self.last_id += 1
        return first + self.last_id

    def _move_watchlist(self, item: Item, now: datetime) -> None:
        self.stamps.move("watchlist", "updated_at", now)
        self.stamps.move(kind_of(item).plural, "watchlisted_at", now)

    def _move_hidden(self, section: Section, item: Item, now: datetime) -> None:
        dropped = section is Section.DROPPED and kind_of(item) is Kind.SHOW
        self.stamps.move(kind_of(item).plural, "dropped_at" if dropped else "hidden_at", now)


def _with_parents(item: Watchable) -> tuple[Item, ...]:
    """Return an item, and its season and show if it is an episode."""
    if isinstance(item, Movie):
        return (item,)
    return item, Season(show=item.show, number=item.season), item.show


def _moment(play: Play) -> tuple[datetime, int]:
    return play.watched_at, play.id


def _minute(moment: datetime) -> datetime:
    """Return a moment to the minute, as Trakt stores it."""
    return moment.replace(second=0, microsecond=0)
