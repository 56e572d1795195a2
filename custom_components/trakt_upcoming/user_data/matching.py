"""Queries for movies, shows, seasons and episodes, and which search results match them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
import re
from types import MappingProxyType
from typing import Final
import unicodedata

from ..api.trakt import Found

_YEAR_IN_PARENTHESES: Final = re.compile(r"(?P<title>.*\S)\s*\((?P<year>\d{4})\)")
_YEAR_AT_THE_END: Final = re.compile(
    r"(?P<title>.*?\S)(?:\s*[,\u2013-]\s*|\s+)(?:(?:from|aus dem jahr|aus|von|de|uit|van|z)\s+)?"
    r"(?P<year>(?:18|19|20)\d{2})[.!?]?",
    re.IGNORECASE,
)
"""`Dune 2021`, `Dune, 2021` and `Dune from 2021`, in the languages of the integration; speech has no parentheses."""
_ID_IN_PARENTHESES: Final = re.compile(r".*\S\s*\((?:\d{4}, )?trakt (?P<id>\d{1,18})\)", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)

type ServiceIds = Mapping[str, int | str]
"""Ids of a movie or show by the name of the service: `trakt`, `slug`, `imdb`, `tmdb`, `tvdb`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedTitle:
    """A title, and the year if there is one."""

    title: str
    year: int | None = None

    def matches_title(self, title: str | None) -> bool:
        """Return whether a title is the same except for case, accents, spaces and punctuation."""
        return title is not None and fold_title(title) == fold_title(self.title)

    def matches_year(self, year: int | None) -> bool:
        """Return whether a year is the same; without a year, every year matches."""
        return self.year in {None, year}

    def without_year(self) -> ParsedTitle:
        """Return the title alone."""
        return ParsedTitle(title=self.title)

    def of_year(self, found: Iterable[Found]) -> tuple[Found, ...]:
        """Return the search results that match the year."""
        return tuple(each for each in found if self.matches_year(each.work.year))

    def exact_matches(self, found: Iterable[Found]) -> tuple[Found, ...]:
        """Return the search results that match title and year; original titles only count if no title matches."""
        of_year = self.of_year(found)
        by_title = tuple(each for each in of_year if self.matches_title(each.work.title))
        return by_title or tuple(each for each in of_year if self.matches_title(each.work.original_title))

    def matches_ignoring_article(self, found: Iterable[Found]) -> tuple[Found, ...]:
        """Return the search results that match apart from a leading `the`, `a` or `an`, which speech adds and omits."""
        bare = ParsedTitle(title=_without_article(self.title), year=self.year)
        return tuple(each for each in bare.of_year(found) if bare.matches_title(_without_article(each.work.title)))


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaQuery:
    """A movie, show, season or episode as a user names it: by ids or by title, seasons and episodes by number."""

    type: str
    """`movie`, `show`, `season` or `episode`."""
    ids: ServiceIds = field(default=MappingProxyType({}))
    """Ids of the movie or show."""
    title: str | None = None
    """Title of the movie or show; the user may have added a year, or an id as `candidate_labels` writes it."""
    year: int | None = None
    season: int | None = None
    episode: int | None = None

    @property
    def search_type(self) -> str:
        """What has the title and the ids: `movie`, or `show` for shows, seasons and episodes."""
        return "movie" if self.type == "movie" else "show"

    @property
    def effective_ids(self) -> ServiceIds:
        """The ids, else the id at the end of the title."""
        match = _ID_IN_PARENTHESES.fullmatch((self.title or "").strip())
        return {"trakt": int(match["id"])} if match is not None and not self.ids else self.ids

    @property
    def parsed_titles(self) -> tuple[ParsedTitle, ...]:
        """The ways to read title and year, the first one preferred.

        A number in parentheses is the year. One at the end may be part of the title: `Blade Runner 2049` is from 2017.
        """
        title = (self.title or "").strip()
        as_given = ParsedTitle(title=title, year=self.year)
        if (match := _YEAR_IN_PARENTHESES.fullmatch(title)) is not None:
            with_year = ParsedTitle(title=match["title"], year=int(match["year"]))
            return (with_year,) if self.year in {None, with_year.year} else (as_given,)
        if (match := _YEAR_AT_THE_END.fullmatch(title)) is not None:
            with_year = ParsedTitle(title=match["title"], year=int(match["year"]))
            return (as_given, with_year) if self.year in {None, with_year.year} else (as_given,)
        return (as_given,)

    @property
    def label(self) -> str:
        """Title and year as the user gave them, else the ids."""
        if self.title:
            return f"{self.title} ({self.year})" if self.year is not None else self.title
        return ", ".join(f"{service} {value}" for service, value in self.ids.items())


def candidate_labels(candidates: Sequence[Found]) -> tuple[str, ...]:
    """Return title and year of each candidate, with its id on Trakt if another candidate has the same."""
    return tuple(_label_with_id(each) if _has_same_label(each, candidates) else _label(each) for each in candidates)


def differ_by_year(candidates: Sequence[Found]) -> bool:
    """Return whether title and year are enough to choose one of the candidates."""
    return not any(_has_same_label(each, candidates) for each in candidates)


def conflicting_services(query: MediaQuery, found: Found) -> Sequence[str]:
    """Return the services whose ids in the query belong to another movie or show than the one that was found."""
    known = found.work.ids.to_dict()
    return [service for service, value in query.effective_ids.items() if known.get(service) not in {None, value}]


def fold_title(title: str) -> str:
    """Return a title for comparisons: without case, accents, spaces and punctuation, unless it has nothing else."""
    folded = title.replace("&", "and").casefold()
    return "".join(re.findall(r"\w", unicodedata.normalize("NFKD", folded))) or folded.strip()


def _without_article(title: str) -> str:
    return _ARTICLE.sub("", title)


def _has_same_label(found: Found, candidates: Iterable[Found]) -> bool:
    """Return whether another candidate has the same title, and no other year."""
    title, year = fold_title(found.work.title), found.work.year
    return any(
        fold_title(other.work.title) == title and year in {None, other.work.year}
        for other in candidates
        if other is not found
    )


def _label(found: Found) -> str:
    return f"{found.work.title} ({found.work.year})" if found.work.year is not None else found.work.title


def _label_with_id(found: Found) -> str:
    year = f"{found.work.year}, " if found.work.year is not None else ""
    return f"{found.work.title} ({year}trakt {found.work.ids.trakt})"
