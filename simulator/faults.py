"""Faults of a server and of the way to it, switched on from outside."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
import gzip
import json
import re
from typing import Any, Self

from aiohttp import web

HTML = "<!DOCTYPE html><html><head><title>Attention required</title></head><body>error code: 1015</body></html>"
_FOREVER = 3_600
_BIG = 50_000_000

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True, kw_only=True)
class Fault:
    """One thing that goes wrong on one host; `times` counts down to nothing."""

    host: str
    kind: str
    path: str = ".*"
    times: int | None = None
    status: int = 503
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    seconds: float = 1

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Return the fault that a request to the control port describes; raises ValueError."""
        try:
            fault = cls(**data)
            re.compile(fault.path)
        except (TypeError, re.error) as error:
            raise ValueError(str(error)) from error
        if fault.kind not in KINDS:
            raise ValueError(f"kind is one of {', '.join(sorted(KINDS))}")
        return fault


@dataclass(slots=True)
class Faults:
    """The faults that are switched on."""

    active: list[Fault] = field(default_factory=list)

    def take(self, host: str, path: str) -> Fault | None:
        """Return the fault that meets a request, and count it."""
        for fault in self.active:
            if fault.host == host and re.search(fault.path, path) and fault.times != 0:
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None


async def answer_with(fault: Fault, request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer a request as the fault wants it."""
    return await KINDS[fault.kind](fault, request, handler)


async def _status(fault: Fault, request: web.Request, handler: Handler) -> web.StreamResponse:
    headers = {"Content-Type": "application/json" if fault.body else "text/html", **fault.headers}
    return web.Response(status=fault.status, headers=headers, body=fault.body.encode())


async def _latency(fault: Fault, request: web.Request, handler: Handler) -> web.StreamResponse:
    await asyncio.sleep(fault.seconds)
    return await handler(request)


async def _hang(fault: Fault, request: web.Request, handler: Handler) -> web.StreamResponse:
    await asyncio.sleep(_FOREVER)
    return await handler(request)


async def _reset(fault: Fault, request: web.Request, handler: Handler) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _cut(fault: Fault, request: web.Request, handler: Handler) -> web.StreamResponse:
    body = await _body(request, handler)
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body) + 1)})
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.abort()
    return response


async def _drip(fault: Fault, request: web.Request, handler: Handler) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    for byte in await _body(request, handler):
        await response.write(bytes([byte]))
        await asyncio.sleep(1)
    return response


async def _html(fault: Fault, request: web.Request, handler: Handler) -> web.StreamResponse:
    return web.Response(status=fault.status, headers=fault.headers, text=HTML, content_type="text/html")


async def _broken_json(fault: Fault, request: web.Request, handler: Handler) -> web.StreamResponse:
    return web.Response(body=(await _body(request, handler))[:-2], content_type="application/json")


async def _wrong_shape(fault: Fault, request: web.Request, handler: Handler) -> web.StreamResponse:
    return web.json_response({"message": "this is something else", "items": 7})


async def _wrong_type(fault: Fault, request: web.Request, handler: Handler) -> web.StreamResponse:
    return web.Response(body=await _body(request, handler), content_type="text/plain")


async def _big(fault: Fault, request: web.Request, handler: Handler) -> web.StreamResponse:
    return web.Response(body=b"[" + b" " * _BIG + b"]", content_type="application/json")


async def _gzip_bomb(fault: Fault, request: web.Request, handler: Handler) -> web.StreamResponse:
    bomb = await asyncio.to_thread(gzip.compress, b"[" + b" " * 10 * _BIG + b"]")
    return web.Response(body=bomb, headers={"Content-Type": "application/json", "Content-Encoding": "gzip"})


async def _odd_items(fault: Fault, request: web.Request, handler: Handler) -> web.StreamResponse:
    items = json.loads(await _body(request, handler))
    if not isinstance(items, list) or not items:
        return web.json_response(items)
    return web.Response(body=json.dumps([*_spoiled(items[0]), *items]).encode(), content_type="application/json")


def _spoiled(item: dict[str, Any]) -> list[object]:
    """Return an item once for each way in which it can be odd."""
    work = "show" if "show" in item else "movie"
    moment = "first_aired" if "show" in item else "released"
    return [
        None,
        [],
        "text",
        {**item, moment: None},
        {**item, moment: "9999-12-31T23:59:59.000Z"},
        {**item, work: None},
        {**item, work: {**item[work], "ids": None}},
        {**item, work: {**item[work], "title": None}},
        {**item, work: {**item[work], "title": 7, "runtime": "long"}},
        {**item, work: {**item[work], "ids": {"trakt": "one"}}},
        {
            **item,
            work: {**item[work], "runtime": -5, "title": "x" * 2_000, "ids": {"trakt": 990_001}},
            **_other(item, 1),
        },
        {
            **item,
            work: {**item[work], "title": "lone \ud800 and \u202eturned", "ids": {"trakt": 990_002}},
            **_other(item, 2),
        },
    ]


def _other(item: dict[str, Any], number: int) -> dict[str, Any]:
    """Return another episode for an item, so that it is not the same one again."""
    if "episode" not in item:
        return {}
    return {"episode": {**item["episode"], "ids": {"trakt": 990_100 + number}}}


async def _body(request: web.Request, handler: Handler) -> bytes:
    response = await handler(request)
    body = response.body if isinstance(response, web.Response) else None
    return body if isinstance(body, bytes) else b"[]"


KINDS = {
    "status": _status,
    "latency": _latency,
    "hang": _hang,
    "reset": _reset,
    "cut": _cut,
    "drip": _drip,
    "html": _html,
    "broken_json": _broken_json,
    "wrong_shape": _wrong_shape,
    "wrong_type": _wrong_type,
    "big": _big,
    "gzip_bomb": _gzip_bomb,
    "odd_items": _odd_items,
}
