"""Models of Trakt's responses. Points in time are UTC, runtimes are minutes."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mashumaro.mixins.dict import DataClassDictMixin

from ..fields import (
    day,
    first,
    identifier,
    imdb_id,
    line,
    listed,
    matching,
    moment,
    nested,
    number,
    optional,
    paragraph,
    required,
    slug,
    web_address,
    whole_number,
)

runtime_minutes = whole_number(1, 1_440)
ordinal = whole_number(0, 9_999)
rating_out_of_ten = number(0, 10)
code = matching(r"[a-z0-9_-]{1,50}")
_address = matching(r"(https://)?[a-z0-9.-]{1,100}/[\w./%~-]{1,500}")


def image_address(value: object) -> str:
    """Return the address of an image; Trakt leaves out its scheme."""
    return f"https://{_address(value).removeprefix('https://')}"


class Feed(StrEnum):
    """One of the calendars that Trakt keeps for a user."""

    EPISODES = "episodes"
    MOVIES = "movies"
    STREAMING = "streaming"
    DVD = "dvd"

    @property
    def path(self) -> str:
        """The last part of the calendar's path on Trakt."""
        return "shows" if self is Feed.EPISODES else self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeIds(DataClassDictMixin):
    """The ids of an episode at all services."""

    trakt: int = required(identifier)
    tmdb: int | None = optional(identifier)
    imdb: str | None = optional(imdb_id)
    tvdb: int | None = optional(identifier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids(EpisodeIds):
    """The ids of a show or a movie at all services."""

    slug: str | None = optional(slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkImages(DataClassDictMixin):
    """The addresses of the images of a show or a movie."""

    poster: str | None = first(image_address)
    fanart: str | None = first(image_address)


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeImages(DataClassDictMixin):
    """The address of the image of an episode."""

    screenshot: str | None = first(image_address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(DataClassDictMixin):
    """What a show and a movie have in common."""

    ids: Ids
    title: str = required(line)
    year: int | None = optional(whole_number(1800, 9_999))
    overview: str | None = optional(paragraph)
    runtime: int | None = optional(runtime_minutes)
    rating: float | None = optional(rating_out_of_ten)
    trailer: str | None = optional(web_address)
    genres: tuple[str, ...] = listed(code)
    images: WorkImages | None = optional(nested(WorkImages))


@dataclass(frozen=True, slots=True, kw_only=True)
class Show(Work):
    """A show."""

    network: str | None = optional(line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode(DataClassDictMixin):
    """An episode of a show; season 0 holds the specials."""

    ids: EpisodeIds
    season: int = required(ordinal)
    number: int = required(ordinal)
    title: str | None = optional(line)
    overview: str | None = optional(paragraph)
    runtime: int | None = optional(runtime_minutes)
    rating: float | None = optional(rating_out_of_ten)
    episode_type: str | None = optional(code)
    images: EpisodeImages | None = optional(nested(EpisodeImages))


@dataclass(frozen=True, slots=True, kw_only=True)
class Movie(Work):
    """A movie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledEpisode(DataClassDictMixin):
    """An entry of the feed of episodes.

    Trakt's own `released` may be missing or a day off; `first_aired` is reliable.
    """

    first_aired: datetime = required(moment)
    show: Show
    episode: Episode

    @property
    def utc_day(self) -> date:
        """The day in UTC."""
        return self.first_aired.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledMovie(DataClassDictMixin):
    """An entry of a feed of movies: a calendar day without time zone."""

    released: date = required(day)
    movie: Movie

    @property
    def utc_day(self) -> date:
        """The day that Trakt names."""
        return self.released


@dataclass(frozen=True, slots=True, kw_only=True)
class UserIds(DataClassDictMixin):
    """The ids of a user on Trakt."""

    slug: str | None = optional(slug)
    uuid: str | None = optional(matching(r"[0-9A-Za-z-]{8,64}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class User(DataClassDictMixin):
    """The user whose account this is."""

    username: str = required(line)
    ids: UserIds
    name: str | None = optional(line)

    @property
    def display_name(self) -> str:
        """The name of the user for display."""
        return self.name or self.username

    @property
    def unique_id(self) -> str | None:
        """An id that stays the same when the user changes the name, None if Trakt sends none."""
        return self.ids.uuid or self.ids.slug
