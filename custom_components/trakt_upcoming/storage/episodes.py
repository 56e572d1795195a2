"""The store of episodes of shows in progress."""

from collections.abc import Mapping
from typing import Any

from homeassistant.core import HomeAssistant

from ..api.trakt import NamedEpisode
from ..user_data import ShowSeasons
from .plays import brief
from .store import ResilientStore


class EpisodesStore:
    """The episodes of shows in progress, in one file."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Initialize the episodes store."""
        self._hass = hass
        self._file = ResilientStore(hass, f"{entry_id}.episodes")

    async def async_load(self) -> Mapping[int, ShowSeasons]:
        """Return the seasons of each show, by its id on Trakt."""
        return await self._file.async_load_as(_from_json) or {}

    async def async_save(self, shows: Mapping[int, ShowSeasons]) -> None:
        """Write at once."""
        await self._file.async_save(await self._hass.async_add_executor_job(_as_json, shows))

    async def async_diagnostics(self) -> dict[str, Any]:
        """Return size and time of the last change of the file."""
        return {"episodes": await self._file.async_diagnostics()}

    async def async_remove(self) -> None:
        """Delete the file."""
        await self._file.async_remove()


def _from_json(stored: Mapping[str, Any]) -> dict[int, ShowSeasons]:
    """Return the seasons of each show; raises LookupError, TypeError and ValueError."""
    return {int(show): _seasons(facts) for show, facts in stored["shows"].items()}


def _seasons(facts: Mapping[str, Any]) -> ShowSeasons:
    season, number = facts["following"]
    return ShowSeasons(
        following=(int(season), int(number)),
        seasons={
            int(number): tuple(NamedEpisode.from_dict(episode) for episode in episodes)
            for number, episodes in facts["seasons"].items()
        },
    )


def _as_json(shows: Mapping[int, ShowSeasons]) -> dict[str, Any]:
    return {"shows": {str(show): _facts(known) for show, known in shows.items()}}


def _facts(known: ShowSeasons) -> dict[str, Any]:
    return {
        "following": known.following,
        "seasons": {
            str(number): [brief(episode.to_dict()) for episode in episodes]
            for number, episodes in known.seasons.items()
        },
    }
