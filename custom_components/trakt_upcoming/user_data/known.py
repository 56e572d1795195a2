"""What somebody means, as far as that is known without asking Trakt."""

from collections.abc import Iterable, Iterator
from datetime import date

from ..agenda.release import MovieRelease, SingleRelease
from ..api.trakt import (
    EpisodeRef,
    Feed,
    Movie,
    MovieRef,
    NamedEpisode,
    NamedSeason,
    NamedWork,
    Ref,
    RefRecord,
    SeasonRef,
    Show,
    ShowRef,
    UpNext,
)
from .matching import AnyIds, Meaning, Wanted
from .user_data import UserData


def remembered(wanted: Wanted, user_data: UserData, releases: Iterable[SingleRelease]) -> Ref | None:
    """Return what is meant where it is one of the works that are known, None where it is none of them, or not clear."""
    refs = tuple(_refs(user_data, releases))
    # Of thousands of plays many are of one show.
    works = {ref.work_key: ref.work for ref in refs if isinstance(ref, MovieRef) is (wanted.work_type == "movie")}
    fitting = _fitting(works.values(), wanted)
    if len(fitting) != 1:
        return None
    [work] = fitting
    if wanted.work_type == "movie":
        return MovieRef(movie=work)
    if wanted.season is None:
        return ShowRef(show=work)
    if wanted.episode is None:
        return SeasonRef(show=work, season=NamedSeason(number=wanted.season))
    return next((ref for ref in refs if _is_episode(ref, work, wanted)), None)


def _refs(user_data: UserData, releases: Iterable[SingleRelease]) -> Iterator[Ref]:
    for reading in user_data.readings.values():
        for record in reading.records:
            if isinstance(record, UpNext):
                yield _next(record)
            elif isinstance(record, RefRecord):
                yield record.ref
    # The other feeds of movies tell when something comes to other places than the cinema.
    yield from (_released(release) for release in releases if release.feed in {Feed.EPISODES, Feed.MOVIES})


def _next(up_next: UpNext) -> Ref:
    episode = up_next.progress.next_episode
    return ShowRef(show=up_next.show) if episode is None else EpisodeRef(show=up_next.show, episode=episode)


def _released(release: SingleRelease) -> Ref:
    if isinstance(release, MovieRelease):
        return MovieRef(movie=_named(release.movie, release.day))
    episode = NamedEpisode(
        ids=release.episode.ids,
        season=release.episode.season,
        number=release.episode.number,
        title=release.episode.title,
        runtime=release.episode.runtime,
        first_aired=release.start,
    )
    return EpisodeRef(show=_named(release.show), episode=episode)


def _named(work: Movie | Show, released: date | None = None) -> NamedWork:
    return NamedWork(ids=work.ids, title=work.title, year=work.year, runtime=work.runtime, released=released)


def _fitting(works: Iterable[NamedWork], wanted: Wanted) -> tuple[NamedWork, ...]:
    if ids := wanted.any_ids:
        return tuple(work for work in works if _has_ids(work, ids))
    fitting = (tuple(work for work in works if _fits(work, meaning)) for meaning in wanted.meanings)
    return next((each for each in fitting if each), ())


def _has_ids(work: NamedWork, ids: AnyIds) -> bool:
    return all(getattr(work.ids, service, None) == value for service, value in ids.items())


def _fits(work: NamedWork, meaning: Meaning) -> bool:
    return meaning.is_title(work.title) and meaning.is_year(work.year)


def _is_episode(ref: Ref, show: NamedWork, wanted: Wanted) -> bool:
    return (
        isinstance(ref, EpisodeRef)
        and ref.show.ids.trakt == show.ids.trakt
        and (ref.episode.season, ref.episode.number) == (wanted.season, wanted.episode)
    )
