"""Changes that a user makes, and their state. Points in time are UTC."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ..api.trakt import EpisodeRef, NamedEpisode, Ref, SeasonRef, ShowRef, WatchableRef


class ChangeKind(StrEnum):
    """The kinds of changes."""

    ADD_TO_WATCHLIST = "add_to_watchlist"
    REMOVE_FROM_WATCHLIST = "remove_from_watchlist"
    MARK_WATCHED = "mark_watched"
    REMOVE_FROM_HISTORY = "remove_from_history"
    RATE = "rate"
    REMOVE_RATING = "remove_rating"

    @property
    def is_removal(self) -> bool:
        """Whether it removes something, so that it is done if Trakt has nothing to remove."""
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
    """One change that a user has made."""

    id: str
    """A unique id (ULID)."""
    kind: ChangeKind
    ref: Ref
    """The movie, show, season or episode that is changed."""
    at: datetime
    """When the user made the change."""
    watched_at: datetime | None = None
    """When something to be marked was watched; None means when it was released."""
    rating: int | None = None
    """From 1 to 10."""
    again: bool = False
    """Whether a play is added also if there is one already."""
    plays: Plays = Plays.ALL
    """Which plays are removed; version 0.1.0 had no choice, and stored none."""
    play_ids: tuple[int, ...] = ()
    """The ids of the plays that are removed, if they are chosen; else that of the last play at `at`."""
    undoes: str | None = None
    """The id of the change whose plays are removed."""
    ticked: Ticked | None = None
    """The completed line of a to-do list that caused it, as long as the line is kept."""


class Reason(StrEnum):
    """The reasons for which Trakt refuses a change for good."""

    REFUSED = "refused"
    LIMIT = "refused_limit"
    SOME_LIMIT = "refused_some_limit"
    UNKNOWN = "refused_unknown"
    VIP = "refused_vip"
    NOT_AIRED = "refused_not_aired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why Trakt refuses a change."""

    reason: Reason
    limit: int | None = None
    """The limit that was reached, if Trakt reports it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingChange:
    """A change and its state."""

    change: Change
    tries: int = 0
    """How often it was sent, or was about to be; after the first time, Trakt may have done it without an answer."""
    sent_at: datetime | None = None
    """When it was last sent, None if it never was, or if that is not known."""
    episodes: tuple[NamedEpisode, ...] | None = None
    """The episodes of a show or a season that are marked as watched, None while they are not known."""
    before: tuple[int, ...] = ()
    """The ids of plays that were there before, and could be confused with those that it adds."""
    play_ids: tuple[int, ...] | None = None
    """The ids of the plays that it added or is to remove, None while they are not known."""
    undone: PendingChange | None = None
    """The change that it undoes, while that is known; it is stored separately on disk."""
    done_at: datetime | None = None
    """When Trakt confirmed that it is done, None before."""
    refusal: Refusal | None = None
    """Why Trakt refused it, until the user has read that."""

    @property
    def is_waiting(self) -> bool:
        """Whether it is neither done nor refused."""
        return self.done_at is None and self.refusal is None

    @property
    def watched(self) -> tuple[WatchableRef, ...]:
        """The movies and episodes to mark as watched: of a show or a season the episodes, as far as they are known."""
        ref = self.change.ref
        if isinstance(ref, ShowRef | SeasonRef):
            return tuple(EpisodeRef(show=ref.show, episode=episode) for episode in self.episodes or ())
        return (ref,)
