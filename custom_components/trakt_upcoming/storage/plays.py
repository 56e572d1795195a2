"""Plays as they are kept on disk: as rows, with each work in one place."""

from collections.abc import Mapping
from typing import Any, Final

import orjson

from ..api.fields import identifier, moment
from ..api.trakt import NamedEpisode, NamedWork, Play

_IDS: Final = ("trakt", "tmdb", "imdb", "tvdb")
_FACTS: Final = ("season", "number", "title", "runtime", "first_aired")


def plays_from_json(stored: Mapping[str, Any]) -> tuple[Play, ...]:
    """Return the plays; raises LookupError, TypeError and ValueError."""
    works = [NamedWork.from_dict(work) for work in stored["works"]]
    return tuple(_play(row, works) for row in stored["plays"])


def _play(row: str, works: list[NamedWork]) -> Play:
    play, at, kind, work, *episode = orjson.loads(row)
    if not episode:
        return Play(id=identifier(play), watched_at=moment(at), type=kind, movie=works[work])
    ids, facts = dict(zip(_IDS, episode, strict=False)), dict(zip(_FACTS, episode[len(_IDS) :], strict=True))
    return Play(
        id=identifier(play),
        watched_at=moment(at),
        type=kind,
        show=works[work],
        episode=NamedEpisode.from_dict({"ids": ids, **facts}),
    )


def plays_as_json(plays: tuple[Play, ...]) -> dict[str, Any]:
    """Return the plays as rows, with each work in one place.

    A row is text, because Home Assistant writes every element of a list on a line of its own.
    """
    numbers: dict[NamedWork, int] = {}
    rows = [orjson.dumps(_row(play, numbers)).decode() for play in plays]
    return {"works": [brief(work.to_dict()) for work in numbers], "plays": rows}


def _row(play: Play, numbers: dict[NamedWork, int]) -> list[Any]:
    assert play.work is not None  # noqa: S101 - none is ever read without
    row = [play.id, play.watched_at.isoformat(), play.type, numbers.setdefault(play.work, len(numbers))]
    if play.episode is None:
        return row
    episode = play.episode.to_dict()
    return [*row, *(episode["ids"][name] for name in _IDS), *(episode[name] for name in _FACTS)]


def brief(stored: dict[str, Any]) -> dict[str, Any]:
    """Return the same without what is missing."""
    return {
        name: brief(value) if isinstance(value, dict) else value for name, value in stored.items() if value is not None
    }
