"""Reads a section of user data, and logs items that are left out."""

from collections.abc import Iterable

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..api.trakt import LastActivities, Section, SkippedCounts, TraktClient
from ..const import LOGGER
from ..user_data import PendingChange, SectionData, stamps_of
from .history_reader import HistoryReader


class SectionReader:
    """Reads sections one by one; items that make no sense are left out, and logged once for each cause."""

    def __init__(self, hass: HomeAssistant, client: TraktClient) -> None:
        """Initialize the reader."""
        self._hass = hass
        self._client = client
        self._history = HistoryReader(hass, client, lambda left_out: self._log(Section.HISTORY, left_out))
        self._logged: set[tuple[Section, str]] = set()

    async def async_read(
        self, section: Section, known: SectionData | None, stamps: LastActivities, done: Iterable[PendingChange]
    ) -> SectionData:
        """Return a section; `stamps` are the last activities by now, and changes in `done` have to be listed in it.

        Raises ApiError.
        """
        if section is Section.HISTORY:
            reading = await self._history.async_read(known, stamps, done)
        else:
            at = dt_util.utcnow()
            records, left_out = await self._client.section(section)
            self._log(section, left_out)
            reading = SectionData(at=at, stamps=stamps_of(section, stamps), records=records)
        # Thousands of plays would hold the event loop.
        await self._hass.async_add_executor_job(lambda: reading.names)
        return reading

    def _log(self, section: Section, left_out: SkippedCounts) -> None:
        if new := [field for field in left_out if (section, field) not in self._logged]:
            self._logged.update((section, field) for field in new)
            fields = ", ".join(f"{field} of {section} ({left_out[field]})" for field in new)
            LOGGER.warning("Items were left out, because these fields make no sense: %s", fields)
