"""The two catalogues: a realistic one for the demo, and one with an exact number of releases."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from .catalogue import Catalogue, Episode, Ids, Movie, Show
from .demo_movies import demo_movies
from .demo_runs import runs

_AHEAD = timedelta(days=120)
_LAST_DAY = 28


def demo(now: datetime, seed: int) -> Catalogue:
    """Return a realistic catalogue with season drops, specials, finales, unusual titles and missing ids.

    It is the same for the same seed and UTC day, and reaches from half a year ago to four months ahead.
    """
    episodes = [episode for run in runs(now) for episode in run.episodes(now + _AHEAD)]
    return Catalogue(episodes=_with_premieres(episodes), movies=demo_movies(now.astimezone(UTC).date(), seed))


def exact(now: datetime, episodes: int, movies: int) -> Catalogue:
    """Return exactly this number of episodes, two of each show, and of movies, all within 30 days after `now`.

    TMDB has all of them, with images. No two episodes of a show are released at the same time.
    """
    today = now.astimezone(UTC).date()
    shows = [_show(index) for index in range((episodes + 1) // 2)]
    return Catalogue(
        episodes=tuple(
            Episode(
                trakt=14_000_000 + index,
                show=shows[index // 2],
                season=1,
                number=index % 2 + 1,
                title=f"Exact Title {index + 1}",
                first_aired=datetime.combine(_day(today, index, episodes), time(12 + index % 8), UTC),
                runtime=45,
            )
            for index in range(episodes)
        ),
        movies=tuple(_movie(index, _day(today, index, movies)) for index in range(movies)),
    )


def _with_premieres(episodes: list[Episode]) -> tuple[Episode, ...]:
    """Return the episodes, and set the premiere of each show whose first episode is among them."""
    premieres = {each.show.trakt: each.first_aired for each in episodes if (each.season, each.number) == (1, 1)}
    shows = {each.show.trakt: each.show for each in episodes}
    shows |= {trakt: replace(shows[trakt], premiere=premiere) for trakt, premiere in premieres.items()}
    return tuple(replace(each, show=shows[each.show.trakt]) for each in episodes)


def _day(today: date, index: int, count: int) -> date:
    """Return the day of the release with this index, if `count` releases are spread evenly from tomorrow on."""
    return today + timedelta(days=1 + index * _LAST_DAY // count)


def _show(index: int) -> Show:
    return Show(
        ids=Ids(trakt=170_000 + index, tmdb=290_000 + index, imdb=f"tt{29_000_000 + index}", tvdb=400_000 + index),
        title=f"Exact Show {index + 1:02}",
        overview=f"Show {index + 1} of the exact catalogue.",
        runtime=45,
        network="Channel One",
    )


def _movie(index: int, released: date) -> Movie:
    return Movie(
        ids=Ids(trakt=970_000 + index, tmdb=1_400_000 + index, imdb=f"tt{38_000_000 + index}"),
        title=f"Exact Movie {index + 1:02}",
        overview=f"Movie {index + 1} of the exact catalogue.",
        runtime=110,
        certification="PG-13",
        released=released,
    )
