"""Applies pending changes to user data, until Trakt's responses contain them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import reduce
from itertools import chain
from typing import Final
from zlib import crc32

from ..api.trakt import Item, Listed, NamedEpisode, Play, Rated, Record, Section, UpNext
from .change import Change, ChangeKind, PendingChange, Plays
from .keys import WorkKey, concerns, key_of, work_key_of
from .plays import made, missing
from .progress import begun, moved_back, moved_on
from .released import released_at
from .section import SectionData

_WATCHLISTS: Final = {"movie": Section.WATCHLIST_MOVIES, "show": Section.WATCHLIST_SHOWS}
_RATINGS: Final = {
    "movie": Section.RATED_MOVIES,
    "show": Section.RATED_SHOWS,
    "season": Section.RATED_SEASONS,
    "episode": Section.RATED_EPISODES,
}

type Readings = Mapping[Section, SectionData]
type Episodes = Mapping[int, tuple[NamedEpisode, ...]]
"""Episodes of shows by the show's id on Trakt, in order."""
type _Records = tuple[Record, ...]
type _Effect = Callable[[_Records, PendingChange], _Records]
type _Numbers = frozenset[tuple[int, int]]


def after(readings: Readings, changes: Iterable[PendingChange], episodes: Episodes) -> Readings:
    """Return the readings as if Trakt had done these changes; those that say so already are the same objects."""
    done = tuple(changes)
    if (history := readings.get(Section.HISTORY)) is not None:
        readings = {**readings, Section.HISTORY: _history_after(history, done)}
    up_next = _UpNext(episodes, readings[Section.HISTORY].records if history is not None else ())
    return {
        section: reading if section is Section.HISTORY else _after(section, reading, done, up_next)
        for section, reading in readings.items()
    }


class _UpNext:
    """What changes do to the shows in progress."""

    def __init__(self, episodes: Episodes, plays: _Records) -> None:
        """Initialize with the known episodes of shows, and the plays once all changes are done."""
        self._episodes = episodes
        self._plays = plays

    def after_mark(self, records: _Records, queued: PendingChange) -> _Records:
        """Leave out what was watched, and show what follows as far as that is known."""
        return tuple(
            self._moved_on(record, queued.change) if _is_of_show(record, queued.change.item) else record
            for record in records
        )

    def after_removal(self, records: _Records, queued: PendingChange) -> _Records:
        """Show again what was marked as watched by mistake."""
        episode = queued.change.item.episode
        if queued.change.undoes is None or episode is None:
            return records
        shown = tuple(_moved_back(record, queued.change.item) for record in records)
        if any(_is_of_show(record, queued.change.item) for record in records):
            return shown
        return tuple(record for record in (begun(queued.change.item), *shown) if record is not None)

    def _moved_on(self, record: Record, change: Change) -> Record:
        if not isinstance(record, UpNext):
            return record
        show = record.show.ids.trakt
        return moved_on(record, change.item, change.at, self._episodes.get(show, ()), self._seen_of(show))

    def _seen_of(self, show: int) -> _Numbers:
        return frozenset(
            (play.episode.season, play.episode.number)
            for play in self._plays
            if isinstance(play, Play)
            and play.show is not None
            and play.episode is not None
            and play.show.ids.trakt == show
        )


def _effects(change: Change, up_next: _UpNext) -> Mapping[Section | None, _Effect]:
    """Return what a change does to each section but the history."""
    item = change.item
    match change.kind:
        case ChangeKind.ADD_TO_WATCHLIST:
            return {_WATCHLISTS.get(item.type): _with_listed}
        case ChangeKind.REMOVE_FROM_WATCHLIST:
            return {_WATCHLISTS.get(item.type): _without}
        case ChangeKind.MARK_WATCHED:
            watchlist = _WATCHLISTS["movie" if item.movie is not None else "show"]
            return {watchlist: _without_work, Section.UP_NEXT: up_next.after_mark}
        case ChangeKind.REMOVE_FROM_HISTORY:
            return {Section.UP_NEXT: up_next.after_removal}
        case ChangeKind.RATE:
            return {_RATINGS[item.type]: _with_rating}
        case ChangeKind.REMOVE_RATING:
            return {_RATINGS[item.type]: _without}


def _after(section: Section, reading: SectionData, changes: Iterable[PendingChange], up_next: _UpNext) -> SectionData:
    effects = [(queued, effect) for queued in changes if (effect := _effects(queued.change, up_next).get(section))]
    records = reduce(lambda records, each: each[1](records, each[0]), effects, reading.records)
    return replace(reading, records=records) if records != reading.records else reading


def history_after(plays: tuple[Play, ...], changes: Iterable[PendingChange]) -> tuple[Play, ...]:
    """Return plays of one movie or show as if Trakt had done these changes; added ones have an id below zero."""
    concerned = (queued for queued in changes if _changes_history(queued))
    records: _Records = reduce(_plays_after, concerned, tuple[Record, ...](plays))
    return tuple(record for record in records if isinstance(record, Play))


