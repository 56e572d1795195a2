"""What a write does to what is known of a person, as long as Trakt has not said so itself."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import reduce
from itertools import chain
from typing import Final
from zlib import crc32

from ..api.trakt import Item, Listed, Play, Rated, Record, Section, UpNext
from .names import concerns, name_of
from .reading import Reading
from .released import released_at
from .write import Change, Write

_MINUTE: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)
_WATCHLISTS: Final = {"movie": Section.WATCHLIST_MOVIES, "show": Section.WATCHLIST_SHOWS}
_RATINGS: Final = {
    "movie": Section.RATED_MOVIES,
    "show": Section.RATED_SHOWS,
    "season": Section.RATED_SEASONS,
    "episode": Section.RATED_EPISODES,
}

type Readings = Mapping[Section, Reading]
type _Records = tuple[Record, ...]
type _Effect = Callable[[_Records, Write], _Records]


def after(readings: Readings, writes: Iterable[Write]) -> Readings:
    """Return the readings as if Trakt had done these writes; those that say so already are the same objects."""
    done = tuple(writes)
    return {section: _after(section, reading, done) for section, reading in readings.items()}


def has_play(plays: _Records, write: Write) -> bool:
    """Return whether something that is to be marked as watched was watched then.

    Trakt keeps the minute, and knows best when something was released.
    """
    return any(
        isinstance(play, Play) and _is_then(play, write.watched_at) and concerns(play, write.item) for play in plays
    )


def _effects(write: Write) -> Mapping[Section | None, _Effect]:
    """Return what a write does to each section that it changes."""
    item = write.item
    match write.change:
        case Change.ADD_TO_WATCHLIST:
            return {_WATCHLISTS.get(item.type): _with_listed}
        case Change.REMOVE_FROM_WATCHLIST:
            return {_WATCHLISTS.get(item.type): _without}
        case Change.MARK_WATCHED:
            watchlist = _WATCHLISTS["movie" if item.movie is not None else "show"]
            return {watchlist: _without_work, Section.UP_NEXT: _moved_on, Section.HISTORY: _with_play}
        case Change.REMOVE_FROM_HISTORY:
            return {Section.HISTORY: _without_plays}
        case Change.RATE:
            return {_RATINGS[item.type]: _with_rating}
        case Change.REMOVE_RATING:
            return {_RATINGS[item.type]: _without}


def _after(section: Section, reading: Reading, writes: Iterable[Write]) -> Reading:
    concerned = [write for write in writes if section in _effects(write)]
    if section is Section.HISTORY:
        return _history_after(reading, concerned)
    records = _after_all(reading.records, section, concerned)
    return replace(reading, records=records) if records != reading.records else reading


def _after_all(records: _Records, section: Section, writes: Iterable[Write]) -> _Records:
    return reduce(lambda records, write: _effects(write)[section](records, write), writes, records)


def _history_after(reading: Reading, writes: Iterable[Write]) -> Reading:
    """Of thousands of plays only few are of these works, and no write changes those of another work."""
    by_work: defaultdict[Hashable, list[Write]] = defaultdict(list)
    for write in writes:
        by_work[_work_of(write.item)].append(write)
    before: dict[Hashable, list[Record]] = {work: [] for work in by_work}
    for record in reading.records:
        if (plays := before.get(_work_of(record))) is not None:
            plays.append(record)
    after_all = {work: _after_all(tuple(plays), Section.HISTORY, by_work[work]) for work, plays in before.items()}
    if all(after_all[work] == tuple(plays) for work, plays in before.items()):
        return reading
    kept = (record for record in reading.records if _work_of(record) not in before)
    records = sorted((*kept, *chain.from_iterable(after_all.values())), key=_moment, reverse=True)
    return replace(reading, records=tuple(records))


def _work_of(record: Record | Item) -> Hashable:
    """Return what tells the film or the show of a record from all others."""
    if not isinstance(record, Item) or record.work is None:
        return None
    return record.movie is not None, record.work.ids.trakt


def _moment(record: Record) -> tuple[datetime, int]:
    assert isinstance(record, Play)  # noqa: S101 - the history holds nothing else
    return record.watched_at, record.id


def _with_listed(records: _Records, write: Write) -> _Records:
    if any(_is(record, write.item) for record in records):
        return records
    item = write.item
    return (*records, Listed(type=item.type, movie=item.movie, show=item.show, listed_at=write.at))


def _with_rating(records: _Records, write: Write) -> _Records:
    if write.rating is None or any(_is(each, write.item) and _rating_of(each) == write.rating for each in records):
        return records
    item = write.item
    rated = Rated(
        type=item.type,
        movie=item.movie,
        show=item.show,
        season=item.season,
        episode=item.episode,
        rating=write.rating,
        rated_at=write.at,
    )
    return (rated, *_without(records, write))


def _without(records: _Records, write: Write) -> _Records:
    return tuple(record for record in records if not _is(record, write.item))


def _without_work(records: _Records, write: Write) -> _Records:
    """Leave out what was watched, or a part of it."""
    return tuple(record for record in records if not (isinstance(record, Item) and concerns(write.item, record)))


def _without_plays(records: _Records, write: Write) -> _Records:
    """Leave out the plays until the person asked."""
    return tuple(
        record
        for record in records
        if not (isinstance(record, Play) and record.watched_at <= write.at and concerns(record, write.item))
    )


def _with_play(records: _Records, write: Write) -> _Records:
    """Of a whole show or season only Trakt knows what was seen with it."""
    item = write.item
    if item.type not in {"movie", "episode"} or has_play(records, write):
        return records
    at = write.watched_at or released_at(item) or write.at
    play = Play(
        # Below zero, where Trakt has none.
        id=-crc32(write.id.encode()),
        watched_at=at.replace(second=0, microsecond=0),
        type=item.type,
        movie=item.movie,
        show=item.show,
        episode=item.episode,
    )
    return (*records, play)


def _moved_on(records: _Records, write: Write) -> _Records:
    """Leave open what follows, until Trakt says so."""
    return tuple(_beyond(record, write.item) if isinstance(record, UpNext) else record for record in records)


def _beyond(up_next: UpNext, seen: Item) -> UpNext:
    progress = up_next.progress
    if progress.next_episode is None:
        return up_next
    following = Item(type="episode", show=up_next.show, episode=progress.next_episode)
    if not concerns(following, seen):
        return up_next
    return replace(up_next, progress=replace(progress, next_episode=None))


def _is(record: Record, item: Item) -> bool:
    return isinstance(record, Item) and name_of(record) == name_of(item)


def _rating_of(record: Record) -> int | None:
    return record.rating if isinstance(record, Rated) else None


def _is_then(play: Play, watched_at: datetime | None) -> bool:
    if watched_at is not None:
        return abs(play.watched_at - watched_at) <= _MINUTE
    released = released_at(play)
    return released is None or abs(play.watched_at - released) <= _DAY
