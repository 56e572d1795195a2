"""References to movies, shows, seasons and episodes, as Trakt lists them. Times are UTC, runtimes are minutes."""

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
"""What can be played."""
type RefKey = tuple[str, int] | tuple[str, int, int] | tuple[str, int, int, int]
"""The identity of a movie, a show, a season or an episode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedWork(DataClassDictMixin):
    """A show or a movie, reduced to what lists need."""

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
    """Its id on Trakt, None if not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEpisode(DataClassDictMixin):
    """An episode, reduced to what lists need."""

    ids: EpisodeIds
    season: int = required(ordinal)
    number: int = required(ordinal)
    title: str | None = optional(line)
    runtime: int | None = optional(runtime_minutes)
    first_aired: datetime | None = optional(moment)


class _Ref(DataClassDictMixin):
    """The fields that all references have in common."""

    __slots__ = ()
    type: ClassVar[str]
    """The name of the type, as Trakt and the actions use it."""

    @override
    def __post_serialize__(self, d: dict[Any, Any]) -> dict[Any, Any]:
        """Return the reference with its type, as Trakt sends it."""
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
        """Its identity."""
        return ("movie", self.movie.ids.trakt)

    @property
    def work_key(self) -> RefKey:
        """The identity of the movie itself."""
        return ("movie", self.movie.ids.trakt)

    @property
    def title(self) -> str:
        """Its title."""
        return self.movie.title

    @property
    def label(self) -> str:
        """Title and year, because several movies may have one title."""
        return f"{self.movie.title} ({self.movie.year})" if self.movie.year is not None else self.movie.title

    @property
    def runtime(self) -> int | None:
        """Minutes, None if not known."""
        return self.movie.runtime

    @property
    def released_at(self) -> datetime | None:
        """The moment of release, None if not known.

        Only the day is known; its noon in UTC is on that day nearly everywhere.
        """
        return datetime.combine(self.movie.released, time(12), UTC) if self.movie.released is not None else None

    @property
    def url(self) -> str:
        """Its page on Trakt."""
        return movie_page(self.movie.ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class _RefOfShow(_Ref):
    """The fields that a show, a season and an episode have in common."""

    show: NamedWork

    @property
    def work(self) -> NamedWork:
        """The show."""
        return self.show

    @property
    def work_key(self) -> RefKey:
        """The identity of the show."""
        return ("show", self.show.ids.trakt)

    @property
    def title(self) -> str:
        """Its title."""
        return self.show.title

    @property
    def label(self) -> str:
        """The label for messages."""
        return self.title

    @property
    def runtime(self) -> int | None:
        """Minutes of an episode, None if not known."""
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
        """Its identity."""
        return ("show", self.show.ids.trakt)

    @property
    def released_at(self) -> datetime | None:
        """When the show first aired or will air, None if not known."""
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
        """Its id on Trakt, None if not known."""
        return self.season.trakt

    @property
    def key(self) -> RefKey:
        """Its identity."""
        return ("season", self.show.ids.trakt, self.season.number)

    @property
    @override
    def title(self) -> str:
        return f"{self.show.title} S{self.season.number:02}"

    @property
    def released_at(self) -> None:
        """None: Trakt does not report when a season began."""
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
        """Its identity."""
        return ("episode", self.episode.ids.trakt)

    @property
    def number(self) -> str:
        """Season and number as usual, such as `S02E05`."""
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
        """When it aired or will air, None if not known."""
        return self.episode.first_aired

    @property
    def url(self) -> str:
        """Its page on Trakt."""
        return episode_page(self.show.ids, self.episode.season, self.episode.number)


def _reader[Kind: _Ref](*kinds: type[Kind]) -> Callable[[Mapping[str, Any]], Kind]:
    """Return a parser that reads a reference of one of these kinds from an entry of a list.

    The parser raises ValueError if the entry has none.
    """
    parsers = {kind.type: or_none(nested(kind)) for kind in kinds}

    def read(entry: Mapping[str, Any]) -> Kind:
        named = entry.get("type")
        if not isinstance(named, str) or named not in parsers:
            raise InvalidFieldValue("type", str, named, _Ref)
        if (ref := parsers[named](entry)) is None:
            raise ValueError(f"no {named}")
        return ref

    return read


read_ref: Callable[[Mapping[str, Any]], Ref] = _reader(MovieRef, ShowRef, SeasonRef, EpisodeRef)
read_watchable_ref: Callable[[Mapping[str, Any]], WatchableRef] = _reader(MovieRef, EpisodeRef)
