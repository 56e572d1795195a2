"""Reads a section of user data, and logs items that are left out."""

from collections.abc import Iterable

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..api.trakt import LastActivities, Section, TraktClient
from ..user_data import PendingChange, SectionData, stamps_of
from .history_reader import HistoryReader
from .skipped_log import SkippedLog


class SectionReader:
    """Reads sections one by one; invalid items are left out, and logged once for each field."""

    def __init__(self, hass: HomeAssistant, client: TraktClient, history: HistoryReader) -> None:
        """Initialize the reader."""
        self._hass = hass
        self._client = client
        self._history = history
        self._log = SkippedLog()

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
            self._log.log(section, left_out)
            reading = SectionData(at=at, stamps=stamps_of(section, stamps), records=records)
        # Thousands of plays would block the event loop.
        await self._hass.async_add_executor_job(lambda: reading.names)
        return reading
