"""What there is to watch: invented shows and films, the same for one seed and day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
import re
import unicodedata

from dateutil.rrule import rrule


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """A show as both services know it."""

    trakt: int
    title: str
    network: str
    runtime: int
    """Minutes."""
    genres: tuple[str, ...] = ("drama",)
    overview: str = ""
    tmdb: int | None = None
    """As Trakt gives it; 0 and None occur."""
    imdb: str | None = None
    tvdb: int | None = None
    known_to_tmdb: bool = True
    has_poster: bool = True
    translations: Mapping[str, str] = field(default_factory=dict)
    """Titles by language."""

    @property
    def slug(self) -> str:
        """The name in addresses."""
        return slug(self.title) or f"show-{self.trakt}"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Movie:
    """A film, with the day on which it comes to the cinema, to streaming services and on disc."""

    trakt: int
    title: str
    runtime: int
    released: date
    streaming: date | None = None
    dvd: date | None = None
    genres: tuple[str, ...] = ("drama",)
    overview: str = ""
    tmdb: int | None = None
    imdb: str | None = None
    has_poster: bool = True
    translations: Mapping[str, str] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """The name in addresses."""
        return f"{slug(self.title) or 'movie'}-{self.released.year}"

    def day_in(self, feed: str) -> date | None:
        """Return the day in one of Trakt's calendars of films."""
        return {"movies": self.released, "streaming": self.streaming, "dvd": self.dvd}[feed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything that the simulated services know."""

    episodes: tuple[Episode, ...]
    movies: tuple[Movie, ...]

    @property
    def shows(self) -> dict[int, Show]:
        """Shows by their id at Trakt."""
        return {episode.show.trakt: episode.show for episode in self.episodes}

    def show_at_tmdb(self, tmdb: int) -> Show | None:
        """Return the show that TMDB knows by this id."""
        return next((show for show in self.shows.values() if show.tmdb == tmdb and show.known_to_tmdb), None)

    def movie_at_tmdb(self, tmdb: int) -> Movie | None:
        """Return the film that TMDB knows by this id."""
        return next((movie for movie in self.movies if movie.tmdb == tmdb), None)

    def season(self, show: Show, season: int) -> list[Episode]:
        """Return the episodes of one season of a show."""
        return [each for each in self.episodes if each.show == show and each.season == season]

    def with_episode(self, episode: Episode) -> Catalogue:
        """Return the catalogue with one more episode."""
        return replace(self, episodes=(*self.episodes, episode))

    def without_episode(self, trakt: int) -> Catalogue:
        """Return the catalogue without an episode."""
        return replace(self, episodes=tuple(each for each in self.episodes if each.trakt != trakt))

    def of_every_second(self) -> Catalogue:
        """Return the part that the second person follows."""
        return Catalogue(
            episodes=tuple(each for each in self.episodes if each.show.trakt % 2 == 0), movies=self.movies[::2]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A show that is on the air: when it airs, and from which episode on."""

    show: Show
    rule: rrule
    season: int = 1
    first_number: int = 1
    together: int = 1
    """How many episodes come out at the same moment."""
    types: Mapping[int, str] = field(default_factory=dict)
    """Special types by number of the episode."""
    titles: tuple[str | None, ...] = ()


def scheduled(run: Run, start: datetime, end: datetime) -> Iterable[Episode]:
    """Return the episodes of a run between two moments."""
    slots = run.rule.between(start, end, inc=True)
    for index, slot in enumerate(moment for moment in slots for _ in range(run.together)):
        number = run.first_number + index
        title = run.titles[index % len(run.titles)] if run.titles else f"Part {number}"
        yield Episode(
            trakt=run.show.trakt * 1_000 + run.season * 100 + number,
            show=run.show,
            season=run.season,
            number=number,
            title=title,
            first_aired=slot.astimezone(UTC),
            episode_type=run.types.get(number, "standard"),
        )


def around(now: datetime) -> tuple[datetime, datetime]:
    """Return the range that catalogues fill: ten days back and 120 ahead."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=10), midnight + timedelta(days=120)


def slug(title: str) -> str:
    """Return the ASCII name of a title."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
