"""Finds responses that do not fit the last activities, and are therefore requested again."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set as AbstractSet
from typing import Final

from ..api.trakt import EpisodeRef, Play, Record, Section, UpNext
from .change import ChangeKind, PendingChange
from .effects import after
from .section import SectionData

_HIDDEN: Final = (Section.HIDDEN_IN_CALENDAR, Section.HIDDEN_IN_PROGRESS, Section.DROPPED)
_WATCHLISTS: Final = (Section.WATCHLIST_MOVIES, Section.WATCHLIST_SHOWS)
_RATINGS: Final = (Section.RATED_MOVIES, Section.RATED_SHOWS, Section.RATED_SEASONS, Section.RATED_EPISODES)
_TELLING: Final = frozenset({*_HIDDEN, *_WATCHLISTS, *_RATINGS})
"""Sections whose records show every activity of them. The history reader compares the history itself."""
_WRITTEN_BY: Final[Mapping[Section, AbstractSet[ChangeKind]]] = {
    **dict.fromkeys(
        _WATCHLISTS, frozenset({ChangeKind.ADD_TO_WATCHLIST, ChangeKind.REMOVE_FROM_WATCHLIST, ChangeKind.MARK_WATCHED})
    ),
    **dict.fromkeys(_RATINGS, frozenset({ChangeKind.RATE, ChangeKind.REMOVE_RATING})),
}
"""Our own changes that move the stamps of a section."""
_EPISODES_WATCHED: Final = "episodes.watched_at"

type Readings = Mapping[Section, SectionData]


def without_explanation(
    before: Readings, now: Readings, asked: Iterable[Section], queue: Iterable[PendingChange]
) -> frozenset[Section]:
    """Return the sections that are unchanged although an activity should have changed them.

    `before` is what was known when the sections in `asked` were requested one after the other, `now` the result.

    Several sections share a stamp: one for movies and shows on the watchlist, and one for everything that is hidden. If
    one of the requested sections has changed, the stamp is explained, and the others are not requested again. A stamp
    that belongs to one section alone still shows that a change is missing.
    """
    known = {section for section in asked if section in before}
    changed = {section for section in known if now[section].records != before[section].records}
    written = tuple(queue)
    return frozenset(
        section
        for section in known - changed
        if _is_unexplained(section, before, now, known, changed) and not _is_ours(section, now[section], written)
    )


def _is_unexplained(
    section: Section, before: Readings, now: Readings, asked: AbstractSet[Section], changed: AbstractSet[Section]
) -> bool:
    moved = before[section].moved(section, now[section].stamps)
    if section is Section.STATISTICS:
        # Every activity changes the statistics.
        return bool(moved)
    if section is Section.UP_NEXT:
        return _EPISODES_WATCHED in moved and _is_late(before, now, asked, changed)
    return section in _TELLING and any(
        changed.isdisjoint(_sections_of(name))
        and all(_has_answered(name, each, section, now) for each in _sections_of(name))
        for name in moved
    )


def _has_answered(name: str, other: Section, section: Section, now: Readings) -> bool:
    """Return whether another section, which may explain a stamp of this one, was read after it moved."""
    return other in now and now[other].stamps.get(name) == now[section].stamps.get(name)


def _sections_of(name: str) -> frozenset[Section]:
    return frozenset(section for section in _TELLING if name in section.stamps)


def _is_late(before: Readings, now: Readings, asked: AbstractSet[Section], changed: AbstractSet[Section]) -> bool:
    """Return whether the shows in progress do not yet contain the new plays of the history.

    A play of a show that was already watched to its end does not change them. A play of a show in progress changes its
    next episode or the time of the last play. A show with a single new play becomes a show in progress; one with many
    new plays may be completed.
    """
    if Section.HISTORY not in changed:
        return _has_answered(_EPISODES_WATCHED, Section.HISTORY, Section.UP_NEXT, now) or Section.HISTORY in asked
    known, found = (_shows_by_play(readings[Section.HISTORY].records) for readings in (before, now))
    concerned = {(known | found)[play] for play in known.keys() ^ found.keys()}
    in_progress = {each.show.ids.trakt for each in now[Section.UP_NEXT].records if isinstance(each, UpNext)}
    begun = {show for show, plays in Counter(found.values()).items() if plays == 1} - set(known.values())
    return not concerned.isdisjoint(in_progress | begun)


def _shows_by_play(plays: Iterable[Record]) -> dict[int, int]:
    return {
        play.id: play.ref.show.ids.trakt
        for play in plays
        if isinstance(play, Play) and isinstance(play.ref, EpisodeRef)
    }


def _is_ours(section: Section, reading: SectionData, queue: Iterable[PendingChange]) -> bool:
    """Return whether our own changes have moved the stamps without changing records."""
    ours = [
        queued for queued in queue if queued.done_at is not None and queued.change.kind in _WRITTEN_BY.get(section, ())
    ]
    return bool(ours) and after({section: reading}, ours, {})[section] is reading
