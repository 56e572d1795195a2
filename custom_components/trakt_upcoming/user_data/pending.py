"""The changes of an account that are waiting, refused, or done so recently that they can be undone."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain, takewhile
from typing import Final

from ..api.trakt import Play
from .change import Change, ChangeKind, PendingChange, Refusal, Ticked
from .plays import added, there_before

KEPT_FOR: Final = timedelta(days=7)
"""How long a change that is done is kept, with the plays that it has added."""
TICKED_FOR: Final = timedelta(hours=24)
"""How long a line of a to-do list is kept as completed."""
_MOST_KEPT: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingChanges:
    """Changes in the order in which the user made them. Immutable."""

    queue: tuple[PendingChange, ...] = ()
    """Changes that are waiting, refused, or done but not yet in user data."""
    recent: tuple[PendingChange, ...] = ()
    """Changes that are done and in user data, newest last."""

    def found_at(self, now: datetime) -> PendingChanges:
        """Return the changes for use after they were loaded from disk.

        The file may come from a backup or another home: each change counts as possibly sent, and moments in the future
        are not used.
        """
        return self._each(lambda queued: _found(queued, now))

    @property
    def waiting(self) -> tuple[PendingChange, ...]:
        """Changes that are neither done nor refused, in the order of sending."""
        return tuple(queued for queued in self.queue if queued.is_waiting)

    @property
    def refused(self) -> tuple[tuple[Change, Refusal], ...]:
        """Refused changes with the reasons."""
        return tuple((queued.change, queued.refusal) for queued in self.queue if queued.refusal is not None)

    @property
    def assumed(self) -> tuple[PendingChange, ...]:
        """Changes that are shown as if Trakt had done and confirmed them."""
        return tuple(self.with_undone(queued) for queued in self.queue if queued.refusal is None)

    @property
    def done(self) -> tuple[PendingChange, ...]:
        """Changes that are done, but not yet in user data."""
        return tuple(self.with_undone(queued) for queued in self.queue if queued.done_at is not None)

    def get(self, change_id: str | None) -> PendingChange | None:
        """Return a change by its id, None if it is no longer known."""
        return next((queued for queued in self.all if queued.change.id == change_id), None)

    def with_undone(self, queued: PendingChange) -> PendingChange:
        """Return a change with the one that it undoes, if that is known."""
        return queued if queued.change.undoes is None else replace(queued, undone=self.get(queued.change.undoes))

    def ticked(self, key: str, now: datetime) -> tuple[tuple[Ticked, PendingChange], ...]:
        """Return the lines of a to-do list that were completed recently, in that order."""
        return tuple(
            (ticked, queued)
            for queued in self.all
            if (ticked := queued.change.ticked) is not None
            and ticked.key == key
            and queued.refusal is None
            and now < queued.change.at + TICKED_FOR
        )

    def next_expiry(self, now: datetime) -> datetime | None:
        """Return when the next completed line leaves its list, in UTC, None if there is none."""
        ends = (queued.change.at + TICKED_FOR for queued in self.all if queued.change.ticked is not None)
        return min((end for end in ends if end > now), default=None)

    def with_new(self, writes: Iterable[Change], known: Iterable[Play] = ()) -> PendingChanges:
        """Return the same with new changes at the end, which were made while these plays were known.

        A line whose change is undone is no longer completed; a line that is completed again belongs to its last change.
        """
        plays = tuple(known)
        new = tuple(PendingChange(change=change, before=there_before(plays, change)) for change in writes)
        undone = {queued.change.undoes for queued in new if queued.change.undoes is not None}
        lines = {_line_of(queued) for queued in new} - {None}
        kept = self.without_ticks({*undone, *(queued.change.id for queued in self.all if _line_of(queued) in lines)})
        return replace(kept, queue=(*kept.queue, *new))

    def without(self, *writes: Change) -> PendingChanges:
        """Return the same without some changes."""
        ids = {change.id for change in writes}
        return replace(self, queue=tuple(queued for queued in self.queue if queued.change.id not in ids))

    def with_changed(self, changed: PendingChange) -> PendingChanges:
        """Return the same with a change in its new state."""
        return self._each(lambda queued: changed if queued.change.id == changed.change.id else queued)

    def with_done(self, change_id: str, removed: Iterable[Play], now: datetime) -> PendingChanges:
        """Return the same once Trakt has done a change; the plays it removed were added by earlier changes."""
        if (queued := self.get(change_id)) is None:
            return self
        known = self._with_plays(tuple(removed)).with_changed(replace(queued, done_at=now))
        undone = known.get(queued.change.undoes)
        if undone is None or undone.play_ids is not None:
            return known
        return known.with_changed(replace(undone, play_ids=queued.play_ids or ()))

    def without_refused(self) -> PendingChanges:
        """Return the same without refused changes."""
        return replace(self, queue=tuple(queued for queued in self.queue if queued.refusal is None))

    def without_ticks(self, ids: Iterable[str]) -> PendingChanges:
        """Return the same, but the lines of some changes are no longer kept as completed."""
        forgotten = frozenset(ids)
        return self._each(
            lambda queued: (
                replace(queued, change=replace(queued.change, ticked=None)) if queued.change.id in forgotten else queued
            )
        )

    def settled(self, is_read: Callable[[PendingChange], bool], plays: Iterable[Play], now: datetime) -> PendingChanges:
        """Return the same after user data was read: changes that it contains become recent.

        A change that was done after one that is not contained yet may have undone it, so it stays in the queue.
        """
        known = self._with_plays(tuple(plays))
        read = {queued.change.id for queued in takewhile(is_read, known.done)}
        marks = (each for each in known.queue if each.change.id in read and each.change.kind is ChangeKind.MARK_WATCHED)
        recent = [_brief(queued) for queued in (*known.recent, *marks) if now - queued.change.at < KEPT_FOR]
        queue = tuple(queued for queued in known.queue if queued.change.id not in read)
        return PendingChanges(queue=queue, recent=tuple(recent[-_MOST_KEPT:]))

    def _with_plays(self, plays: tuple[Play, ...]) -> PendingChanges:
        """Return the same with the ids of the plays that done changes have added, as far as they are listed."""
        known = self
        for queued in self.all:
            if (
                queued.change.kind is not ChangeKind.MARK_WATCHED
                or queued.done_at is None
                or queued.play_ids is not None
            ):
                continue
            found = added(plays, queued, known.all)
            if len(found) == len(queued.watched):
                known = known.with_changed(replace(queued, play_ids=tuple(play.id for play in found)))
        return known

    def diagnostics(self, now: datetime) -> dict[str, float | None]:
        """Return how many changes there are, without titles; the age of the oldest is in seconds."""
        waiting = self.waiting
        return {
            "waiting": len(waiting),
            "oldest_age_seconds": (now - waiting[0].change.at).total_seconds() if waiting else None,
            "tries": waiting[0].tries if waiting else None,
            "done_and_not_read": len(self.done),
            "refused": len(self.refused),
            "recent": len(self.recent),
        }

    @property
    def all(self) -> Iterator[PendingChange]:
        """All changes that are known."""
        return chain(self.recent, self.queue)

    def _each(self, change: Callable[[PendingChange], PendingChange]) -> PendingChanges:
        return PendingChanges(queue=tuple(map(change, self.queue)), recent=tuple(map(change, self.recent)))


def _line_of(queued: PendingChange) -> tuple[str, str] | None:
    """Return the identity of the to-do list line that a change has completed, None if there is none."""
    ticked = queued.change.ticked
    return (ticked.key, ticked.uid) if ticked is not None else None


def _found(queued: PendingChange, now: datetime) -> PendingChange:
    change = replace(queued.change, at=min(queued.change.at, now))
    return replace(
        queued,
        change=change,
        tries=max(1, queued.tries) if queued.is_waiting else queued.tries,
        sent_at=min(queued.sent_at, now) if queued.sent_at is not None else None,
        done_at=min(queued.done_at, now) if queued.done_at is not None else None,
    )


def _brief(queued: PendingChange) -> PendingChange:
    """Return a change without data that is not needed once its plays are known."""
    return replace(queued, episodes=None, before=()) if queued.play_ids is not None else queued
