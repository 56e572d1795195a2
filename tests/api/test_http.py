"""The only way out keeps every limit, and says nothing that it should not."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from unittest.mock import patch

from aiohttp import ClientSession, ClientTimeout, web
from aiohttp.test_utils import TestServer
import pytest

from custom_components.trakt_upcoming.api import http
from custom_components.trakt_upcoming.api.errors import UnavailableError
from custom_components.trakt_upcoming.api.http import Answer, HttpClient, parsed, rate_limited

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
type Serve = Callable[[Handler], Awaitable[str]]


@pytest.fixture(autouse=True)
def _time() -> None:
    """Let the time be as it is, here."""


@pytest.fixture
async def serve(socket_enabled: None) -> AsyncIterator[Serve]:
    """Yield the function that starts a server with one answer and returns its address."""
    servers: list[TestServer] = []

    async def serve(handler: Handler) -> str:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", handler)
        server = TestServer(app)
        await server.start_server()
        servers.append(server)
        return str(server.make_url("/secret-path"))

    yield serve
    for server in servers:
        await server.close()


@pytest.fixture
async def client(serve: Serve) -> AsyncIterator[HttpClient]:
    """Yield the client."""
    async with ClientSession() as session:
        yield HttpClient(session, "Test/1.0")


def answer(status: int = 200, body: bytes = b"", **headers: str) -> Answer:
    """Return an answer."""
    return Answer(status=status, body=body, headers={name.replace("_", "-"): value for name, value in headers.items()})


async def test_the_answer_whatever_its_status(client: HttpClient, serve: Serve) -> None:
    """With the name that we go by."""

    async def handler(request: web.Request) -> web.Response:
        return web.json_response({"agent": request.headers["User-Agent"], "sent": await request.json()}, status=418)

    said = await client.send("POST", await serve(handler), json={"a": 1})

    assert (said.status, said.is_success, said.is_page) == (418, False, False)
    assert said.json() == {"agent": "Test/1.0", "sent": {"a": 1}}


async def test_redirects_are_not_followed(client: HttpClient, serve: Serve) -> None:
    """They would carry the token away."""

    async def handler(request: web.Request) -> web.Response:
        raise web.HTTPFound("http://127.0.0.1:1/elsewhere")

    with pytest.raises(UnavailableError, match="redirect"):
        await client.send("GET", await serve(handler))


async def test_too_much(client: HttpClient, serve: Serve) -> None:
    """Also when it was packed small."""

    async def handler(request: web.Request) -> web.Response:
        response = web.Response(body=b" " * 200_000)
        response.enable_compression()
        return response

    with patch.object(http, "SIZE_LIMIT", 100_000), pytest.raises(UnavailableError, match="too large"):
        await client.send("GET", await serve(handler))


async def test_too_slow(client: HttpClient, serve: Serve) -> None:
    """There is a limit on the whole answer."""

    async def handler(request: web.Request) -> web.Response:
        await asyncio.sleep(0.5)
        return web.Response()

    with patch.object(http, "TIME_LIMIT", ClientTimeout(total=0.05)), pytest.raises(UnavailableError, match="in time"):
        await client.send("GET", await serve(handler))


async def test_a_broken_line_says_no_secrets(client: HttpClient, serve: Serve) -> None:
    """An address may hold a key."""

    async def handler(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    with pytest.raises(UnavailableError) as caught:
        await client.send("GET", await serve(handler), params={"api_key": "secret"})
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("body", "value"),
    [(b"[]", []), (b'"\\ud800"', "\ud800"), (b'{"a": 1.5}', {"a": 1.5})],
    ids=["list", "lone surrogate", "object"],
)
async def test_json(body: bytes, value: object) -> None:
    """A lone surrogate does not spoil the whole answer."""
    assert await parsed(answer(body=body), lambda json: json) == value


@pytest.mark.parametrize("body", [b"", b"[", b"\xff", b"[" * 100_000], ids=["empty", "broken", "binary", "deep"])
async def test_no_json(body: bytes) -> None:
    """It is a passing fault."""
    with pytest.raises(UnavailableError):
        await parsed(answer(body=body), lambda json: json)


async def test_a_page_is_no_json() -> None:
    """Whatever the proxy wants to say."""
    with pytest.raises(UnavailableError, match="page"):
        await parsed(answer(503, b"<html>", Content_Type="text/html; charset=UTF-8"), lambda json: json)


@pytest.mark.parametrize(("size", "elsewhere"), [(10, False), (http.PARSED_HERE + 10, True)])
async def test_large_answers_are_parsed_elsewhere(size: int, elsewhere: bool) -> None:
    """The event loop has other things to do."""
    loop = asyncio.get_running_loop()

    def parse(value: Any) -> bool:
        try:
            return asyncio.get_running_loop() is not loop
        except RuntimeError:
            return True

    assert await parsed(answer(body=b"[" + b" " * size + b"]"), parse) is elsewhere


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("60", 60), ("1", 1), ("86400", 3_600), ("9" * 40, 3_600)],
    ids=["a minute", "a second", "a day", "for ever"],
)
def test_waits_in_seconds(header: str, seconds: int) -> None:
    """An hour at most."""
    assert rate_limited(answer(429, Retry_After=header), 0).wait == timedelta(seconds=seconds)


def test_a_wait_until_a_date() -> None:
    """Trakt does not send it, the standard allows it."""
    until = datetime.now(UTC) + timedelta(seconds=120)
    wait = rate_limited(answer(429, Retry_After=format_datetime(until, usegmt=True)), 0).wait

    assert wait is not None
    assert timedelta(seconds=110) < wait <= timedelta(seconds=120)


@pytest.mark.parametrize(("attempts", "least", "most"), [(0, 30, 45), (3, 240, 360), (50, 3_600, 3_600)])
@pytest.mark.parametrize("header", [{}, {"Retry_After": "soon"}], ids=["missing", "nonsense"])
def test_a_wait_of_our_own(attempts: int, least: int, most: int, header: dict[str, Any]) -> None:
    """It grows, and varies."""
    wait = rate_limited(answer(429, **header), attempts).wait

    assert wait is not None
    assert timedelta(seconds=least) <= wait <= timedelta(seconds=most)
