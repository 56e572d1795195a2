"""Movies and episodes of the last twelve years, and any number of plays of them."""

from datetime import UTC, datetime, time, timedelta
import random

from .catalogue import Catalogue, Episode, Ids, Movie, Show
from .diary import Watchable

_SPAN = timedelta(days=12 * 365)
_LAST_PLAYS = timedelta(days=60)
"""The time before now that has no plays from here; the demo's own shows are on the air then."""
_SEASONS = 6
_SEASON_LENGTH = 25
"""Episodes."""
_SHOW_LENGTH = _SEASONS * _SEASON_LENGTH
"""Episodes."""
_WEEK = timedelta(weeks=1)
_PLAYS_FOR_EACH_MOVIE = 10
"""One of this many plays is a play of a movie."""
_SHOWS_FOR_EACH_BINGE = 10
"""Of one of this many shows, each season was watched on a single day."""

type Plays = list[tuple[Watchable, datetime]]


def archive(now: datetime, count: int, seed: int) -> tuple[Catalogue, Plays]:
    """Return a catalogue and exactly `count` plays, each of a different episode or movie.

    They are the same for the same seed and UTC day, and the oldest are twelve years old.
    """
    today = datetime.combine(now.astimezone(UTC), time(0), UTC)
    chance = random.Random(seed)
    movie_count = count // _PLAYS_FOR_EACH_MOVIE
    episodes = _episodes(today, count - movie_count)
    movies = [
        _movie(index, today - _SPAN + (_SPAN - _LAST_PLAYS) * index / movie_count) for index in range(movie_count)
    ]
    plays: Plays = [(episode, _watched(episode, chance)) for episode in episodes]
    plays += [(movie, _evening(datetime.combine(movie.released, time(0), UTC), chance)) for movie in movies]
    return Catalogue(episodes=tuple(episodes), movies=tuple(movies)), plays


def _episodes(today: datetime, count: int) -> list[Episode]:
    show_count = -(-count // _SHOW_LENGTH)
    available = _SPAN - _LAST_PLAYS - _WEEK * _SHOW_LENGTH
    begin = today - _SPAN + timedelta(hours=20)
    shows = [_show(index, begin + timedelta(days=available.days * index // show_count)) for index in range(show_count)]
    return [
        Episode(
            trakt=20_000_000 + index,
            show=shows[index // _SHOW_LENGTH],
            season=index % _SHOW_LENGTH // _SEASON_LENGTH + 1,
            number=index % _SEASON_LENGTH + 1,
            title=f"Page {index % _SHOW_LENGTH + 1}",
            first_aired=shows[index // _SHOW_LENGTH].premiere + _WEEK * (index % _SHOW_LENGTH),
            runtime=40 + index % 20,
        )
        for index in range(count)
    ]


def _watched(episode: Episode, chance: random.Random) -> datetime:
    """Return when an episode was watched, in UTC: some evening after it aired, or on one day with its whole season."""
    if episode.show.ids.trakt % _SHOWS_FOR_EACH_BINGE:
        return _evening(episode.first_aired, chance)
    end_of_season = episode.first_aired + _WEEK * (_SEASON_LENGTH - episode.number)
    morning = datetime.combine(end_of_season + timedelta(days=2), time(9), UTC)
    return morning + timedelta(minutes=30 * episode.number)


def _evening(released: datetime, chance: random.Random) -> datetime:
    """Return a moment between 18 and 23 o'clock UTC, 1 to 20 days after a release."""
    later = datetime.combine(released + timedelta(days=chance.randint(1, 20)), time(18), UTC)
    return later + timedelta(minutes=chance.randint(0, 300))


def _show(index: int, premiere: datetime) -> Show:
    return Show(
        ids=Ids(trakt=500_000 + index, tmdb=800_000 + index, imdb=f"tt{5_000_000 + index}", tvdb=500_000 + index),
        title=f"Archive Show {index + 1:03}",
        overview=f"Show {index + 1} of the archive.",
        runtime=50,
        network="Channel Past",
        premiere=premiere,
    )


def _movie(index: int, released: datetime) -> Movie:
    return Movie(
        ids=Ids(trakt=600_000 + index, tmdb=900_000 + index, imdb=f"tt{6_000_000 + index}"),
        title=f"Archive Movie {index + 1:04}",
        overview=f"Movie {index + 1} of the archive.",
        runtime=80 + index % 70,
        released=released.date(),
    )
