"""The state and the result of an import of the history."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from ..api.trakt import SkippedItem


class Stage(StrEnum):
    """Where an import is."""

    RUNNING = "running"
    STOPPED = "stopped"
    """By the user, who may have it go on."""
    DONE = "done"


@dataclass(frozen=True, kw_only=True)
class ImportState:
    """The last import; what it has read so far is a `PartialHistory`. Immutable."""

    stage: Stage
    with_air_dates: bool
    """Whether episodes of binge days are put at the days on which they aired."""
    odd: tuple[SkippedItem, ...] = ()
    """What was left out, known when it is done."""
    aired: Mapping[int, datetime] = field(default=MappingProxyType({}))
    """The plays that are put at their air dates, by their ids; until this import is done, those of the one before."""
    series: str | None = None
    """What the statistics are called, None while there are none."""
