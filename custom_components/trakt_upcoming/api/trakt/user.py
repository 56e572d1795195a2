"""Statistics and settings of a user."""

from dataclasses import dataclass

from mashumaro.mixins.dict import DataClassDictMixin

from ..fields import nested, optional, required, truth, whole_number

_count = whole_number(0, 2**53)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally(DataClassDictMixin):
    """Numbers of one type; those that Trakt does not count for a type are None."""

    plays: int | None = optional(_count)
    """Plays, with repeated ones."""
    watched: int | None = optional(_count)
    """Movies, shows or episodes that were watched at least once."""
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
    """The membership of a user on Trakt."""

    vip: bool = required(truth)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(DataClassDictMixin):
    """The settings and membership of a user, as far as they are used."""

    user: Membership = required(nested(Membership))
