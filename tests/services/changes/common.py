"""What is changed."""

from typing import Any

from ...trakt import FakeTrakt
from ...trakt_json import Json
from ...works_json import movie
from ..common import answer

NOW, LATER = "2026-11-20T12:00:00.000Z", "2026-12-01T20:00:00.000Z"


MOVIE: Json = {"type": "movie", "ids": {"trakt": 505}}


PART: Json = {"title": "Severance", "season": 2, "episode": 3}


DUNE: Json = {"movies": [{"ids": {"trakt": 505}}]}


def details_of_movie(**facts: Any) -> Json:
    """Return the movie that Trakt knows."""
    return movie("Dune", 2021, 505, **facts)


def answer_anew(trakt: FakeTrakt, path: str, json: object) -> None:
    """Let Trakt answer this and nothing else."""
    trakt.clear()
    answer(trakt, path, json)
