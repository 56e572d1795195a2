"""The state and the result of an import of the history."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from ..api.trakt import LastActivities, Play, SkippedItem


class Stage(StrEnum):
    """Where an import is."""

    RUNNING = "running"
    STOPPED = "stopped"
    """By the user, who may have it go on."""
    DONE = "done"


@dataclass(frozen=True, kw_only=True)
class ImportState:
    """The last import. Immutable."""

    stage: Stage
    with_air_dates: bool
    """Whether episodes of binge days are put at the days on which they aired."""
    stamps: LastActivities = field(default_factory=dict)
    """The last activities, as they were before it began."""
    plays: tuple[Play, ...] = ()
    """What was read so far, the newest first; when it is done the history has them."""
    left: int = 0
    """How many plays were not read yet, as far as that is known."""
    odd: tuple[SkippedItem, ...] = ()
    """What was left out."""
    aired: Mapping[int, datetime] = field(default=MappingProxyType({}))
    """The plays that are put at their air dates, by their ids; until this import is done, those of the one before."""
    series: str | None = None
    """What the statistics are called, None while there are none."""

    @property
    def share(self) -> float:
        """How much of the history was read, from 0 to 1."""
        return len(self.plays) / max(1, len(self.plays) + self.left)