def _history_after(reading: SectionData, changes: Iterable[PendingChange]) -> SectionData:
    """Of thousands of plays only few are of these works, and no change concerns those of another work."""
    by_work: defaultdict[WorkKey | None, list[PendingChange]] = defaultdict(list)
    for queued in changes:
        if _changes_history(queued):
            by_work[work_key_of(queued.change.item)].append(queued)
    before: dict[WorkKey | None, list[Record]] = {work: [] for work in by_work}
    for record in reading.records:
        if (plays := before.get(_work_of(record))) is not None:
            plays.append(record)
    after_all = {work: reduce(_plays_after, by_work[work], tuple(plays)) for work, plays in before.items()}
    if all(after_all[work] == tuple(plays) for work, plays in before.items()):
        return reading
    kept = (record for record in reading.records if _work_of(record) not in before)
    records = sorted((*kept, *chain.from_iterable(after_all.values())), key=_moment, reverse=True)
    return replace(reading, records=tuple(records))


def _changes_history(queued: PendingChange) -> bool:
    return queued.change.kind in {ChangeKind.MARK_WATCHED, ChangeKind.REMOVE_FROM_HISTORY}


def _plays_after(records: _Records, queued: PendingChange) -> _Records:
    plays = [record for record in records if isinstance(record, Play)]
    if queued.change.kind is ChangeKind.MARK_WATCHED:
        return (*records, *(_play(item, queued.change) for item in missing(plays, queued)))
    removed = removed_by(plays, queued)
    return tuple(record for record in records if not (isinstance(record, Play) and record.id in removed))


def removed_by(plays: Iterable[Play], queued: PendingChange) -> frozenset[int]:
    """Return the ids of the plays that a change removes, as far as these plays tell."""
    listed = tuple(plays)
    known = queued.play_ids if queued.undone is None else queued.play_ids or queued.undone.play_ids
    if known is None:
        return _meant_by(listed, queued)
    if any(play.id in known for play in listed):
        return frozenset(known)
    # Trakt has removed them, so what is shown in place of them, because they were added lately, has to go.
    return frozenset(known) | _meant_by((play for play in listed if play.id < 0), queued)


def _meant_by(plays: Iterable[Play], queued: PendingChange) -> frozenset[int]:
    change = queued.change
    if queued.undone is not None:
        return frozenset(play.id for play in made(plays, queued.undone))
    if change.plays is Plays.CHOSEN:
        return frozenset(change.play_ids)
    concerned = [play for play in plays if play.watched_at <= change.at and concerns(play, change.item)]
    if change.plays is Plays.ALL:
        return frozenset(play.id for play in concerned)
    return frozenset(play.id for play in sorted(concerned, key=_moment)[-1:])


def _work_of(record: Record) -> WorkKey | None:
    return work_key_of(record) if isinstance(record, Item) else None


def _is_of_show(record: Record, item: Item) -> bool:
    return isinstance(record, UpNext) and item.show is not None and record.show.ids.trakt == item.show.ids.trakt


def _moved_back(record: Record, item: Item) -> Record:
    if not isinstance(record, UpNext) or item.episode is None or not _is_of_show(record, item):
        return record
    return moved_back(record, item.episode)


def _moment(record: Record) -> tuple[datetime, int]:
    assert isinstance(record, Play)  # noqa: S101 - the history holds nothing else
    return record.watched_at, record.id


def _play(item: Item, change: Change) -> Play:
    """Return a play that Trakt has not confirmed; its id is below zero, where Trakt has none."""
    at = change.watched_at or released_at(item) or change.at
    return Play(
        id=-crc32(f"{change.id} {key_of(item)}".encode()),
        watched_at=at.replace(second=0, microsecond=0),
        type=item.type,
        movie=item.movie,
        show=item.show,
        episode=item.episode,
    )


def _with_listed(records: _Records, queued: PendingChange) -> _Records:
    item = queued.change.item
    if any(_is(record, item) for record in records):
        return records
    return (*records, Listed(type=item.type, movie=item.movie, show=item.show, listed_at=queued.change.at))


def _with_rating(records: _Records, queued: PendingChange) -> _Records:
    item, rating = queued.change.item, queued.change.rating
    if rating is None or any(_is(each, item) and _rating_of(each) == rating for each in records):
        return records
    rated = Rated(
        type=item.type,
        movie=item.movie,
        show=item.show,
        season=item.season,
        episode=item.episode,
        rating=rating,
        rated_at=queued.change.at,
    )
    return (rated, *_without(records, queued))


def _without(records: _Records, queued: PendingChange) -> _Records:
    return tuple(record for record in records if not _is(record, queued.change.item))


def _without_work(records: _Records, queued: PendingChange) -> _Records:
    """Leave out what was watched, or a part of it."""
    return tuple(
        record for record in records if not (isinstance(record, Item) and concerns(queued.change.item, record))
    )


def _is(record: Record, item: Item) -> bool:
    return isinstance(record, Item) and key_of(record) == key_of(item)


def _rating_of(record: Record) -> int | None:
    return record.rating if isinstance(record, Rated) else None
