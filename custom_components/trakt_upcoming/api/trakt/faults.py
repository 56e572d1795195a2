"""Maps Trakt's error responses to errors."""

from datetime import datetime
from http import HTTPStatus
from typing import Final

from ..errors import (
    AccountLockedError,
    ApiError,
    AppRejectedError,
    AuthenticationError,
    ConflictError,
    LimitReachedError,
    NotFoundError,
    RefusedError,
    UnavailableError,
    VipRequiredError,
)
from ..fields import moment
from ..http import Response, parse_json, rate_limited

_PLAIN: Final[dict[int, type[ApiError]]] = {
    HTTPStatus.BAD_REQUEST: RefusedError,
    HTTPStatus.UNAUTHORIZED: AuthenticationError,
    HTTPStatus.FORBIDDEN: AppRejectedError,
    HTTPStatus.PRECONDITION_FAILED: RefusedError,
    HTTPStatus.UNPROCESSABLE_ENTITY: RefusedError,
    HTTPStatus.LOCKED: AccountLockedError,
    HTTPStatus.UPGRADE_REQUIRED: VipRequiredError,
}
"""The errors that follow from the status alone."""


def error_of(answer: Response, refusals: int) -> ApiError:
    """Return the error for an answer; `refusals` is how many 429 came in a row before it.

    Source: Trakt's guide on status codes; the proxy in front of Trakt reports its own faults as web pages.
    """
    message = f"Trakt answered with status {answer.status}"
    if answer.status == HTTPStatus.NOT_FOUND:
        return NotFoundError(message)
    if answer.is_page:
        return UnavailableError(f"{message} and a web page")
    match answer.status:
        case HTTPStatus.CONFLICT:
            return ConflictError(message, _until(answer))
        case HTTPStatus.TOO_MANY_REQUESTS:
            return rate_limited(answer, refusals)
        case 420:
            return LimitReachedError(message, _limit(answer))
    return _PLAIN.get(answer.status, UnavailableError)(message)


def _until(answer: Response) -> datetime | None:
    try:
        return moment(parse_json(answer.body)["expires_at"])
    except LookupError, TypeError, ValueError:
        return None


def _limit(answer: Response) -> int | None:
    value = answer.headers.get("X-Account-Limit", "")
    return int(value) if value.isdecimal() and len(value) < 9 else None  # noqa: PLR2004 - no number that long
