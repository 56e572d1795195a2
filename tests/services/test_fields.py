"""The fields that name a work: each way to say it wrong is told apart."""

from typing import Any

import probatio
import pytest

from custom_components.trakt_upcoming.services.fields import wanted_of, work_schema
from custom_components.trakt_upcoming.watching import Wanted

SCHEMA = work_schema({probatio.Optional("rating"): int})


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        ({"type": "movie", "title": " Dune ", "year": "1984"}, Wanted(type="movie", title="Dune", year=1984)),
        ({"type": "show", "ids": {"tmdb": "603"}}, Wanted(type="show", ids={"tmdb": 603})),
        (
            {"type": "movie", "ids": {"trakt": 1, "slug": "a-b", "imdb": "tt3", "tmdb": None, "tvdb": None}},
            Wanted(type="movie", ids={"trakt": 1, "slug": "a-b", "imdb": "tt3"}),
        ),
        ({"title": "Lost", "season": 0}, Wanted(type="season", title="Lost", season=0)),
        ({"type": "season", "title": "Lost", "season": 2}, Wanted(type="season", title="Lost", season=2)),
        ({"title": "Lost", "season": 2, "episode": 3}, Wanted(type="episode", title="Lost", season=2, episode=3)),
        (
            {"type": "show", "title": "Lost", "season": 2, "episode": 3.0},
            Wanted(type="episode", title="Lost", season=2, episode=3),
        ),
    ],
)
def test_what_is_wanted(data: dict[str, Any], wanted: Wanted) -> None:
    """A work by ids or a title, a part of a show by its numbers."""
    assert wanted_of(SCHEMA(data)) == wanted


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        pytest.param({"type": "movie"}, r"give ids or a title.*'title'", id="nothing"),
        pytest.param(
            {"type": "movie", "title": "x", "ids": {"tmdb": 1}}, r"either ids or a title, not both.*'title'", id="both"
        ),
        pytest.param({"title": "x"}, r"say whether a movie or a show is meant.*'type'", id="no type"),
        pytest.param({"type": "movie", "ids": {"tmdb": 1}, "year": 2000}, r"a year goes with a title", id="year alone"),
        pytest.param({"type": "episode", "title": "x"}, r"an episode needs its season.*'season'", id="no numbers"),
        pytest.param({"title": "x", "episode": 1}, r"an episode needs its season.*'season'", id="no season"),
        pytest.param(
            {"type": "episode", "title": "x", "season": 1}, r"an episode needs its number.*'episode'", id="no number"
        ),
        pytest.param({"type": "season", "title": "x"}, r"a season needs its number.*'season'", id="which season"),
        pytest.param(
            {"type": "season", "title": "x", "season": 1, "episode": 1}, r"a season is meant.*'episode'", id="episode"
        ),
        pytest.param({"type": "movie", "title": "x", "season": 1}, r"a movie has no season.*'season'", id="movie"),
        pytest.param({"type": "film", "title": "x"}, r"one of.*'movie'.*'type'", id="unknown type"),
        pytest.param({"type": "movie", "title": " "}, r"'title'", id="blank title"),
        pytest.param({"type": "movie", "title": "x", "year": 20}, r"at least 1800.*'year'", id="year of two digits"),
        pytest.param({"type": "movie", "title": "x", "year": 1999.5}, r"a whole number.*'year'", id="half a year"),
        pytest.param({"title": "x", "season": -1}, r"at least 0.*'season'", id="season below zero"),
        pytest.param({"type": "movie", "ids": {}}, r"at least one id.*'ids'", id="no ids"),
        pytest.param({"type": "movie", "ids": {"tmdb": None}}, r"at least one id.*'ids'", id="unknown ids"),
        pytest.param({"type": "movie", "ids": 603}, r"by the names of their services.*'ids'", id="an id alone"),
        pytest.param({"type": "movie", "ids": {"plex": 1}}, r"not a valid option.*'ids\.plex'", id="unknown service"),
        pytest.param({"type": "movie", "ids": {"tmdb": "x"}}, r"whole number.*'ids\.tmdb'", id="no number"),
        pytest.param({"type": "movie", "ids": {"tmdb": 0}}, r"at least 1.*'ids\.tmdb'", id="zero"),
        pytest.param({"type": "movie", "ids": {"imdb": "603"}}, r"expected pattern.*'ids\.imdb'", id="no id of IMDb"),
        pytest.param({"type": "movie", "ids": {"slug": "../users/me"}}, r"expected pattern.*'ids\.slug'", id="no slug"),
        pytest.param({"type": "movie", "title": "x", "raiting": 1}, r"not a valid option", id="unknown field"),
    ],
)
def test_what_names_no_work(data: dict[str, Any], complaint: str) -> None:
    """The field and what is wrong with it are in the message."""
    with pytest.raises(probatio.Invalid, match=complaint):
        SCHEMA(data)
