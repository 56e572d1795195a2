"""Shows, seasons, episodes and movies, and the lookups that the simulated services need."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from functools import cached_property
import re
import unicodedata

_TVDB_BEFORE_TRAKT = 3_000_000
_TMDB_BEFORE_TRAKT = 7_000_000
_MOST_SEASONS = 100

type AllIds = dict[str, int | str | None]
"""The ids by the name of the service; `slug` is Trakt's second id."""


class Kind(StrEnum):
    """The kinds of items that can be watched, rated, listed or hidden."""

    MOVIE = "movie"
    SHOW = "show"
    SEASON = "season"
    EPISODE = "episode"

    @property
    def plural(self) -> str:
        """The plural, as Trakt's paths and JSON have it."""
        return f"{self}s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids:
    """The ids of a movie or show as Trakt returns them. A TMDB id can be 0."""

    trakt: int
    tmdb: int | None = None
    imdb: str | None = None
    tvdb: int | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The title and the overview in one language."""

    title: str
    overview: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The fields that shows and movies have in common."""

    ids: Ids
    title: str
    overview: str
    runtime: int
    """Minutes."""
    genres: tuple[str, ...] = ("drama",)
    country: str = "gb"
    certification: str = "TV-14"
    known_to_tmdb: bool = True
    has_pictures: bool = True
    translations: Mapping[str, Words] = field(default_factory=dict)
    """By TMDB's code of the language, such as `de` or `pt-BR`."""

    @property
    def trakt(self) -> int:
        """The id on Trakt."""
        return self.ids.trakt

    def words(self, language: str) -> Words | None:
        """Return title and overview in a language such as `de-DE`, None if there is no translation."""
        plain = language.partition("-")[0]
        found = self.translations.get(language, self.translations.get(plain))
        return found or (Words(self.title, self.overview) if plain == "en" else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Show(Work):
    """A show."""

    network: str
    zone: tzinfo = UTC
    """The time zone of the broadcaster; UTC for a show that is released everywhere at the same time."""
    premiere: datetime = datetime(2024, 1, 7, 21, tzinfo=UTC)
    """When the first episode airs, in UTC."""

    @property
    def year(self) -> int:
        """The year of the first episode."""
        return self.premiere.year

    @property
    def slug(self) -> str:
        """The slug on Trakt."""
        return slug(self.title) or f"show-{self.ids.trakt}"

    @property
    def all_ids(self) -> AllIds:
        """The ids at all services."""
        ids = self.ids
        return {"trakt": ids.trakt, "slug": self.slug, "tvdb": ids.tvdb, "imdb": ids.imdb, "tmdb": ids.tmdb}


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """A season of a show. Number 0 contains the specials."""

    show: Show
    number: int

    @property
    def trakt(self) -> int:
        """The id on Trakt."""
        return self.show.trakt * _MOST_SEASONS + self.number

    @property
    def all_ids(self) -> AllIds:
        """The ids at all services."""
        return {"trakt": self.trakt, "tvdb": None, "tmdb": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """An episode of a show. `first_aired` is in UTC."""

    trakt: int
    show: Show
    season: int
    number: int
    title: str | None
    first_aired: datetime
    episode_type: str = "standard"
    runtime: int | None = None
    """Minutes, None if only the show's runtime is known."""

    @property
    def all_ids(self) -> AllIds:
        """The ids at all services."""
        tvdb, tmdb = self.trakt - _TVDB_BEFORE_TRAKT, self.trakt - _TMDB_BEFORE_TRAKT
        return {"trakt": self.trakt, "tvdb": tvdb, "imdb": None, "tmdb": tmdb}

    @property
    def minutes(self) -> int:
        """The runtime in minutes, else that of the show."""
        return self.runtime or self.show.runtime

    @property
    def end(self) -> datetime:
        """When the first broadcast ends, in UTC."""
        return self.first_aired + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Movie(Work):
    """A movie, with the days of its releases in cinemas, at streaming services and on disc."""

    released: date
    streaming: date | None = None
    dvd: date | None = None

    @property
    def year(self) -> int:
        """The year of the release in cinemas."""
        return self.released.year

    @property
    def slug(self) -> str:
        """The slug on Trakt."""
        return f"{slug(self.title) or 'movie'}-{self.year}"

    @property
    def all_ids(self) -> AllIds:
        """The ids at all services."""
        return {"trakt": self.ids.trakt, "slug": self.slug, "imdb": self.ids.imdb, "tmdb": self.ids.tmdb}

    @property
    def minutes(self) -> int:
        """The runtime in minutes."""
        return self.runtime

    def day_in(self, feed: str) -> date | None:
        """Return the day in one of Trakt's movie calendars: `movies`, `streaming` or `dvd`."""
        return {"movies": self.released, "streaming": self.streaming, "dvd": self.dvd}[feed]


type Item = Movie | Show | Season | Episode
type Key = tuple[Kind, int]
"""Kind and Trakt id, which identify an item."""


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All episodes and movies that the simulated services have."""

    episodes: tuple[Episode, ...]
    movies: tuple[Movie, ...]

    @cached_property
    def shows(self) -> list[Show]:
        """All shows, each once."""
        return list({episode.show.ids.trakt: episode.show for episode in self.episodes}.values())

    @cached_property
    def _by_show(self) -> dict[int, list[Episode]]:
        episodes: dict[int, list[Episode]] = {}
        for episode in self.episodes:
            episodes.setdefault(episode.show.ids.trakt, []).append(episode)
        return episodes

    @cached_property
    def _by_id(self) -> dict[tuple[Kind, str, int | str | None], Item]:
        seasons = [Season(show=show, number=number) for show in self.shows for number in self.seasons(show)]
        items: tuple[Item, ...] = (*self.movies, *self.shows, *seasons, *self.episodes)
        return {(kind_of(item), *named): item for item in items for named in item.all_ids.items() if named[1]}

    def find(self, kind: Kind, service: str, value: int | str | None) -> Item | None:
        """Return the item that has this id at a service."""
        return self._by_id.get((kind, service, value))

    def show_at_tmdb(self, tmdb: int) -> Show | None:
        """Return the show that has this id at TMDB."""
        return next((show for show in self.shows if show.ids.tmdb == tmdb and show.known_to_tmdb), None)

    def movie_at_tmdb(self, tmdb: int) -> Movie | None:
        """Return the movie that has this id at TMDB."""
        return next((movie for movie in self.movies if movie.ids.tmdb == tmdb and movie.known_to_tmdb), None)

    def show_titled(self, title: str) -> Show | None:
        """Return the show with this title."""
        return next((show for show in self.shows if show.title == title), None)

    def episode(self, trakt: int) -> Episode | None:
        """Return the episode with this Trakt id."""
        return next((each for each in self.episodes if each.trakt == trakt), None)

    def episodes_of(self, show: Show) -> list[Episode]:
        """Return the episodes of a show, ordered by number, specials first."""
        return sorted(self._by_show.get(show.ids.trakt, ()), key=lambda each: (each.season, each.number))

    def season(self, show: Show, season: int) -> list[Episode]:
        """Return the episodes of one season of a show."""
        return [each for each in self._by_show.get(show.ids.trakt, ()) if each.season == season]

    def seasons(self, show: Show) -> list[int]:
        """Return the season numbers of a show in ascending order."""
        return sorted({each.season for each in self._by_show.get(show.ids.trakt, ())})

    def with_episode(self, episode: Episode) -> Catalogue:
        """Return a catalogue with one more episode."""
        return replace(self, episodes=(*self.episodes, episode))

    def with_more(self, other: Catalogue) -> Catalogue:
        """Return a catalogue with the contents of both."""
        return replace(self, episodes=self.episodes + other.episodes, movies=self.movies + other.movies)

    def without_episode(self, trakt: int) -> Catalogue:
        """Return a catalogue without an episode."""
        return replace(self, episodes=tuple(each for each in self.episodes if each.trakt != trakt))

    def of_every_second(self) -> Catalogue:
        """Return the half of the catalogue that the second user follows."""
        return Catalogue(
            episodes=tuple(each for each in self.episodes if each.show.ids.trakt % 2 == 0), movies=self.movies[::2]
        )


def kind_of(item: Item) -> Kind:
    """Return the kind of an item."""
    match item:
        case Movie():
            return Kind.MOVIE
        case Show():
            return Kind.SHOW
        case Season():
            return Kind.SEASON
    return Kind.EPISODE


def key_of(item: Item) -> Key:
    """Return the key of an item."""
    return kind_of(item), item.trakt


def slug(title: str) -> str:
    """Return the slug of a title, empty if it has no ASCII letters or digits."""
    return re.sub(r"[^a-z0-9]+", "-", without_accents(title).lower()).strip("-")


def without_accents(text: str) -> str:
    """Return the text in ASCII: without accents, and without other characters."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
