"""What has to be known before a change is sent, and how Trakt's own words tell whether it was done."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import AsyncMock

import pytest

from custom_components.trakt_upcoming.api.errors import NotAiredError, NotFoundError, UnavailableError
from custom_components.trakt_upcoming.api.trakt import (
    EpisodeRef,
    Listed,
    MovieRef,
    NamedEpisode,
    Play,
    Rated,
    Ref,
    SeasonDetails,
    SeasonRef,
    ShowRef,
    TraktClient,
    Works,
)
from custom_components.trakt_upcoming.sync.sender import Ready, async_get_ready, async_send
from custom_components.trakt_upcoming.user_data import Change, ChangeKind, PendingChange, PendingChanges, Plays

from ..records_json import episode, episode_play, listed_movie, movie_play, rated_movie, work
from ..trakt_json import Json

AT = datetime(2026, 11, 20, 11, 30, tzinfo=UTC)
NOW = AT + timedelta(minutes=1)
BEFORE, AFTER = "2026-11-20T10:00:00.000Z", "2026-11-20T11:45:00.000Z"
AIRED, TO_COME = "2026-11-01T20:00:00.000Z", "2026-12-01T20:00:00.000Z"
DUNE = MovieRef.from_dict({"movie": work(501, "Dune", released="2026-11-01")})
SHOW = ShowRef.from_dict({"show": work(1)})
SEASON = SeasonRef.from_dict({"show": work(1), "season": {"number": 3}})
EPISODE = EpisodeRef.from_dict({"show": work(1), "episode": episode(101, first_aired=AIRED)})


@pytest.fixture
def client() -> AsyncMock:
    """Return a client whose Trakt knows a show with specials and a season of three episodes, one of them to come."""
    client = AsyncMock(spec=TraktClient)
    client.works = AsyncMock(spec=Works)
    client.works.seasons.return_value = tuple(
        SeasonDetails.from_dict({"ids": {"trakt": number + 1}, "number": number, "aired_episodes": aired})
        for number, aired in ((0, 1), (3, 2), (4, 0))
    )
    seasons = {0: [special()], 3: [part(1), part(2), part(3, TO_COME)]}
    client.works.season.side_effect = lambda _show, number: tuple(map(NamedEpisode.from_dict, seasons[number]))
    client.history_of.return_value = client.watchlist.return_value = client.ratings.return_value = ()
    return client


def part(number: int, first_aired: str = AIRED) -> Json:
    """Return an episode of the third season."""
    return episode(100 + number, number=number, first_aired=first_aired)


def special() -> Json:
    """Return a special."""
    return episode(99, season=0, first_aired=AIRED)


def queued(kind: ChangeKind, ref: Ref, *, tries: int = 0, **facts: Any) -> PendingChange:
    """Return a change about something."""
    progress: Json = {name: facts.pop(name) for name in ("undone", "done_at") if name in facts}
    made = facts.pop("made", None)
    change = Change(id="a-kind", kind=kind, ref=ref, at=AT, **facts)
    return PendingChange(change=change, tries=tries, play_ids=made, **progress)


async def get_ready(
    client: AsyncMock, wanted: PendingChange, *known: Play, done: tuple[PendingChange, ...] = ()
) -> Ready:
    """Return a change when it is ready."""
    return await async_get_ready(client, wanted, outbox=PendingChanges(queue=done), known=known, now=NOW)


def parts(ready: Ready) -> list[int]:
    """Return the ids of the episodes that are to be marked."""
    return [ref.episode.ids.trakt for ref in ready.refs if isinstance(ref, EpisodeRef)]


@pytest.mark.parametrize("ref", [SHOW, SEASON], ids=["show", "season"])
async def test_a_whole(client: AsyncMock, ref: Ref) -> None:
    """Those of its episodes are marked that have aired and were not watched; specials belong to no show."""
    client.history_of.return_value = (Play.from_dict(episode_play(1, BEFORE, trakt=101)),)
    ready = await get_ready(client, queued(ChangeKind.MARK_WATCHED, ref))

    assert parts(ready) == [102]
    assert ready.queued.watched == ready.refs
    assert ready.queued.before == ()
    await async_send(client, ready)
    [sent] = client.write.await_args.args
    assert sent.body == {"episodes": [{"ids": {"trakt": 102}, "watched_at": "released"}]}


async def test_the_specials(client: AsyncMock) -> None:
    """They are a season of their own."""
    specials = SeasonRef.from_dict({"show": work(1), "season": {"number": 0}})

    assert parts(await get_ready(client, queued(ChangeKind.MARK_WATCHED, specials))) == [99]


async def test_what_airs_before_a_whole_is_sent(client: AsyncMock) -> None:
    """Nobody had seen it when they asked."""
    airing = [part(1), part(2, (AT + timedelta(seconds=1)).isoformat())]
    client.works.season.side_effect = lambda _show, _number: tuple(map(NamedEpisode.from_dict, airing))

    assert parts(await get_ready(client, queued(ChangeKind.MARK_WATCHED, SEASON))) == [101]


async def test_a_play_that_was_removed_and_is_still_listed(client: AsyncMock) -> None:
    """It is not the one that is asked for, also where that may have been sent before."""
    listed = Play.from_dict(episode_play(1, AIRED, trakt=101) | {"episode": part(1)})
    client.history_of.return_value = (listed,)
    removed = queued(ChangeKind.REMOVE_FROM_HISTORY, EPISODE, made=(1,), done_at=AT)
    mark = replace(queued(ChangeKind.MARK_WATCHED, EPISODE, tries=1), change=replace(removed.change, id="later"))
    mark = replace(mark, change=replace(mark.change, kind=ChangeKind.MARK_WATCHED))

    assert parts(await get_ready(client, mark, done=(removed,))) == [101]


async def test_once_more_that_was_never_sent(client: AsyncMock) -> None:
    """Found at a start it may have been sent, but what was there when it was asked for does not tell so."""
    before, other = (Play.from_dict(episode_play(number, AIRED) | {"episode": part(1)}) for number in (1, 2))
    [asked] = (
        PendingChanges()
        .with_new([queued(ChangeKind.MARK_WATCHED, EPISODE, again=True).change], [before])
        .found_at(NOW)
        .queue
    )
    assert (asked.before, asked.tries) == ((1,), 1)

    client.history_of.return_value = (before,)
    assert parts(await get_ready(client, asked)) == [101]
    client.history_of.return_value = (before, other)
    assert parts(await get_ready(client, asked)) == []
    mark = queued(ChangeKind.MARK_WATCHED, EPISODE, done_at=AT)
    earlier = replace(mark, change=replace(mark.change, id="earlier"), before=(1,))
    assert parts(await get_ready(client, asked, done=(earlier,))) == [101]


async def test_the_last_play_that_may_have_been_removed(client: AsyncMock) -> None:
    """Where that is gone which was the last when somebody asked, the one before is not removed in its place."""
    client.history_of.return_value = (Play.from_dict(movie_play(7, BEFORE)),)
    removal = queued(ChangeKind.REMOVE_FROM_HISTORY, DUNE, tries=1, plays=Plays.LAST, play_ids=(8,))

    assert (await get_ready(client, removal)).plays == ()
    assert [play.id for play in (await get_ready(client, replace(removal, tries=0))).plays] == [7]


async def test_a_whole_once_more(client: AsyncMock) -> None:
    """All that has aired is marked, and what was there before is known, so that it is never undone."""
    client.history_of.return_value = (Play.from_dict(episode_play(1, AIRED, trakt=101)),)
    client.history_of.return_value += (Play.from_dict(episode_play(2, BEFORE, trakt=101)),)
    mark = queued(ChangeKind.MARK_WATCHED, EPISODE, again=True)
    whole = queued(ChangeKind.MARK_WATCHED, SHOW, again=True)

    assert parts(await get_ready(client, whole)) == [101, 102]
    dated = Play.from_dict(episode_play(1, AIRED) | {"episode": episode(101, first_aired=AIRED)})
    assert (await get_ready(client, mark, dated)).queued.before == (1,)


async def test_a_whole_of_which_all_was_seen(client: AsyncMock) -> None:
    """There is nothing to send."""
    client.history_of.return_value = tuple(
        Play.from_dict(episode_play(number, BEFORE, trakt=100 + number, number=number)) for number in (1, 2)
    )

    assert (await get_ready(client, queued(ChangeKind.MARK_WATCHED, SHOW))).refs == ()


async def test_a_whole_of_which_a_part_was_just_changed(client: AsyncMock) -> None:
    """Trakt's history may not tell of it yet, and nothing is marked twice."""
    mark = queued(ChangeKind.MARK_WATCHED, EPISODE, watched_at=AT, done_at=AT)
    assert parts(await get_ready(client, queued(ChangeKind.MARK_WATCHED, SHOW), done=(mark,))) == [102]

    client.history_of.return_value = (Play.from_dict(episode_play(1, BEFORE, trakt=101)),)
    removal = queued(ChangeKind.REMOVE_FROM_HISTORY, EPISODE, done_at=AT, made=(1,))
    assert parts(await get_ready(client, queued(ChangeKind.MARK_WATCHED, SHOW), done=(removal,))) == [101, 102]


