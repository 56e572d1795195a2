"""How the control port asks and changes."""

from collections.abc import Callable
import re
from typing import Any

from aiohttp import web

from .state import STATE, State

type Json = dict[str, Any]


def answering(routes: web.RouteTableDef, path: str, view: Callable[[State], object]) -> None:
    """Add a question."""

    @routes.get(path)
    async def answer(request: web.Request) -> web.Response:
        return web.json_response(view(request.app[STATE]))


def changing(routes: web.RouteTableDef, method: str, path: str, change: Callable[[State, Json], object]) -> None:
    """Add a request that changes something; None means that there is nothing to say about it."""

    @routes.route(method, path)
    async def switch(request: web.Request) -> web.Response:
        try:
            answer = change(request.app[STATE], await request.json() if request.can_read_body else {})
        except (KeyError, TypeError, ValueError, re.PatternError) as error:
            raise web.HTTPBadRequest(text=f"{type(error).__name__}: {error}") from error
        return web.json_response({} if answer is None else answer)
