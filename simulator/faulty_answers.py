"""Answers to requests that are affected by a fault."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import cache
import json
import zlib

from aiohttp import web

from .faults import HTML, Fault, FaultKind
from .odd_items import with_odd_items

BIG = 50_000_000
BIG_PICTURE = 6_000_000
"""Bytes."""
_BOMB_MEGABYTES = 500
_GZIP = 31

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def answer_with(fault: Fault, request: web.Request, handler: Handler) -> web.StreamResponse:
    """Return the answer to a request that is affected by a fault. The handler makes the answer without the fault."""
    match fault.kind:
        case FaultKind.STATUS:
            content_type = "application/json" if fault.body else "text/html"
            headers = {"Content-Type": content_type, **fault.headers}
            return web.Response(status=fault.status, headers=headers, body=fault.body.encode())
        case FaultKind.HTML:
            return web.Response(status=fault.status, headers=fault.headers, text=HTML, content_type="text/html")
        case FaultKind.WRONG_SHAPE:
            return web.json_response({"message": "this is something else", "items": 7})
        case FaultKind.BIG:
            return web.Response(body=b"[" + b" " * BIG + b"]", content_type="application/json")
        case FaultKind.GZIP_BOMB:
            body = await asyncio.to_thread(_gzip_bomb)
            return web.Response(body=body, headers={"Content-Type": "application/json", "Content-Encoding": "gzip"})
        case FaultKind.HANG:
            await asyncio.Event().wait()
        case FaultKind.RESET:
            return _abort(request, web.Response())
        case FaultKind.LATENCY:
            await asyncio.sleep(fault.seconds)
    good = await handler(request)
    if not isinstance(good, web.Response) or not isinstance(good.body, bytes):
        return good
    return await _spoiled(fault, request, good, good.body)


async def _spoiled(fault: Fault, request: web.Request, good: web.Response, body: bytes) -> web.StreamResponse:
    match fault.kind:
        case FaultKind.LOST:
            return _abort(request, web.Response())
        case FaultKind.CUT:
            return await _cut(request, good, body)
        case FaultKind.DRIP:
            return await _drip(fault, request, good, body)
        case FaultKind.BROKEN_JSON:
            return web.Response(body=body[:-2], content_type=good.content_type)
        case FaultKind.WRONG_TYPE:
            return web.Response(body=body, content_type="text/plain")
        case FaultKind.BIG_PICTURE:
            return web.Response(body=body.ljust(BIG_PICTURE, b"\0"), content_type=good.content_type)
        case FaultKind.EMPTIED:
            return web.json_response([], headers={"X-Pagination-Page": "1", "X-Pagination-Item-Count": "0"})
        case FaultKind.ODD_ITEMS:
            pages = {name: value for name, value in good.headers.items() if name.startswith("X-Pagination")}
            return web.json_response(with_odd_items(json.loads(body)), headers=pages)
    return good


async def _start_answer(request: web.Request, good: web.Response, length: int) -> web.StreamResponse:
    headers = {"Content-Type": good.headers["Content-Type"], "Content-Length": str(length)}
    response = web.StreamResponse(status=good.status, headers=headers)
    await response.prepare(request)
    return response


async def _cut(request: web.Request, good: web.Response, body: bytes) -> web.StreamResponse:
    response = await _start_answer(request, good, len(body))
    await response.write(body[: len(body) // 2])
    return _abort(request, response)


async def _drip(fault: Fault, request: web.Request, good: web.Response, body: bytes) -> web.StreamResponse:
    response = await _start_answer(request, good, len(body))
    for byte in body:
        await response.write(bytes([byte]))
        await asyncio.sleep(fault.seconds)
    return response


@cache
def _gzip_bomb() -> bytes:
    packer, blank = zlib.compressobj(wbits=_GZIP), b" " * 1_000_000
    return b"".join(
        [
            packer.compress(b"["),
            *(packer.compress(blank) for _ in range(_BOMB_MEGABYTES)),
            packer.compress(b"]"),
            packer.flush(),
        ]
    )


def _abort[Answer: web.StreamResponse](request: web.Request, response: Answer) -> Answer:
    if request.transport is not None:
        request.transport.abort()
    return response
