"""Which titles are needed from TMDB, and which of them are due."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import Final

from ..agenda.release import EpisodeRelease, SingleRelease
from ..api.tmdb import MOST_SEASONS, Kind, is_english
from ..storage import ArtworkRecord

_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)
_PARTS: Final = 20
"""Known titles are renewed in at least this many parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A movie or show at TMDB in a language."""

    kind: Kind
    tmdb_id: int
    language: str

    @property
    def name(self) -> str:
        """The name of its record."""
        return f"{self.kind}/{self.tmdb_id}/{self.language}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The seasons that are needed of a title, and its next release."""

    start: datetime
    """When its next release starts, or the last one started."""
    is_over: bool
    """Whether its last release has ended."""
    seasons: frozenset[int] = frozenset()

    @property
    def order(self) -> tuple[bool, datetime]:
        """The sort key: next releases first, past ones last."""
        return self.is_over, self.start

    @property
    def askable(self) -> tuple[int, ...]:
        """The seasons that fit into one request."""
        return tuple(sorted(self.seasons)[:MOST_SEASONS])

    def with_other(self, other: Wanted) -> Wanted:
        """Return what both need of the same title."""
        return replace(min(self, other, key=lambda each: each.order), seasons=self.seasons | other.seasons)


type WantedTitles = Mapping[Title, Wanted]


def title_of(release: SingleRelease, language: str) -> Title | None:
    """Return the title of a release, None if Trakt has no TMDB id."""
    if release.ids.tmdb is None:
        return None
    return Title(kind=release.kind, tmdb_id=release.ids.tmdb, language=language)


def wanted_titles(
    releases: Iterable[SingleRelease], language: str, *, now: datetime, zone: tzinfo
) -> dict[Title, Wanted]:
    """Return the titles that TMDB may know, with the seasons that occur."""
    return together(
        {title: _wanted(release, now, zone)}
        for release in releases
        if (title := title_of(release, language)) is not None
    )


def together(wishes: Iterable[WantedTitles]) -> dict[Title, Wanted]:
    """Return what all accounts need, each title once."""
    wanted: dict[Title, Wanted] = {}
    for wish in wishes:
        for title, more in wish.items():
            wanted[title] = wanted[title].with_other(more) if title in wanted else more
    return wanted


def due(wanted: WantedTitles, records: Mapping[str, ArtworkRecord], now: datetime) -> list[Title]:
    """Return the titles to look up now, next releases first.

    These are all titles that are not known or lack seasons, and those whose missing poster may exist now. Old records
    are renewed a part a day; those of version 0.1.0, which stored original titles as translations, a part an hour.
    """
    titles = sorted(wanted, key=lambda title: wanted[title].order)
    known = {
        title: record
        for title in titles
        if (record := records.get(title.name)) is not None and record.covers(wanted[title].askable)
    }
    old = [title for title, record in known.items() if record.is_old(title.name, now)]
    doubtful = [
        title for title, record in known.items() if not record.is_translation and not is_english(title.language)
    ]
    renewed = {
        *old[: _allowed(known.values(), _DAY, now)],
        *doubtful[: _allowed(known.values(), _HOUR, now)],
    }
    return [title for title in titles if title not in known or title in renewed or known[title].may_have_poster(now)]


def _allowed(records: Collection[ArtworkRecord], period: timedelta, now: datetime) -> int:
    """Return how many titles may be renewed now, so that at most one part is renewed in a period."""
    lately = sum(record.is_renewal and now - record.at < period for record in records)
    return max(0, max(1, len(records) // _PARTS) - lately)


def _wanted(release: SingleRelease, now: datetime, zone: tzinfo) -> Wanted:
    seasons = frozenset({release.season}) if isinstance(release, EpisodeRelease) else frozenset[int]()
    return Wanted(start=release.start_in(zone), is_over=release.end_in(zone) <= now, seasons=seasons)
