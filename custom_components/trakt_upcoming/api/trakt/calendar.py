"""Calendar responses: an invalid item is left out, an unchanged item is not parsed again."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final, Self

from mashumaro.exceptions import InvalidFieldValue, MissingField
import orjson

from ..errors import UnavailableError
from .listing import SkippedCounts, spoiled_by
from .models import Feed, ScheduledEpisode, ScheduledMovie

_FARTHEST: Final = timedelta(days=730)

type Entry = ScheduledEpisode | ScheduledMovie


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The entries of one answer, in Trakt's order."""

    entries: tuple[Entry, ...] = ()
    left_out: SkippedCounts = field(default_factory=Counter)
    known: Mapping[int, Entry] = field(default=MappingProxyType({}), repr=False)
    """The entries by the hashes of the items from which they were parsed."""

    @classmethod
    def read(cls, answer: Any, feed: Feed, start: date, before: Self) -> Self:
        """Return the entries of a feed for the days from `start` on, in UTC; unchanged entries are the same objects.

        Raises UnavailableError if the answer is no list, or if all of its items are invalid.
        """
        if not isinstance(answer, list):
            raise UnavailableError("not a list")
        model = ScheduledEpisode if feed is Feed.EPISODES else ScheduledMovie
        entries: list[Entry] = []
        left_out: SkippedCounts = Counter()
        known: dict[int, Entry] = {}
        for item in answer:
            name = _name(item)
            try:
                entry = (before.known.get(name) if name is not None else None) or model.from_dict(item)
            except (MissingField, InvalidFieldValue) as error:
                left_out[spoiled_by(error)] += 1
            except TypeError, AttributeError, ValueError:
                left_out["item"] += 1
            else:
                if abs(entry.utc_day - start) <= _FARTHEST:
                    entries.append(entry)
                    if name is not None:
                        known[name] = entry
                else:
                    left_out["date"] += 1
        if answer and not entries and not left_out["date"]:
            raise UnavailableError("a list in which nothing makes sense")
        return cls(entries=tuple(entries), left_out=left_out, known=known)


NOTHING: Final = Schedule()


def _name(item: Any) -> int | None:
    """Return a hash of an item that is valid until the next start, None if the item cannot be serialized."""
    try:
        return hash(orjson.dumps(item))
    except TypeError:
        # Lone surrogates, very large numbers and very deep nesting cannot be serialized.
        return None
