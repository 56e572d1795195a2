"""Finds responses that do not fit what happened, and are therefore requested again."""

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
"""What happened to one of these is in one of these. The history is compared by who reads it, play by play."""
_WRITTEN_BY: Final[Mapping[Section, AbstractSet[ChangeKind]]] = {
    **dict.fromkeys(
        _WATCHLISTS, frozenset({ChangeKind.ADD_TO_WATCHLIST, ChangeKind.REMOVE_FROM_WATCHLIST, ChangeKind.MARK_WATCHED})
    ),
    **dict.fromkeys(_RATINGS, frozenset({ChangeKind.RATE, ChangeKind.REMOVE_RATING})),
}
"""The changes of ours that move the stamps of a section."""
_EPISODES_WATCHED: Final = "episodes.watched_at"

type Readings = Mapping[Section, SectionData]


def without_explanation(
    before: Readings, now: Readings, asked: Iterable[Section], queue: Iterable[PendingChange]
) -> frozenset[Section]:
    """Return the sections that say what they said before, although something happened that has to be seen in them.

    `before` is what was known when the sections in `asked` were asked for one after the other, `now` what they said.

    Several sections share a stamp: it moves for movies and for shows on the watchlist, and for whatever is hidden
    wherever. So where one of those that were asked has changed, the stamp is explained, and the others are believed
    without another request; a stamp that a section has for itself still tells of a change that is missing.
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
        # Nothing else counts.
        return bool(moved)
    if section is Section.UP_NEXT:
        return _EPISODES_WATCHED in moved and _is_behind(before, now, asked, changed)
    return section in _TELLING and any(
        changed.isdisjoint(_sections_of(name))
        and all(_has_answered(name, each, section, now) for each in _sections_of(name))
        for name in moved
    )


def _has_answered(name: str, other: Section, section: Section, now: Readings) -> bool:
    """Return whether another section, which may explain a stamp of this one, was read since that moved."""
    return other in now and now[other].stamps.get(name) == now[section].stamps.get(name)


def _sections_of(name: str) -> frozenset[Section]:
    return frozenset(section for section in _TELLING if name in section.stamps)


def _is_behind(before: Readings, now: Readings, asked: AbstractSet[Section], changed: AbstractSet[Section]) -> bool:
    """Return whether what is up next does not say yet what the history says.

    Who watches an episode of a show that they have seen to its end is not told of it there. But the next episode of a
    show in progress is another one then, or was watched at another time, and a show of which one episode was watched is
    in progress; one of which many were may be over.
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
    """Return whether we have moved the stamps ourselves, by what was there already, or is not any more."""
    ours = [
        queued for queued in queue if queued.done_at is not None and queued.change.kind in _WRITTEN_BY.get(section, ())
    ]
    return bool(ours) and after({section: reading}, ours, {})[section] is reading
