"""The next episode of a show after plays were added or removed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from ..api.trakt import EpisodeRef, NamedEpisode, Progress, Ref, ShowRef, UpNext
from .keys import concerns

type _Number = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextUnknown(UpNext):
    """A show in progress whose next episode is not known until Trakt has answered."""


def moved_on(
    up_next: UpNext, ref: Ref, at: datetime, episodes: Iterable[NamedEpisode], seen: frozenset[_Number]
) -> UpNext:
    """Return a show in progress after an episode was watched at `at`, in UTC.

    `episodes` are those of the show that are known, in order, and `seen` the numbers of those that were watched.
    """
    progress = up_next.progress
    if progress.next_episode is None or not concerns(_ref(up_next, progress.next_episode), ref):
        return up_next
    completed = progress.completed + 1 if progress.completed is not None else None
    later = [
        each
        for each in episodes
        if _number(each) > _number(progress.next_episode)
        and _number(each) not in seen
        and not concerns(_ref(up_next, each), ref)
    ]
    following = later[0] if later and _has_aired(later[0], at) else None
    progress = replace(progress, completed=completed, next_episode=following)
    is_all_seen = completed is not None and progress.aired is not None and completed >= progress.aired
    if later or is_all_seen or isinstance(ref, ShowRef):
        return UpNext(show=up_next.show, progress=progress)
    return NextUnknown(show=up_next.show, progress=progress)


def moved_back(up_next: UpNext, episode: NamedEpisode) -> UpNext:
    """Return a show in progress after the plays of an episode were removed: it is next, unless an earlier one is."""
    progress = up_next.progress
    if progress.next_episode is not None and _number(progress.next_episode) <= _number(episode):
        return up_next
    completed = progress.completed - 1 if progress.completed else progress.completed
    return UpNext(show=up_next.show, progress=replace(progress, completed=completed, next_episode=episode))


def begun(following: EpisodeRef) -> UpNext:
    """Return a show in progress with its next episode."""
    return UpNext(show=following.show, progress=Progress(next_episode=following.episode))


def _ref(up_next: UpNext, episode: NamedEpisode) -> EpisodeRef:
    return EpisodeRef(show=up_next.show, episode=episode)


def _has_aired(episode: NamedEpisode, at: datetime) -> bool:
    return episode.first_aired is not None and episode.first_aired <= at


def _number(episode: NamedEpisode) -> _Number:
    return episode.season, episode.number
