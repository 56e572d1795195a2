"""The episodes of shows in progress, to know what follows an episode without a request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ..api.trakt import NamedEpisode

type Number = tuple[int, int]
"""The number of a season, and of an episode in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowSeasons:
    """The seasons of one show that were requested. Immutable."""

    following: Number
    """The next episode when they were requested."""
    seasons: Mapping[int, tuple[NamedEpisode, ...]] = field(default=MappingProxyType({}))
    """By their numbers; a season that Trakt did not know has no episodes."""

    @property
    def episodes(self) -> tuple[NamedEpisode, ...]:
        """All episodes, in the order of their numbers."""
        return tuple(sorted((each for season in self.seasons.values() for each in season), key=_number))

    def having(self, season: int, episodes: tuple[NamedEpisode, ...], following: NamedEpisode) -> ShowSeasons:
        """Return the same with a requested season; those before the next episode are dropped."""
        known = {number: each for number, each in self.seasons.items() if number >= following.season}
        # When a season gets more episodes, the following season may exist as well.
        kept = {} if season == following.season else known
        return ShowSeasons(following=_number(following), seasons={**kept, season: episodes})

    def missing(self, following: NamedEpisode) -> int | None:
        """Return the season to request to know what follows the next episode, None if there is none."""
        number = following.season
        if number not in self.seasons:
            return number
        episodes = [each.number for each in self.seasons[number]]
        if following.number not in episodes:
            # Trakt has added the episode since, unless the season was requested for this very episode.
            return number if self.following != _number(following) else None
        is_last = following.number == max(episodes)
        return number + 1 if is_last and number > 0 and number + 1 not in self.seasons else None


def _number(episode: NamedEpisode) -> Number:
    return (episode.season, episode.number)
