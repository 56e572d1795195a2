"""Which work is meant by what users say of it."""

from typing import Any

import pytest

from custom_components.trakt_upcoming.api.trakt import Found
from custom_components.trakt_upcoming.user_data import (
    MediaQuery,
    candidate_labels,
    conflicting_services,
    differ_by_year,
)

from ..works_json import found, movie


def movies(*titles: tuple[str, int | None], **facts: Any) -> list[Found]:
    """Return movies of these titles and years, as a search finds them."""
    return [Found.from_dict(found(movie(title, year, 500 + n, **facts))) for n, (title, year) in enumerate(titles)]


def meant(title: str, candidates: list[Found], year: int | None = None) -> list[str]:
    """Return what fits the first reading of a title that anything fits."""
    titles = MediaQuery(type="movie", title=title, year=year).parsed_titles
    fitting = (parsed.exact_matches(candidates) for parsed in titles)
    return [f"{each.work.title} ({each.work.year})" for each in next((each for each in fitting if each), ())]


KNOWN = movies(
    ("Dune", 2021),
    ("Dune", 1984),
    ("Dune: Part Two", 2024),
    ("Blade Runner", 1982),
    ("Blade Runner 2049", 2017),
    ("2012", 2009),
    ("1917", 2019),
    ("2001: A Space Odyssey", 1968),
    ("Halloween", 2018),
    ("Halloween", 1978),
    ("Class of 1984", 1982),
    ("The Fleet (2003)", 2004),
)


@pytest.mark.parametrize(
    ("title", "year", "expected"),
    [
        pytest.param("Dune: Part Two", None, ["Dune: Part Two (2024)"], id="the very title"),
        pytest.param("dune part two.", None, ["Dune: Part Two (2024)"], id="without case and punctuation"),
        pytest.param("Dune", None, ["Dune (2021)", "Dune (1984)"], id="two of one title"),
        pytest.param("Dune", 1984, ["Dune (1984)"], id="a year"),
        pytest.param("Dune (1984)", None, ["Dune (1984)"], id="a year in parentheses"),
        pytest.param("Dune(1984)", 1984, ["Dune (1984)"], id="a year in both"),
        pytest.param("Dune (1984)", 2021, [], id="two years"),
        pytest.param("Dune", 2024, [], id="the year of another title"),
        pytest.param("Dun", None, [], id="no title"),
    ],
)
def test_titles_and_years(title: str, year: int | None, expected: list[str]) -> None:
    """The year tells those of one title apart."""
    assert meant(title, KNOWN, year) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Dune 2021", ["Dune (2021)"]),
        ("dune 2021.", ["Dune (2021)"]),
        ("Dune, 2021", ["Dune (2021)"]),
        ("Dune - 2021", ["Dune (2021)"]),
        ("Dune from 2021", ["Dune (2021)"]),
        ("Dune von 2021", ["Dune (2021)"]),
        ("Dune aus dem Jahr 2021", ["Dune (2021)"]),
        ("Halloween 2018", ["Halloween (2018)"]),
        ("Blade Runner 1982", ["Blade Runner (1982)"]),
        ("Blade Runner 2049", ["Blade Runner 2049 (2017)"]),
        ("Blade Runner 2049 2017", ["Blade Runner 2049 (2017)"]),
        ("2012", ["2012 (2009)"]),
        ("2012 2009", ["2012 (2009)"]),
        ("1917", ["1917 (2019)"]),
        ("2001: A Space Odyssey", ["2001: A Space Odyssey (1968)"]),
        ("2001 a space odyssey 1968", ["2001: A Space Odyssey (1968)"]),
        ("Class of 1984", ["Class of 1984 (1982)"]),
        ("Dune 1999", []),
        ("Dune 2", []),
        ("Blade Runner (2049)", []),
    ],
)
def test_years_without_parentheses(said: str, expected: list[str]) -> None:
    """Nobody can say parentheses; but a title may end with a year, and then it is the title."""
    assert meant(said, KNOWN) == expected


