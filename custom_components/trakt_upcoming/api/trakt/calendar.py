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
    """The entries by the names of the items from which they were made."""

    @classmethod
    def read(cls, answer: Any, feed: Feed, start: date, before: Self) -> Self:
        """Return what a feed answered for the days from `start` on, in UTC; what stayed the same is the same object.

        Raises UnavailableError when it is no list, or one in which nothing makes sense.
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
    """Return what tells an item from all others until the next start, None for one that is too odd for that."""
    try:
        return hash(orjson.dumps(item))
    except TypeError:
        # It takes neither lone surrogates nor very large numbers, nor what is nested very deeply.
        return None
