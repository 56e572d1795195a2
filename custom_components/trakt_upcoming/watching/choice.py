"""Which work is meant by what people say of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
import re
from types import MappingProxyType
from typing import Final
import unicodedata

from ..api.trakt import Found
from .tasks import title_and_year

_MOST_CANDIDATES: Final = 8

type AnyIds = Mapping[str, int | str]
"""Ids of a work by the name of the service: `trakt`, `slug`, `imdb`, `tmdb`, `tvdb`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody says of the film, show, season or episode that they mean."""

    type: str
    """`movie`, `show`, `season` or `episode`."""
    ids: AnyIds = field(default=MappingProxyType({}))
    """Those of the film, or of the show."""
    title: str | None = None
    """That of the film, or of the show; people may have added the year in parentheses."""
    year: int | None = None
    season: int | None = None
    episode: int | None = None

    @property
    def work_type(self) -> str:
        """Whether the work is a film or a show."""
        return "movie" if self.type == "movie" else "show"

    @property
    def plain_title(self) -> str:
        """The title without the year."""
        return self._parted[0]

    @property
    def any_year(self) -> int | None:
        """The year, wherever it was said."""
        return self._parted[1]

    @property
    def name(self) -> str:
        """What was said, in a few words."""
        year = f"({self.year})" if self.year is not None else ""
        ids = "" if self.title else ", ".join(f"{service} {value}" for service, value in self.ids.items())
        return " ".join(word for word in (self.title or ids, year, self._number) if word)

    @property
    def _parted(self) -> tuple[str, int | None]:
        title, year = title_and_year(self.title or "")
        return (title, year) if self.year in {None, year} else (self.title or "", self.year)

    @property
    def _number(self) -> str:
        season = f"S{self.season:02}" if self.season is not None else ""
        return season + (f"E{self.episode:02}" if self.episode is not None else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The work that is meant, or those that may be."""

    work: Found | None = None
    candidates: tuple[Found, ...] = ()

    @property
    def names(self) -> str:
        """The candidates as people can choose them: by the year, or by an id where the year tells too little."""
        names = [name_of(each) for each in self.candidates]
        count = Counter(names)
        shown = (
            name if count[name] == 1 else f"{name}, trakt {each.work.ids.trakt}"
            for name, each in zip(names, self.candidates, strict=True)
        )
        return "; ".join([*shown][:_MOST_CANDIDATES])


def choose(wanted: Wanted, found: Iterable[Found]) -> Choice:
    """Return which work is meant by a title, and by a year where one was said.

    An exact title wins, then an exact one in its own language; what was found by other words wins where it is alone.
    """
    candidates = tuple({each.work.ids.trakt: each for each in found if each.type == wanted.work_type}.values())
    of_title = _of_title(wanted, candidates) or candidates
    of_year = tuple(each for each in of_title if wanted.any_year in {None, each.work.year})
    return Choice(work=of_year[0]) if len(of_year) == 1 else Choice(candidates=of_year or of_title)


def has_title(wanted: Wanted, found: Iterable[Found]) -> bool:
    """Return whether something that was found has the very title."""
    return bool(_of_title(wanted, found))


def _of_title(wanted: Wanted, found: Iterable[Found]) -> tuple[Found, ...]:
    candidates = tuple(found)
    said = {plain(wanted.title or ""), plain(wanted.plain_title)}
    exact = tuple(each for each in candidates if plain(each.work.title) in said)
    return exact or tuple(each for each in candidates if plain(each.work.original_title or "") in said)


def differing(wanted: Wanted, found: Found) -> Sequence[str]:
    """Return the services by whose ids another work was meant than the one that was found."""
    known = found.work.ids.to_dict()
    return [service for service, value in wanted.ids.items() if known.get(service) not in {None, value}]


def name_of(found: Found) -> str:
    """Return title and year of a work."""
    return f"{found.work.title} ({found.work.year})" if found.work.year is not None else found.work.title


def plain(title: str) -> str:
    """Return a title as it is compared: without case, accents, spaces and punctuation, where that leaves anything."""
    folded = title.replace("&", "and").casefold()
    return "".join(re.findall(r"\w", unicodedata.normalize("NFKD", folded))) or folded.strip()
