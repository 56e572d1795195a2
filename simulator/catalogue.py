"""What there is to watch: shows, episodes and films, and the questions that the services ask about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, tzinfo
import re
import unicodedata


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
    """What shows and films have in common."""

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

    @property
    def slug(self) -> str:
        """The name in addresses."""
        return slug(self.title) or f"show-{self.ids.trakt}"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Movie(Work):
    """A film, with the day on which it comes to the cinema, to streaming services and on disc."""

    released: date
    streaming: date | None = None
    dvd: date | None = None

    @property
    def slug(self) -> str:
        """The name in addresses."""
        return f"{slug(self.title) or 'movie'}-{self.released.year}"

    def day_in(self, feed: str) -> date | None:
        """Return the day in one of Trakt's calendars of films: `movies`, `streaming` or `dvd`."""
        return {"movies": self.released, "streaming": self.streaming, "dvd": self.dvd}[feed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything that the simulated services know."""

    episodes: tuple[Episode, ...]
    movies: tuple[Movie, ...]

    @property
    def shows(self) -> list[Show]:
        """All shows, each once."""
        return list({episode.show.ids.trakt: episode.show for episode in self.episodes}.values())

    def show_at_tmdb(self, tmdb: int) -> Show | None:
        """Return the show that TMDB knows by this id."""
        return next((show for show in self.shows if show.ids.tmdb == tmdb and show.known_to_tmdb), None)

    def movie_at_tmdb(self, tmdb: int) -> Movie | None:
        """Return the film that TMDB knows by this id."""
        return next((movie for movie in self.movies if movie.ids.tmdb == tmdb and movie.known_to_tmdb), None)

    def show_titled(self, title: str) -> Show | None:
        """Return the show of this title."""
        return next((show for show in self.shows if show.title == title), None)

    def episode(self, trakt: int) -> Episode | None:
        """Return the episode with this id."""
        return next((each for each in self.episodes if each.trakt == trakt), None)

    def season(self, show: Show, season: int) -> list[Episode]:
        """Return the episodes of one season of a show."""
        return [each for each in self.episodes if each.show.ids == show.ids and each.season == season]

    def seasons(self, show: Show) -> list[int]:
        """Return the numbers of a show's seasons; 0 are its specials."""
        return sorted({each.season for each in self.episodes if each.show.ids == show.ids})

    def with_episode(self, episode: Episode) -> Catalogue:
        """Return the catalogue with one more episode."""
        return replace(self, episodes=(*self.episodes, episode))

    def without_episode(self, trakt: int) -> Catalogue:
        """Return the catalogue without an episode."""
        return replace(self, episodes=tuple(each for each in self.episodes if each.trakt != trakt))

    def of_every_second(self) -> Catalogue:
        """Return the part that the second person follows."""
        return Catalogue(
            episodes=tuple(each for each in self.episodes if each.show.ids.trakt % 2 == 0), movies=self.movies[::2]
        )


def slug(title: str) -> str:
    """Return the name of a title in lower case ASCII letters, empty for a title in another script."""
    return re.sub(r"[^a-z0-9]+", "-", without_accents(title).lower()).strip("-")


def without_accents(text: str) -> str:
    """Return the part of a text that ASCII can say."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
