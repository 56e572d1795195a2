"""Releases: an episode, a season drop, or a movie."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final, Self

from mashumaro.mixins.dict import DataClassDictMixin

from ..api.fields import day, moment, required
from ..api.tmdb import Kind
from ..api.trakt import Episode, Feed, Ids, Movie, ScheduledEpisode, ScheduledMovie, Show
from ..api.trakt.links import episode_page, movie_page, season_page

USUAL_RUNTIME: Final = 30
"""Minutes of an episode whose runtime is not known."""
LONGEST_EVENT: Final = timedelta(hours=8)
"""How long an event with a time of day lasts at most: a season drop of two days would stay the current release
while all that follows begins and ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture in one width."""

    width: int
    """Pixels; the service may have it a little wider only."""
    source: str
    """Its address at the service."""
    address: str
    """The address at which browsers load it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The pictures of a release, each in the widths in which it is shown, from narrow to wide."""

    posters: tuple[Picture, ...] = ()
    backdrops: tuple[Picture, ...] = ()

    @property
    def poster(self) -> str | None:
        """The address of the poster in its largest width."""
        return self.posters[-1].address if self.posters else None

    @property
    def fanart(self) -> str | None:
        """The address of the backdrop in its largest width."""
        return self.backdrops[-1].address if self.backdrops else None

    def poster_of(self, width: int) -> Picture | None:
        """Return the poster that is wide enough for so many pixels, else the widest."""
        return _wide_enough(self.posters, width)

    def backdrop_of(self, width: int) -> Picture | None:
        """Return the backdrop that is wide enough for so many pixels, else the widest."""
        return _wide_enough(self.backdrops, width)


NO_PICTURES: Final = Pictures()
POSTER_WIDTHS: Final = (342, 500)
BACKDROP_WIDTHS: Final = (780, 1280)
"""The widths in which pictures are shown: on the card, and everywhere else. TMDB has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeRelease(DataClassDictMixin):
    """An episode, watchable from a moment on."""

    start: datetime = required(moment)
    """In UTC."""
    show: Show
    episode: Episode
    pictures: Pictures = NO_PICTURES

    @classmethod
    def from_schedule(cls, scheduled: ScheduledEpisode) -> Self:
        """Return the release of an entry of the feed of episodes."""
        return cls(start=scheduled.first_aired, show=scheduled.show, episode=scheduled.episode)

    @property
    def feed(self) -> Feed:
        """The feed in which it was announced."""
        return Feed.EPISODES

    @property
    def uid(self) -> str:
        """An id that stays the same when it is moved or renamed."""
        return f"trakt-episode-{self.episode.ids.trakt}"

    @property
    def title(self) -> str:
        """The show's title."""
        return self.show.title

    @property
    def ids(self) -> Ids:
        """The show's ids."""
        return self.show.ids

    @property
    def kind(self) -> Kind:
        """The kind of title at TMDB."""
        return Kind.TV

    @property
    def season(self) -> int:
        """Number of the season, 0 for specials."""
        return self.episode.season

    @property
    def episodes(self) -> tuple[Self, ...]:
        """The episodes that it consists of."""
        return (self,)

    @property
    def runtime(self) -> int | None:
        """Minutes, None if not known."""
        return self.episode.runtime or self.show.runtime

    @property
    def overview(self) -> str | None:
        """The overview of the episode, else of the show."""
        return self.episode.overview or self.show.overview

    @property
    def rating(self) -> float | None:
        """From 0 to 10; Trakt sends 0 while there are no votes."""
        return self.episode.rating or self.show.rating or None

    @property
    def url(self) -> str:
        """Its page on Trakt."""
        return episode_page(self.ids, self.season, self.episode.number)

    def start_in(self, _zone: tzinfo) -> datetime:
        """Return when it starts, the same moment everywhere."""
        return self.start

    def end_in(self, _zone: tzinfo) -> datetime:
        """Return when it ends."""
        return self.start + min(timedelta(minutes=self.runtime or USUAL_RUNTIME), LONGEST_EVENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonRelease:
    """Two or more episodes of one season of one show, watchable from the same moment on."""

    episodes: tuple[EpisodeRelease, ...]
    """By number."""

    @property
    def first(self) -> EpisodeRelease:
        """The episode to begin with."""
        return self.episodes[0]

    @property
    def feed(self) -> Feed:
        """The feed in which it was announced."""
        return Feed.EPISODES

    @property
    def uid(self) -> str:
        """The uid of the first episode."""
        return self.first.uid

    @property
    def title(self) -> str:
        """The show's title."""
        return self.first.title

    @property
    def show(self) -> Show:
        """The show."""
        return self.first.show

    @property
    def ids(self) -> Ids:
        """The show's ids."""
        return self.show.ids

    @property
    def season(self) -> int:
        """Number of the season, 0 for specials."""
        return self.first.season

    @property
    def pictures(self) -> Pictures:
        """The pictures of the show."""
        return self.first.pictures

    @property
    def runtime(self) -> int | None:
        """Minutes of all episodes together, None if not known of any."""
        known = [episode.runtime for episode in self.episodes]
        return sum(minutes or USUAL_RUNTIME for minutes in known) if any(known) else None

    @property
    def overview(self) -> str | None:
        """The overview of the show."""
        return self.show.overview

    @property
    def rating(self) -> float | None:
        """The show's, from 0 to 10."""
        return self.show.rating or None

    @property
    def url(self) -> str:
        """The season's page on Trakt."""
        return season_page(self.ids, self.season)

    def start_in(self, zone: tzinfo) -> datetime:
        """Return when it starts, the same moment everywhere."""
        return self.first.start_in(zone)

    def end_in(self, zone: tzinfo) -> datetime:
        """Return when its episodes end if they are watched one after the other, at most `LONGEST_EVENT` later."""
        lengths = (episode.end_in(zone) - episode.start for episode in self.episodes)
        return self.start_in(zone) + min(sum(lengths, timedelta()), LONGEST_EVENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class MovieRelease(DataClassDictMixin):
    """A movie, watchable from a day on: the calendar day that Trakt names, in every time zone."""

    feed: Feed
    day: date = required(day)
    movie: Movie
    pictures: Pictures = NO_PICTURES

    @classmethod
    def from_schedule(cls, feed: Feed, scheduled: ScheduledMovie) -> Self:
        """Return the release of an entry of one of the feeds of movies."""
        return cls(feed=feed, day=scheduled.released, movie=scheduled.movie)

    @property
    def uid(self) -> str:
        """An id that stays the same when it is moved or renamed."""
        return f"trakt-movie-{self.movie.ids.trakt}-{self.feed}"

    @property
    def title(self) -> str:
        """The movie's title."""
        return self.movie.title

    @property
    def ids(self) -> Ids:
        """The movie's ids."""
        return self.movie.ids

    @property
    def kind(self) -> Kind:
        """The kind of title at TMDB."""
        return Kind.MOVIE

    @property
    def runtime(self) -> int | None:
        """Minutes, None if not known."""
        return self.movie.runtime

    @property
    def overview(self) -> str | None:
        """The overview of the movie."""
        return self.movie.overview

    @property
    def rating(self) -> float | None:
        """From 0 to 10; Trakt sends 0 while there are no votes."""
        return self.movie.rating or None

    @property
    def url(self) -> str:
        """Its page on Trakt."""
        return movie_page(self.ids)

    def start_in(self, zone: tzinfo) -> datetime:
        """Return the start of its day there."""
        return datetime.combine(self.day, time.min, zone)

    def end_in(self, zone: tzinfo) -> datetime:
        """Return the end of its day there."""
        return datetime.combine(self.day + timedelta(days=1), time.min, zone)


type Release = EpisodeRelease | SeasonRelease | MovieRelease
type SingleRelease = EpisodeRelease | MovieRelease
"""A release as Trakt announces it, before anything is grouped."""


def _wide_enough(pictures: tuple[Picture, ...], width: int) -> Picture | None:
    return next((each for each in pictures if each.width >= width), pictures[-1] if pictures else None)


def episode_count(release: Release) -> int:
    """Return how many things there are to watch in a release."""
    return len(release.episodes) if isinstance(release, SeasonRelease) else 1
