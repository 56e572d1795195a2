"""Plays as rows of a file that has each movie, show and episode only once."""

from collections.abc import Mapping
from typing import Any, Final

import orjson

from ..api.fields import identifier, moment
from ..api.trakt import Action, EpisodeRef, MovieRef, NamedEpisode, NamedWork, Play

_IDS: Final = ("trakt", "tmdb", "imdb", "tvdb")
_FACTS: Final = ("season", "number", "title", "runtime", "first_aired")
_WITH_ACTION: Final = (1, len(_IDS) + len(_FACTS) + 1)
"""How long the end of a row is that has an action: of a movie and of an episode. Version 0.1.0 stored none."""


def plays_from_json(stored: Mapping[str, Any]) -> tuple[Play, ...]:
    """Return the plays; raises LookupError, TypeError and ValueError."""
    works = [NamedWork.from_dict(work) for work in stored["works"]]
    return tuple(_play(row, works) for row in stored["plays"])


def _play(row: str, works: list[NamedWork]) -> Play:
    play, at, _type, work, *rest = orjson.loads(row)
    *episode, action = rest if len(rest) in _WITH_ACTION else (*rest, None)
    return Play(
        id=identifier(play),
        watched_at=moment(at),
        action=Action(action) if action is not None else None,
        ref=EpisodeRef(show=works[work], episode=_episode(episode)) if episode else MovieRef(movie=works[work]),
    )


def _episode(row: list[Any]) -> NamedEpisode:
    ids, facts = dict(zip(_IDS, row, strict=False)), dict(zip(_FACTS, row[len(_IDS) :], strict=True))
    return NamedEpisode.from_dict({"ids": ids, **facts})


def plays_as_json(plays: tuple[Play, ...]) -> dict[str, Any]:
    """Return the plays as rows, with each movie and show stored once.

    A row is text, because Home Assistant writes every element of a list on a line of its own.
    """
    numbers: dict[NamedWork, int] = {}
    rows = [orjson.dumps(_row(play, numbers)).decode() for play in plays]
    return {"works": [brief(work.to_dict()) for work in numbers], "plays": rows}


def _row(play: Play, numbers: dict[NamedWork, int]) -> list[Any]:
    ref = play.ref
    row = [play.id, play.watched_at.isoformat(), ref.type, numbers.setdefault(ref.work, len(numbers))]
    action = [play.action] if play.action is not None else []
    if isinstance(ref, MovieRef):
        return [*row, *action]
    episode = ref.episode.to_dict()
    return [*row, *(episode["ids"][name] for name in _IDS), *(episode[name] for name in _FACTS), *action]


def brief(stored: dict[str, Any]) -> dict[str, Any]:
    """Return the dictionary without None values, also in nested ones."""
    return {
        name: brief(value) if isinstance(value, dict) else value for name, value in stored.items() if value is not None
    }
