"""Images and hosts that are not requested for a while after errors."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from homeassistant.util import dt as dt_util

from ..api.errors import ApiError, NotFoundError
from ..const import LOGGER

_AFTER_FAULT: Final = timedelta(minutes=5)
_AFTER_MISSING: Final = timedelta(hours=6)
_MOST_FAULTS: Final = 3
"""Faults in a row after which the host, not a single picture, counts as faulty."""


@dataclass(slots=True)
class _Host:
    faults: int = 0
    """How many came in a row."""
    until: datetime | None = None
    is_reported: bool = False
    """Whether a fault was logged and no picture has been fetched since."""
    reported_images: set[str] = field(default_factory=set)
    """The pictures whose faults were logged; one may always fail while all others are fetched."""


class ImageBackoff:
    """Remembers faults in memory, and logs once when they begin and once when they are over."""

    def __init__(self) -> None:
        """Initialize without faults."""
        self._until: dict[str, datetime] = {}
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)

    def allows(self, picture: str, host: str) -> bool:
        """Return whether a picture may be requested from a host now."""
        now = dt_util.utcnow()
        self._until = {name: until for name, until in self._until.items() if until > now}
        pause = self._hosts[host].until
        return picture not in self._until and (pause is None or pause <= now)

    def note_success(self, picture: str, host: str) -> None:
        """Record that a picture was fetched."""
        record = self._hosts[host]
        is_over = record.until is not None or picture in record.reported_images
        record.faults, record.until, record.is_reported = 0, None, False
        if is_over:
            record.reported_images.clear()
            LOGGER.info("Pictures come from %s again", host)

    def note_error(self, picture: str, host: str, error: ApiError) -> None:
        """Record that a picture could not be fetched."""
        now, record = dt_util.utcnow(), self._hosts[host]
        if isinstance(error, NotFoundError):
            self._until[picture] = now + _AFTER_MISSING
            return
        self._until[picture] = now + _AFTER_FAULT
        record.faults += 1
        if error.wait is not None or record.faults >= _MOST_FAULTS:
            record.until = now + (error.wait or _AFTER_FAULT)
        if not record.is_reported and picture not in record.reported_images:
            record.is_reported = True
            record.reported_images.add(picture)
            LOGGER.warning("A picture did not come from %s (%s); its title is shown instead", host, error)

    @property
    def failing_hosts(self) -> int:
        """How many hosts have faults."""
        return sum(record.is_reported for record in self._hosts.values())