async def test_a_whole_that_has_not_aired(client: AsyncMock) -> None:
    """Nobody can have watched it."""
    season = SeasonRef.from_dict({"show": work(1), "season": {"number": 3}})
    client.works.season.side_effect = lambda *_: (NamedEpisode.from_dict(part(3, TO_COME)),)

    for ref in (SHOW, season):
        with pytest.raises(NotAiredError):
            await get_ready(client, queued(ChangeKind.MARK_WATCHED, ref))


async def test_a_whole_that_was_sent_in_part(client: AsyncMock) -> None:
    """Only what is missing is sent once more."""
    first = await get_ready(client, queued(ChangeKind.MARK_WATCHED, SHOW))
    client.history_of.return_value = (Play.from_dict(episode_play(1, AIRED, trakt=102, number=2)),)
    again = PendingChange(change=first.queued.change, episodes=first.queued.episodes, tries=1)

    assert (parts(first), parts(await get_ready(client, again))) == ([101, 102], [101])


LISTED, RATED = Listed.from_dict(listed_movie()), Rated.from_dict(rated_movie(rating=7))
DUNE_NOW = Play.from_dict(movie_play(1, AT.isoformat()))


@pytest.mark.parametrize(
    ("kind", "facts", "there", "is_done"),
    [
        pytest.param(ChangeKind.MARK_WATCHED, {"watched_at": AT}, {"history_of": DUNE_NOW}, True, id="watched"),
        pytest.param(ChangeKind.MARK_WATCHED, {"watched_at": AT}, {}, False, id="not watched"),
        pytest.param(ChangeKind.ADD_TO_WATCHLIST, {}, {"watchlist": LISTED}, True, id="listed"),
        pytest.param(ChangeKind.ADD_TO_WATCHLIST, {}, {}, False, id="not listed"),
        pytest.param(
            ChangeKind.ADD_TO_WATCHLIST,
            {},
            {"history_of": Play.from_dict(movie_play(1, AFTER))},
            True,
            id="watched since it was listed",
        ),
        pytest.param(ChangeKind.REMOVE_FROM_WATCHLIST, {}, {}, True, id="off the list"),
        pytest.param(ChangeKind.REMOVE_FROM_WATCHLIST, {}, {"watchlist": LISTED}, False, id="still listed"),
        pytest.param(
            ChangeKind.REMOVE_FROM_WATCHLIST,
            {},
            {"watchlist": Listed.from_dict(listed_movie() | {"listed_at": AFTER})},
            True,
            id="listed again since",
        ),
        pytest.param(ChangeKind.RATE, {"rating": 7}, {"ratings": RATED}, True, id="rated"),
        pytest.param(ChangeKind.RATE, {"rating": 8}, {"ratings": RATED}, False, id="rated in another way before"),
        pytest.param(
            ChangeKind.RATE,
            {"rating": 8},
            {"ratings": Rated.from_dict(rated_movie() | {"rated_at": AFTER, "rating": 3})},
            True,
            id="rated in another way since",
        ),
        pytest.param(ChangeKind.REMOVE_RATING, {}, {}, True, id="not rated"),
        pytest.param(ChangeKind.REMOVE_RATING, {}, {"ratings": RATED}, False, id="still rated"),
        pytest.param(
            ChangeKind.REMOVE_RATING,
            {},
            {"ratings": Rated.from_dict(rated_movie() | {"rated_at": AFTER})},
            True,
            id="rated again since",
        ),
        pytest.param(
            ChangeKind.REMOVE_FROM_HISTORY, {"plays": Plays.ALL, "made": (1,)}, {}, True, id="no longer in the history"
        ),
        pytest.param(
            ChangeKind.REMOVE_FROM_HISTORY, {"made": (1,)}, {"history_of": DUNE_NOW}, False, id="still in the history"
        ),
        pytest.param(
            ChangeKind.REMOVE_FROM_HISTORY, {"made": (9,)}, {"history_of": DUNE_NOW}, True, id="another play is there"
        ),
    ],
)
async def test_what_may_have_been_sent(
    client: AsyncMock, kind: ChangeKind, facts: Json, there: Json, *, is_done: bool
) -> None:
    """It is sent again only where Trakt has neither it nor anything that came later."""
    for asked, record in there.items():
        getattr(client, asked).return_value = (record,)
    ready = await get_ready(client, queued(kind, DUNE, tries=1, **facts))

    assert (ready.refs == ()) is is_done


