"""The HTTP client: limits of time and size, no redirects, JSON only where it is announced."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
import json
import logging
import random
from time import monotonic
from typing import Any, Final, override

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout
import orjson
from yarl import URL

from .errors import RateLimitedError, UnavailableError
from .ledger import Ledger

_LOGGER: Final = logging.getLogger(__name__)

TIME_LIMIT: Final = ClientTimeout(total=30, sock_connect=10)
"""Name resolution has its own limit in the resolver; cancelling it would leave a stack trace in the log."""
SIZE_LIMIT: Final = 20_000_000
"""Bytes of an unpacked answer; larger ones are refused."""
PARSED_HERE: Final = 256_000
"""Bytes up to which an answer is parsed in the event loop."""
LONGEST_WAIT: Final = timedelta(hours=1)
_CHUNK: Final = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """The response of a server, with any status."""

    status: int
    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)

    @property
    def is_page(self) -> bool:
        """Whether this is a web page, as proxies send it, where a service would answer JSON or nothing."""
        return bool(self.body.strip()) and "html" in self.headers.get("Content-Type", "").lower()

    @property
    def is_redirect(self) -> bool:
        """Whether the status is a redirect."""
        return HTTPStatus.MULTIPLE_CHOICES <= self.status < HTTPStatus.BAD_REQUEST

    @property
    def is_success(self) -> bool:
        """Whether the status is a success."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    @property
    def is_good(self) -> bool:
        """Whether the status is a success and the body is not a web page."""
        return self.is_success and not self.is_page

    @override
    def __str__(self) -> str:
        """Return status and kind of content, for logs."""
        return f"status {self.status}{' with a web page' if self.is_page else ''}"

    def json(self) -> Any:
        """Return the body as JSON.

        Raises UnavailableError when it is none.
        """
        try:
            return parse_json(self.body)
        except ValueError as error:
            raise UnavailableError(f"status {self.status} without valid JSON") from error


class HttpClient:
    """Sends one request and returns one answer, for all services."""

    def __init__(self, session: ClientSession, user_agent: str, ledger: Ledger) -> None:
        """Initialize with a session, which the caller owns, and the ledger of requests."""
        self._session = session
        self._headers = {"User-Agent": user_agent, "Accept": "application/json"}
        self._ledger = ledger

    async def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        json: object | None = None,
        size_limit: int | None = None,
    ) -> Response:
        """Return the answer, whatever its status; `size_limit` is in bytes, for one that is to be smaller than others.

        Raises UnavailableError when there is none: no connection, too slow, too large, cut off, or a redirect, which
        would send the token to another host.
        """
        began = monotonic()
        try:
            answer = await self._exchange(
                method, url, headers=headers, params=params, json=json, size_limit=size_limit or SIZE_LIMIT
            )
        except UnavailableError as error:
            self._note(method, URL(url), began, outcome=str(error))
            raise
        except asyncio.CancelledError:
            self._note(method, URL(url), began, outcome="given up")
            raise
        self._note(method, URL(url), began, outcome=str(answer), answer=answer)
        if answer.is_redirect:
            raise UnavailableError(f"{answer}, a redirect")
        return answer

    async def _exchange(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None,
        params: Mapping[str, str] | None,
        json: object | None,
        size_limit: int,
    ) -> Response:
        try:
            async with self._session.request(
                method,
                url,
                headers={**self._headers, **(headers or {})},
                params=params,
                json=json,
                timeout=TIME_LIMIT,
                allow_redirects=False,
            ) as response:
                body = await _read(response, size_limit)
        except TimeoutError:
            raise UnavailableError("no answer in time") from None
        except (ClientError, OSError, ValueError) as error:
            # The text of the error may contain the address, which may contain a key, so it is not logged.
            raise UnavailableError(f"no answer ({type(error).__name__})") from None
        return Response(status=response.status, body=body, headers=response.headers)

    def _note(self, method: str, url: URL, began: float, *, outcome: str, answer: Response | None = None) -> None:
        status, size = (None, 0) if answer is None else (answer.status, len(answer.body))
        self._ledger.note(url, status=status, fault=None if answer is not None and answer.is_good else outcome)
        milliseconds = (monotonic() - began) * 1000
        _LOGGER.debug(
            "%s %s%s: %s, %d bytes, %d ms", method, url.host_port_subcomponent, url.path, outcome, size, milliseconds
        )


async def _read(response: ClientResponse, size_limit: int) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        body += chunk
        if len(body) > size_limit:
            raise UnavailableError("answer too large")
    return bytes(body)


async def parsed[T](answer: Response, parse: Callable[[Any], T]) -> T:
    """Return the result of `parse` for the answer's JSON; large answers do not block the event loop.

    Raises UnavailableError when the body is no JSON or a page, and what `parse` raises.
    """
    if len(answer.body) > PARSED_HERE:
        return await parsed_aside(answer, parse)
    if answer.is_page:
        raise UnavailableError(str(answer))
    return parse(answer.json())


async def parsed_aside[T](answer: Response, parse: Callable[[Any], T]) -> T:
    """Return the result of `parse`, always in the executor, for one of many answers.

    Raises what `parsed` raises.
    """
    if answer.is_page:
        raise UnavailableError(str(answer))
    return await asyncio.get_running_loop().run_in_executor(None, lambda: parse(answer.json()))


def parse_json(body: bytes) -> Any:
    """Return the JSON value in a body.

    Raises ValueError when there is none.
    """
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        # The standard library accepts lone surrogates, which cost a character instead of the whole answer.
        try:
            return json.loads(body)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error


def rate_limited(answer: Response, attempts: int, *, longest: timedelta = LONGEST_WAIT) -> RateLimitedError:
    """Return the error for a 429; `attempts` is how many came in a row before this one.

    Without a usable Retry-After the wait grows from half a minute, and varies so that homes do not retry together.
    """
    wait = _retry_after(answer.headers.get("Retry-After", ""), longest)
    if wait is None:
        wait = timedelta(seconds=30 * 2 ** min(attempts, 7) * random.uniform(1, 1.5))  # noqa: S311 - no secret
    return RateLimitedError(min(wait, longest))


def _retry_after(value: str, longest: timedelta) -> timedelta | None:
    """Return the wait of a Retry-After header, which is seconds or a date."""
    if value.strip().isdecimal():
        return timedelta(seconds=min(int(value), longest.total_seconds()))
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    now = datetime.now(UTC)
    return max(until.replace(tzinfo=until.tzinfo or UTC) - now, timedelta(seconds=1))
