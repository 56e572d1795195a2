"""One test for each type of nonsense."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from custom_components.trakt_upcoming.api import fields
from custom_components.trakt_upcoming.api.tmdb import EpisodeDetails, TitleDetails
from custom_components.trakt_upcoming.api.trakt import Episode, Show, WorkImages

from ..trakt_json import episode_entry


@pytest.mark.parametrize(
    ("parse", "value"),
    [
        pytest.param(fields.line, None, id="text: null"),
        pytest.param(fields.line, 7, id="text: number"),
        pytest.param(fields.line, "", id="text: empty"),
        pytest.param(fields.line, " \n ", id="text: blank"),
        pytest.param(fields.identifier, 0, id="id: zero"),
        pytest.param(fields.identifier, -1, id="id: negative"),
        pytest.param(fields.identifier, "7", id="id: text"),
        pytest.param(fields.identifier, True, id="id: boolean"),
        pytest.param(fields.identifier, 7.0, id="id: fraction"),
        pytest.param(fields.identifier, 2**63, id="id: too large"),
        pytest.param(fields.number(0, 10), 11, id="rating: too high"),
        pytest.param(fields.number(0, 10), float("nan"), id="rating: not a number"),
        pytest.param(fields.number(0, 10), True, id="rating: boolean"),
        pytest.param(fields.imdb_id, "tt10584350/", id="imdb: with a slash"),
        pytest.param(fields.imdb_id, 123, id="imdb: number"),
        pytest.param(fields.web_address, "http://example.com", id="address: not encrypted"),
        pytest.param(fields.web_address, "javascript:alert(1)", id="address: script"),
        pytest.param(fields.web_address, "https://a b", id="address: with a blank"),
        pytest.param(fields.moment, None, id="moment: null"),
        pytest.param(fields.moment, "soon", id="moment: text"),
        pytest.param(fields.moment, "2026-11-21T02:00:00", id="moment: without offset"),
        pytest.param(fields.moment, "9999-12-31T23:59:59-10:00", id="moment: beyond time"),
        pytest.param(fields.day, "2026-11-21T00:00:00Z", id="day: moment"),
        pytest.param(fields.day, "20261121", id="day: without hyphens"),
        pytest.param(fields.day, "2026-02-30", id="day: that there is not"),
        pytest.param(fields.truth, 1, id="truth: number"),
        pytest.param(fields.truth, "true", id="truth: text"),
        pytest.param(fields.truth, None, id="truth: null"),
        pytest.param(fields.nested(EpisodeDetails), 7, id="object: number"),
        pytest.param(fields.nested(EpisodeDetails), {}, id="object: without what is required"),
    ],
)
def test_nonsense_does_not_parse(parse: Any, value: object) -> None:
    """Always with the same kind of error."""
    with pytest.raises(ValueError):  # noqa: PT011 - the kind is what counts
        parse(value)


@pytest.mark.parametrize(
    ("parse", "value", "parsed"),
    [
        pytest.param(fields.line, " a\r\n b\tc ", "a b c", id="on one line"),
        pytest.param(fields.line, "a\x00b\ud800c", "a\ufffdb\ufffdc", id="what nothing can show"),
        pytest.param(fields.paragraph, "a\n\nb", "a\n\nb", id="lines stay in paragraphs"),
        pytest.param(
            fields.moment, "2026-11-21T02:00:00.000Z", datetime(2026, 11, 21, 2, tzinfo=UTC), id="Trakt's time"
        ),
        pytest.param(fields.moment, "2026-11-21T02:00:00+02:00", datetime(2026, 11, 21, tzinfo=UTC), id="with offset"),
        pytest.param(fields.day, "2026-11-21", date(2026, 11, 21), id="day"),
        pytest.param(fields.number(0, 10), 8, 8.0, id="whole rating"),
        pytest.param(fields.truth, False, False, id="truth"),
        pytest.param(fields.imdb_id, "tt11280740", "tt11280740", id="imdb"),
    ],
)
def test_valid_values(parse: Any, value: object, parsed: object) -> None:
    """It comes out clean."""
    assert parse(value) == parsed


def test_optional_fields_count_as_missing() -> None:
    """Only they, and whatever is wrong with them."""
    show = episode_entry()["show"]
    spoiled = {**show, "runtime": -5, "rating": "high", "network": [], "trailer": 1, "genres": "drama", "overview": ""}
    parsed = Show.from_dict({**spoiled, "ids": {**show["ids"], "tmdb": 0, "imdb": 7, "slug": "a b"}, "more": 1})

    assert parsed.title == "Severance"
    assert (parsed.runtime, parsed.rating, parsed.network, parsed.trailer, parsed.overview) == (None,) * 5
    assert parsed.genres == ()
    assert (parsed.ids.trakt, parsed.ids.tmdb, parsed.ids.imdb, parsed.ids.slug) == (1, None, None, None)


def test_lists_keep_what_parses() -> None:
    """The rest is left out."""
    show = episode_entry()["show"]
    details = TitleDetails.from_dict(
        {"episodes": [None, {}, {"season_number": 1, "episode_number": 2, "name": "", "still_path": "x"}]}
    )

    assert Show.from_dict({**show, "genres": ["drama", 7, None, "", "a b"]}).genres == ("drama",)
    assert details.episodes == (EpisodeDetails(season_number=1, episode_number=2),)


@pytest.mark.parametrize(
    ("images", "expected"),
    [
        ({"poster": ["media.trakt.tv/a.jpg.webp", "media.trakt.tv/b.jpg"]}, "https://media.trakt.tv/a.jpg.webp"),
        ({"poster": ["https://media.trakt.tv/a.jpg"]}, "https://media.trakt.tv/a.jpg"),
        ({"poster": "https://media.trakt.tv/a.jpg"}, "https://media.trakt.tv/a.jpg"),
        ({"poster": [None, 7, "", "http://media.trakt.tv/a", "a b", "x.y/c.jpg"]}, "https://x.y/c.jpg"),
        ({"poster": []}, None),
        ({"poster": {"medium": "media.trakt.tv/a.jpg"}}, None),
        ({"poster": ["javascript:alert(1)", "host.only", "a.b/c?d", "me@a.b/c", "a.b:1/c", "a.b/\n"]}, None),
    ],
)
def test_first_image(images: Any, expected: str | None) -> None:
    """Trakt sends lists of addresses without a scheme; what was saved is the address alone."""
    show = Show.from_dict({**episode_entry()["show"], "images": images})

    assert show.images == WorkImages(poster=expected, fanart=None)
    assert Show.from_dict(show.to_dict()) == show


@pytest.mark.parametrize("images", [None, 7, [], "media.trakt.tv/a.jpg"])
def test_no_images(images: Any) -> None:
    """That costs nothing else."""
    entry = episode_entry()

    assert Show.from_dict({**entry["show"], "images": images}).images is None
    assert Episode.from_dict({**entry["episode"], "images": images}).images is None


def test_long_lines() -> None:
    """They are cut where no title ends."""
    assert fields.line("x" * 500) == "x" * 500
    assert fields.line("x" * 501) == f"{'x' * 499}\N{HORIZONTAL ELLIPSIS}"
    assert len(fields.paragraph("x" * 5_000)) == 5_000
