"""Which movie or show is meant by what people say of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
import re
from types import MappingProxyType
from typing import Final
import unicodedata

from ..api.trakt import Found

MOST_CANDIDATES: Final = 8
"""So many are named where several may be meant; more cannot be listened to."""

_YEAR_IN_PARENTHESES: Final = re.compile(r"(?P<title>.*\S)\s*\((?P<year>\d{4})\)")
_YEAR_AT_THE_END: Final = re.compile(
    r"(?P<title>.*?\S)(?:\s*[,\u2013-]\s*|\s+)(?:(?:from|aus dem jahr|aus|von|de|uit|van|z)\s+)?"
    r"(?P<year>(?:18|19|20)\d{2})[.!?]?",
    re.IGNORECASE,
)
"""`Dune 2021`, `Dune, 2021` and `Dune from 2021`, in the languages of the texts; speech has no parentheses."""
_ID_IN_PARENTHESES: Final = re.compile(r".*\S\s*\((?:\d{4}, )?trakt (?P<id>\d{1,18})\)", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)

type AnyIds = Mapping[str, int | str]
"""Ids of a movie or show by the name of the service: `trakt`, `slug`, `imdb`, `tmdb`, `tvdb`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One way to understand what somebody said: a title, and a year where one was said."""

    title: str
    year: int | None = None

    @property
    def in_any_year(self) -> Meaning:
        """The same without the year."""
        return Meaning(title=self.title)

    def is_title(self, title: str | None) -> bool:
        """Return whether this is the title, whatever its case, accents, spaces and punctuation."""
        return title is not None and plain(title) == plain(self.title)

    def is_year(self, year: int | None) -> bool:
        """Return whether this is the year, or none was said."""
        return self.year in {None, year}

    def of_title(self, found: Iterable[Found]) -> tuple[Found, ...]:
        """Return what has the title and the year: the title in English, else the one in its own language."""
        of_year = tuple(each for each in found if self.is_year(each.work.year))
        in_english = tuple(each for each in of_year if self.is_title(each.work.title))
        return in_english or tuple(each for each in of_year if self.is_title(each.work.original_title))

    def but_for_the_article(self, found: Iterable[Found]) -> tuple[Found, ...]:
        """Return what has the title and the year but for a first `the`, `a` or `an`; voices add and leave it out."""
        bare = Meaning(title=_without_article(self.title), year=self.year)
        return tuple(
            each for each in found if bare.is_year(each.work.year) and bare.is_title(_without_article(each.work.title))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody says of the movie, show, season or episode that they mean."""

    type: str
    """`movie`, `show`, `season` or `episode`."""
    ids: AnyIds = field(default=MappingProxyType({}))
    """Those of the movie, or of the show."""
    title: str | None = None
    """That of the movie, or of the show; people may have added the year, or the id that an error told them."""
    year: int | None = None
    season: int | None = None
    episode: int | None = None

    @property
    def work_type(self) -> str:
        """Whether a movie or a show is named."""
        return "movie" if self.type == "movie" else "show"

    @property
    def any_ids(self) -> AnyIds:
        """The ids, also one that stands behind the title as `names_of` writes it."""
        said = _ID_IN_PARENTHESES.fullmatch((self.title or "").strip())
        return {"trakt": int(said["id"])} if said is not None and not self.ids else self.ids

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """The ways to understand title and year; one counts only where nothing fits those before it.

        A year in parentheses is one. Digits at the end may belong to the title: `Blade Runner 2049` came out in 2017.
        """
        title = (self.title or "").strip()
        as_said = Meaning(title=title, year=self.year)
        if (said := _YEAR_IN_PARENTHESES.fullmatch(title)) is not None:
            with_year = Meaning(title=said["title"], year=int(said["year"]))
            return (with_year,) if self.year in {None, with_year.year} else (as_said,)
        if (said := _YEAR_AT_THE_END.fullmatch(title)) is not None:
            with_year = Meaning(title=said["title"], year=int(said["year"]))
            return (as_said, with_year) if self.year in {None, with_year.year} else (as_said,)
        return (as_said,)

    @property
    def name(self) -> str:
        """The movie or show as it was said: title and year, else the ids."""
        if self.title:
            return f"{self.title} ({self.year})" if self.year is not None else self.title
        return ", ".join(f"{service} {value}" for service, value in self.ids.items())


def names_of(found: Sequence[Found]) -> tuple[str, ...]:
    """Return what was found by title and year, with the id on Trakt where these are not enough to choose by."""
    return tuple(_name_with_id(each) if _is_like_another(each, found) else name_of(each) for each in found)


def are_told_by_year(found: Sequence[Found]) -> bool:
    """Return whether title and year say which of several is meant."""
    return not any(_is_like_another(each, found) for each in found)


def differing(wanted: Wanted, found: Found) -> Sequence[str]:
    """Return the services by whose ids something else was meant than what was found."""
    known = found.work.ids.to_dict()
    return [service for service, value in wanted.any_ids.items() if known.get(service) not in {None, value}]


def name_of(found: Found) -> str:
    """Return title and year."""
    return f"{found.work.title} ({found.work.year})" if found.work.year is not None else found.work.title


def plain(title: str) -> str:
    """Return a title as it is compared: without case, accents, spaces and punctuation, where that leaves anything."""
    folded = title.replace("&", "and").casefold()
    return "".join(re.findall(r"\w", unicodedata.normalize("NFKD", folded))) or folded.strip()


def _without_article(title: str) -> str:
    return _ARTICLE.sub("", title)


def _is_like_another(found: Found, others: Iterable[Found]) -> bool:
    """Return whether something else has the same title, and the year does not tell them apart."""
    title, year = plain(found.work.title), found.work.year
    return any(
        plain(other.work.title) == title and year in {None, other.work.year} for other in others if other is not found
    )


def _name_with_id(found: Found) -> str:
    year = f"{found.work.year}, " if found.work.year is not None else ""
    return f"{found.work.title} ({year}trakt {found.work.ids.trakt})"
