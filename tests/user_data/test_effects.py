"""What a user asked for is shown as if Trakt had done it, until Trakt says so itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from custom_components.trakt_upcoming.api.trakt import EpisodeRef, MovieRef, Rated, Ref, SeasonRef, Section, ShowRef
from custom_components.trakt_upcoming.user_data import ChangeKind, Plays, UserData

from ..agenda.releases import episode as episode_release, movie as movie_release
from ..records_json import episode, episode_play, listed_movie, movie_play, rated_movie, up_next, work
from ..trakt_json import Json
from .changes import ASKED, DUNE, new_change
from .readings import MOVED, watching

SHOW = ShowRef.from_dict({"show": work(1)})


SEASON = SeasonRef.from_dict({"show": work(1), "season": {"number": 3}})


AIRED = "2026-11-10T20:00:00.000Z"


PART_TWO = EpisodeRef.from_dict({"show": work(1), "episode": episode(102, number=2, first_aired=AIRED)})


STAMPS = {name: MOVED for section in Section for name in section.stamps}


def listed_show(show: int = 1) -> Json:
    """Return a show on the watchlist."""
    return {"rank": 1, "id": 9, "listed_at": AIRED, "type": "show", "show": work(show)}


def test_add_to_watchlist() -> None:
    """It stands at the end, once."""
    known = watching(watchlist_movies=[listed_movie(502)], watchlist_shows=[])
    after = known.after([new_change(ChangeKind.ADD_TO_WATCHLIST), new_change(ChangeKind.ADD_TO_WATCHLIST)])

    assert [listed.ref for listed in after.watchlist_movies] == [known.watchlist_movies[0].ref, DUNE]
    assert after.watchlist_movies[-1].listed_at == ASKED
    assert after.watchlist_shows == ()


def test_remove_from_watchlist() -> None:
    """A show of the same number is another thing."""
    known = watching(watchlist_movies=[listed_movie(501), listed_movie(1)], watchlist_shows=[listed_show(1)])

    assert known.after([new_change(ChangeKind.REMOVE_FROM_WATCHLIST)]).watchlist_movies == known.watchlist_movies[1:]
    assert known.after([new_change(ChangeKind.REMOVE_FROM_WATCHLIST, SHOW)]).watchlist_shows == ()
    assert known.after([new_change(ChangeKind.REMOVE_FROM_WATCHLIST, SHOW)]).watchlist_movies == known.watchlist_movies


@pytest.mark.parametrize("ref", [SEASON, PART_TWO], ids=["season", "episode"])
@pytest.mark.parametrize("kind", [ChangeKind.ADD_TO_WATCHLIST, ChangeKind.REMOVE_FROM_WATCHLIST])
def test_lists_that_are_not_read(ref: Ref, kind: ChangeKind) -> None:
    """Seasons and episodes on the watchlist are kept at Trakt only."""
    known = watching(watchlist_movies=[listed_movie()], watchlist_shows=[listed_show()])

    assert known.after([new_change(kind, ref)]) == known


def test_a_movie_that_was_watched() -> None:
    """It leaves the watchlist, and counts as seen from then on."""
    known = watching(watchlist_movies=[listed_movie(501)], history=[movie_play(1, movie=502)])
    after = known.after([new_change(ChangeKind.MARK_WATCHED, watched_at=ASKED + timedelta(seconds=59))])

    assert after.watchlist_movies == ()
    assert [(play.ref.trakt, play.watched_at) for play in after.plays] == [
        (501, ASKED),
        (502, known.plays[0].watched_at),
    ]
    assert after.plays[0].id < 0
    assert after.has_seen(movie_release(movie_id=501))
    assert after.has_watched(DUNE)
    assert not known.has_watched(DUNE)


def test_an_episode_that_was_watched() -> None:
    """It is no longer next, its show leaves the watchlist, and what follows is open."""
    known = watching(watchlist_shows=[listed_show(1)], history=[], up_next=[up_next(1, 2), up_next(3, 4)])
    after = known.after([new_change(ChangeKind.MARK_WATCHED, PART_TWO, watched_at=ASKED)])

    assert [each.progress.next_episode is None for each in after.up_next] == [True, False]
    assert after.watchlist_shows == ()
    assert after.has_watched(PART_TWO)
    assert not after.has_seen(episode_release(show=1))


@pytest.mark.parametrize("ref", [SHOW, SEASON], ids=["show", "season"])
def test_show_or_season_that_was_watched(ref: Ref) -> None:
    """Nothing of it is next; what was seen with it only Trakt knows."""
    known = watching(watchlist_shows=[listed_show(1)], history=[], up_next=[up_next(1, 2), up_next(1, None)])
    after = known.after([new_change(ChangeKind.MARK_WATCHED, ref, watched_at=ASKED)])

    assert [each.progress.next_episode for each in after.up_next] == [None, None]
    assert after.watchlist_shows == ()
    assert after.plays == ()


def test_show_whose_episodes_are_known() -> None:
    """What is missing of it is shown as watched."""
    known = watching(history=[episode_play(2, trakt=101)], up_next=[up_next(1, 2)])
    aired = PART_TWO.episode
    after = known.after([new_change(ChangeKind.MARK_WATCHED, SHOW, episodes=(aired,))])

    assert [play.ref.trakt for play in after.plays] == [101, 102]
    assert after.plays[1].watched_at == aired.first_aired


def test_another_season_that_was_watched() -> None:
    """What comes next of this one still does."""
    known = watching(up_next=[up_next(1, 2)])
    season = SeasonRef.from_dict({"show": work(1), "season": {"number": 2}})

    assert known.after([new_change(ChangeKind.MARK_WATCHED, season)]) == known


def test_an_episode_farther_on_that_was_watched() -> None:
    """The next one stays the next one."""
    known = watching(up_next=[up_next(1, 1)])

    assert known.after([new_change(ChangeKind.MARK_WATCHED, PART_TWO)]) == known


@pytest.mark.parametrize(
    ("ref", "at"),
    [
        pytest.param(DUNE, datetime(2026, 11, 1, 12, tzinfo=UTC), id="movie"),
        pytest.param(PART_TWO, datetime.fromisoformat(AIRED), id="episode"),
        pytest.param(MovieRef.from_dict({"movie": work(501)}), ASKED, id="nobody knows when"),
    ],
)
def test_watched_when_released(ref: Ref, at: datetime) -> None:
    """As near as it is known."""
    [play] = watching(history=[]).after([new_change(ChangeKind.MARK_WATCHED, ref)]).plays

    assert play.watched_at == at


def test_plays_stand_in_order() -> None:
    """The last first, as Trakt gives them."""
    known = watching(history=[episode_play(2, "2026-11-19T20:00:00Z"), movie_play(1, "2026-11-18T20:00:00Z")])
    between = datetime(2026, 11, 19, 12, tzinfo=UTC)
    after = known.after([new_change(ChangeKind.MARK_WATCHED, PART_TWO, watched_at=between)])

    assert [play.watched_at for play in after.plays] == sorted((play.watched_at for play in after.plays), reverse=True)
    assert after.plays[1].watched_at == between
    assert after.plays[0] is known.plays[0]


@pytest.mark.parametrize("seconds", [0, 30, 59])
def test_a_play_that_trakt_has(seconds: int) -> None:
    """Within a minute it is the same, and nothing changes."""
    known = watching(history=[movie_play(1, ASKED.isoformat(), movie=501)])
    mark = new_change(ChangeKind.MARK_WATCHED, watched_at=ASKED + timedelta(seconds=seconds))

    assert known.after([mark]).readings[Section.HISTORY] is known.readings[Section.HISTORY]
    assert len(known.after([new_change(ChangeKind.MARK_WATCHED, watched_at=ASKED + timedelta(minutes=2))]).plays) == 2


def test_remove_from_history() -> None:
    """All plays until then go, and those of anything else stay."""
    later = (ASKED + timedelta(minutes=1)).isoformat()
    known = watching(
        history=[episode_play(4, later, trakt=102), episode_play(3, trakt=102), episode_play(2, trakt=101)]
    )

    assert [play.id for play in known.after([new_change(ChangeKind.REMOVE_FROM_HISTORY, PART_TWO)]).plays] == [4, 2]
    assert [play.id for play in known.after([new_change(ChangeKind.REMOVE_FROM_HISTORY, SHOW)]).plays] == [4]
    assert [play.id for play in known.after([new_change(ChangeKind.REMOVE_FROM_HISTORY, SEASON)]).plays] == [4]
    assert known.after([new_change(ChangeKind.REMOVE_FROM_HISTORY)]) == known


@pytest.mark.parametrize(("plays", "left"), [(Plays.LAST, [4, 2, 1]), (Plays.ALL, [4]), (Plays.CHOSEN, [4, 3, 1])])
def test_which_plays_are_removed(plays: Plays, left: list[int]) -> None:
    """The last until then, all until then, or those that were chosen."""
    later = (ASKED + timedelta(minutes=1)).isoformat()
    known = watching(
        history=[
            movie_play(4, later),
            movie_play(3, "2026-11-19T20:00:00Z"),
            movie_play(2, "2026-11-18T20:00:00Z"),
            movie_play(1, "2026-11-17T20:00:00Z"),
        ]
    )
    removal = new_change(ChangeKind.REMOVE_FROM_HISTORY, plays=plays, play_ids=(2,) if plays is Plays.CHOSEN else ())

    assert [play.id for play in known.after([removal]).plays] == left


@pytest.mark.parametrize("plays", [Plays.LAST, Plays.ALL])
def test_a_play_that_came_and_went(plays: Plays) -> None:
    """Between two readings it was added and removed, so it is not shown, though the id of the one that went is new."""
    known = watching(history=[])
    mark = new_change(ChangeKind.MARK_WATCHED, watched_at=ASKED)
    removal = replace(new_change(ChangeKind.REMOVE_FROM_HISTORY, plays=plays), play_ids=(3,))

    assert known.after([mark, removal]).plays == ()


def test_a_mark_that_is_undone() -> None:
    """Its plays go and no others, and the episode is next again, whether Trakt has told of the mark or not."""
    known = watching(history=[episode_play(2, trakt=102)], up_next=[up_next(1, 2)])
    mark = new_change(ChangeKind.MARK_WATCHED, PART_TWO, watched_at=ASKED)
    undo = new_change(ChangeKind.REMOVE_FROM_HISTORY, PART_TWO, plays=Plays.CHOSEN, undoes="a-write", undone=mark)

    assert known.after([mark, undo]).plays == known.plays
    assert known.after([mark, undo]).up_next[0].progress.next_episode == PART_TWO.episode
    assert known.after([mark, replace(undo, play_ids=(3,))]).plays == known.plays

    told = watching(
        history=[episode_play(3, ASKED.isoformat(), trakt=102), episode_play(2, trakt=102)], up_next=[up_next(1, 3)]
    )
    assert [play.id for play in told.after([undo]).plays] == [2]
    assert told.after([undo]).up_next[0].progress.next_episode == PART_TWO.episode


@pytest.mark.parametrize("ref", [DUNE, SHOW, SEASON, PART_TWO], ids=lambda ref: ref.type)
def test_ratings(ref: Ref) -> None:
    """A rating takes the place of an earlier one, and can be taken back."""
    known = watching(rated_movies=[rated_movie(502)], rated_shows=[], rated_seasons=[], rated_episodes=[])
    rated = known.after([new_change(ChangeKind.RATE, ref, rating=7)])
    again = rated.after([new_change(ChangeKind.RATE, ref, rating=9)])

    def numbers(known: UserData) -> list[int]:
        return [each.rating for each in known.ratings if _is(each, ref)]

    assert (numbers(known), numbers(rated), numbers(again)) == ([], [7], [9])
    assert again.after([new_change(ChangeKind.RATE, ref, rating=9)]) == again
    assert again.after([new_change(ChangeKind.REMOVE_RATING, ref)]).ratings == known.ratings


def _is(rated: Rated, ref: Ref) -> bool:
    return rated.ref == ref


def test_one_after_the_other() -> None:
    """What was asked for later counts."""
    known = watching(watchlist_movies=[], history=[])
    add, remove = new_change(ChangeKind.ADD_TO_WATCHLIST), new_change(ChangeKind.REMOVE_FROM_WATCHLIST)
    mark, unmark = new_change(ChangeKind.MARK_WATCHED, watched_at=ASKED), new_change(ChangeKind.REMOVE_FROM_HISTORY)

    assert known.after([add, remove]) == known
    assert len(known.after([remove, add]).watchlist_movies) == 1
    assert known.after([mark, unmark]) == known
    assert len(known.after([unmark, mark]).plays) == 1


@pytest.mark.parametrize("kind", ChangeKind)
def test_sections_that_are_not_read_yet(kind: ChangeKind) -> None:
    """Nothing is made up."""
    assert UserData().after([new_change(kind, rating=3)]) == UserData()


def test_no_changes() -> None:
    """Then every reading is the same."""
    known = watching(history=[movie_play()], up_next=[up_next()])

    assert known.after([]).readings == known.readings
    assert known.after([]).readings[Section.HISTORY] is known.readings[Section.HISTORY]
