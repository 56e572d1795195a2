"""Ratings, cast, crew and translations of a movie, show or episode."""

from dataclasses import dataclass
from typing import Any, override

from mashumaro.mixins.dict import DataClassDictMixin

from ..fields import (
    identifier,
    imdb_id,
    line,
    listed,
    matching,
    nested,
    number,
    optional,
    paragraph,
    required,
    slug,
    web_address,
    whole_number,
)

_count = whole_number(0, 1_000_000_000)
_out_of_hundred = number(0, 100)
_code = matching(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(DataClassDictMixin):
    """The rating of a movie, show or episode at one service."""

    rating: float | None = optional(_out_of_hundred)
    """From 0 to 10 or to 100, depending on the service."""
    votes: int | None = optional(_count)
    user_rating: float | None = optional(_out_of_hundred)
    """The rating of the audience, if `rating` is that of critics."""
    link: str | None = optional(web_address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores(DataClassDictMixin):
    """The ratings of a movie, show or episode; services without one are missing."""

    trakt: Score | None = optional(nested(Score))
    tmdb: Score | None = optional(nested(Score))
    imdb: Score | None = optional(nested(Score))
    rotten_tomatoes: Score | None = optional(nested(Score))
    metascore: Score | None = optional(nested(Score))
    letterboxd: Score | None = optional(nested(Score))
    mal: Score | None = optional(nested(Score))

    @classmethod
    @override
    def __pre_deserialize__(cls, d: dict[Any, Any]) -> dict[Any, Any]:
        """Read Trakt's own rating also where it comes without the others."""
        return d if "trakt" in d else {**d, "trakt": {"rating": d.get("rating"), "votes": d.get("votes")}}


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonIds(DataClassDictMixin):
    """The ids of a person at all services."""

    trakt: int = required(identifier)
    slug: str | None = optional(slug)
    imdb: str | None = optional(imdb_id)
    tmdb: int | None = optional(identifier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(DataClassDictMixin):
    """A member of a cast or crew."""

    ids: PersonIds
    name: str = required(line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit(DataClassDictMixin):
    """The part of a person in a movie, show or episode."""

    person: Person
    characters: tuple[str, ...] = listed(line)
    jobs: tuple[str, ...] = listed(line)
    department: str | None = optional(line)
    episode_count: int | None = optional(_count)


@dataclass(frozen=True, slots=True, kw_only=True)
class People(DataClassDictMixin):
    """Cast and crew of a movie, show or episode."""

    cast: tuple[Credit, ...] = listed(nested(Credit))
    crew: tuple[Credit, ...] = listed(nested(Credit))

    @classmethod
    @override
    def __pre_deserialize__(cls, d: dict[Any, Any]) -> dict[Any, Any]:
        """Join the crew to one list; Trakt has one for each department."""
        departments = d.get("crew")
        if not isinstance(departments, dict):
            return d
        crew = [
            {**credit, "department": department}
            for department, credits_ in departments.items()
            if isinstance(credits_, list)
            for credit in credits_
            if isinstance(credit, dict)
        ]
        return {**d, "crew": crew}


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation(DataClassDictMixin):
    """The texts of a movie, show or episode in a language, and in a country where those differ."""

    language: str = required(_code)
    country: str | None = optional(_code)
    title: str | None = optional(line)
    overview: str | None = optional(paragraph)
    tagline: str | None = optional(line)
