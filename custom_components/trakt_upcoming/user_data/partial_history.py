"""A history that was read in part."""

from dataclasses import dataclass, field

from ..api.trakt import LastActivities, Play, SkippedItem


@dataclass(frozen=True, kw_only=True)
class PartialHistory:
    """The newest part of a history. Immutable."""

    stamps: LastActivities = field(default_factory=dict)
    """The last activities that may have changed the history, as they were before the first page was requested."""
    plays: tuple[Play, ...] = ()
    """The plays that were read so far, newest first."""
    left: int = 0
    """How many plays were not read yet, as far as that is known."""
    skipped: tuple[SkippedItem, ...] = ()
    """The items that were left out so far, each once."""

    @property
    def share(self) -> float:
        """How much of the history was read, from 0 to 1."""
        return len(self.plays) / max(1, len(self.plays) + self.left)
