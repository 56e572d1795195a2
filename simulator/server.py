"""The simulated hosts, each on a port of its own."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from aiohttp import web
from aiohttp.typedefs import Middleware

from . import control, images, tmdb_api, trakt_api, trakt_auth
from .catalogue import Catalogue
from .faults import answer_with
from .state import STATE, TMDB_KEY, TMDB_TOKEN, State

HOST = "127.0.0.1"

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where everything is, and with what to enter."""

    control: str
    trakt_api: str
    trakt_auth: str
    tmdb_api: str
    tmdb_images: str
    client_id: str = "simulated-client"
    client_secret: str = "simulated-secret"  # noqa: S105 - of nothing
    tmdb_api_key: str = TMDB_KEY
    tmdb_token: str = TMDB_TOKEN


class Simulator:
    """Trakt and TMDB; entering starts them, leaving stops them."""

    addresses: Addresses

    def __init__(self, catalogue: Catalogue, *, token_lifetime: int = 604_800, control_port: int = 0) -> None:
        """Take what there is to watch, and the seconds that access tokens live; port 0 is any that is free."""
        self.state = State(catalogue)
        self.state.people.lifetime = token_lifetime
        self._control_port = control_port
        self._runners: list[web.AppRunner] = []

    async def __aenter__(self) -> Self:
        """Start all hosts."""
        self.state.images = await self._start("tmdb_images", images.routes)
        self.addresses = Addresses(
            control=await self._start_control(),
            trakt_api=await self._start("trakt_api", trakt_api.routes, trakt_api.checks),
            trakt_auth=await self._start("trakt_auth", trakt_auth.routes),
            tmdb_api=await self._start("tmdb_api", tmdb_api.routes, tmdb_api.checks),
            tmdb_images=self.state.images,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop all hosts, and whoever still waits for an answer."""
        for runner in self._runners:
            await runner.cleanup()

    async def _start(self, name: str, routes: web.RouteTableDef, *checks: Middleware) -> str:
        app = web.Application(middlewares=[self._outermost(name), *checks])
        app[trakt_api.READS] = {}
        return await self._serve(app, routes, port=0)

    async def _start_control(self) -> str:
        return await self._serve(web.Application(), control.routes, port=self._control_port)

    async def _serve(self, app: web.Application, routes: web.RouteTableDef, *, port: int) -> str:
        app[STATE] = self.state
        app.add_routes(routes)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await runner.setup()
        self._runners.append(runner)
        site = web.TCPSite(runner, HOST, port)
        await site.start()
        return f"http://{HOST}:{runner.addresses[0][1]}"

    def _outermost(self, name: str) -> Middleware:
        """Return what records requests and lets faults happen before anything else."""

        @web.middleware
        async def outermost(request: web.Request, handler: Handler) -> web.StreamResponse:
            fault = self.state.faults.take(name, request.path)
            status = 0
            try:
                response = await (answer_with(fault, request, handler) if fault is not None else handler(request))
                status = response.status
            except web.HTTPException as error:
                status = error.status
                raise
            finally:
                self.state.record(name, request, status)
            return response

        return outermost
