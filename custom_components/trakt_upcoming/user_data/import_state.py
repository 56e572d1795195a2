"""The state and the result of an import of the history."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from ..api.trakt import SkippedItem


class Stage(StrEnum):
    """The stage of an import."""

    RUNNING = "running"
    STOPPED = "stopped"
    """Stopped by the user, who may resume it."""
    DONE = "done"


@dataclass(frozen=True, kw_only=True)
class ImportState:
    """The last import; what it has read so far is a `PartialHistory`. Immutable."""

    stage: Stage
    with_air_dates: bool
    """Whether episodes that were marked together are placed at their air dates."""
    skipped: tuple[SkippedItem, ...] = ()
    """The items that were left out, known when the import is done."""
    aired: Mapping[int, datetime] = field(default=MappingProxyType({}))
    """Air dates of plays in UTC, by their ids; until this import is done, those of the one before."""
    series: str | None = None
    """The id of the statistics, None if there are none."""
