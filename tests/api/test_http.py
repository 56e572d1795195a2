"""The only way out keeps every limit, and says nothing that it should not."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
import re
from traceback import format_exception
from typing import Any
from unittest.mock import patch

from aiohttp import ClientSession, ClientTimeout, web
from aiohttp.test_utils import TestServer
import pytest

from custom_components.trakt_upcoming.api import http
from custom_components.trakt_upcoming.api.errors import UnavailableError
from custom_components.trakt_upcoming.api.http import HttpClient, Response, parsed, rate_limited
from custom_components.trakt_upcoming.api.ledger import Ledger

KEY = "0123456789abcdef"

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
def ledger() -> Ledger:
    """Return where the client notes what it sends."""
    return Ledger()


@pytest.fixture
async def client(serve: Serve, ledger: Ledger) -> AsyncIterator[HttpClient]:
    """Yield the client."""
    async with ClientSession() as session:
        yield HttpClient(session, "Test/1.0", ledger)


def answer(status: int = 200, body: bytes = b"", **headers: str) -> Response:
    """Return an answer."""
    return Response(
        status=status, body=body, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


async def test_answers_of_any_status(client: HttpClient, serve: Serve) -> None:
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


async def test_answer_that_is_too_large(client: HttpClient, serve: Serve) -> None:
    """Also when it was packed small."""

    async def handler(request: web.Request) -> web.Response:
        response = web.Response(body=b" " * 200_000)
        response.enable_compression()
        return response

    with patch.object(http, "SIZE_LIMIT", 100_000), pytest.raises(UnavailableError, match="too large"):
        await client.send("GET", await serve(handler))


async def test_answer_that_is_larger_than_its_own_limit(client: HttpClient, serve: Serve) -> None:
    """A limit of its own goes before that of all."""

    async def handler(request: web.Request) -> web.Response:
        return web.Response(body=b" " * 100)

    address = await serve(handler)
    assert (await client.send("GET", address, size_limit=100)).status == 200
    with pytest.raises(UnavailableError, match="too large"):
        await client.send("GET", address, size_limit=99)


async def test_answer_that_is_too_slow(client: HttpClient, serve: Serve) -> None:
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
        await client.send("GET", await serve(handler), params={"api_key": KEY})
    assert KEY not in "".join(format_exception(caught.value))


def page(status: int) -> web.Response:
    """Return a web page."""
    return web.Response(status=status, text="<html>", content_type="text/html")


@pytest.mark.parametrize(
    ("answer", "outcome", "said"),
    [
        pytest.param(lambda: web.json_response([]), "2xx", None, id="good"),
        pytest.param(lambda: page(200), "2xx", "status 200 with a web page", id="page"),
        pytest.param(lambda: web.Response(status=302), "3xx", "status 302", id="redirect"),
        pytest.param(lambda: web.Response(status=404), "4xx", "status 404", id="not found"),
        pytest.param(lambda: page(503), "5xx", "status 503 with a web page", id="down"),
    ],
)
async def test_every_answer_is_noted(
    client: HttpClient,
    serve: Serve,
    ledger: Ledger,
    caplog: pytest.LogCaptureFixture,
    answer: Callable[[], web.Response],
    outcome: str,
    said: str | None,
) -> None:
    """In the ledger, and in one line for the maintainer: what, where, how it ended, how much, how long; no secrets."""

    async def handler(request: web.Request) -> web.Response:
        return answer()

    address = await serve(handler)
    with caplog.at_level("DEBUG", http.__name__), suppress(UnavailableError):
        await client.send("GET", address, params={"api_key": KEY}, headers={"Authorization": KEY})

    host = address.removeprefix("http://").partition("/")[0]
    assert ledger.answers == {host: {outcome: 1}}
    assert [fault.what for fault in ledger.faults] == ([said] if said else [])
    [line] = [record.getMessage() for record in caplog.records if record.name == http.__name__]
    shown = re.escape(said or "status 200")
    assert re.fullmatch(rf"GET {re.escape(host)}/secret-path: {shown}, \d+ bytes, \d+ ms", line)


async def test_no_answer_is_noted(client: HttpClient, ledger: Ledger) -> None:
    """It was sent all the same."""
    with pytest.raises(UnavailableError):
        await client.send("GET", "http://127.0.0.1:1/nobody")

    assert ledger.answers == {"127.0.0.1:1": {"no answer": 1}}
    assert [(fault.path, fault.what) for fault in ledger.faults] == [("/nobody", "no answer (ClientConnectorError)")]


async def test_an_answer_that_nobody_waits_for_is_noted(client: HttpClient, serve: Serve, ledger: Ledger) -> None:
    """A refresh has a limit of its own, and what it sent counts."""

    async def handler(request: web.Request) -> web.Response:
        await asyncio.sleep(0.5)
        return web.Response()

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(client.send("GET", await serve(handler)), 0.1)

    assert ledger.sent() == 1
    assert [fault.what for fault in ledger.faults] == ["given up"]


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
