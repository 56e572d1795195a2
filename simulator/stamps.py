"""The last activities of an account, as Trakt returns them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from .catalogue import Kind
from .trakt_time import utc

BEGIN = datetime(2026, 8, 10, 10, 3, 41, tzinfo=UTC)
"""When the account was created, in UTC. It is the time of every activity that has not happened yet."""
_SECOND = timedelta(seconds=1)

STAMPS = {
    "movies": (
        "watched_at",
        "collected_at",
        "rated_at",
        "watchlisted_at",
        "favorited_at",
        "recommendations_at",
        "commented_at",
        "paused_at",
        "hidden_at",
    ),
    "episodes": ("watched_at", "collected_at", "rated_at", "watchlisted_at", "commented_at", "paused_at"),
    "shows": (
        "rated_at",
        "watchlisted_at",
        "favorited_at",
        "recommendations_at",
        "commented_at",
        "hidden_at",
        "dropped_at",
    ),
    "seasons": ("rated_at", "watchlisted_at", "commented_at", "hidden_at"),
    "comments": ("liked_at", "reacted_at", "blocked_at"),
    "lists": ("liked_at", "reacted_at", "updated_at", "commented_at"),
    "watchlist": ("updated_at",),
    "favorites": ("updated_at",),
    "recommendations": ("updated_at",),
    "collaborations": ("updated_at",),
    "account": ("settings_at", "followed_at", "following_at", "pending_at", "requested_at"),
    "saved_filters": ("updated_at",),
    "notes": ("updated_at",),
}
"""The names of the activities in each part."""


@dataclass(slots=True)
class Stamps:
    """The times of the last activities, in UTC and whole seconds."""

    moved: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def move(self, part: str, stamp: str, now: datetime) -> None:
        """Update the time of an activity. Each change gets a later second, also two within the same second."""
        self.moved[part, stamp] = max(now.replace(microsecond=0), self.of(part, stamp) + _SECOND)

    def move_of(self, kinds: set[Kind], stamp: str, now: datetime) -> None:
        """Update the time of an activity for some kinds of items."""
        for kind in kinds:
            self.move(kind.plural, stamp, now)

    def of(self, part: str, stamp: str) -> datetime:
        """Return the time of an activity."""
        return self.moved.get((part, stamp), BEGIN)

    def as_json(self) -> dict[str, object]:
        """Return all activities, as Trakt's JSON has them."""
        parts = {part: {stamp: utc(self.of(part, stamp)) for stamp in stamps} for part, stamps in STAMPS.items()}
        return {"all": utc(max(self.moved.values(), default=BEGIN)), **parts}
