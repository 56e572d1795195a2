"""What names a movie, a show, a season or an episode, wherever Trakt lists it. Times are UTC, runtimes are minutes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar, override

from mashumaro.exceptions import InvalidFieldValue
from mashumaro.mixins.dict import DataClassDictMixin

from ..fields import day, identifier, line, moment, nested, optional, or_none, required, whole_number
from .links import episode_page, movie_page, season_page, show_page
from .models import EpisodeIds, Ids, ordinal, runtime_minutes

type Ref = MovieRef | ShowRef | SeasonRef | EpisodeRef
"""A movie, a show, or a season or an episode of a show."""
type WatchableRef = MovieRef | EpisodeRef
"""What is watched in one go."""
type RefKey = tuple[str, int] | tuple[str, int, int] | tuple[str, int, int, int]
"""What tells a movie, a show, a season or an episode from all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedWork(DataClassDictMixin):
    """A show or a movie, as far as lists have to name it."""

    ids: Ids
    title: str = required(line)
    year: int | None = optional(whole_number(1800, 9_999))
    runtime: int | None = optional(runtime_minutes)
    released: date | None = optional(day)
    """Of a movie: the calendar day, without time zone."""
    first_aired: datetime | None = optional(moment)
    """Of a show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSeason(DataClassDictMixin):
    """A season of a show; 0 holds the specials."""

    number: int = required(ordinal)
    trakt: int | None = optional(identifier)
    """Its id on Trakt, where that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEpisode(DataClassDictMixin):
    """An episode, as far as lists have to name it."""

    ids: EpisodeIds
    season: int = required(ordinal)
    number: int = required(ordinal)
    title: str | None = optional(line)
    runtime: int | None = optional(runtime_minutes)
    first_aired: datetime | None = optional(moment)


class _Ref(DataClassDictMixin):
    """What all of them have in common."""

    __slots__ = ()
    type: ClassVar[str]
    """As Trakt and the actions call it."""

    @override
    def __post_serialize__(self, d: dict[Any, Any]) -> dict[Any, Any]:
        """Return what Trakt would send: it has the type beside what is of that type."""
        return {"type": self.type, **d}


@dataclass(frozen=True, slots=True, kw_only=True)
class MovieRef(_Ref):
    """A movie."""

    type: ClassVar[str] = "movie"
    movie: NamedWork

    @property
    def work(self) -> NamedWork:
        """The movie."""
        return self.movie

    @property
    def trakt(self) -> int:
        """Its id on Trakt."""
        return self.movie.ids.trakt

    @property
    def key(self) -> RefKey:
        """What tells it from all others."""
        return ("movie", self.movie.ids.trakt)

    @property
    def work_key(self) -> RefKey:
        """The same: a movie belongs to nothing else."""
        return ("movie", self.movie.ids.trakt)

    @property
    def title(self) -> str:
        """What it is called."""
        return self.movie.title

    @property
    def label(self) -> str:
        """What people call it: the year tells it from other movies with its title."""
        return f"{self.movie.title} ({self.movie.year})" if self.movie.year is not None else self.movie.title

    @property
    def runtime(self) -> int | None:
        """How long it lasts, None where that is not known."""
        return self.movie.runtime

    @property
    def released_at(self) -> datetime | None:
        """When it came out or will, None where that is not known.

        Only the day is known; its noon in UTC is on that day nearly everywhere.
        """
        return datetime.combine(self.movie.released, time(12), UTC) if self.movie.released is not None else None

    @property
    def url(self) -> str:
        """Its page on Trakt."""
        return movie_page(self.movie.ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class _RefOfShow(_Ref):
    """What a show, a season and an episode have in common."""

    show: NamedWork

    @property
    def work(self) -> NamedWork:
        """The show."""
        return self.show

    @property
    def work_key(self) -> RefKey:
        """What tells the show from all other shows and movies."""
        return ("show", self.show.ids.trakt)

    @property
    def title(self) -> str:
        """What it is called."""
        return self.show.title

    @property
    def label(self) -> str:
        """What people call it."""
        return self.title

    @property
    def runtime(self) -> int | None:
        """How long an episode lasts, None where that is not known."""
        return self.show.runtime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowRef(_RefOfShow):
    """A show."""

    type: ClassVar[str] = "show"

    @property
    def trakt(self) -> int:
        """Its id on Trakt."""
        return self.show.ids.trakt

    @property
    def key(self) -> RefKey:
        """What tells it from all others."""
        return ("show", self.show.ids.trakt)

    @property
    def released_at(self) -> datetime | None:
        """When it began or will, None where that is not known."""
        return self.show.first_aired

    @property
    def url(self) -> str:
        """Its page on Trakt."""
        return show_page(self.show.ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonRef(_RefOfShow):
    """A season of a show."""

    type: ClassVar[str] = "season"
    season: NamedSeason

    @property
    def trakt(self) -> int | None:
        """Its id on Trakt, None where that is not known."""
        return self.season.trakt

    @property
    def key(self) -> RefKey:
        """What tells it from all others."""
        return ("season", self.show.ids.trakt, self.season.number)

    @property
    @override
    def title(self) -> str:
        return f"{self.show.title} S{self.season.number:02}"

    @property
    def released_at(self) -> None:
        """When it began: nobody says that."""
        return None

    @property
    def url(self) -> str:
        """Its page on Trakt."""
        return season_page(self.show.ids, self.season.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeRef(_RefOfShow):
    """An episode of a show."""

    type: ClassVar[str] = "episode"
    episode: NamedEpisode

    @property
    def trakt(self) -> int:
        """Its id on Trakt."""
        return self.episode.ids.trakt

    @property
    def key(self) -> RefKey:
        """What tells it from all others."""
        return ("episode", self.episode.ids.trakt)

    @property
    def number(self) -> str:
        """Season and number as people write them, such as `S02E05`."""
        return f"S{self.episode.season:02}E{self.episode.number:02}"

    @property
    @override
    def title(self) -> str:
        numbered = f"{self.show.title} {self.number}"
        return f"{numbered} {self.episode.title}" if self.episode.title is not None else numbered

    @property
    @override
    def runtime(self) -> int | None:
        return self.episode.runtime or self.show.runtime

    @property
    def released_at(self) -> datetime | None:
        """When it aired or will, None where that is not known."""
        return self.episode.first_aired

    @property
    def url(self) -> str:
        """Its page on Trakt."""
        return episode_page(self.show.ids, self.episode.season, self.episode.number)


def _reader[Kind: _Ref](*kinds: type[Kind]) -> Callable[[Mapping[str, Any]], Kind]:
    """Return a function that reads what an entry of a list, as Trakt sends it, is about: one of these.

    It raises ValueError where the entry does not say that.
    """
    parsers = {kind.type: or_none(nested(kind)) for kind in kinds}

    def read(said: Mapping[str, Any]) -> Kind:
        named = said.get("type")
        if not isinstance(named, str) or named not in parsers:
            raise InvalidFieldValue("type", str, named, _Ref)
        if (ref := parsers[named](said)) is None:
            raise ValueError(f"no {named}")
        return ref

    return read


read_ref: Callable[[Mapping[str, Any]], Ref] = _reader(MovieRef, ShowRef, SeasonRef, EpisodeRef)
read_watchable_ref: Callable[[Mapping[str, Any]], WatchableRef] = _reader(MovieRef, EpisodeRef)
