"""Invalid and unusual entries of lists: wrong types, absurd values, or missing parts."""

from collections.abc import Iterator
from typing import Any

type Json = dict[str, Any]

_FIRST_ID = 990_000
_MOMENTS = ("watched_at", "listed_at", "rated_at", "hidden_at", "paused_at", "first_aired", "released")
"""The fields that can contain the time of an entry; the first that an entry has is used."""


def with_odd_items(answer: Any) -> Any:
    """Return a list with odd entries, made from its first entry, before the others; any other answer unchanged."""
    if not isinstance(answer, list) or not answer:
        return answer
    first = answer[0]
    work = "show" if "show" in first else "movie"
    if work not in first:
        return [None, [], "text", *answer]
    odd = [*_without_moment(first), *_unusable(first, work), *_strange(first, work)]
    return [None, [], "text", *_numbered(odd), *answer]


def _without_moment(entry: Json) -> Iterator[Json]:
    """Yield variants of an entry without a usable time, if the entry has a time."""
    moment = next((name for name in _MOMENTS if name in entry), None)
    if moment is None:
        return
    yield {**entry, moment: None}
    yield {**entry, moment: "9999-12-31T23:59:59.000Z"}
    yield {name: value for name, value in entry.items() if name != moment}


def _unusable(entry: Json, work: str) -> Iterator[Json]:
    """Yield variants of an entry without a usable movie or show."""
    yield {**entry, work: None}
    yield _changed(entry, work, ids=None)
    yield _changed(entry, work, ids={"trakt": "one"})
    yield _changed(entry, work, title=None)
    yield _changed(entry, work, title=7)


def _strange(entry: Json, work: str) -> Iterator[Json]:
    """Yield variants of an entry with other ids and unusual values, which can still be used."""
    oddities: tuple[Json, ...] = (
        {"runtime": -5, "title": "x" * 2_000},
        {"runtime": "long", "rating": "good", "genres": "drama"},
        {"title": "lone \ud800, turned \u202eround\u202c and \x07 rung"},
    )
    for number, oddity in enumerate(oddities, _FIRST_ID):
        odd = _changed(entry, work, ids={"trakt": number, "slug": f"odd-{number}"}, **oddity)
        yield _changed(odd, "episode", ids={"trakt": number}, title=None) if "episode" in odd else odd


def _numbered(entries: list[Json]) -> list[Json]:
    """Return the entries with a different id each, if such entries have an id."""
    return [{**entry, "id": number} if "id" in entry else entry for number, entry in enumerate(entries, _FIRST_ID)]


def _changed(entry: Json, part: str, **facts: Any) -> Json:
    return {**entry, part: {**entry[part], **facts}}