@pytest.mark.parametrize("kind", ChangeKind)
async def test_what_trakt_does_not_know(client: AsyncMock, kind: ChangeKind) -> None:
    """Nothing was done with it."""
    for asked in (client.history_of, client.watchlist, client.ratings):
        asked.side_effect = NotFoundError
    ready = await get_ready(client, queued(kind, EPISODE, tries=1, watched_at=AT))

    assert (ready.refs == ()) is kind.is_removal


async def test_a_question_that_is_refused(client: AsyncMock) -> None:
    """That says nothing of the change."""
    client.works.seasons.side_effect = NotFoundError
    with pytest.raises(UnavailableError) as raised:
        await get_ready(client, queued(ChangeKind.MARK_WATCHED, SHOW))
    assert not isinstance(raised.value, NotFoundError)


HISTORY = (
    Play.from_dict(movie_play(4, AFTER)),
    Play.from_dict(movie_play(3, AT.isoformat())),
    Play.from_dict(movie_play(2, BEFORE)),
    Play.from_dict(movie_play(1, "2025-11-20T10:00:00.000Z")),
)


@pytest.mark.parametrize(
    ("facts", "ids"),
    [
        pytest.param({"plays": Plays.LAST}, (3,), id="last"),
        pytest.param({"plays": Plays.ALL}, (3, 2, 1), id="all"),
        pytest.param({"plays": Plays.CHOSEN, "play_ids": (2, 4)}, (4, 2), id="chosen"),
    ],
)
async def test_which_plays_are_removed(client: AsyncMock, facts: Json, ids: tuple[int, ...]) -> None:
    """Those until the person asked, by their ids, which stay the same through every fault."""
    client.history_of.return_value = HISTORY
    ready = await get_ready(client, queued(ChangeKind.REMOVE_FROM_HISTORY, DUNE, **facts), *HISTORY)

    assert ready.queued.play_ids == ids
    assert tuple(play.id for play in ready.plays) == ids
    await async_send(client, ready)
    [sent] = client.write.await_args.args
    assert sent.body == {"ids": list(ids)}


