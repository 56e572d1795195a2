"""The sentences that users see."""

from collections.abc import Iterable

import pytest

from custom_components.trakt_upcoming.agenda import EpisodeRelease, MovieRelease, Release
from custom_components.trakt_upcoming.agenda.transform import with_seasons_grouped, without_spoilers
from custom_components.trakt_upcoming.agenda.wording import Wording, number

from .releases import episode, movie

WORDING = Wording({"season_premiere": "Season premiere", "season_drop": "{count} episodes"})
DROP = with_seasons_grouped(episode(season=2, number=number, episode_type="season_premiere") for number in range(1, 9))[
    0
]


@pytest.mark.parametrize(
    ("release", "summary"),
    [
        pytest.param(episode(season=2, number=5), "Severance S02E05 Pilot", id="episode"),
        pytest.param(episode(title=None), "Severance S01E01", id="without title"),
        pytest.param(episode(season=23, number=1178), "Severance S23E1178 Pilot", id="long numbers"),
        pytest.param(
            episode(episode_type="season_premiere"), "Severance S01E01 Pilot · Season premiere", id="premiere"
        ),
        pytest.param(episode(episode_type="something_new"), "Severance S01E01 Pilot", id="unknown type"),
        pytest.param(episode(episode_type=None), "Severance S01E01 Pilot", id="no type"),
        pytest.param(without_spoilers(episode()), "Severance S01E01", id="no spoilers"),
        pytest.param(DROP, "Severance S02E01\N{EN DASH}E08 (8 episodes)", id="season drop"),
        pytest.param(movie(), "Dune", id="movie"),
    ],
)
def test_summary(release: Release, summary: str) -> None:
    """One line."""
    assert WORDING.summary(release) == summary


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((5,), "S01E05"),
        ((1, 2), "S01E01\N{EN DASH}E02"),
        ((8, 7, 6), "S01E06\N{EN DASH}E08"),
        ((1, 3), "S01E01, E03"),
        ((1, 2, 5, 8), "S01E01\N{EN DASH}E02, E05, E08"),
        ((0, 4, 5, 6, 1178), "S01E00, E04\N{EN DASH}E06, E1178"),
        (range(1, 200, 2), "S01E01, E03, E05, E07, E09, E11, …"),
    ],
)
def test_numbers(numbers: Iterable[int], expected: str) -> None:
    """A range says nothing of episodes that are not in it, and no line is endless."""
    [release] = with_seasons_grouped(episode(number=each) for each in numbers)

    assert not isinstance(release, MovieRelease)
    assert number(release) == expected
    assert isinstance(release, EpisodeRelease) or expected in WORDING.summary(release)


def test_description() -> None:
    """Overview, rating and address, each on its line."""
    assert WORDING.description(episode()).split("\n") == [
        "What happens.",
        "★ 8.7/10",
        "https://app.trakt.tv/shows/severance/seasons/1/episodes/1",
    ]
    assert WORDING.description(DROP).endswith("https://app.trakt.tv/shows/severance/seasons/2")


def test_description_without_spoilers() -> None:
    """Nothing of what happens."""
    assert "happens" not in WORDING.description(without_spoilers(episode()))
