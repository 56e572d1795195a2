"""Helpers that register the requests of the control port."""

from collections.abc import Callable
import re
from typing import Any

from aiohttp import web

from .state import STATE, State

type Json = dict[str, Any]


def answering(routes: web.RouteTableDef, path: str, view: Callable[[State], object]) -> None:
    """Register a GET request that returns a view of the state."""

    @routes.get(path)
    async def answer(request: web.Request) -> web.Response:
        return web.json_response(view(request.app[STATE]))


def changing(routes: web.RouteTableDef, method: str, path: str, change: Callable[[State, Json], object]) -> None:
    """Register a request that changes the state. A change that returns None is answered with an empty object."""

    @routes.route(method, path)
    async def change_state(request: web.Request) -> web.Response:
        try:
            answer = change(request.app[STATE], await request.json() if request.can_read_body else {})
        except (KeyError, TypeError, ValueError, re.PatternError) as error:
            raise web.HTTPBadRequest(text=f"{type(error).__name__}: {error}") from error
        return web.json_response({} if answer is None else answer)
