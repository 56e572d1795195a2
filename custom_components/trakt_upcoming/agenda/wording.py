"""Summaries and descriptions in the user's language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from .release import EpisodeRelease, MovieRelease, Release, SeasonRelease

_MOST_PARTS: Final = 6
"""Parts of a number with gaps; the summary has the count of episodes as well."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Writes summaries and descriptions of releases, with phrases in the language of the home."""

    phrases: Mapping[str, str]
    """The translations below `common`: the special types of episodes, and `season_drop`."""

    def summary(self, release: Release) -> str:
        """Return the release in one line."""
        match release:
            case SeasonRelease():
                count = self.phrases["season_drop"].format(count=len(release.episodes))
                return f"{release.title} {number(release)} ({count})"
            case EpisodeRelease():
                words = (release.title, number(release), release.episode.title)
                return " ".join(word for word in words if word) + self._mark(release)
            case MovieRelease():
                return release.title

    def description(self, release: Release) -> str:
        """Return what it is about, how it is rated, and where to read more, each on a line of its own."""
        rating = f"\N{BLACK STAR} {release.rating:.1f}/10" if release.rating else None
        return "\n".join(line for line in (release.overview, rating, release.url) if line)

    def _mark(self, release: EpisodeRelease) -> str:
        phrase = self.phrases.get(release.episode.episode_type or "")
        return f" · {phrase}" if phrase else ""


def short_title(release: Release, most: int) -> str:
    """Return the title of a movie, or the show with the number of the episode, in at most so many characters.

    A title that is too long is cut; the number stays.
    """
    suffix = "" if isinstance(release, MovieRelease) else f" {number(release)}"
    room = most - len(suffix)
    title = release.title
    return f"{title if len(title) <= room else f'{title[: room - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}'}{suffix}"


def number(release: EpisodeRelease | SeasonRelease) -> str:
    """Return season and numbers as usual, `S02E05` or `S02E01` through `E08` in one.

    Only consecutive numbers become a range; the others are separated by commas.
    """
    parts = [_part(run) for run in _runs(each.episode.number for each in release.episodes)]
    shown = parts if len(parts) <= _MOST_PARTS else [*parts[:_MOST_PARTS], "\N{HORIZONTAL ELLIPSIS}"]
    return f"S{release.season:02}{', '.join(shown)}"


def _runs(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Yield the numbers in order, those that follow each other together."""
    for _, run in groupby(enumerate(sorted(set(numbers))), key=lambda each: each[1] - each[0]):
        yield [number for _, number in run]


def _part(run: list[int]) -> str:
    return f"E{run[0]:02}" if len(run) == 1 else f"E{run[0]:02}\N{EN DASH}E{run[-1]:02}"
