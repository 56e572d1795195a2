"""Reads the episodes of shows in progress, once for each season."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from ..api.errors import ApiError, AuthenticationError, NotFoundError
from ..api.trakt import NamedEpisode, Section, TraktClient, UpNext
from ..const import LOGGER
from ..storage import EpisodesStore
from ..user_data import ShowSeasons, UserData

_MOST_REQUESTS: Final = 10
"""In one refresh."""
_LONG_AGO: Final = datetime(1, 1, 1, tzinfo=UTC)


class SeasonReader:
    """Keeps the episodes around the next one of each show in progress. After a fault, only that show lacks them."""

    def __init__(self, client: TraktClient, store: EpisodesStore) -> None:
        """Initialize the season reader."""
        self._client = client
        self._store = store
        self._shows: Mapping[int, ShowSeasons] = {}

    async def async_load(self, user_data: UserData) -> UserData:
        """Return the user data with the episodes from disk."""
        self._shows = await self._store.async_load()
        return self._with_episodes(user_data)

    async def async_follow(self, user_data: UserData) -> UserData:
        """Return the user data with the episodes of the shows in progress, requesting those that are not known.

        Recently watched shows are first; those that do not fit into one refresh are requested in the next.
        """
        if Section.UP_NEXT not in user_data.readings:
            return user_data
        in_progress = {each.show.ids.trakt: each for each in user_data.up_next}
        known = {show: seasons for show, seasons in self._shows.items() if show in in_progress}
        known |= await self._async_ask(in_progress.values(), known)
        if known == self._shows:
            return user_data
        self._shows = known
        await self._store.async_save(known)
        return self._with_episodes(user_data)

    async def _async_ask(
        self, in_progress: Iterable[UpNext], known: Mapping[int, ShowSeasons]
    ) -> dict[int, ShowSeasons]:
        """Return the seasons that were requested."""
        found: dict[int, ShowSeasons] = {}
        left = _MOST_REQUESTS
        for each in sorted(in_progress, key=_watched_last, reverse=True):
            show, following = each.show.ids.trakt, each.progress.next_episode
            if following is None:
                continue
            seasons = known.get(show, ShowSeasons(following=(following.season, following.number)))
            while left > 0 and (number := seasons.missing(following)) is not None:
                left -= 1
                try:
                    episodes = await self._async_season(show, number)
                except ApiError as error:
                    LOGGER.debug("Season %d of show %d is not known: %s", number, show, error)
                    if isinstance(error, AuthenticationError) or self._client.waiting is not None:
                        return found
                    break
                found[show] = seasons = seasons.having(number, episodes, following)
        return found

    async def _async_season(self, show: int, number: int) -> tuple[NamedEpisode, ...]:
        """Return the episodes of a season, none of one that Trakt does not know."""
        try:
            return await self._client.works.season(show, number)
        except NotFoundError:
            return ()

    def _with_episodes(self, user_data: UserData) -> UserData:
        return replace(user_data, episodes={show: known.episodes for show, known in self._shows.items()})


def _watched_last(up_next: UpNext) -> datetime:
    return up_next.progress.last_watched_at or _LONG_AGO
