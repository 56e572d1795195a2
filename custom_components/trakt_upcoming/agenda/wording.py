"""The sentences that people see."""

from collections.abc import Mapping
from dataclasses import dataclass

from .release import EpisodeRelease, MovieRelease, Release, SeasonRelease


@dataclass(frozen=True, slots=True)
class Wording:
    """Turns releases into words, with phrases in the language of the home."""

    phrases: Mapping[str, str]
    """The translations below `common`: the special types of episodes, `season_drop` and `rating`."""

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
        rating = self.phrases["rating"].format(rating=f"{release.rating:.1f}") if release.rating else None
        return "\n".join(line for line in (release.overview, rating, release.url) if line)

    def _mark(self, release: EpisodeRelease) -> str:
        phrase = self.phrases.get(release.episode.episode_type or "")
        return f" · {phrase}" if phrase else ""


def number(release: EpisodeRelease | SeasonRelease) -> str:
    """Return season and number as people write them, `S02E05` or `S02E01` through `E08` in one."""
    numbers = [each.episode.number for each in release.episodes]
    through = f"\N{EN DASH}E{numbers[-1]:02}" if len(numbers) > 1 else ""
    return f"{episode_number(release.season, numbers[0])}{through}"


def episode_number(season: int, number: int) -> str:
    """Return season and number of one episode as people write them."""
    return f"S{season:02}E{number:02}"
