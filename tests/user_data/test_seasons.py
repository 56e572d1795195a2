"""What follows the next episode of a show is known before it is needed."""

import pytest

from custom_components.trakt_upcoming.api.trakt import NamedEpisode
from custom_components.trakt_upcoming.user_data import ShowSeasons

from ..records_json import episode


def part(season: int, number: int) -> NamedEpisode:
    """Return an episode."""
    return NamedEpisode.from_dict(episode(100 * season + number, season=season, number=number))


def known(following: tuple[int, int], **seasons: int) -> ShowSeasons:
    """Return a show by the number of episodes of each of its seasons, named `s1`, `s2` and so on."""
    return ShowSeasons(
        following=following,
        seasons={
            int(name[1:]): tuple(part(int(name[1:]), 1 + n) for n in range(count)) for name, count in seasons.items()
        },
    )


@pytest.mark.parametrize(
    ("show", "following", "missing"),
    [
        pytest.param(known((1, 1)), (1, 1), 1, id="a show that comes into progress"),
        pytest.param(known((1, 1), s1=8), (1, 3), None, id="in the middle of a season"),
        pytest.param(known((1, 1), s1=8), (1, 8), 2, id="the last of its season"),
        pytest.param(known((1, 8), s1=8, s2=8), (2, 1), None, id="the season after it"),
        pytest.param(known((1, 8), s1=8, s2=0), (1, 8), None, id="there is none"),
        pytest.param(known((1, 1), s1=8), (3, 1), 3, id="another season"),
        pytest.param(known((1, 8), s1=8, s2=0), (1, 9), 1, id="an episode that was added"),
        pytest.param(known((1, 9), s1=8), (1, 9), None, id="an episode that the season does not have"),
        pytest.param(known((1, 1), s1=0), (1, 1), None, id="a season of which Trakt knows nothing"),
        pytest.param(known((0, 1), s0=1), (0, 1), None, id="the last special"),
    ],
)
def test_seasons_to_read(show: ShowSeasons, following: tuple[int, int], missing: int | None) -> None:
    """Each season once; nothing is asked for again and again."""
    assert show.missing(part(*following)) == missing


def test_a_season_that_was_asked_for() -> None:
    """What comes before the next episode is forgotten; all is in the order of the numbers."""
    show = known((2, 8), s1=2, s2=2).having(3, (part(3, 2), part(3, 1)), part(2, 8))

    assert [(each.season, each.number) for each in show.episodes] == [(2, 1), (2, 2), (3, 1), (3, 2)]
    assert show.having(3, (part(3, 1),), part(3, 1)).episodes == (part(3, 1),)
