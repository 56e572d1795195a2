"""Which work is meant by what people say of it."""

from typing import Any

import pytest

from custom_components.trakt_upcoming.api.trakt import Found
from custom_components.trakt_upcoming.watching import Wanted, choose, differing

from ..works_json import found, movie, show


def films(*titles: tuple[str, int | None], **facts: Any) -> list[Found]:
    """Return films of these titles and years, as a search finds them."""
    return [Found.from_dict(found(movie(title, year, 500 + n, **facts))) for n, (title, year) in enumerate(titles)]


def chosen(title: str, candidates: list[Found], year: int | None = None) -> str | None:
    """Return which film is chosen, None when that is not clear."""
    work = choose(Wanted(type="movie", title=title, year=year), candidates).work
    return f"{work.work.title} ({work.work.year})" if work is not None else None


DUNES = films(("Dune", 2021), ("Dune", 1984), ("Dune: Part Two", 2024), ("Jodorowsky's Dune", 2013))


@pytest.mark.parametrize(
    ("title", "year", "expected"),
    [
        pytest.param("Dune: Part Two", None, "Dune: Part Two (2024)", id="the very title"),
        pytest.param("dune part two", None, "Dune: Part Two (2024)", id="without case and punctuation"),
        pytest.param("Jodorowsky\u2019s Dune", None, "Jodorowsky's Dune (2013)", id="another apostrophe"),
        pytest.param("Dune", 1984, "Dune (1984)", id="a year"),
        pytest.param("Dune (1984)", None, "Dune (1984)", id="a year in the title"),
        pytest.param("Dune (1984)", 1984, "Dune (1984)", id="a year in both"),
        pytest.param("Dune", 2024, None, id="the only one of the year has another title"),
        pytest.param("Dune 2", 2024, "Dune: Part Two (2024)", id="the only one of the year, and no such title"),
        pytest.param("Dune", None, None, id="two of one title"),
        pytest.param("Dune", 1999, None, id="none of the year"),
        pytest.param("Dun", None, None, id="no exact title"),
    ],
)
def test_titles_and_years(title: str, year: int | None, expected: str | None) -> None:
    """An exact title wins, and the year tells those of one title apart."""
    assert chosen(title, DUNES, year) == expected


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Amelie", "Amélie"),
        ("Spiderman", "Spider-Man"),
        ("MASH", "M*A*S*H"),
        ("Pride and Prejudice", "Pride & Prejudice"),
        ("ödland", "ÖDLAND"),
        ("海辺", "海辺"),
        ("???", "???"),
    ],
)
def test_spelling(said: str, title: str) -> None:
    """Nobody has to know how a title is written to the letter."""
    assert chosen(said, films((title, 2001), (f"{title} 2", 2002))) == f"{title} (2001)"


def test_a_title_in_its_own_language() -> None:
    """It is as good, unless another work has it as its title."""
    candidates = [
        *films(("Spirited Away", 2001), original_title="Sen to Chihiro no kamikakushi"),
        Found.from_dict(found(movie("Elsewhere", 2010, 600, original_title="Nowhere"))),
    ]

    assert chosen("Sen to Chihiro no Kamikakushi", candidates) == "Spirited Away (2001)"
    assert chosen("Elsewhere", [*candidates, *films(("Der Ort", 2011), original_title="Elsewhere")]) == (
        "Elsewhere (2010)"
    )


def test_what_is_alone_is_meant() -> None:
    """A search in a language of which nothing is known here finds it, too; but not against the year."""
    [alone] = films(("Salt Harbour", 2024))

    assert chosen("Salzhafen", [alone]) == "Salt Harbour (2024)"
    assert chosen("Salzhafen", [alone], 2023) is None
    assert choose(Wanted(type="movie", title="Salzhafen", year=2023), [alone]).candidates == (alone,)


def test_a_title_that_ends_with_a_year() -> None:
    """It is no other one because the year is a part of it."""
    candidates = films(("Blade Runner 2049", 2017), ("The Fleet (2003)", 2004), ("The Fleet", 2004))

    assert chosen("Blade Runner 2049", candidates) == "Blade Runner 2049 (2017)"
    assert chosen("The Fleet (2003)", candidates[1:2]) is None
    assert chosen("The Fleet (2003)", candidates[1:2], 2004) == "The Fleet (2003) (2004)"


def test_candidates_are_named_so_that_one_can_choose() -> None:
    """By their years, and by an id where those are the same; a long list is cut."""
    few = [*DUNES, Found.from_dict(found(movie("Dune", 1984, 900)))]
    many = films(*((f"Dune {n}", 2000 + n) for n in range(20)))

    assert choose(Wanted(type="movie", title="Dune"), few).names == (
        "Dune (2021); Dune (1984), trakt 501; Dune (1984), trakt 900"
    )
    assert choose(Wanted(type="movie", title="Dune"), many).names.count(";") == 7
    assert choose(Wanted(type="movie", title="Dun"), films(("Dune", None), ("Dune!", 1999))).names == (
        "Dune; Dune! (1999)"
    )


def test_what_occurs_twice_counts_once() -> None:
    """And works of another kind do not count."""
    [film] = films(("Dune", 2021))
    series = Found.from_dict(found(show("Dune", 2000), "show"))

    assert choose(Wanted(type="movie", title="Dune"), [film, film, series]).work == film
    assert choose(Wanted(type="episode", title="Dune", season=1, episode=1), [film, series]).work == series
    assert choose(Wanted(type="movie", title="Dune"), [series]).candidates == ()


def test_ids_that_differ() -> None:
    """Those that Trakt does not have say nothing."""
    [film] = films(("Dune", 2021))

    assert differing(Wanted(type="movie", ids={"trakt": 500, "tvdb": 9, "imdb": "tt500"}), film) == []
    assert differing(Wanted(type="movie", ids={"trakt": 500, "tmdb": 9, "imdb": "tt9"}), film) == ["tmdb", "imdb"]


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        (Wanted(type="movie", title="Dune", year=2021), "Dune (2021)"),
        (Wanted(type="movie", title="Dune (2021)"), "Dune (2021)"),
        (Wanted(type="episode", title="Severance", season=1, episode=12), "Severance S01E12"),
        (Wanted(type="season", ids={"imdb": "tt1", "slug": "x"}, season=1), "imdb tt1, slug x S01"),
    ],
)
def test_what_was_said_in_a_few_words(wanted: Wanted, name: str) -> None:
    """As errors name it."""
    assert wanted.name == name
