"""TMDB: what it answers, and when it was asked for what."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
import re
from typing import Any

from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker, AiohttpClientMockResponse
from yarl import URL

from custom_components.trakt_upcoming.api.tmdb import Kind
from custom_components.trakt_upcoming.artwork.titles import Title, Wanted
from custom_components.trakt_upcoming.const import TMDB_API

from .trakt_json import Json

GOOD: Json = {"json": {"id": 7, "name": "Severance", "title": "Dune", "poster_path": "/p.jpg"}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A request."""

    at: datetime
    path: str
    key: str | None


@dataclass(slots=True)
class FakeTmdb:
    """TMDB, which answers well unless it was told otherwise."""

    mock: AiohttpClientMocker
    answer: Json = field(default_factory=lambda: GOOD)
    by_path: dict[str, Json] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Be there."""
        self.mock.get(re.compile(f"{re.escape(TMDB_API)}/3/.*"), side_effect=self._answer)

    @property
    def asked(self) -> list[str]:
        """What was asked for, such as `tv/1`."""
        return [question.path for question in self.questions]

    async def _answer(self, method: str, url: URL, _data: Any) -> AiohttpClientMockResponse:
        path = url.path.removeprefix("/3/")
        self.questions.append(Question(at=dt_util.utcnow(), path=path, key=url.query.get("api_key")))
        answer = self.by_path.get(path, self.answer)
        if (error := answer.get("exc")) is not None:
            raise error
        return AiohttpClientMockResponse(method, url, **answer)


def shows(numbers: Iterable[int], *, first: float = 1, seasons: Iterable[int] = (1,)) -> dict[Title, Wanted]:
    """Return shows that come up one a day, the first of them in so many days."""
    now = dt_util.utcnow()
    return {
        Title(kind=Kind.TV, tmdb_id=number, language="de"): Wanted(
            start=now + timedelta(days=first + place), is_over=False, seasons=frozenset(seasons)
        )
        for place, number in enumerate(numbers)
    }


def tv(*numbers: int) -> list[str]:
    """Return what TMDB calls these shows."""
    return [f"tv/{number}" for number in numbers]
