"""Applies pending changes to user data, until Trakt's responses contain them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import reduce
from itertools import chain
from typing import Final
from zlib import crc32

from ..api.trakt import (
    EpisodeRef,
    Listed,
    MovieRef,
    NamedEpisode,
    Play,
    Rated,
    Record,
    Ref,
    RefKey,
    RefRecord,
    SeasonRef,
    Section,
    ShowRef,
    UpNext,
    WatchableRef,
)
from .change import Change, ChangeKind, PendingChange, Plays
from .keys import concerns
from .plays import made, missing
from .progress import begun, moved_back, moved_on
from .section import SectionData

_WATCHLISTS: Final[Mapping[type[Ref], Section]] = {
    MovieRef: Section.WATCHLIST_MOVIES,
    ShowRef: Section.WATCHLIST_SHOWS,
}
_RATINGS: Final[Mapping[type[Ref], Section]] = {
    MovieRef: Section.RATED_MOVIES,
    ShowRef: Section.RATED_SHOWS,
    SeasonRef: Section.RATED_SEASONS,
    EpisodeRef: Section.RATED_EPISODES,
}

type Readings = Mapping[Section, SectionData]
type Episodes = Mapping[int, tuple[NamedEpisode, ...]]
"""Episodes of shows by the show's id on Trakt, in order."""
type _Records = tuple[Record, ...]
type _Effect = Callable[[_Records, PendingChange], _Records]
type _Numbers = frozenset[tuple[int, int]]


def after(readings: Readings, changes: Iterable[PendingChange], episodes: Episodes) -> Readings:
    """Return the readings as if Trakt had done these changes; unchanged ones are the same objects."""
    done = tuple(changes)
    if (history := readings.get(Section.HISTORY)) is not None:
        readings = {**readings, Section.HISTORY: _history_after(history, done)}
    up_next = _UpNext(episodes, readings[Section.HISTORY].records if history is not None else ())
    return {
        section: reading if section is Section.HISTORY else _after(section, reading, done, up_next)
        for section, reading in readings.items()
    }


class _UpNext:
    """The effects of changes on the shows in progress."""

    def __init__(self, episodes: Episodes, plays: _Records) -> None:
        """Initialize with the known episodes of shows, and the plays once all changes are done."""
        self._episodes = episodes
        self._plays = plays

    def after_mark(self, records: _Records, queued: PendingChange) -> _Records:
        """Replace the watched episode by the one that follows, as far as that is known."""
        return tuple(
            self._moved_on(record, queued.change) if _is_of_show(record, queued.change.ref) else record
            for record in records
        )

    def after_removal(self, records: _Records, queued: PendingChange) -> _Records:
        """Make an episode the next one again after its plays were removed."""
        ref = queued.change.ref
        if queued.change.undoes is None or not isinstance(ref, EpisodeRef):
            return records
        if any(_is_of_show(record, ref) for record in records):
            return tuple(_moved_back(record, ref) for record in records)
        return (begun(ref), *records)

    def _moved_on(self, record: Record, change: Change) -> Record:
        if not isinstance(record, UpNext):
            return record
        show = record.show.ids.trakt
        return moved_on(record, change.ref, change.at, self._episodes.get(show, ()), self._seen_of(show))

    def _seen_of(self, show: int) -> _Numbers:
        return frozenset(
            (play.ref.episode.season, play.ref.episode.number)
            for play in self._plays
            if isinstance(play, Play) and isinstance(play.ref, EpisodeRef) and play.ref.show.ids.trakt == show
        )


def _effects(change: Change, up_next: _UpNext) -> Mapping[Section | None, _Effect]:
    """Return the effects of a change on all sections except the history."""
    ref = change.ref
    match change.kind:
        case ChangeKind.ADD_TO_WATCHLIST:
            return {_WATCHLISTS.get(type(ref)): _with_listed}
        case ChangeKind.REMOVE_FROM_WATCHLIST:
            return {_WATCHLISTS.get(type(ref)): _without}
        case ChangeKind.MARK_WATCHED:
            watchlist = Section.WATCHLIST_MOVIES if isinstance(ref, MovieRef) else Section.WATCHLIST_SHOWS
            return {watchlist: _without_work, Section.UP_NEXT: up_next.after_mark}
        case ChangeKind.REMOVE_FROM_HISTORY:
            return {Section.UP_NEXT: up_next.after_removal}
        case ChangeKind.RATE:
            return {_RATINGS[type(ref)]: _with_rating}
        case ChangeKind.REMOVE_RATING:
            return {_RATINGS[type(ref)]: _without}


def _after(section: Section, reading: SectionData, changes: Iterable[PendingChange], up_next: _UpNext) -> SectionData:
    effects = [(queued, effect) for queued in changes if (effect := _effects(queued.change, up_next).get(section))]
    records = reduce(lambda records, each: each[1](records, each[0]), effects, reading.records)
    return replace(reading, records=records) if records != reading.records else reading


