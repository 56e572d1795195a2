"""TMDB's API: pictures and texts of one title at a time."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, Final

from ..errors import ApiError, KeyRejectedError, NotFoundError, UnavailableError
from ..http import HttpClient, parsed, rate_limited
from .models import Kind, TitleDetails

MOST_SEASONS: Final = 20
"""How many seasons fit into one request. Source: TMDB's documentation of append_to_response."""


class TmdbClient:
    """Typed methods for the endpoints that are used.

    All raise KeyRejectedError, NotFoundError, RateLimitedError and UnavailableError.
    """

    def __init__(self, http: HttpClient, base: str, key: str) -> None:
        """Take the way out, the API's address without a slash at the end, and a v3 key or a v4 read access token."""
        self._http = http
        self._base = base
        # A token stays out of addresses, a v3 key has no other place.
        self._headers = {"Authorization": f"Bearer {key}"} if is_token(key) else {}
        self._params = {} if is_token(key) else {"api_key": key}

    async def check_key(self) -> None:
        """Ask for the configuration, which any good key is allowed to see."""
        await self._get("/3/configuration", lambda _: None)

    async def details(self, kind: Kind, tmdb_id: int, language: str, seasons: Iterable[int] = ()) -> TitleDetails:
        """Return what is known of a title in a language such as `de-DE`, with the episodes of up to 20 seasons."""
        appended = [f"season/{season}" for season in sorted(seasons)[:MOST_SEASONS]]
        params = {"language": language, **({"append_to_response": ",".join(appended)} if appended else {})}

        def details(answer: Any) -> TitleDetails:
            if not isinstance(answer, dict) or not isinstance(answer.get("id"), int):
                raise UnavailableError("TMDB: not a title")
            pages = [page for name in appended if isinstance(page := answer.get(name), dict)]
            episodes = [
                episode for page in pages if isinstance(page.get("episodes"), list) for episode in page["episodes"]
            ]
            # A show's title is its `name` here; a film has both under the names that are used everywhere else.
            title = answer.get("name") if kind is Kind.TV else answer.get("title")
            return TitleDetails.from_dict({**answer, "title": title, "episodes": episodes})

        return await self._get(f"/3/{kind}/{tmdb_id}", details, **params)

    async def _get[T](self, path: str, parse: Callable[[Any], T], **params: str) -> T:
        answer = await self._http.send(
            "GET", f"{self._base}{path}", headers=self._headers, params={**params, **self._params}
        )
        if answer.is_success:
            return await parsed(answer, parse)
        if answer.is_page and answer.status != HTTPStatus.NOT_FOUND:
            # A proxy spoke, and knows nothing of keys.
            raise UnavailableError(f"TMDB: status {answer.status} with a web page")
        raise _error_for(answer.status) or rate_limited(answer, attempts=0)


def _error_for(status: int) -> ApiError | None:
    match status:
        case HTTPStatus.UNAUTHORIZED:
            return KeyRejectedError("TMDB does not accept the key")
        case HTTPStatus.NOT_FOUND:
            return NotFoundError("TMDB does not know the title")
        case HTTPStatus.TOO_MANY_REQUESTS:
            return None
    return UnavailableError(f"TMDB answered with status {status}")


def is_token(key: str) -> bool:
    """Return whether a key is a v4 read access token."""
    return key.startswith("eyJ")
