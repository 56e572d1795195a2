"""Which pictures, and which of their hosts, are not asked for again for a while, because they had a fault."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from homeassistant.util import dt as dt_util

from .api.errors import ApiError, NotFoundError
from .const import LOGGER

_AFTER_FAULT: Final = timedelta(minutes=5)
_AFTER_MISSING: Final = timedelta(hours=6)
_MOST_FAULTS: Final = 3
"""One picture may be at fault, so many in a row are their host itself."""


@dataclass(slots=True)
class _Host:
    faults: int = 0
    """How many came in a row."""
    until: datetime | None = None
    failed: set[str] = field(default_factory=set)
    """The pictures that had a fault since it was said that there are faults."""


class Patience:
    """Remembers faults in memory, and says once when they begin and once when they are over."""

    def __init__(self) -> None:
        """Start with trust."""
        self._until: dict[str, datetime] = {}
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)

    def allows(self, picture: str, host: str) -> bool:
        """Return whether a host may be asked for a picture now."""
        now = dt_util.utcnow()
        self._until = {name: until for name, until in self._until.items() if until > now}
        pause = self._hosts[host].until
        return picture not in self._until and (pause is None or pause <= now)

    def note_success(self, picture: str, host: str) -> None:
        """Take it that a picture came."""
        record = self._hosts[host]
        record.faults, record.until = 0, None
        if picture in record.failed:
            record.failed.clear()
            LOGGER.info("Pictures come from %s again", host)

    def note_error(self, picture: str, host: str, error: ApiError) -> None:
        """Take it that a picture did not come."""
        now, record = dt_util.utcnow(), self._hosts[host]
        if isinstance(error, NotFoundError):
            self._until[picture] = now + _AFTER_MISSING
            return
        self._until[picture] = now + _AFTER_FAULT
        record.faults += 1
        if error.wait is not None or record.faults >= _MOST_FAULTS:
            record.until = now + (error.wait or _AFTER_FAULT)
        if not record.failed:
            LOGGER.warning("A picture did not come from %s (%s); its title is shown instead", host, error)
        record.failed.add(picture)

    @property
    def troubled(self) -> int:
        """How many hosts have faults."""
        return sum(bool(record.failed) for record in self._hosts.values())