async def test_nothing_to_remove(client: AsyncMock) -> None:
    """Nothing is sent."""
    ready = await get_ready(client, queued(ChangeKind.REMOVE_FROM_HISTORY, DUNE, plays=Plays.LAST))

    assert (ready.refs, ready.plays, ready.queued.play_ids) == ((), (), ())


async def test_a_last_play_that_is_not_listed_yet(client: AsyncMock) -> None:
    """The one before is not taken for it."""
    client.history_of.return_value = HISTORY[2:]
    mark = queued(ChangeKind.MARK_WATCHED, DUNE, watched_at=AT, done_at=AT)

    with pytest.raises(UnavailableError, match="does not list yet"):
        await get_ready(client, queued(ChangeKind.REMOVE_FROM_HISTORY, DUNE, plays=Plays.LAST), done=(mark,))


UNDO: Json = {"plays": Plays.CHOSEN, "undoes": "another"}


async def test_undo(client: AsyncMock) -> None:
    """What the change has added goes, and nothing else, whether the ids are known already or not."""
    client.history_of.return_value = HISTORY
    mark = queued(ChangeKind.MARK_WATCHED, DUNE, watched_at=AT, done_at=AT)
    known = queued(ChangeKind.MARK_WATCHED, DUNE, watched_at=AT, done_at=AT, made=(2,))

    for undone, ids in ((mark, (3,)), (known, (2,)), (None, ())):
        ready = await get_ready(client, queued(ChangeKind.REMOVE_FROM_HISTORY, DUNE, **UNDO, undone=undone))
        assert ready.queued.play_ids == ids


async def test_undo_what_is_not_listed_yet(client: AsyncMock) -> None:
    """It is waited for a little, then nothing is there."""
    late = queued(ChangeKind.MARK_WATCHED, DUNE, watched_at=AT, done_at=NOW - timedelta(seconds=59))
    with pytest.raises(UnavailableError, match="does not list yet"):
        await get_ready(client, queued(ChangeKind.REMOVE_FROM_HISTORY, DUNE, **UNDO, undone=late))

    old = queued(ChangeKind.MARK_WATCHED, DUNE, watched_at=AT, done_at=NOW - timedelta(minutes=1))
    ready = await get_ready(client, queued(ChangeKind.REMOVE_FROM_HISTORY, DUNE, **UNDO, undone=old))
    assert ready.refs == ()
