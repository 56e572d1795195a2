"""Logs the items that were left out of user data."""

from ..api.trakt import Section, SkippedCounts
from ..const import LOGGER


class SkippedLog:
    """Logs items that were left out, once for each section and field."""

    def __init__(self) -> None:
        """Initialize the log."""
        self._logged: set[tuple[Section, str]] = set()

    def log(self, section: Section, left_out: SkippedCounts) -> None:
        """Log the fields for which items of a section were left out, unless they were logged before."""
        if new := [field for field in left_out if (section, field) not in self._logged]:
            self._logged.update((section, field) for field in new)
            fields = ", ".join(f"{field} of {section} ({left_out[field]})" for field in new)
            LOGGER.warning("Items were left out, because these fields make no sense: %s", fields)
