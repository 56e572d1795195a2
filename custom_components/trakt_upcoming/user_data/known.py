"""Finds what a query names in user data and the agenda, without a request."""

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
from .matching import MediaQuery, ParsedTitle, ServiceIds
from .user_data import UserData


def find_known(query: MediaQuery, user_data: UserData, releases: Iterable[SingleRelease]) -> Ref | None:
    """Return the only known movie, show, season or episode that matches a query, None if none or several match."""
    refs = tuple(_refs(user_data, releases))
    # Of thousands of plays many are of one show.
    works = {ref.work_key: ref.work for ref in refs if isinstance(ref, MovieRef) is (query.search_type == "movie")}
    matches = _matches(works.values(), query)
    if len(matches) != 1:
        return None
    [work] = matches
    if query.search_type == "movie":
        return MovieRef(movie=work)
    if query.season is None:
        return ShowRef(show=work)
    if query.episode is None:
        return SeasonRef(show=work, season=NamedSeason(number=query.season))
    return next((ref for ref in refs if _is_episode(ref, work, query)), None)


def _refs(user_data: UserData, releases: Iterable[SingleRelease]) -> Iterator[Ref]:
    for reading in user_data.readings.values():
        for record in reading.records:
            if isinstance(record, UpNext):
                yield _next(record)
            elif isinstance(record, RefRecord):
                yield record.ref
    # Movies of the other feeds have a release date that is not the one in cinemas.
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


def _matches(works: Iterable[NamedWork], query: MediaQuery) -> tuple[NamedWork, ...]:
    if ids := query.effective_ids:
        return tuple(work for work in works if _has_ids(work, ids))
    by_title = (tuple(work for work in works if _has_title(work, title)) for title in query.parsed_titles)
    return next((matches for matches in by_title if matches), ())


def _has_ids(work: NamedWork, ids: ServiceIds) -> bool:
    return all(getattr(work.ids, service, None) == value for service, value in ids.items())


def _has_title(work: NamedWork, title: ParsedTitle) -> bool:
    return title.matches_title(work.title) and title.matches_year(work.year)


def _is_episode(ref: Ref, show: NamedWork, query: MediaQuery) -> bool:
    return (
        isinstance(ref, EpisodeRef)
        and ref.show.ids.trakt == show.ids.trakt
        and (ref.episode.season, ref.episode.number) == (query.season, query.episode)
    )
