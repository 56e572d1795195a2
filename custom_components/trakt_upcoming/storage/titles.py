"""The store of TMDB's titles, shared by all accounts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Self
from zlib import crc32

from homeassistant.core import HomeAssistant, callback
from mashumaro.mixins.dict import DataClassDictMixin

from ..api.fields import moment, required
from ..api.tmdb import TitleDetails, translated
from .store import ResilientStore

_LIFETIME: Final = timedelta(days=30)
_SPREAD_HOURS: Final = 240
"""Records expire this much earlier or later, so that titles that were looked up together are not renewed together."""
_PATIENCE: Final = (timedelta(days=1), timedelta(days=3), timedelta(days=7))
"""When a title without a poster is looked up again, the first, second and third time."""
_FORGOTTEN_AFTER: Final = timedelta(days=60)
_WRITE_DELAY: Final = 1
"""Seconds; shorter than the time between two calls of listeners, which would otherwise postpone every write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtworkRecord(DataClassDictMixin):
    """One look-up: `details` is None if TMDB does not know the title."""

    details: TitleDetails | None
    at: datetime = required(moment)
    """In UTC."""
    seasons: tuple[int, ...] = ()
    misses: int = 0
    """How many look-ups in a row found no poster."""
    is_renewal: bool = False
    """Whether the look-up only renewed an old record."""
    is_translation: bool = False
    """Whether original titles were left out if there is no translation; version 0.1.0 stored them."""

    @classmethod
    def found(
        cls, details: TitleDetails | None, *, at: datetime, seasons: tuple[int, ...], before: ArtworkRecord | None
    ) -> Self:
        """Return the record of an answered look-up; without details, those of the previous record are kept."""
        if details is None and before is not None:
            details = before.details
        has_poster = details is not None and details.poster_path is not None
        return cls(
            details=details,
            at=at,
            seasons=seasons,
            misses=0 if has_poster else (before.misses if before else 0) + 1,
            is_renewal=before is not None and before.covers(seasons) and not before.may_have_poster(at),
            is_translation=True,
        )

    def covers(self, seasons: tuple[int, ...]) -> bool:
        """Return whether these seasons were looked up."""
        return set(seasons) <= set(self.seasons)

    @property
    def awaits_poster(self) -> bool:
        """Whether there was no poster, but may be one soon."""
        return 0 < self.misses <= len(_PATIENCE)

    def may_have_poster(self, now: datetime) -> bool:
        """Return whether it is time to look for the poster that was missing."""
        return self.awaits_poster and now >= self.at + _PATIENCE[self.misses - 1]

    def is_old(self, name: str, now: datetime) -> bool:
        """Return whether the title should be looked up again, although it has a poster, or probably never will."""
        spread = timedelta(hours=crc32(name.encode()) % (2 * _SPREAD_HOURS) - _SPREAD_HOURS)
        return not self.awaits_poster and now >= self.at + _LIFETIME + spread


class ArtworkStore:
    """Records by name, such as `tv/1399/de-DE`."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Initialize the artwork store."""
        self._store = ResilientStore(hass, "artwork")
        self.records: dict[str, ArtworkRecord] = {}

    async def async_load(self) -> None:
        """Read the file."""
        self.records = await self._store.async_load_as(_from_json) or {}

    @callback
    def async_save(self, now: datetime) -> None:
        """Write the records soon, without those that were not used for a long time."""
        self.records = {name: record for name, record in self.records.items() if now - record.at < _FORGOTTEN_AFTER}
        records = self.records.copy()
        self._store.async_delay_save(lambda: _as_json(records), _WRITE_DELAY)

    async def async_diagnostics(self) -> dict[str, Any] | None:
        """Return size and time of the last change of the file."""
        return await self._store.async_diagnostics()

    async def async_remove(self) -> None:
        """Delete the file."""
        await self._store.async_remove()


def _as_json(records: Mapping[str, ArtworkRecord]) -> dict[str, object]:
    return {name: record.to_dict() for name, record in records.items()}


def _from_json(stored: Mapping[str, Any]) -> dict[str, ArtworkRecord]:
    return {name: _record(name, record) for name, record in stored.items()}


def _record(name: str, stored: Mapping[str, Any]) -> ArtworkRecord:
    record = ArtworkRecord.from_dict(stored)
    if record.is_translation or record.details is None:
        return record
    # Version 0.1.0 stored original titles as translations; letters of another language show which ones.
    return replace(record, details=translated(record.details, name.rpartition("/")[2]))
