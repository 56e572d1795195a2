"""The progress of a user in a show, by season."""

from dataclasses import dataclass

from mashumaro.mixins.dict import DataClassDictMixin

from ..fields import listed, nested, required, whole_number
from .models import ordinal

_count = whole_number(0, 1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonProgress(DataClassDictMixin):
    """The progress in a season; season 0 holds the specials."""

    number: int = required(ordinal)
    aired: int = required(_count)
    completed: int = required(_count)

    @property
    def is_seen(self) -> bool:
        """Whether everything that aired was seen."""
        return self.completed >= self.aired > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowProgress(DataClassDictMixin):
    """The progress in each season that has begun."""

    seasons: tuple[SeasonProgress, ...] = listed(nested(SeasonProgress))

    def has_seen(self, number: int | None = None) -> bool:
        """Return whether everything that aired of a season was seen, or of the whole show if there is no number."""
        wanted = [season for season in self.seasons if number is None or season.number == number]
        return bool(wanted) and all(season.is_seen for season in wanted)
