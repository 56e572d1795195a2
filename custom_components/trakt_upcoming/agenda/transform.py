"""Steps from releases to an agenda: remove duplicates, add texts and images, hide spoilers, group season drops."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
import re
from typing import Final

from ..api.tmdb import EpisodeDetails, TitleDetails
from ..api.trakt import Episode
from .release import EpisodeRelease, MovieRelease, Pictures, Release, SeasonRelease, SingleRelease

_FAR: Final = timedelta(days=1)
"""Entries with one number that are a day or more apart count as two episodes, so that none is lost."""


def unique(releases: Iterable[SingleRelease]) -> tuple[SingleRelease, ...]:
    """Return the releases without duplicates, which may occur where two chunks of a range meet."""
    return tuple(_by_uid(releases).values())


def as_before(releases: Iterable[SingleRelease], before: Iterable[SingleRelease]) -> tuple[SingleRelease, ...]:
    """Return the releases; those that equal one of `before` are that object, so that caches stay valid."""
    known = _by_uid(before)
    return tuple(
        last if (last := known.get(uid)) is not None and last == release else release
        for uid, release in _by_uid(releases).items()
    )


def _by_uid(releases: Iterable[SingleRelease]) -> dict[str, SingleRelease]:
    return {release.uid: release for release in releases}


def by_thing(releases: Iterable[SingleRelease]) -> tuple[tuple[SingleRelease, ...], ...]:
    """Return the releases of each episode or movie together; the one with the lowest id, which is shown, comes first.

    Trakt's order may differ each time, but the release that is shown has to stay the same.
    """
    things: defaultdict[Hashable, list[SingleRelease]] = defaultdict(list)
    for release in releases:
        things[_thing(release)].append(release)
    return tuple(
        tuple(sorted(near, key=_trakt_id)) for the_same in things.values() for near in _near_each_other(the_same)
    )


def _thing(release: SingleRelease) -> Hashable:
    """Return the identity of the episode or movie, which Trakt may list under several ids.

    Within a show season and number decide. Two ids are one movie only where title, day, TMDB and IMDb all say so.
    """
    if isinstance(release, EpisodeRelease):
        return (release.ids, release.season, release.episode.number)
    if release.ids.tmdb is None or release.ids.imdb is None:
        return release.uid
    return (release.feed, release.day, release.title, release.ids.tmdb, release.ids.imdb)


def _trakt_id(release: SingleRelease) -> int:
    return release.movie.ids.trakt if isinstance(release, MovieRelease) else release.episode.ids.trakt


def _near_each_other(releases: list[SingleRelease]) -> list[list[SingleRelease]]:
    groups: list[list[SingleRelease]] = [[]]
    for release in sorted(releases, key=_start):
        if groups[-1] and _start(release) - _start(groups[-1][-1]) >= _FAR:
            groups.append([])
        groups[-1].append(release)
    return groups


def _start(release: SingleRelease) -> datetime:
    return release.start_in(UTC)


def is_special(release: SingleRelease) -> bool:
    """Return whether this is an episode outside the seasons."""
    return isinstance(release, EpisodeRelease) and release.season == 0


def with_details(release: SingleRelease, details: TitleDetails, pictures: Pictures) -> SingleRelease:
    """Return the release with these pictures, and in the language of the details as far as they go."""
    if isinstance(release, MovieRelease):
        movie = replace(
            release.movie,
            title=details.title or release.movie.title,
            overview=details.overview or release.movie.overview,
        )
        return replace(release, movie=movie, pictures=pictures)
    show = replace(
        release.show, title=details.title or release.show.title, overview=details.overview or release.show.overview
    )
    return replace(release, show=show, episode=_episode_with_details(release.episode, details), pictures=pictures)


def _episode_with_details(episode: Episode, details: TitleDetails) -> Episode:
    if (texts := _episode_details(episode, details)) is None:
        return episode
    title = episode.title if _is_placeholder(texts) else texts.name
    return replace(episode, title=title or texts.name, overview=texts.overview or episode.overview)


def _is_placeholder(texts: EpisodeDetails) -> bool:
    """Return whether the title only repeats the number, as in `Folge 8`: TMDB does so without a translation."""
    return texts.name is None or re.fullmatch(rf"\w*\W*{texts.episode_number}\W*\w*", texts.name) is not None


def _episode_details(episode: Episode, details: TitleDetails) -> EpisodeDetails | None:
    wanted = (episode.season, episode.number)
    return next((each for each in details.episodes if (each.season_number, each.episode_number) == wanted), None)


def without_spoilers(release: SingleRelease) -> SingleRelease:
    """Return the release without spoilers: episode titles, overviews and episode images."""
    if isinstance(release, MovieRelease):
        return replace(release, movie=replace(release.movie, overview=None))
    return replace(
        release,
        show=replace(release.show, overview=None),
        episode=replace(release.episode, title=None, overview=None),
    )


def with_seasons_grouped(releases: Iterable[SingleRelease]) -> tuple[Release, ...]:
    """Return the releases with episodes of one season that start at the same moment put together."""
    episodes = [release for release in releases if isinstance(release, EpisodeRelease)]
    others = [release for release in releases if not isinstance(release, EpisodeRelease)]
    by_moment: defaultdict[tuple[datetime, int, int], list[EpisodeRelease]] = defaultdict(list)
    for episode in episodes:
        by_moment[_moment_of_season(episode)].append(episode)
    return (*map(_together, by_moment.values()), *others)


def _moment_of_season(release: EpisodeRelease) -> tuple[datetime, int, int]:
    return (release.start, release.ids.trakt, release.season)


def _together(episodes: list[EpisodeRelease]) -> Release:
    if len(episodes) == 1:
        return episodes[0]
    return SeasonRelease(episodes=tuple(sorted(episodes, key=lambda each: each.episode.number)))
