"""Works of the demo that the tests write about."""

from typing import Any

HARBOUR = 170_011
"""A show with two seasons that have ended or run; ten episodes of the second have aired."""
HARBOUR_EPISODES = [14_000_000 + 11 * 10_000 + 2_000 + number for number in range(1, 11)]
PARLIAMENT = 170_014
MOVIE = 970_000
"""A movie that comes out today."""
OTHER_MOVIE = 970_001
NOBODY = 1
"""The id of nothing."""


def movies(*ids: int, **facts: Any) -> dict[str, Any]:
    """Return the body of a request that names movies by their ids, and says something of each."""
    return {"movies": [{"ids": {"trakt": each}, **facts} for each in ids]}


def shows(*ids: int, **facts: Any) -> dict[str, Any]:
    """Return the same for shows."""
    return {"shows": [{"ids": {"trakt": each}, **facts} for each in ids]}


def episodes(*ids: int, **facts: Any) -> dict[str, Any]:
    """Return the same for episodes."""
    return {"episodes": [{"ids": {"trakt": each}, **facts} for each in ids]}
