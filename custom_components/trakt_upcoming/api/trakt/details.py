"""Details of movies, shows, seasons and episodes. Points in time are UTC, runtimes are minutes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self, override

from mashumaro.mixins.dict import DataClassDictMixin

from ..fields import day, identifier, line, matching, moment, nested, optional, paragraph, required, whole_number
from .models import Episode, Work, ordinal, rating_out_of_ten
from .refs import EpisodeRef, MovieRef, NamedEpisode, NamedSeason, NamedWork, Ref, SeasonRef, ShowRef

_count = whole_number(0, 1_000_000_000)
_kind = matching(r"movie|show|season|episode")
_country = matching(r"[a-z]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDetails(Work):
    """The details that shows and movies have in common."""

    original_title: str | None = optional(line)
    tagline: str | None = optional(line)
    status: str | None = optional(line)
    certification: str | None = optional(line)
    country: str | None = optional(_country)
    language: str | None = optional(_country)
    votes: int | None = optional(_count)


@dataclass(frozen=True, slots=True, kw_only=True)
class MovieDetails(WorkDetails):
    """A movie."""

    released: date | None = optional(day)
    """A calendar day, without time zone."""

    @property
    def named(self) -> NamedWork:
        """The movie, reduced to what lists need."""
        return NamedWork(ids=self.ids, title=self.title, year=self.year, runtime=self.runtime, released=self.released)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowDetails(WorkDetails):
    """A show."""

    network: str | None = optional(line)
    first_aired: datetime | None = optional(moment)
    aired_episodes: int | None = optional(_count)

    @property
    def named(self) -> NamedWork:
        """The show, reduced to what lists need."""
        return NamedWork(
            ids=self.ids, title=self.title, year=self.year, runtime=self.runtime, first_aired=self.first_aired
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonIds(DataClassDictMixin):
    """The ids of a season at all services."""

    trakt: int = required(identifier)
    tmdb: int | None = optional(identifier)
    tvdb: int | None = optional(identifier)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonDetails(DataClassDictMixin):
    """A season of a show; 0 holds the specials."""

    ids: SeasonIds
    number: int = required(ordinal)
    title: str | None = optional(line)
    overview: str | None = optional(paragraph)
    rating: float | None = optional(rating_out_of_ten)
    votes: int | None = optional(_count)
    episode_count: int | None = optional(_count)
    aired_episodes: int | None = optional(_count)
    first_aired: datetime | None = optional(moment)
    network: str | None = optional(line)

    @property
    def named(self) -> NamedSeason:
        """The season, reduced to what lists need."""
        return NamedSeason(number=self.number, trakt=self.ids.trakt)


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeDetails(Episode):
    """An episode."""

    first_aired: datetime | None = optional(moment)
    votes: int | None = optional(_count)

    @property
    def named(self) -> NamedEpisode:
        """The episode, reduced to what lists need."""
        return NamedEpisode(
            ids=self.ids,
            season=self.season,
            number=self.number,
            title=self.title,
            runtime=self.runtime,
            first_aired=self.first_aired,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(DataClassDictMixin):
    """A movie, a show, or a season or an episode of a show, with everything about it."""

    type: str = required(_kind)
    movie: MovieDetails | None = optional(nested(MovieDetails))
    show: ShowDetails | None = optional(nested(ShowDetails))
    season: SeasonDetails | None = optional(nested(SeasonDetails))
    episode: EpisodeDetails | None = optional(nested(EpisodeDetails))

    @classmethod
    @override
    def __post_deserialize__(cls, obj: Self) -> Self:
        """Raise ValueError if the part that the type names is missing."""
        if getattr(obj, obj.type) is None or (obj.movie if obj.type == "movie" else obj.show) is None:
            raise ValueError(f"no {obj.type}")
        return obj

    @property
    def work(self) -> MovieDetails | ShowDetails:
        """The movie or the show."""
        work = self.movie if self.type == "movie" else self.show
        assert work is not None  # noqa: S101 - __post_deserialize__ has checked that it is there
        return work

    @property
    def ref(self) -> Ref:
        """The same, reduced to what lists need."""
        work = self.work
        if isinstance(work, MovieDetails):
            return MovieRef(movie=work.named)
        if self.episode is not None:
            return EpisodeRef(show=work.named, episode=self.episode.named)
        if self.season is not None:
            return SeasonRef(show=work.named, season=self.season.named)
        return ShowRef(show=work.named)
