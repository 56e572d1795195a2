"""The fields that name a work: each way to say it wrong is told apart."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.setup import async_setup_component
import probatio
import pytest

from custom_components.trakt_upcoming.const import DOMAIN
from custom_components.trakt_upcoming.services.fields import integer_between, media_query, media_schema, selected_choice
from custom_components.trakt_upcoming.user_data import MediaQuery

from ..translations import EN

SCHEMA = media_schema({probatio.Optional("rating"): int})


@pytest.fixture(name="_texts")
async def _fixture_texts(hass: HomeAssistant) -> None:
    """Let the texts be known."""
    assert await async_setup_component(hass, DOMAIN, {})


@pytest.mark.parametrize(
    ("data", "query"),
    [
        ({"type": "movie", "title": " Dune ", "year": "1984"}, MediaQuery(type="movie", title="Dune", year=1984)),
        ({"type": "show", "ids": {"tmdb": "603"}}, MediaQuery(type="show", ids={"tmdb": 603})),
        (
            {"type": "movie", "ids": {"trakt": 1, "slug": "a-b", "imdb": "tt3", "tmdb": None, "tvdb": None}},
            MediaQuery(type="movie", ids={"trakt": 1, "slug": "a-b", "imdb": "tt3"}),
        ),
        ({"title": "Lost", "season": 0}, MediaQuery(type="season", title="Lost", season=0)),
        ({"type": "season", "title": "Lost", "season": 2}, MediaQuery(type="season", title="Lost", season=2)),
        ({"title": "Lost", "season": 2, "episode": 3}, MediaQuery(type="episode", title="Lost", season=2, episode=3)),
        (
            {"type": "show", "title": "Lost", "season": 2, "episode": 3.0},
            MediaQuery(type="episode", title="Lost", season=2, episode=3),
        ),
    ],
)
def test_media_query(data: dict[str, Any], query: MediaQuery) -> None:
    """A work by ids or a title, a part of a show by its numbers."""
    assert media_query(SCHEMA(data)) == query


NUMBERS = "trakt, tmdb and tvdb have whole numbers"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param({"type": "movie"}, "Enter a title or an ID", id="nothing"),
        pytest.param({"type": "movie", "title": "x", "ids": {"tmdb": 1}}, "either a title or IDs", id="both"),
        pytest.param({"title": "x"}, "Choose the type: a movie or a show", id="no type"),
        pytest.param({"type": "movie", "ids": {"tmdb": 1}, "year": 2000}, "only be added to a title", id="year alone"),
        pytest.param({"type": "episode", "title": "x"}, "the number of the season", id="no numbers"),
        pytest.param({"title": "x", "episode": 1}, "the number of the season", id="no season"),
        pytest.param({"type": "episode", "title": "x", "season": 1}, "the number of the episode", id="no number"),
        pytest.param({"type": "season", "title": "x"}, "the number of the season", id="which season"),
        pytest.param({"type": "season", "title": "x", "season": 1, "episode": 1}, "The type is season", id="episode"),
        pytest.param({"type": "movie", "title": "x", "season": 1}, "A movie has no seasons", id="movie"),
        pytest.param({"type": "movie", "title": "x", "episode": 1}, "A movie has no seasons", id="part of a movie"),
        pytest.param({"type": "film", "title": "x"}, "type must be one of these: .*movie", id="unknown type"),
        pytest.param({"type": ["movie"], "title": "x"}, "type must be one of these", id="several types"),
        pytest.param({"type": "movie", "title": " "}, "title must be a text of 1 to 500", id="blank title"),
        pytest.param({"type": "movie", "title": ["x"]}, "title must be a text", id="titles"),
        pytest.param({"type": "movie", "title": "x", "year": 20}, "from 1800 to 9999", id="year of two digits"),
        pytest.param({"type": "movie", "title": "x", "year": 1999.5}, "year must be a whole number", id="half a year"),
        pytest.param({"type": "movie", "title": "x", "year": "soon"}, "year must be a whole number", id="words"),
        pytest.param({"title": "x", "season": -1}, "season must be a whole number from 0 to 9999", id="below zero"),
        pytest.param({"title": "x", "season": 1, "episode": None}, "episode must be a whole number", id="null"),
        pytest.param({"type": "movie", "ids": {}}, NUMBERS, id="no ids"),
        pytest.param({"type": "movie", "ids": {"tmdb": None}}, NUMBERS, id="unknown ids"),
        pytest.param({"type": "movie", "ids": 603}, "names of their services", id="an id alone"),
        pytest.param({"type": "movie", "ids": {"plex": 1}}, NUMBERS, id="unknown service"),
        pytest.param({"type": "movie", "ids": {"tmdb": "x"}}, NUMBERS, id="no number"),
        pytest.param({"type": "movie", "ids": {"tmdb": 0}}, NUMBERS, id="zero"),
        pytest.param({"type": "movie", "ids": {"imdb": "603"}}, "looks like tt0133093", id="no id of IMDb"),
        pytest.param({"type": "movie", "ids": {"slug": "../users/me"}}, "a slug like", id="no slug"),
        pytest.param({"type": "movie", "title": "x", "raiting": 1}, "no field raiting here.*rating", id="unknown"),
        pytest.param({"type": "movie", "title": "x", "config_entry_id": []}, "config_entry_id must be", id="account"),
    ],
)
@pytest.mark.usefixtures("_texts")
def test_invalid_fields(data: dict[str, Any], said: str) -> None:
    """It is told in words that can be translated."""
    with pytest.raises(ServiceValidationError, match=said) as caught:
        SCHEMA(data)

    assert caught.value.translation_key in EN["exceptions"]


@pytest.mark.usefixtures("_texts")
def test_a_field_that_has_to_be_there() -> None:
    """Where it is only misspelled, that is told."""
    schema = media_schema({probatio.Required("rating"): integer_between(1, 10)})

    with pytest.raises(ServiceValidationError, match="from 1 to 10, or one of these words"):
        schema({"type": "movie", "title": "x"})
    with pytest.raises(ServiceValidationError, match="no field raiting here"):
        schema({"type": "movie", "title": "x", "raiting": 1})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"active_choice": "released", "released": "released", "moment": "2026-11-20 20:15:00"}, "released"),
        ({"active_choice": "moment", "moment": "2026-11-20 20:15:00"}, "2026-11-20 20:15:00"),
        ({"active_choice": "moment"}, None),
        ("released", "released"),
    ],
)
def test_selected_choice(value: object, expected: object) -> None:
    """A form says what was selected_choice and what else was filled in, YAML only the value."""
    assert selected_choice(value) == expected
