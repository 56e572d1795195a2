"""Years of watching: works of long ago, and plays of them, as many as are wanted."""

from datetime import UTC, datetime, time, timedelta
import random

from .catalogue import Catalogue, Episode, Ids, Movie, Show
from .diary import Watchable

_SPAN = timedelta(days=12 * 365)
_LAST_PLAYS = timedelta(days=60)
"""Before now; what is on the air is left to others."""
_SEASONS = 6
_EPISODES = 25
"""Of a season."""
_OF_A_SHOW = _SEASONS * _EPISODES
_WEEK = timedelta(weeks=1)
_SHARE_OF_MOVIES = 10
"""Every so many plays is one of a movie."""
_BINGED = 10
"""Every so many shows is watched a season a day."""

type Plays = list[tuple[Watchable, datetime]]


def archive(now: datetime, count: int, seed: int) -> tuple[Catalogue, Plays]:
    """Return works, and exactly so many plays, each of another episode or movie.

    They are the same for one seed and one UTC day, and reach twelve years back.
    """
    today = datetime.combine(now.astimezone(UTC), time(0), UTC)
    chance = random.Random(seed)
    in_movies = count // _SHARE_OF_MOVIES
    episodes = _episodes(today, count - in_movies)
    movies = [_movie(index, today - _SPAN + (_SPAN - _LAST_PLAYS) * index / in_movies) for index in range(in_movies)]
    plays: Plays = [(episode, _watched(episode, chance)) for episode in episodes]
    plays += [(movie, _evening(datetime.combine(movie.released, time(0), UTC), chance)) for movie in movies]
    return Catalogue(episodes=tuple(episodes), movies=tuple(movies)), plays


def _episodes(today: datetime, count: int) -> list[Episode]:
    many = -(-count // _OF_A_SHOW)
    room = _SPAN - _LAST_PLAYS - _WEEK * _OF_A_SHOW
    begin = today - _SPAN + timedelta(hours=20)
    shows = [_show(index, begin + timedelta(days=room.days * index // many)) for index in range(many)]
    return [
        Episode(
            trakt=20_000_000 + index,
            show=shows[index // _OF_A_SHOW],
            season=index % _OF_A_SHOW // _EPISODES + 1,
            number=index % _EPISODES + 1,
            title=f"Page {index % _OF_A_SHOW + 1}",
            first_aired=shows[index // _OF_A_SHOW].premiere + _WEEK * (index % _OF_A_SHOW),
            runtime=40 + index % 20,
        )
        for index in range(count)
    ]


def _watched(episode: Episode, chance: random.Random) -> datetime:
    """Return when an episode was watched: on an evening soon after, or with its whole season on one day."""
    if episode.show.ids.trakt % _BINGED:
        return _evening(episode.first_aired, chance)
    end_of_season = episode.first_aired + _WEEK * (_EPISODES - episode.number)
    morning = datetime.combine(end_of_season + timedelta(days=2), time(9), UTC)
    return morning + timedelta(minutes=30 * episode.number)


def _evening(released: datetime, chance: random.Random) -> datetime:
    later = datetime.combine(released + timedelta(days=chance.randint(1, 20)), time(18), UTC)
    return later + timedelta(minutes=chance.randint(0, 300))


def _show(index: int, premiere: datetime) -> Show:
    return Show(
        ids=Ids(trakt=500_000 + index, tmdb=800_000 + index, imdb=f"tt{5_000_000 + index}", tvdb=500_000 + index),
        title=f"Archive Show {index + 1:03}",
        overview=f"Show {index + 1} of those that everybody has seen.",
        runtime=50,
        network="Channel Past",
        premiere=premiere,
    )


def _movie(index: int, released: datetime) -> Movie:
    return Movie(
        ids=Ids(trakt=600_000 + index, tmdb=900_000 + index, imdb=f"tt{6_000_000 + index}"),
        title=f"Archive Film {index + 1:04}",
        overview=f"Film {index + 1} of those that everybody has seen.",
        runtime=80 + index % 70,
        released=released.date(),
    )
