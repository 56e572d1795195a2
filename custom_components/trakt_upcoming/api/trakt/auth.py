"""Trakt's auth host: exchanges codes and refresh tokens for tokens, and revokes tokens."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from ..errors import ApiError, AppRejectedError, AuthenticationError, UnavailableError
from ..http import HttpClient, Response, parsed, rate_limited

_REJECTED_APP: Final = {"invalid_client", "unauthorized_client"}


class TraktAuth:
    """The token endpoint. It has a host of its own; the API's host no longer serves it."""

    def __init__(self, http: HttpClient, base: str) -> None:
        """Initialize with the address of the auth host, without a slash at the end."""
        self._http = http
        self._base = base

    @property
    def authorize_url(self) -> str:
        """The page on which a user allows the app to use the account."""
        return f"{self._base}/oauth/authorize"

    @property
    def token_url(self) -> str:
        """The address that gives tokens."""
        return f"{self._base}/oauth/token"

    async def token(self, request: Mapping[str, str]) -> dict[str, Any]:
        """Return a new token for a code or a refresh token; both are valid once. `expires_in` is seconds.

        Raises AuthenticationError when the code or the refresh token is no longer good, AppRejectedError when the app
        is not, RateLimitedError and UnavailableError.
        """
        answer = await self._http.send("POST", self.token_url, json=request)
        if not answer.is_success:
            raise _error(answer)
        return await parsed(answer, _token)

    async def revoke(self, request: Mapping[str, str]) -> None:
        """Revoke a token, so that it no longer occupies the one place for apps that a free account has.

        Raises UnavailableError when there was no answer. The content of the answer is ignored.
        """
        await self._http.send("POST", f"{self._base}/oauth/revoke", json=request)


def _token(answer: Any) -> dict[str, Any]:
    if not isinstance(answer, dict) or not all(
        isinstance(answer.get(key), str) and answer[key] for key in ("access_token", "refresh_token")
    ):
        raise UnavailableError("an answer without tokens")
    if type(answer.get("expires_in")) is not int or answer["expires_in"] <= 0:
        raise UnavailableError("a token without end")
    return answer


def _error(answer: Response) -> ApiError:
    if answer.is_page:
        return UnavailableError(f"auth host: status {answer.status} with a web page")
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        return rate_limited(answer, attempts=0)
    try:
        reason = answer.json().get("error")
    except UnavailableError, AttributeError:
        reason = None
    if reason in _REJECTED_APP:
        return AppRejectedError("auth host: the app is not accepted")
    if reason == "invalid_grant":
        return AuthenticationError("auth host: the sign-in is no longer good")
    return UnavailableError(f"auth host: status {answer.status}")
