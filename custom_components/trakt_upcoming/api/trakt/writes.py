"""Requests that change user data on Trakt, and the responses. Points in time are UTC."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, Self

from mashumaro.mixins.dict import DataClassDictMixin

from ..errors import UnavailableError
from ..fields import identifier, moment, required
from .refs import MovieRef, Ref, SeasonRef

type Counts = Mapping[str, int]
"""Numbers by type: movies, shows, seasons, episodes."""

_NONE: Final[Counts] = MappingProxyType({})
_KINDS: Final = ("movies", "shows", "seasons", "episodes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """The path and body of a request that changes something."""

    path: str
    body: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteAnswer:
    """What Trakt did; numbers that it does not report are empty."""

    added: Counts = _NONE
    updated: Counts = _NONE
    existing: Counts = _NONE
    deleted: Counts = _NONE
    not_found: Counts = _NONE
    """Movies, shows, seasons and episodes that Trakt does not know."""

    @classmethod
    def read(cls, answer: Any) -> Self:
        """Parse an answer.

        Raises UnavailableError if it reports nothing; the change may have been made or not.
        """
        groups = answer if isinstance(answer, dict) else {}
        named = {each.name: groups.get(each.name) for each in fields(cls)}
        if not any(isinstance(group, dict) for group in named.values()):
            raise UnavailableError("an answer without results")
        return cls(**{name: _counts(group) for name, group in named.items()})

    @property
    def is_lost_on_trakt(self) -> bool:
        """Whether Trakt does not know the movie, show, season or episode of the change."""
        return any(self.not_found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn(DataClassDictMixin):
    """A check-in that Trakt has accepted."""

    id: int = required(identifier)
    watched_at: datetime = required(moment)


def add_to_history(refs: Iterable[Ref], watched_at: datetime | None, now: datetime) -> Post:
    """Return the request that marks movies or episodes as watched, at their release if `watched_at` is None.

    Trakt knows the release of episodes; for a movie, the known release day is sent, or `now`.
    """
    named = [(f"{ref.type}s", {**_ids(ref.trakt), "watched_at": _watched_at(ref, watched_at, now)}) for ref in refs]
    kinds = dict.fromkeys(kind for kind, _ in named)
    return Post(path="/sync/history", body={kind: [each for of, each in named if of == kind] for kind in kinds})


def remove_plays(play_ids: Iterable[int]) -> Post:
    """Return the request that removes single plays from the history."""
    return Post(path="/sync/history/remove", body={"ids": list(play_ids)})


def add_to_watchlist(ref: Ref) -> Post:
    """Return the request that adds something to the watchlist."""
    return Post(path="/sync/watchlist", body=_body(ref))


def remove_from_watchlist(ref: Ref) -> Post:
    """Return the request that removes something from the watchlist."""
    return Post(path="/sync/watchlist/remove", body=_body(ref))


def rate(ref: Ref, rating: int, rated_at: datetime) -> Post:
    """Return the request that rates something from 1 to 10."""
    return Post(path="/sync/ratings", body=_body(ref, rating=rating, rated_at=utc(rated_at)))


def remove_rating(ref: Ref) -> Post:
    """Return the request that removes a rating."""
    return Post(path="/sync/ratings/remove", body=_body(ref))


def check_in(ref: Ref) -> Post:
    """Return the request that checks in a movie or an episode."""
    return Post(path="/checkin", body={ref.type: _ids(ref.trakt)})


def utc(at: datetime) -> str:
    """Return a point in time as Trakt writes it."""
    return f"{at:%Y-%m-%dT%H:%M:%S}.000Z"


def _body(ref: Ref, **facts: Any) -> dict[str, Any]:
    """Return a reference with further facts; a season whose id is not known is named within its show."""
    if isinstance(ref, SeasonRef) and ref.trakt is None:
        season = {"number": ref.season.number, **facts}
        return {"shows": [{**_ids(ref.show.ids.trakt), "seasons": [season]}]}
    return {f"{ref.type}s": [{**_ids(ref.trakt), **facts}]}


def _ids(trakt: int | None) -> dict[str, Any]:
    return {"ids": {"trakt": trakt}}


def _watched_at(ref: Ref, watched_at: datetime | None, now: datetime) -> str:
    if watched_at is not None:
        return utc(watched_at)
    return utc(ref.released_at or now) if isinstance(ref, MovieRef) else "released"


def _counts(group: object) -> Counts:
    """Return numbers by kind; where Trakt sends lists, their items are counted."""
    if not isinstance(group, dict):
        return _NONE
    counts = {kind: group[kind] for kind in _KINDS if kind in group}
    return MappingProxyType(
        {kind: len(count) if isinstance(count, list) else count for kind, count in counts.items() if _is_count(count)}
    )


def _is_count(count: object) -> bool:
    return isinstance(count, list) or type(count) is int
