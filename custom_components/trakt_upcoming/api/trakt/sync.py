"""The sections of user data: history, watchlists, ratings and more. Points in time are UTC, runtimes are minutes."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from operator import methodcaller
from typing import Any, Final, override

from mashumaro import field_options, pass_through
from mashumaro.mixins.dict import DataClassDictMixin

from ..errors import UnavailableError
from ..fields import identifier, moment, nested, optional, required, whole_number
from .refs import NamedEpisode, NamedWork, Ref, WatchableRef, read_ref, read_watchable_ref
from .user import Settings, Statistics

_rating = whole_number(1, 10)
_count = whole_number(0, 1_000_000)
_REF: Final = field_options(deserialize=pass_through, serialize=methodcaller("to_dict"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RefRecord(DataClassDictMixin):
    """An entry of a list. Trakt sends the reference and the other facts side by side."""

    ref: Ref = field(metadata=_REF)

    @classmethod
    @override
    def __pre_deserialize__(cls, d: dict[Any, Any]) -> dict[Any, Any]:
        """Raise ValueError for an entry without a reference."""
        return {**d, "ref": read_ref(d)}

    @override
    def __post_serialize__(self, d: dict[Any, Any]) -> dict[Any, Any]:
        """Return the entry as Trakt sends it."""
        return {**d.pop("ref"), **d}


class Action(StrEnum):
    """How a play came into the history."""

    SCROBBLE = "scrobble"
    """A player reported that it was watched to its end."""
    CHECKIN = "checkin"
    """The user checked in when they began."""
    WATCH = "watch"
    """It was added, alone or with many others, with any date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Play(RefRecord):
    """A movie or an episode that was watched."""

    ref: WatchableRef = field(metadata=_REF)
    id: int = required(identifier)
    watched_at: datetime = required(moment)
    """To the minute."""
    action: Action | None = optional(Action)
    """None if an old version stored the play, and until Trakt has confirmed the play."""

    @classmethod
    @override
    def __pre_deserialize__(cls, d: dict[Any, Any]) -> dict[Any, Any]:
        """Raise ValueError for an entry without a movie or an episode."""
        return {**d, "ref": read_watchable_ref(d)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(RefRecord):
    """A movie or a show on the watchlist."""

    listed_at: datetime = required(moment)
    rank: int | None = optional(_count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated(RefRecord):
    """A rating from 1 to 10."""

    rating: int = required(_rating)
    rated_at: datetime = required(moment)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden(RefRecord):
    """A movie, show or season that the user has hidden."""

    hidden_at: datetime | None = optional(moment)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(DataClassDictMixin):
    """The progress of the user in a show."""

    aired: int | None = optional(_count)
    completed: int | None = optional(_count)
    last_watched_at: datetime | None = optional(moment)
    next_episode: NamedEpisode | None = optional(nested(NamedEpisode))
    """None if all aired episodes were seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpNext(DataClassDictMixin):
    """A show in progress."""

    show: NamedWork
    progress: Progress


type Record = Play | Listed | Rated | Hidden | UpNext | Settings | Statistics
"""A record of a section."""


class Section(StrEnum):
    """A part of user data, which is requested by itself. Those that change the agenda come first."""

    HIDDEN_IN_CALENDAR = "hidden_in_calendar"
    HIDDEN_IN_PROGRESS = "hidden_in_progress"
    DROPPED = "dropped"
    UP_NEXT = "up_next"
    WATCHLIST_MOVIES = "watchlist_movies"
    WATCHLIST_SHOWS = "watchlist_shows"
    RATED_MOVIES = "rated_movies"
    RATED_SHOWS = "rated_shows"
    RATED_SEASONS = "rated_seasons"
    RATED_EPISODES = "rated_episodes"
    SETTINGS = "settings"
    STATISTICS = "statistics"
    HISTORY = "history"

    @property
    def path(self) -> str:
        """The path of the section at Trakt's API."""
        return _PLACES[self][0]

    @property
    def model(self) -> type[Record]:
        """The model of its records."""
        return _PLACES[self][1]

    @property
    def is_list(self) -> bool:
        """Return whether it has entries, page by page; else it is a single record."""
        return self not in (Section.SETTINGS, Section.STATISTICS)

    @property
    def stamps(self) -> tuple[str, ...]:
        """The names of the activities that may have changed it."""
        return _PLACES[self][2]


_HIDDEN_AT: Final = ("movies.hidden_at", "shows.hidden_at", "seasons.hidden_at", "shows.dropped_at")
WATCHED_AT: Final = ("movies.watched_at", "episodes.watched_at")
_PLACES: Final[dict[Section, tuple[str, type[Record], tuple[str, ...]]]] = {
    Section.HIDDEN_IN_CALENDAR: ("/users/hidden/calendar", Hidden, _HIDDEN_AT),
    Section.HIDDEN_IN_PROGRESS: ("/users/hidden/progress_watched", Hidden, _HIDDEN_AT),
    Section.DROPPED: ("/users/hidden/dropped", Hidden, _HIDDEN_AT),
    Section.UP_NEXT: ("/sync/progress/up_next", UpNext, ("episodes.watched_at", *_HIDDEN_AT)),
    Section.WATCHLIST_MOVIES: (
        "/sync/watchlist/movies",
        Listed,
        ("movies.watchlisted_at", "watchlist.updated_at"),
    ),
    Section.WATCHLIST_SHOWS: ("/sync/watchlist/shows", Listed, ("shows.watchlisted_at", "watchlist.updated_at")),
    Section.RATED_MOVIES: ("/sync/ratings/movies", Rated, ("movies.rated_at",)),
    Section.RATED_SHOWS: ("/sync/ratings/shows", Rated, ("shows.rated_at",)),
    Section.RATED_SEASONS: ("/sync/ratings/seasons", Rated, ("seasons.rated_at",)),
    Section.RATED_EPISODES: ("/sync/ratings/episodes", Rated, ("episodes.rated_at",)),
    Section.SETTINGS: ("/users/settings", Settings, ("account.settings_at",)),
    Section.STATISTICS: (
        "/users/me/stats",
        Statistics,
        (
            *WATCHED_AT,
            "movies.collected_at",
            "episodes.collected_at",
            "movies.rated_at",
            "shows.rated_at",
            "episodes.rated_at",
        ),
    ),
    Section.HISTORY: ("/sync/history", Play, WATCHED_AT),
}

type LastActivities = dict[str, datetime]
"""When something last changed, by the name of the activity, such as `movies.watched_at`."""


def read_stamps(answer: Any) -> LastActivities:
    """Return the last activities; missing and invalid ones are left out.

    Raises UnavailableError when there are none.
    """
    if not isinstance(answer, dict):
        raise UnavailableError("not an object")
    stamps = {
        f"{part}.{name}": at
        for part, activities in answer.items()
        if isinstance(activities, dict)
        for name, value in activities.items()
        if (at := _moment_or_none(value)) is not None
    }
    if not stamps:
        raise UnavailableError("last activities in which nothing makes sense")
    return stamps


def _moment_or_none(value: object) -> datetime | None:
    try:
        return moment(value)
    except ValueError:
        return None
