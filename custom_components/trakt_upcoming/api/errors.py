"""Errors: one class for each reaction of the caller."""

from datetime import datetime, timedelta
from typing import Final


class ApiError(Exception):
    """A request got no usable answer.

    `wait` is the pause that this kind of answer imposes, `None` where the next refresh may simply try again.
    """

    wait: timedelta | None = None


class AuthenticationError(ApiError):
    """The user has to sign in again."""


class AppRejectedError(ApiError):
    """The service no longer accepts the API app: it was deleted, or its owner's VIP ended."""

    wait = timedelta(hours=6)


class AccountLockedError(ApiError):
    """Trakt locked or deactivated the account (423)."""

    wait = timedelta(hours=12)


class VipRequiredError(ApiError):
    """Trakt gives this to VIP accounts only (426); other requests are not affected."""

    wait = timedelta(hours=12)


class RateLimitedError(ApiError):
    """Too many requests (429); nothing may be sent until `wait` is over."""

    wait: timedelta

    def __init__(self, wait: timedelta) -> None:
        """Initialize the error with the pause that the service requires."""
        super().__init__(f"asked to wait {wait.total_seconds():.0f} s")
        self.wait = wait


class LimitReachedError(ApiError):
    """The account has reached a limit of its own (420), for example the length of a list."""

    def __init__(self, message: str = "a limit is reached", limit: int | None = None) -> None:
        """Initialize the error with the limit, if the service reports it."""
        super().__init__(f"{message}, its limit is {limit}" if limit is not None else message)
        self.limit = limit


class KeyRejectedError(ApiError):
    """TMDB does not accept the key (401); no request with it can succeed."""


class UnavailableError(ApiError):
    """A temporary fault: no answer, or an invalid one."""


class NotFoundError(UnavailableError):
    """The service does not know the requested resource (404)."""


class RefusedError(UnavailableError):
    """The service rejects the request as invalid (400, 412, 422), and would reject it again."""


class NotAiredError(ApiError):
    """No episode of the show or season to be marked as watched has aired."""


class ConflictError(UnavailableError):
    """The service has this already, or something else in its place (409)."""

    def __init__(self, message: str = "there already", until: datetime | None = None) -> None:
        """Initialize the error with the end of the conflict in UTC, if the service reports it."""
        super().__init__(message)
        self.until = until


REFUSALS: Final = (LimitReachedError, NotFoundError, RefusedError, VipRequiredError)
"""Errors of requests that would fail the next time as well."""
