"""What becomes of changes: waiting, done, read, and kept for as long as they can be taken back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from custom_components.trakt_upcoming.api.trakt import EpisodeRef, MovieRef, NamedEpisode, Play, Ref, ShowRef
from custom_components.trakt_upcoming.user_data import (
    Change,
    ChangeKind,
    PendingChange,
    PendingChanges,
    Plays,
    Reason,
    Refusal,
    Ticked,
)

from ..records_json import episode, movie_play, work

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
DUNE = MovieRef.from_dict({"movie": work(501, "Dune")})
SHOW = ShowRef.from_dict({"show": work(1)})
LINE = Ticked(key="watchlist_movies", uid="trakt-movie-501", summary="Dune", place=0)
PLAY = Play.from_dict(movie_play(7, AT.isoformat()))
LATER = AT + timedelta(days=1)


def new_change(name: str, kind: ChangeKind = ChangeKind.MARK_WATCHED, ref: Ref = DUNE, **facts: Any) -> Change:
    """Return a change that was asked for at noon."""
    return Change(id=name, kind=kind, ref=ref, at=AT, watched_at=AT, **facts)


def done(name: str, **facts: Any) -> PendingChange:
    """Return a mark that Trakt has done at once."""
    return PendingChange(change=new_change(name, **facts), tries=1, done_at=AT)


def names(changes: tuple[PendingChange, ...]) -> list[str]:
    """Return the ids of changes."""
    return [queued.change.id for queued in changes]


def test_changes_found_on_disk() -> None:
    """It may have been sent, because the folder may be an old one; no moment is one to come."""
    ahead = AT + timedelta(days=1)
    waiting = PendingChange(change=replace(new_change("waiting"), at=ahead))
    sent = PendingChange(change=new_change("sent"), tries=3, sent_at=ahead)
    refused = PendingChange(change=new_change("refused"), refusal=Refusal(reason=Reason.VIP))
    old = PendingChange(change=new_change("old"), done_at=ahead)
    found = PendingChanges(queue=(waiting, sent, refused, old), recent=(old,)).found_at(AT)

    assert [queued.tries for queued in found.queue] == [1, 3, 0, 0]
    assert found.queue[0].change.at == found.queue[1].sent_at == found.queue[3].done_at == found.recent[0].done_at == AT


def test_changes_that_were_read_become_recent() -> None:
    """With the plays that it has added; what is not read yet, and all after it, stays."""
    outbox = PendingChanges(queue=(done("a"), done("b"), done("c"), PendingChange(change=new_change("d"))))
    settled = outbox.settled(lambda queued: queued.change.id != "b", [PLAY], AT)

    assert (names(settled.recent), names(settled.queue)) == (["a"], ["b", "c", "d"])
    assert settled.recent[0].play_ids == (7,)
    assert settled.settled(lambda _: False, [PLAY], AT) == settled


def test_only_marks_can_be_undone() -> None:
    """Nothing else is kept."""
    rated = PendingChange(change=new_change("a", ChangeKind.RATE), done_at=AT)

    assert PendingChanges(queue=(rated,)).settled(lambda _: True, (), AT) == PendingChanges()


def test_plays_that_are_listed_late() -> None:
    """They are found in a later reading; until then it is kept what they would be."""
    part = episode(101, first_aired=AT.isoformat())
    whole = replace(done("a", ref=SHOW), episodes=(NamedEpisode.from_dict(part),))
    play = Play.from_dict(movie_play(9, AT.isoformat()) | {"type": "episode", "show": work(1), "episode": part})
    late = PendingChanges(queue=(whole,)).settled(lambda _: True, (), AT)
    assert (late.recent[0].play_ids, late.recent[0].episodes) == (None, whole.episodes)

    listed = late.settled(lambda _: True, [play], AT)
    assert (listed.recent[0].play_ids, listed.recent[0].episodes) == ((9,), None)


def test_how_long_it_is_kept() -> None:
    """A week, and no more than some hundreds."""
    outbox = PendingChanges(recent=(done("old"),))
    week = timedelta(days=7)
    assert names(outbox.settled(lambda _: True, (), AT + week - timedelta(seconds=1)).recent) == ["old"]
    assert names(outbox.settled(lambda _: True, (), AT + week).recent) == []

    many = PendingChanges(queue=tuple(done(str(number)) for number in range(600))).settled(lambda _: True, (), AT)
    assert (len(many.recent), many.recent[-1].change.id) == (500, "599")


def test_completed_lines() -> None:
    """For a day, of one list, and not where Trakt has refused it."""
    ticked = done("a", ticked=LINE)
    refused = PendingChange(change=new_change("b", ticked=LINE), refusal=Refusal(reason=Reason.VIP))
    other = done("c", ticked=replace(LINE, key="up_next"))
    outbox = PendingChanges(queue=(PendingChange(change=new_change("d", ticked=LINE)), refused), recent=(ticked, other))

    assert [queued.change.id for _, queued in outbox.ticked("watchlist_movies", AT)] == ["a", "d"]
    assert outbox.ticked("watchlist_movies", LATER) == ()
    assert outbox.next_expiry(AT) == LATER
    assert outbox.next_expiry(LATER) is None
    assert [line for line, _ in outbox.without_ticks(["a"]).ticked("watchlist_movies", AT)] == [LINE]


def test_a_change_that_is_undone() -> None:
    """Its line is to do again, and whoever undoes it knows what it has added."""
    outbox = PendingChanges(recent=(replace(done("a", ticked=LINE), play_ids=(7,)),))
    undo = new_change("b", ChangeKind.REMOVE_FROM_HISTORY, plays=Plays.CHOSEN, undoes="a")
    after = outbox.with_new([undo])

    assert after.ticked("watchlist_movies", AT) == ()
    [assumed] = after.assumed
    assert assumed.undone is not None
    assert assumed.undone.play_ids == (7,)
    assert after.with_undone(PendingChange(change=replace(undo, undoes="gone"))).undone is None


def test_a_line_that_came_back() -> None:
    """It is completed by its last change, and once that is taken back by none."""
    outbox = PendingChanges(recent=(done("a", ticked=LINE),)).with_new([new_change("b", ticked=LINE)])

    assert [queued.change.id for _, queued in outbox.ticked("watchlist_movies", AT)] == ["b"]
    assert outbox.without_ticks(["b"]).ticked("watchlist_movies", AT) == ()


def test_plays_of_a_change() -> None:
    """What another change has added, as its minute or the id of its play says, is no play of a release."""
    part = episode(101, first_aired=AT.isoformat())
    ref = EpisodeRef.from_dict({"show": work(1), "episode": part})
    named, released = done("named", ref=ref), done("released", ref=ref)
    released = replace(released, change=replace(released.change, watched_at=None))
    first, second = (
        Play.from_dict(movie_play(number, moment.isoformat()) | {"type": "episode", "show": work(1), "episode": part})
        for number, moment in ((7, AT), (8, AT + timedelta(minutes=50)))
    )
    for outbox in (
        PendingChanges(queue=(released, named)),
        PendingChanges(recent=(replace(named, play_ids=(7,)),), queue=(released,)),
    ):
        settled = outbox.settled(lambda _: True, [second, first], AT)
        assert {queued.change.id: queued.play_ids for queued in settled.recent} == {"released": (8,), "named": (7,)}


def test_plays_removed_by_an_undo() -> None:
    """They were added by what they undo, which takes none that comes later for its own."""
    outbox = PendingChanges(queue=(done("a"), done("b", kind=ChangeKind.REMOVE_FROM_HISTORY, undoes="a")))
    undo = outbox.queue[1]
    removed = replace(outbox, queue=(outbox.queue[0], replace(undo, play_ids=(5,)))).with_done("b", (), AT)
    again = replace(removed, queue=(*removed.queue, done("c"))).settled(lambda _: True, [PLAY], AT)

    assert {queued.change.id: queued.play_ids for queued in again.recent} == {"a": (5,), "c": (7,)}
    assert outbox.with_done("b", (), LATER).queue[0].play_ids == ()
    assert outbox.with_done("gone", (), LATER) is outbox


def test_a_removed_play_belongs_to_whoever_added_it() -> None:
    """It need not be listed once more."""
    removal = PendingChange(change=new_change("b", ChangeKind.REMOVE_FROM_HISTORY), play_ids=(7,))

    assert PendingChanges(queue=(done("a"), removal)).with_done("b", (PLAY,), LATER).queue[0].play_ids == (7,)
