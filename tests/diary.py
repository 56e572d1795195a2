"""A Trakt that keeps what is written to it, and says so, or not."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
import json
import re
from typing import Any
from zlib import crc32

from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMockResponse
from yarl import URL

from custom_components.trakt_upcoming.api.trakt import MovieRef
from custom_components.trakt_upcoming.const import DOMAIN, TRAKT_API
from custom_components.trakt_upcoming.user_data import Change, ChangeKind

from .conftest import ENTRY_ID, FakeTrakt
from .records_json import listed_movie, movie_play, rated_movie, work
from .trakt_json import Json

QUEUE_FILE = f"{DOMAIN}.{ENTRY_ID}.queue"
AT = datetime(2026, 11, 20, 11, 30, tzinfo=UTC)
LOST: Json = {"exc": TimeoutError()}
"""In place of an answer."""
DONE: Json = {"status": 201, "json": {"added": {"movies": 1}}}


def new_change(
    number: int = 1, kind: ChangeKind = ChangeKind.MARK_WATCHED, *, movie: int = 501, **facts: Any
) -> Change:
    """Return a write about a movie; a mark says when it was watched, if nothing else is said."""
    ref = MovieRef.from_dict({"movie": work(movie, "Dune", released="2026-11-01")})
    usual: dict[ChangeKind, Json] = {ChangeKind.MARK_WATCHED: {"watched_at": AT}, ChangeKind.RATE: {"rating": 7}}
    return Change(id=f"write-{number}", kind=kind, ref=ref, at=AT, **{**usual.get(kind, {}), **facts})


@dataclass
class Diary:
    """What Trakt keeps of movies, what it was sent, and how it answers."""

    trakt: FakeTrakt
    storage: Json
    plays: list[tuple[int, str]] = field(default_factory=list)
    watchlist: list[int] = field(default_factory=list)
    ratings: dict[int, int] = field(default_factory=dict)
    answers: list[Json] = field(default_factory=list)
    """How the next writes are answered; the others are done. `does` says whether it is done nevertheless."""
    reads: Json = field(default_factory=dict)
    """How it is answered what Trakt keeps, if not as it is."""
    posts: list[tuple[str, Json]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    disks: list[Json] = field(default_factory=list)
    """What was on disk when each write arrived."""

    def answer(self) -> None:
        """Answer everything from now on."""
        self.trakt.answer()
        self.trakt.mock.post(re.compile(re.escape(TRAKT_API)), side_effect=self._take)
        self.trakt.mock.get(
            re.compile(rf"{re.escape(TRAKT_API)}/sync/(history|watchlist|ratings)/"), side_effect=self._tell
        )

    async def _take(self, method: str, url: URL, data: Any) -> AiohttpClientMockResponse:
        body = data if isinstance(data, dict) else json.loads(data)
        self.posts.append((url.path, body))
        self.disks.append(deepcopy(self.storage[QUEUE_FILE]))
        said = dict(self.answers.pop(0)) if self.answers else DONE | {"does": True}
        if said.pop("does", False):
            self._do(url.path, body)
        return _response(method, url, said)

    def _do(self, path: str, body: Json) -> None:
        removed = body.get("ids", ())
        self.plays = [play for play in self.plays if play_id(play) not in removed]
        for named in body.get("movies", ()):
            movie = named["ids"]["trakt"]
            match path:
                case "/sync/history":
                    self.plays.append((movie, named["watched_at"]))
                case "/sync/watchlist":
                    self.watchlist.append(movie)
                case "/sync/watchlist/remove":
                    self.watchlist = [each for each in self.watchlist if each != movie]
                case "/sync/ratings":
                    self.ratings[movie] = named["rating"]
                case "/sync/ratings/remove":
                    self.ratings.pop(movie, None)

    async def _tell(self, method: str, url: URL, _data: object) -> AiohttpClientMockResponse:
        self.asked.append(url.path)
        return _response(method, url, self.reads or {"json": list(self._kept(url.path))})

    def _kept(self, path: str) -> Iterator[Json]:
        _, _, section, kind, *movie = path.split("/")
        match section if kind == "movies" else None:
            case "history":
                yield from (
                    movie_play(play_id((each, at)), at, movie=each) for each, at in self.plays if [str(each)] == movie
                )
            case "watchlist":
                yield from (listed_movie(each) for each in self.watchlist)
            case "ratings":
                yield from (rated_movie(each, rating) for each, rating in self.ratings.items())


def play_id(play: tuple[int, str]) -> int:
    """Return the id of a play, which stays the same."""
    return crc32(repr(play).encode())


def _response(method: str, url: URL, said: Json) -> AiohttpClientMockResponse:
    if error := said.get("exc"):
        raise error
    return AiohttpClientMockResponse(method, url, **said)
