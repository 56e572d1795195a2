"""The whole history of a person: so many pages that one of them may not come."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from homeassistant.util import dt as dt_util

from .api.errors import UnavailableError
from .api.trakt import HistoryPage, LeftOut, Place, Play, Section, Stamps, TraktClient
from .api.trakt.pages import MOST_PAGES
from .watching import stamps_of


@dataclass(slots=True, kw_only=True)
class Begun:
    """What was read so far."""

    at: datetime
    """Moment of the first page, in UTC."""
    stamps: Stamps
    """The last activities as they were before it: what happened since has to be read by itself."""
    place: Place | None = field(default_factory=Place)
    """Where to read on, None at the end."""
    plays: dict[int, Play] = field(default_factory=dict)
    left_out: LeftOut = field(default_factory=Counter)

    def add(self, page: HistoryPage) -> None:
        """Add the next page; one that brings nothing is the last, whatever Trakt says."""
        new = {play.id: play for play in page.plays if play.id not in self.plays}
        self.place = page.following if new or page.odd else None
        self.plays |= new
        self.left_out.update(each.field for each in page.odd)


class WholeHistory:
    """Reads it page by page. Where a page does not come, what was read until then is kept, and the next try goes on."""

    def __init__(self, client: TraktClient) -> None:
        """Start with nothing begun."""
        self._client = client
        self._begun: Begun | None = None

    async def async_read(self, stamps: Stamps) -> Begun:
        """Return all of it; `stamps` are the last activities by now. Raises what the client raises."""
        begun = self._begun or Begun(at=dt_util.utcnow(), stamps=stamps_of(Section.HISTORY, stamps))
        self._begun = begun
        for _ in range(MOST_PAGES):
            if begun.place is None:
                break
            begun.add(await self._client.history_page(begun.place))
        self._begun = None
        if begun.left_out and not begun.plays:
            raise UnavailableError("a history in which nothing makes sense")
        return begun
