"""The simulated hosts. Each has its own port."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
import json
import ssl
from types import TracebackType
from typing import Self

from aiohttp import web
from aiohttp.typedefs import Middleware

from . import (
    control,
    control_diary,
    images,
    tmdb_api,
    trakt_api,
    trakt_auth,
    trakt_checkin,
    trakt_checks,
    trakt_details,
    trakt_hidden,
    trakt_history,
    trakt_images,
    trakt_progress,
    trakt_ratings,
    trakt_search,
    trakt_users,
    trakt_watchlist,
    untrusted,
)
from .catalogue import Catalogue
from .diary import Diary
from .faults import Host
from .faulty_answers import answer_with
from .people import CLIENT_ID, CLIENT_SECRET, WEEK, People
from .state import STATE, TMDB_KEY, TMDB_TOKEN, State

LOOPBACK = "127.0.0.1"
_SHUTDOWN_TIMEOUT = 0.1
"""Seconds that open requests have when the simulator stops."""

_TRAKT = (
    trakt_api,
    trakt_history,
    trakt_watchlist,
    trakt_ratings,
    trakt_hidden,
    trakt_progress,
    trakt_checkin,
    trakt_users,
    trakt_search,
    trakt_details,
)
"""The modules of Trakt's API."""
_ROUTES: Mapping[Host, Iterable[web.AbstractRouteDef]] = {
    Host.TRAKT_API: [route for part in _TRAKT for route in part.routes],
    Host.TRAKT_AUTH: trakt_auth.routes,
    Host.TMDB_API: tmdb_api.routes,
    Host.TMDB_IMAGES: images.routes,
    Host.TRAKT_IMAGES: trakt_images.routes,
}
_CHECKS: Mapping[Host, Middleware] = {
    Host.TRAKT_API: trakt_checks.checks,
    Host.TRAKT_AUTH: trakt_auth.checks,
    Host.TMDB_API: tmdb_api.checks,
}
"""The checks of requests. Images need none."""

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The addresses of the hosts, and the credentials that they accept."""

    control: str
    trakt_api: str
    trakt_auth: str
    tmdb_api: str
    tmdb_images: str
    trakt_images: str
    untrusted: str
    """A host with a self-signed certificate."""
    client_id: str = CLIENT_ID
    client_secret: str = CLIENT_SECRET
    tmdb_api_key: str = TMDB_KEY
    tmdb_token: str = TMDB_TOKEN


class Simulator:
    """Simulated Trakt and TMDB, as a context manager that starts and stops them."""

    addresses: Addresses

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        diaries: Mapping[str, Diary] | None = None,
        people: People | None = None,
        token_lifetime: int = WEEK,
        control_port: int = 0,
        ports: Mapping[Host, int] | None = None,
    ) -> None:
        """Initialize with a catalogue, user data by user name, users, and the lifetime of access tokens in seconds.

        Port 0 is any free port. Hosts that are not in `ports` get a free port.
        """
        self.state = State(catalogue=catalogue, people=people or People(), diaries=dict(diaries or {}))
        self.state.people.lifetime = token_lifetime
        self._control_port = control_port
        self._ports = dict(ports or {})

    async def __aenter__(self) -> Self:
        """Start all hosts.

        Raises OSError if a port is in use.
        """
        async with AsyncExitStack() as stack:
            self._stack = stack
            self.state.images = await self._start_host(Host.TMDB_IMAGES)
            control_routes = [*control.routes, *control_diary.routes]
            self.addresses = Addresses(
                control=await self._start(_application(self.state, control_routes), port=self._control_port),
                trakt_api=await self._start_host(Host.TRAKT_API),
                trakt_auth=await self._start_host(Host.TRAKT_AUTH),
                tmdb_api=await self._start_host(Host.TMDB_API),
                tmdb_images=self.state.images,
                trakt_images=await self._start_host(Host.TRAKT_IMAGES),
                untrusted=await self._start(_application(self.state, ()), ssl_context=untrusted.context()),
            )
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop all hosts and cancel open requests."""
        await self._stack.aclose()

    async def _start_host(self, host: Host) -> str:
        address = await self._start(application(self.state, host), port=self._ports.get(host, 0))
        self.state.ports[host] = int(address.rpartition(":")[2])
        return address

    async def _start(self, app: web.Application, *, port: int = 0, ssl_context: ssl.SSLContext | None = None) -> str:
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN_TIMEOUT, handler_cancellation=True)
        self._stack.push_async_callback(runner.cleanup)
        await runner.setup()
        await web.TCPSite(runner, LOOPBACK, port, ssl_context=ssl_context).start()
        scheme = "https" if ssl_context else "http"
        return f"{scheme}://{LOOPBACK}:{runner.addresses[0][1]}"


def application(state: State, host: Host) -> web.Application:
    """Return the web application of a host."""
    checks = (_CHECKS[host],) if host in _CHECKS else ()
    return _application(state, _ROUTES[host], _log_and_faults(state, host), *checks)


def _application(state: State, routes: Iterable[web.AbstractRouteDef], *middlewares: Middleware) -> web.Application:
    app = web.Application(middlewares=middlewares)
    app[STATE] = state
    app.add_routes(routes)
    return app


def _log_and_faults(state: State, host: Host) -> Middleware:
    """Return a middleware that logs requests and applies faults."""

    @web.middleware
    async def log_and_faults(request: web.Request, handler: Handler) -> web.StreamResponse:
        logged = state.log(host, request)
        if host is Host.TRAKT_API and request.can_read_body:
            logged.body = _json(await request.read())
        fault = state.faults.take(host, request.method, request.path)
        try:
            response = await (answer_with(fault, request, handler) if fault else handler(request))
        except web.HTTPException as answer:
            logged.status = answer.status
            raise
        logged.status = response.status
        return response

    return log_and_faults


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError:
        return None
