"""Calendar entries as they should not be: mistyped, absurd, or with parts missing."""

from collections.abc import Iterator
from typing import Any

type Json = dict[str, Any]

_FIRST_ID = 990_000


def with_odd_items(answer: Any) -> Any:
    """Return a list of entries with odd ones, made from its first, before the good ones; anything else as it is."""
    if not isinstance(answer, list) or not answer:
        return answer
    first = answer[0]
    return [None, [], "text", *_unusable(first), *_strange(first), *answer]


def _unusable(entry: Json) -> Iterator[Json]:
    """Yield an entry once for each way in which nothing can be made of it."""
    work, moment = _names(entry)
    yield {**entry, moment: None}
    yield {**entry, moment: "9999-12-31T23:59:59.000Z"}
    yield {name: value for name, value in entry.items() if name != moment}
    yield {**entry, work: None}
    yield _changed(entry, work, ids=None)
    yield _changed(entry, work, ids={"trakt": "one"})
    yield _changed(entry, work, title=None)
    yield _changed(entry, work, title=7)


def _strange(entry: Json) -> Iterator[Json]:
    """Yield an entry under other ids, once for each way in which it is odd and can still be used."""
    work, _ = _names(entry)
    oddities: tuple[Json, ...] = (
        {"runtime": -5, "title": "x" * 2_000},
        {"runtime": "long", "rating": "good", "genres": "drama"},
        {"title": "lone \ud800, turned \u202eround\u202c and \x07 rung"},
    )
    for number, oddity in enumerate(oddities, _FIRST_ID):
        odd = _changed(entry, work, ids={"trakt": number, "slug": f"odd-{number}"}, **oddity)
        yield _changed(odd, "episode", ids={"trakt": number}, title=None) if "episode" in odd else odd


def _names(entry: Json) -> tuple[str, str]:
    """Return the names of the work and of the moment in an entry."""
    return ("show", "first_aired") if "show" in entry else ("movie", "released")


def _changed(entry: Json, part: str, **facts: Any) -> Json:
    return {**entry, part: {**entry[part], **facts}}
