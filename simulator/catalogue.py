"""What there is to watch: shows, episodes and movies, and the questions that the services ask about them."""

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
"""By the name of the service; `slug` is Trakt's own second one."""


class Kind(StrEnum):
    """What can be watched, rated, listed and hidden."""

    MOVIE = "movie"
    SHOW = "show"
    SEASON = "season"
    EPISODE = "episode"

    @property
    def plural(self) -> str:
        """The name of several of them."""
        return f"{self}s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids:
    """The ids of a title as Trakt gives them; a TMDB id of 0 occurs, too."""

    trakt: int
    tmdb: int | None = None
    imdb: str | None = None
    tvdb: int | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A title in one language, and what it is about."""

    title: str
    overview: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What shows and movies have in common."""

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
    """By language, as TMDB names it: `de`, `pt-BR`."""

    @property
    def trakt(self) -> int:
        """Its id at Trakt."""
        return self.ids.trakt

    def words(self, language: str) -> Words | None:
        """Return title and overview in a language such as `de-DE`, None when nobody translated them."""
        plain = language.partition("-")[0]
        found = self.translations.get(language, self.translations.get(plain))
        return found or (Words(self.title, self.overview) if plain == "en" else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Show(Work):
    """A show."""

    network: str
    zone: tzinfo = UTC
    """The broadcaster's; UTC for what comes out everywhere at once."""
    premiere: datetime = datetime(2024, 1, 7, 21, tzinfo=UTC)
    """When its first episode aired, or will, in UTC."""

    @property
    def year(self) -> int:
        """In which it began."""
        return self.premiere.year

    @property
    def slug(self) -> str:
        """The name in addresses."""
        return slug(self.title) or f"show-{self.ids.trakt}"

    @property
    def all_ids(self) -> AllIds:
        """Its ids at all services."""
        ids = self.ids
        return {"trakt": ids.trakt, "slug": self.slug, "tvdb": ids.tvdb, "imdb": ids.imdb, "tmdb": ids.tmdb}


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """A season of a show; 0 are its specials."""

    show: Show
    number: int

    @property
    def trakt(self) -> int:
        """Its id at Trakt."""
        return self.show.trakt * _MOST_SEASONS + self.number

    @property
    def all_ids(self) -> AllIds:
        """Its ids at all services."""
        return {"trakt": self.trakt, "tvdb": None, "tmdb": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """An episode of a show, with the moment at which it first airs, in UTC."""

    trakt: int
    show: Show
    season: int
    number: int
    title: str | None
    first_aired: datetime
    episode_type: str = "standard"
    runtime: int | None = None
    """Minutes, None when only the show's is known."""

    @property
    def all_ids(self) -> AllIds:
        """Its ids at all services."""
        tvdb, tmdb = self.trakt - _TVDB_BEFORE_TRAKT, self.trakt - _TMDB_BEFORE_TRAKT
        return {"trakt": self.trakt, "tvdb": tvdb, "imdb": None, "tmdb": tmdb}

    @property
    def minutes(self) -> int:
        """How long it lasts, as far as anybody knows."""
        return self.runtime or self.show.runtime

    @property
    def end(self) -> datetime:
        """When it is over for those who see it first, in UTC."""
        return self.first_aired + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Movie(Work):
    """A movie, with the day on which it comes to the cinema, to streaming services and on disc."""

    released: date
    streaming: date | None = None
    dvd: date | None = None

    @property
    def year(self) -> int:
        """In which it came out."""
        return self.released.year

    @property
    def slug(self) -> str:
        """The name in addresses."""
        return f"{slug(self.title) or 'movie'}-{self.year}"

    @property
    def all_ids(self) -> AllIds:
        """Its ids at all services."""
        return {"trakt": self.ids.trakt, "slug": self.slug, "imdb": self.ids.imdb, "tmdb": self.ids.tmdb}

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self.runtime

    def day_in(self, feed: str) -> date | None:
        """Return the day in one of Trakt's calendars of movies: `movies`, `streaming` or `dvd`."""
        return {"movies": self.released, "streaming": self.streaming, "dvd": self.dvd}[feed]


type Item = Movie | Show | Season | Episode
type Key = tuple[Kind, int]
"""Kind and Trakt id of an item: two equal ones are the same."""


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything that the simulated services know."""

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
        """Return the item that a service knows by this id."""
        return self._by_id.get((kind, service, value))

    def show_at_tmdb(self, tmdb: int) -> Show | None:
        """Return the show that TMDB knows by this id."""
        return next((show for show in self.shows if show.ids.tmdb == tmdb and show.known_to_tmdb), None)

    def movie_at_tmdb(self, tmdb: int) -> Movie | None:
        """Return the movie that TMDB knows by this id."""
        return next((movie for movie in self.movies if movie.ids.tmdb == tmdb and movie.known_to_tmdb), None)

    def show_titled(self, title: str) -> Show | None:
        """Return the show of this title."""
        return next((show for show in self.shows if show.title == title), None)

    def episode(self, trakt: int) -> Episode | None:
        """Return the episode with this id."""
        return next((each for each in self.episodes if each.trakt == trakt), None)

    def episodes_of(self, show: Show) -> list[Episode]:
        """Return the episodes of a show in the order of their numbers, the specials first."""
        return sorted(self._by_show.get(show.ids.trakt, ()), key=lambda each: (each.season, each.number))

    def season(self, show: Show, season: int) -> list[Episode]:
        """Return the episodes of one season of a show."""
        return [each for each in self._by_show.get(show.ids.trakt, ()) if each.season == season]

    def seasons(self, show: Show) -> list[int]:
        """Return the numbers of a show's seasons; 0 are its specials."""
        return sorted({each.season for each in self._by_show.get(show.ids.trakt, ())})

    def with_episode(self, episode: Episode) -> Catalogue:
        """Return the catalogue with one more episode."""
        return replace(self, episodes=(*self.episodes, episode))

    def with_more(self, other: Catalogue) -> Catalogue:
        """Return the catalogue together with another one."""
        return replace(self, episodes=self.episodes + other.episodes, movies=self.movies + other.movies)

    def without_episode(self, trakt: int) -> Catalogue:
        """Return the catalogue without an episode."""
        return replace(self, episodes=tuple(each for each in self.episodes if each.trakt != trakt))

    def of_every_second(self) -> Catalogue:
        """Return the part that the second person follows."""
        return Catalogue(
            episodes=tuple(each for each in self.episodes if each.show.ids.trakt % 2 == 0), movies=self.movies[::2]
        )


def kind_of(item: Item) -> Kind:
    """Return what an item is."""
    match item:
        case Movie():
            return Kind.MOVIE
        case Show():
            return Kind.SHOW
        case Season():
            return Kind.SEASON
    return Kind.EPISODE


def key_of(item: Item) -> Key:
    """Return what tells an item from all others."""
    return kind_of(item), item.trakt


def slug(title: str) -> str:
    """Return the name of a title in lower case ASCII letters, empty for a title in another script."""
    return re.sub(r"[^a-z0-9]+", "-", without_accents(title).lower()).strip("-")


def without_accents(text: str) -> str:
    """Return the part of a text that ASCII can say."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