def history_after(plays: tuple[Play, ...], changes: Iterable[PendingChange]) -> tuple[Play, ...]:
    """Return plays of one movie or show as if Trakt had done these changes; added ones have negative ids."""
    return reduce(_plays_after, filter(_changes_history, changes), plays)


def _history_after(reading: SectionData, changes: Iterable[PendingChange]) -> SectionData:
    """Apply the changes only to the plays of their movies and shows, which are few of thousands."""
    by_work: defaultdict[RefKey, list[PendingChange]] = defaultdict(list)
    for queued in filter(_changes_history, changes):
        by_work[queued.change.ref.work_key].append(queued)
    history = [record for record in reading.records if isinstance(record, Play)]
    before: dict[RefKey, list[Play]] = {work: [] for work in by_work}
    for play in history:
        if (plays := before.get(play.ref.work_key)) is not None:
            plays.append(play)
    after_all = {work: history_after(tuple(plays), by_work[work]) for work, plays in before.items()}
    if all(after_all[work] == tuple(plays) for work, plays in before.items()):
        return reading
    kept = (play for play in history if play.ref.work_key not in before)
    records = sorted((*kept, *chain.from_iterable(after_all.values())), key=_moment, reverse=True)
    return replace(reading, records=tuple(records))


def _changes_history(queued: PendingChange) -> bool:
    return queued.change.kind in {ChangeKind.MARK_WATCHED, ChangeKind.REMOVE_FROM_HISTORY}


def _plays_after(plays: tuple[Play, ...], queued: PendingChange) -> tuple[Play, ...]:
    if queued.change.kind is ChangeKind.MARK_WATCHED:
        return (*plays, *(_play(ref, queued.change) for ref in missing(plays, queued)))
    removed = removed_by(plays, queued)
    return tuple(play for play in plays if play.id not in removed)


def removed_by(plays: Iterable[Play], queued: PendingChange) -> frozenset[int]:
    """Return the ids of the plays that a change removes, as far as these plays show."""
    listed = tuple(plays)
    known = queued.play_ids if queued.undone is None else queued.play_ids or queued.undone.play_ids
    if known is None:
        return _meant_by(listed, queued)
    if any(play.id in known for play in listed):
        return frozenset(known)
    # Trakt has removed them, so unconfirmed plays that stand for them are removed as well.
    return frozenset(known) | _meant_by((play for play in listed if play.id < 0), queued)


def _meant_by(plays: Iterable[Play], queued: PendingChange) -> frozenset[int]:
    change = queued.change
    if queued.undone is not None:
        return frozenset(play.id for play in made(plays, queued.undone))
    if change.plays is Plays.CHOSEN:
        return frozenset(change.play_ids)
    concerned = [play for play in plays if play.watched_at <= change.at and concerns(play.ref, change.ref)]
    if change.plays is Plays.ALL:
        return frozenset(play.id for play in concerned)
    return frozenset(play.id for play in sorted(concerned, key=_moment)[-1:])


def _is_of_show(record: Record, ref: Ref) -> bool:
    return isinstance(record, UpNext) and not isinstance(ref, MovieRef) and record.show.ids.trakt == ref.show.ids.trakt


def _moved_back(record: Record, ref: EpisodeRef) -> Record:
    return moved_back(record, ref.episode) if isinstance(record, UpNext) and _is_of_show(record, ref) else record


def _moment(play: Play) -> tuple[datetime, int]:
    return play.watched_at, play.id


def _play(ref: WatchableRef, change: Change) -> Play:
    """Return a play that Trakt has not confirmed; its id is negative, which Trakt's never are."""
    at = change.watched_at or ref.released_at or change.at
    play_id = -crc32(f"{change.id} {ref.key}".encode())
    return Play(ref=ref, id=play_id, watched_at=at.replace(second=0, microsecond=0))


def _with_listed(records: _Records, queued: PendingChange) -> _Records:
    ref = queued.change.ref
    if any(_is(record, ref) for record in records):
        return records
    return (*records, Listed(ref=ref, listed_at=queued.change.at))


def _with_rating(records: _Records, queued: PendingChange) -> _Records:
    ref, rating = queued.change.ref, queued.change.rating
    if rating is None or any(_is(each, ref) and _rating_of(each) == rating for each in records):
        return records
    return (Rated(ref=ref, rating=rating, rated_at=queued.change.at), *_without(records, queued))


def _without(records: _Records, queued: PendingChange) -> _Records:
    return tuple(record for record in records if not _is(record, queued.change.ref))


def _without_work(records: _Records, queued: PendingChange) -> _Records:
    """Remove the movie or show that was watched, also in part."""
    return tuple(
        record for record in records if not (isinstance(record, RefRecord) and concerns(queued.change.ref, record.ref))
    )


def _is(record: Record, ref: Ref) -> bool:
    return isinstance(record, RefRecord) and record.ref.key == ref.key


def _rating_of(record: Record) -> int | None:
    return record.rating if isinstance(record, Rated) else None
