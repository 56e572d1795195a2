"""What a person asks Trakt to change."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ..api.trakt import Item


class Change(StrEnum):
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
        return self in {Change.REMOVE_FROM_WATCHLIST, Change.REMOVE_FROM_HISTORY, Change.REMOVE_RATING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """One change that a person asked for."""

    id: str
    """A ULID, which tells it from all others."""
    change: Change
    item: Item
    """What it is about."""
    at: datetime
    """When the person asked, in UTC."""
    watched_at: datetime | None = None
    """When something to be marked was watched, in UTC; None means when it was released."""
    rating: int | None = None
    """From 1 to 10."""


class Reason(StrEnum):
    """Why Trakt refuses something for good."""

    REFUSED = "refused"
    LIMIT = "refused_limit"
    SOME_LIMIT = "refused_some_limit"
    UNKNOWN = "refused_unknown"
    VIP = "refused_vip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What Trakt said to a write that it does not do."""

    reason: Reason
    limit: int | None = None
    """How many there may be, where that is the reason and Trakt says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A write and how far it has come."""

    write: Write
    tries: int = 0
    """How often it was sent, or was about to be; after the first, Trakt may have done it without saying so."""
    done_at: datetime | None = None
    """When Trakt said that it is done, in UTC."""
    refusal: Refusal | None = None
    """What Trakt said that it is not, as long as nobody has read it."""

    @property
    def is_waiting(self) -> bool:
        """Whether Trakt has not decided on it."""
        return self.done_at is None and self.refusal is None
