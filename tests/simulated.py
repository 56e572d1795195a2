"""The project's own simulator inside a test: what a home asks is answered in the same process, without a network."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
import json
import re
from typing import Any
from unittest.mock import Mock

from aiohttp import ServerDisconnectedError, StreamReader, web
from aiohttp.test_utils import make_mocked_request
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker, AiohttpClientMockResponse
from yarl import URL

from custom_components.trakt_upcoming.api.http import TIME_LIMIT
from custom_components.trakt_upcoming.const import TMDB_API, TMDB_IMAGES, TRAKT_API, TRAKT_AUTH, TRAKT_IMAGES
from simulator.call_limit import reads, writes
from simulator.catalogue import Catalogue, Ids, Movie
from simulator.diary import Diary
from simulator.faults import Host
from simulator.people import App, Person
from simulator.server import application
from simulator.state import State
from simulator.trakt_time import utc

from .trakt import posts_of
from .trakt_json import Json

CLIENT_ID, CLIENT_SECRET = "client-id", "client-secret"
"""The API app of the tests' homes."""
REDIRECT_URI = "https://example.com/auth/external/callback"
_ADDRESSES = {
    Host.TRAKT_API: TRAKT_API,
    Host.TRAKT_AUTH: TRAKT_AUTH,
    Host.TMDB_API: TMDB_API,
    Host.TMDB_IMAGES: TMDB_IMAGES,
    Host.TRAKT_IMAGES: TRAKT_IMAGES,
}
_UNLIMITED = 1_000_000
MOVIES = Catalogue(
    movies=tuple(
        Movie(ids=Ids(trakt=trakt), title=f"Movie {trakt}", overview="", runtime=100, released=released)
        for trakt, released in enumerate([date(2026, 11, 25), *[date(2026, 11, 1)] * 19], 501)
    ),
    episodes=(),
)
"""Twenty movies, of which the first comes out in some days."""
DUNE = MOVIES.movies[0]
LOST: Json = {"exc": TimeoutError()}
"""In place of an answer."""
KEPT = "^/sync/(history|watchlist|ratings)"
"""Where Trakt says what it keeps."""


@dataclass(kw_only=True)
class Simulated:
    """Trakt and TMDB as the simulator plays them, with the clock of the home; the limits of Trakt are lifted."""

    state: State
    mock: AiohttpClientMocker
    before_request: Callable[[str, str], None] = lambda _method, _path: None
    """Is told of every request with its method and path, before it is answered."""
    answers: list[Json] = field(default_factory=list)
    """How the next changes are answered, if not as they are; `does` says whether they are done nevertheless."""
    instead: dict[str, Json] = field(default_factory=dict)
    """How questions are answered, if not as it is, by a pattern of their paths."""
    _servers: dict[Host, web.Server] = field(default_factory=dict)

    @property
    def user(self) -> Person:
        """Who has signed in."""
        return self.state.people.persons[self.state.people.next_person]

    @property
    def diary(self) -> Diary:
        """What that user has watched, as it is now."""
        return self.state.diary(self.user)

    @property
    def plays(self) -> list[tuple[int, str]]:
        """What was watched and when, the earliest first."""
        return [(play.item.trakt, utc(play.watched_at)) for play in self.diary.plays]

    @property
    def watchlist(self) -> list[int]:
        """What is on the watchlist."""
        return [listed.item.trakt for listed in self.diary.watchlist.values()]

    @property
    def ratings(self) -> dict[int, int]:
        """What was rated, and how."""
        return {rated.item.trakt: rated.rating for rated in self.diary.ratings.values()}

    @property
    def posts(self) -> list[tuple[str, Json]]:
        """What was sent to be changed, with its path."""
        return posts_of(self.mock)

    @property
    def asked(self) -> list[str]:
        """The paths of what was asked of the user data."""
        calls = ((method, url.path) for method, url, _, _ in self.mock.mock_calls)
        return [path for method, path in calls if method.upper() == "GET" and path.startswith("/sync/")]

    def token(self) -> Json:
        """Return a token as Home Assistant keeps it, for the user who signs in next."""
        people = self.state.people
        people.apps[CLIENT_ID] = App(client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
        token = people.exchange(
            {
                "client_id": CLIENT_ID,
                "client_secret": CLIENT_SECRET,
                "code": people.authorize(CLIENT_ID, REDIRECT_URI, None),
                "redirect_uri": REDIRECT_URI,
            }
        )
        expires_at = dt_util.utcnow().timestamp() + people.lifetime
        return {**token, "expires_at": expires_at, "redirect_uri": REDIRECT_URI}

    def answer(self) -> None:
        """Answer everything from now on."""
        self.mock.clear_requests()
        for address in _ADDRESSES.values():
            for method in ("get", "post", "delete"):
                self.mock.request(method, re.compile(re.escape(address)), side_effect=self._answer)

    async def _answer(self, method: str, url: URL, data: Any) -> AiohttpClientMockResponse:
        # The mocker has noted the headers just before, and keeps them for itself; that of the body comes by itself.
        headers = {"Content-Type": "application/json", **(self.mock.mock_calls[-1][3] or {})}
        self.before_request(method.upper(), url.path)
        canned = self._canned(method.upper(), url.path)
        if canned is None:
            return await self._answer_as_it_is(method, url, data, headers)
        if canned.pop("does", False):
            await self._answer_as_it_is(method, url, data, headers)
        return AiohttpClientMockResponse(method, url, **canned)

    def _canned(self, method: str, path: str) -> Json | None:
        if method == "POST":
            return dict(self.answers.pop(0)) if self.answers and path.startswith("/sync/") else None
        return next((dict(answer) for pattern, answer in self.instead.items() if re.search(pattern, path)), None)

    async def _answer_as_it_is(self, method: str, url: URL, data: Any, headers: Json) -> AiohttpClientMockResponse:
        host = next(host for host, address in _ADDRESSES.items() if str(url).startswith(address))
        transport = Mock()
        request = make_mocked_request(
            method.upper(), url.raw_path_qs, headers, payload=_payload(data), transport=transport
        )
        async with asyncio.timeout(TIME_LIMIT.total):
            response = await self._servers[host].request_handler(request)
        if transport.abort.called:
            raise ServerDisconnectedError
        assert isinstance(response, web.Response)
        body = response.body if isinstance(response.body, bytes) else b""
        return AiohttpClientMockResponse(
            method, url, status=response.status, response=body, headers=dict(response.headers)
        )


@asynccontextmanager
async def simulated(mock: AiohttpClientMocker, catalogue: Catalogue) -> AsyncIterator[Simulated]:
    """Yield a simulator that answers what is asked through a mocked session."""
    state = State(catalogue=catalogue, clock=dt_util.utcnow)
    state.read_limit, state.write_limit = reads(most=_UNLIMITED), writes(most=_UNLIMITED)
    simulator = Simulated(state=state, mock=mock)
    runners = {host: web.AppRunner(application(state, host), access_log=None) for host in _ADDRESSES}
    for host, runner in runners.items():
        await runner.setup()
        assert runner.server is not None
        simulator._servers[host] = runner.server
    simulator.answer()
    yield simulator
    for runner in runners.values():
        await runner.cleanup()


def _payload(data: Any) -> StreamReader:
    payload = StreamReader(Mock(_reading_paused=False), limit=2**16)
    if data is not None:
        payload.feed_data(data if isinstance(data, bytes) else json.dumps(data).encode())
    payload.feed_eof()
    return payload
