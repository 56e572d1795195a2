"""Statistics and settings of a user."""

from dataclasses import dataclass

from mashumaro.mixins.dict import DataClassDictMixin

from ..fields import nested, optional, required, truth, whole_number

_count = whole_number(0, 2**53)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally(DataClassDictMixin):
    """How much of one kind; what Trakt does not count for a kind is None."""

    plays: int | None = optional(_count)
    """Each time that something was watched."""
    watched: int | None = optional(_count)
    """What was watched, however often."""
    minutes: int | None = optional(_count)
    collected: int | None = optional(_count)
    ratings: int | None = optional(_count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics(DataClassDictMixin):
    """How much a user has watched, collected and rated."""

    movies: Tally = required(nested(Tally))
    shows: Tally = required(nested(Tally))
    episodes: Tally = required(nested(Tally))


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(DataClassDictMixin):
    """What Trakt lets a user do."""

    vip: bool = required(truth)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(DataClassDictMixin):
    """What a user has set and paid for, as far as it is used."""

    user: Membership = required(nested(Membership))