def test_the_year_of_a_field_and_the_year_of_a_title() -> None:
    """They may be the same one, or the title ends with another."""
    assert meant("Dune 2021", KNOWN, 2021) == ["Dune (2021)"]
    assert meant("Blade Runner 2049", KNOWN, 2017) == ["Blade Runner 2049 (2017)"]
    assert meant("The Fleet (2003)", KNOWN, 2004) == ["The Fleet (2003) (2004)"]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Amelie", "Amélie"),
        ("Spiderman", "Spider-Man"),
        ("Jodorowsky\u2019s Dune", "Jodorowsky's Dune"),
        ("MASH", "M*A*S*H"),
        ("Pride and Prejudice", "Pride & Prejudice"),
        ("ödland", "ÖDLAND"),
        ("海辺", "海辺"),
        ("???", "???"),
    ],
)
def test_spelling(said: str, title: str) -> None:
    """Nobody has to know how a title is written to the letter."""
    assert meant(said, movies((title, 2001), (f"{title} 2", 2002))) == [f"{title} (2001)"]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Batman", "The Batman"),
        ("the dune", "Dune"),
        ("A Quiet Place", "Quiet Place"),
        ("American Tail", "An American Tail"),
    ],
)
def test_an_article_more_or_less(said: str, title: str) -> None:
    """It is nearly the title; what only begins like an article is none."""
    [parsed] = MediaQuery(type="movie", title=said).parsed_titles
    candidates = movies((title, 2022), (f"Other {title}", 2022))

    assert parsed.exact_matches(candidates) == ()
    assert parsed.matches_ignoring_article(candidates) == (candidates[0],)
    assert (
        not MediaQuery(type="movie", title="rapy").parsed_titles[0].matches_ignoring_article(movies(("Therapy", 2020)))
    )


def test_a_title_in_its_own_language() -> None:
    """It is as good, unless something else has it as its title."""
    candidates = [
        *movies(("Spirited Away", 2001), original_title="Sen to Chihiro no kamikakushi"),
        Found.from_dict(found(movie("Elsewhere", 2010, 600, original_title="Nowhere"))),
    ]

    assert meant("Sen to Chihiro no Kamikakushi", candidates) == ["Spirited Away (2001)"]
    assert meant("Elsewhere", [*candidates, *movies(("Der Ort", 2011), original_title="Elsewhere")]) == [
        "Elsewhere (2010)"
    ]


def test_candidates_are_named_so_that_one_can_choose() -> None:
    """By their years, and by an id where the year does not tell them apart."""
    by_year = movies(("Dune", 2021), ("Dune", 1984), ("Jodorowsky's Dune", None))
    by_id = movies(("Dune", 2021), ("dune", 2021), ("Dune", None))

    assert candidate_labels(by_year) == ("Dune (2021)", "Dune (1984)", "Jodorowsky's Dune")
    assert differ_by_year(by_year)
    assert candidate_labels(by_id) == ("Dune (2021, trakt 500)", "dune (2021, trakt 501)", "Dune (trakt 502)")
    assert not differ_by_year(by_id)


@pytest.mark.parametrize("said", candidate_labels(movies(("Dune", 2021), ("Dune", 2021), ("Dune", None))))
def test_name_of_a_candidate_finds_it(said: str) -> None:
    """An id after a title counts as one."""
    assert dict(MediaQuery(type="movie", title=said).effective_ids) == {"trakt": int(said[-4:-1])}


def test_ids_that_differ() -> None:
    """Those that Trakt does not have say nothing."""
    [dune] = movies(("Dune", 2021))

    assert conflicting_services(MediaQuery(type="movie", ids={"trakt": 500, "tvdb": 9, "imdb": "tt500"}), dune) == []
    assert conflicting_services(MediaQuery(type="movie", ids={"trakt": 500, "tmdb": 9, "imdb": "tt9"}), dune) == [
        "tmdb",
        "imdb",
    ]


@pytest.mark.parametrize(
    ("query", "label"),
    [
        (MediaQuery(type="movie", title="Dune", year=2021), "Dune (2021)"),
        (MediaQuery(type="movie", title="Dune (2021)"), "Dune (2021)"),
        (MediaQuery(type="season", ids={"imdb": "tt1", "slug": "x"}, season=1), "imdb tt1, slug x"),
    ],
)
def test_label(query: MediaQuery, label: str) -> None:
    """As errors name it."""
    assert query.label == label
