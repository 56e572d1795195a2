"""What is next after something was watched or taken back, as far as that is known without Trakt."""

from datetime import UTC, datetime
from typing import Any

import pytest

from custom_components.trakt_upcoming.api.trakt import EpisodeRef, NamedEpisode, Ref, SeasonRef, ShowRef, UpNext
from custom_components.trakt_upcoming.user_data.progress import NextUnknown, begun, moved_back, moved_on

from ..records_json import episode, up_next, work

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
AIRED, TO_COME = "2026-11-01T20:00:00.000Z", "2026-12-01T20:00:00.000Z"
SHOW = ShowRef.from_dict({"show": work(1)})


def part(number: int, season: int = 3, first_aired: str | None = AIRED) -> NamedEpisode:
    """Return an episode."""
    facts = episode(season * 100 + number, season=season, number=number, first_aired=first_aired)
    return NamedEpisode.from_dict(facts)


def ref(number: int, season: int = 3) -> EpisodeRef:
    """Return an episode of the show."""
    return EpisodeRef(show=SHOW.show, episode=part(number, season))


def in_progress(number: int = 2, **facts: Any) -> UpNext:
    """Return a show of which an episode is next."""
    record = up_next(number=number)
    record["progress"] |= {"next_episode": part(number).to_dict(), **facts}
    return UpNext.from_dict(record)


PARTS = [part(1), part(2), part(3), part(4, first_aired=TO_COME), part(1, season=4)]


@pytest.mark.parametrize(
    ("watched", "episodes", "seen", "following"),
    [
        pytest.param(ref(2), PARTS, {(3, 2)}, (3, 3), id="the next one"),
        pytest.param(ref(2), PARTS, {(3, 2), (3, 3), (3, 4)}, (4, 1), id="the next season"),
        pytest.param(ref(2), PARTS, {(3, 2), (3, 3)}, None, id="the following one has not aired"),
        pytest.param(ref(2), [part(3, first_aired=None)], {(3, 2)}, None, id="nobody knows when it airs"),
        pytest.param(SHOW, PARTS, set(), None, id="the whole show"),
    ],
)
def test_next_episode(
    watched: Ref, episodes: list[NamedEpisode], seen: set[tuple[int, int]], following: tuple[int, int] | None
) -> None:
    """The next episode that has aired and was not watched; a show without one was watched as far as it has aired."""
    after = moved_on(in_progress(), watched, AT, episodes, frozenset(seen))
    found = after.progress.next_episode

    assert (None if found is None else (found.season, found.number)) == following
    assert not isinstance(after, NextUnknown)
    assert after.progress.completed == 2


def test_a_season() -> None:
    """What follows belongs to another one."""
    season = SeasonRef.from_dict({"show": work(1), "season": {"number": 3}})
    after = moved_on(in_progress(), season, AT, PARTS, frozenset())

    assert after.progress.next_episode == part(1, season=4)


@pytest.mark.parametrize(("aired", "is_known"), [(9, False), (2, True), (None, False)])
def test_unknown_next_episode(aired: int | None, *, is_known: bool) -> None:
    """The show stays where more has aired than was watched."""
    after = moved_on(in_progress(aired=aired), ref(2), AT, [part(1), part(2)], frozenset())

    assert after.progress.next_episode is None
    assert isinstance(after, NextUnknown) is not is_known


@pytest.mark.parametrize("watched", [ref(3), ref(1)], ids=["a later one", "an earlier one"])
def test_another_episode(watched: Ref) -> None:
    """The next one stays the next one."""
    record = in_progress()

    assert moved_on(record, watched, AT, PARTS, frozenset()) is record
    done = UpNext.from_dict(up_next(number=None))
    assert moved_on(done, watched, AT, PARTS, frozenset()) is done


@pytest.mark.parametrize(("number", "following"), [(1, 1), (2, 2), (3, 2)])
def test_removed_play_of_an_episode(number: int, following: int) -> None:
    """It is next again, unless an earlier one is."""
    after = moved_back(in_progress(), part(number))

    assert after.progress.next_episode == part(following)
    assert after.progress.completed == (0 if number < 2 else 1)


def test_removed_play_of_the_last_episode() -> None:
    """Then the show is in progress again."""
    done = moved_back(UpNext.from_dict(up_next(number=None)), part(5))
    new = begun(ref(5))

    assert done.progress.next_episode == part(5)
    assert new.progress.next_episode == part(5)
