"""Changes that a user asks for, and their state. Points in time are UTC."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ..api.trakt import EpisodeRef, NamedEpisode, Ref, SeasonRef, ShowRef, WatchableRef


class ChangeKind(StrEnum):
    """The ways in which something can be changed."""

    ADD_TO_WATCHLIST = "add_to_watchlist"
    REMOVE_FROM_WATCHLIST = "remove_from_watchlist"
    MARK_WATCHED = "mark_watched"
    REMOVE_FROM_HISTORY = "remove_from_history"
    RATE = "rate"
    REMOVE_RATING = "remove_rating"

    @property
    def takes_away(self) -> bool:
        """Whether it is done once Trakt has nothing, be it because there never was anything."""
        return self in {ChangeKind.REMOVE_FROM_WATCHLIST, ChangeKind.REMOVE_FROM_HISTORY, ChangeKind.REMOVE_RATING}


class Plays(StrEnum):
    """Which plays of something are removed from the history."""

    LAST = "last"
    ALL = "all"
    CHOSEN = "chosen"
    """Those with the given ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """The line of a to-do list that was completed, as it was shown then."""

    key: str
    """The key of the list, such as `up_next`."""
    uid: str
    summary: str
    place: int
    """The index of the line in the list."""
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change that a user asked for."""

    id: str
    """A ULID, which tells it from all others."""
    kind: ChangeKind
    ref: Ref
    """What it is about."""
    at: datetime
    """When the user asked."""
    watched_at: datetime | None = None
    """When something to be marked was watched; None means when it was released."""
    rating: int | None = None
    """From 1 to 10."""
    again: bool = False
    """Whether what is in the history already is marked as watched once more."""
    plays: Plays = Plays.ALL
    """Which plays are removed; version 0.1.0 knew no choice, and kept none."""
    play_ids: tuple[int, ...] = ()
    """The ids of the plays that are removed, where they are chosen; else that of the last one when the user asked."""
    undoes: str | None = None
    """The id of the change whose plays are removed."""
    ticked: Ticked | None = None
    """The line of a to-do list that asked for it, as long as that line is kept as completed."""


class Reason(StrEnum):
    """Why Trakt refuses something for good."""

    REFUSED = "refused"
    LIMIT = "refused_limit"
    SOME_LIMIT = "refused_some_limit"
    UNKNOWN = "refused_unknown"
    VIP = "refused_vip"
    NOT_AIRED = "refused_not_aired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What Trakt said to a write that it does not do."""

    reason: Reason
    limit: int | None = None
    """How many there may be, where that is the reason and Trakt says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingChange:
    """A write and how far it has come."""

    change: Change
    tries: int = 0
    """How often it was sent, or was about to be; after the first, Trakt may have done it without saying so."""
    sent_at: datetime | None = None
    """When it was last sent, None where it never was or nobody knows."""
    episodes: tuple[NamedEpisode, ...] | None = None
    """The episodes of a show or a season that are marked as watched, None while they are not known."""
    before: tuple[int, ...] = ()
    """The ids of plays that were there before, and would pass for those that it adds."""
    play_ids: tuple[int, ...] | None = None
    """The ids of the plays that it added or is to remove, None while they are not known."""
    undone: PendingChange | None = None
    """The change that it undoes, while that is known; it has a place of its own on disk."""
    done_at: datetime | None = None
    """When Trakt said that it is done."""
    refusal: Refusal | None = None
    """What Trakt said that it is not, as long as nobody has read it."""

    @property
    def is_waiting(self) -> bool:
        """Whether Trakt has not decided on it."""
        return self.done_at is None and self.refusal is None

    @property
    def watched(self) -> tuple[WatchableRef, ...]:
        """What is marked as watched one by one: of a show or a season the episodes, as far as they are known."""
        ref = self.change.ref
        if isinstance(ref, ShowRef | SeasonRef):
            return tuple(EpisodeRef(show=ref.show, episode=episode) for episode in self.episodes or ())
        return (ref,)
