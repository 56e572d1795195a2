"""One test for each habit of the upcoming-media-card."""

from dataclasses import replace
import json
from zoneinfo import ZoneInfo

import pytest

from custom_components.trakt_upcoming.agenda.release import Picture, Pictures
from custom_components.trakt_upcoming.agenda.transform import with_details, with_seasons_grouped
from custom_components.trakt_upcoming.agenda.upcoming_media import (
    EPISODE_LINES,
    MOVIE_LINES,
    UpcomingRows,
    card_data,
    row,
)
from custom_components.trakt_upcoming.api.tmdb import TitleDetails

from .releases import episode, movie

UTC = ZoneInfo("UTC")


def test_a_row_of_an_episode() -> None:
    """Everything that the card can show."""
    assert row(episode(), UTC) == {
        "type": "episode",
        "airdate": "2026-11-21T20:00:00Z",
        "release": "$day, $date $time",
        "title": "Severance",
        "episode": "Pilot",
        "number": "S01E01",
        "studio": "Apple TV+",
        "genres": "Drama, Science Fiction",
        "rating": "★ 8.7",
        "runtime": 50,
        "deep_link": "https://app.trakt.tv/shows/severance/seasons/1/episodes/1",
        "trailer": "https://youtube.com/watch?v=xEQP4VVuyrY",
        "summary": "What happens.",
        "tmdb_id": 95396,
    }


def test_a_season_drop_has_one_row() -> None:
    """With the numbers from first to last."""
    (drop,) = with_seasons_grouped(episode(number=number) for number in (1, 2, 3))

    assert row(drop, UTC)["number"] == "S01E01\N{EN DASH}E03"
    assert "episode" not in row(drop, UTC)


@pytest.mark.parametrize(
    ("zone", "airdate"),
    [
        ("UTC", "2026-12-18T12:00:00Z"),
        ("America/Los_Angeles", "2026-12-18T20:00:00Z"),
        ("Pacific/Kiritimati", "2026-12-17T22:00:00Z"),
    ],
)
def test_a_movie_is_at_local_noon(zone: str, airdate: str) -> None:
    """The browser turns it into the right day, and shows no time."""
    shown = row(movie(), ZoneInfo(zone))

    assert shown["airdate"] == airdate
    assert "$time" not in shown["release"]


def test_lines_are_split_at_hyphens() -> None:
    """So there are none in what users read."""
    shown = row(episode(name="Spider-Man", title="Part-Time"), UTC)

    assert "-" not in shown["title"] + shown["episode"] + shown["genres"] + shown["release"]
    assert shown["title"] == "Spider\N{NON-BREAKING HYPHEN}Man"


def test_parts_with_null_are_dropped() -> None:
    """So the word is broken where nobody sees it."""
    shown = row(movie(title="Annulled"), UTC)

    assert "null" not in shown["title"]
    assert shown["title"].replace("\N{WORD JOINER}", "") == "Annulled"


def test_titles_are_shown_as_html() -> None:
    """So there is none in them."""
    shown = row(episode(name="<img src=x onerror=alert(1)>"), UTC)

    assert not {"<", ">"} & set(shown["title"])


def test_unknown_fields_are_left_out() -> None:
    """The card would show the word."""
    shown = row(episode(title=None), UTC)

    assert None not in shown.values()
    assert not {"episode", "poster", "fanart"} & shown.keys()


def test_pictures() -> None:
    """Poster and backdrop."""
    poster = Picture(width=500, source="https://source", address="https://p")
    backdrop = Picture(width=1280, source="https://source", address="https://f")
    dressed = with_details(movie(), TitleDetails(), Pictures(posters=(poster,), backdrops=(backdrop,)))

    assert (row(dressed, UTC)["poster"], row(dressed, UTC)["fanart"]) == ("https://p", "https://f")


@pytest.mark.parametrize("lines", [EPISODE_LINES, MOVIE_LINES], ids=["episodes", "movies"])
def test_first_element_has_all_lines(lines: dict[str, str]) -> None:
    """All five, or the card fails."""
    assert set(lines) == {"title_default", *(f"line{number}_default" for number in range(1, 5)), "icon"}
    assert card_data(lines, [{"airdate": "x"}]) == [lines, {"airdate": "x"}]


def test_an_empty_list_takes_the_old_rows_away() -> None:
    """By a row without a date, which the card skips."""
    assert card_data(EPISODE_LINES, []) == [EPISODE_LINES, {}]


def test_rows_can_be_sent() -> None:
    """They are JSON."""
    rows = [row(each, UTC) for each in (episode(), movie())]

    assert json.loads(json.dumps(rows)) == rows


def test_rows_are_made_again_only_where_something_changed() -> None:
    """Another release under the same uid, and another zone, have another row."""
    rows, first, second = UpcomingRows(), episode(number=1), movie()
    made = rows.of((first, second), UTC)
    again = rows.of((first, second), UTC)
    poster = Picture(width=500, source="https://source", address="https://p")
    changed = rows.of((replace(first, pictures=Pictures(posters=(poster,))), second), UTC)
    elsewhere = rows.of((second,), ZoneInfo("Pacific/Kiritimati"))

    assert all(row is before for row, before in zip(again, made, strict=True))
    assert changed[0] != made[0]
    assert changed[1] is made[1]
    assert elsewhere == [row(second, ZoneInfo("Pacific/Kiritimati"))]
