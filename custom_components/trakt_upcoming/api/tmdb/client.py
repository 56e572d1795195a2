"""TMDB's API: images and texts of one title at a time."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final

from ..errors import ApiError, KeyRejectedError, NotFoundError, RateLimitedError, UnavailableError
from ..http import HttpClient, Response, parsed, rate_limited
from ..pace import Pace
from ..waits import Waits
from .models import Kind, TitleDetails
from .translation import is_fallback, translated

MOST_SEASONS: Final = 20
"""How many seasons fit into one request. Source: TMDB's documentation of append_to_response."""
LONGEST_WAIT: Final = timedelta(days=1)
"""The longest pause that TMDB can impose."""
_MOST_DOUBLINGS: Final = 12


class TmdbClient:
    """Typed methods for the endpoints that are used.

    All raise KeyRejectedError, NotFoundError, RateLimitedError and UnavailableError.
    """

    def __init__(self, http: HttpClient, base: str, key: str, *, pace: Pace, waits: Waits) -> None:
        """Initialize with the API's address, without a slash at the end, and a v3 key or a v4 read access token.

        The pace and the waits are those of all clients of this home: TMDB counts requests by address, not by key.
        """
        self._http = http
        self._base = base
        self._pace = pace
        self._waits = waits
        # A token is sent in a header; a v3 key can only be sent in the address.
        self._headers = {"Authorization": f"Bearer {key}"} if is_token(key) else {}
        self._params = {} if is_token(key) else {"api_key": key}

    async def check_key(self) -> None:
        """Ask for the configuration, which any good key is allowed to see."""
        await self._get("/3/configuration", lambda _: None)

    async def details(self, kind: Kind, tmdb_id: int, language: str, seasons: Iterable[int] = ()) -> TitleDetails:
        """Return the details of a title in a language such as `de-DE`, with the episodes of up to 20 seasons.

        Texts without a translation to this language are left out.
        """
        appended = [f"season/{season}" for season in sorted(seasons)[:MOST_SEASONS]]
        params = {"language": language, **({"append_to_response": ",".join(appended)} if appended else {})}

        def details(answer: Any) -> TitleDetails:
            if not isinstance(answer, dict) or not isinstance(answer.get("id"), int):
                raise UnavailableError("TMDB: not a title")
            pages = [page for name in appended if isinstance(page := answer.get(name), dict)]
            episodes = [
                episode for page in pages if isinstance(page.get("episodes"), list) for episode in page["episodes"]
            ]
            # A show's title is its `name` here; a movie has both under the names that are used everywhere else.
            title = answer.get("name") if kind is Kind.TV else answer.get("title")
            if is_fallback(answer, kind, title, language):
                title = None
            return translated(TitleDetails.from_dict({**answer, "title": title, "episodes": episodes}), language)

        return await self._get(f"/3/{kind}/{tmdb_id}", details, **params)

    async def _get[T](self, path: str, parse: Callable[[Any], T], **params: str) -> T:
        async with self._pace.slot():
            self._waits.check()
            answer = await self._http.send(
                "GET", f"{self._base}{path}", headers=self._headers, params={**params, **self._params}
            )
        if not answer.is_success:
            error = _error_of(answer, self._waits.refusals)
            self._waits.impose(error)
            raise error
        self._waits.refusals = 0
        return await parsed(answer, parse)


def _error_of(answer: Response, refusals: int) -> ApiError:
    """Return the error for an answer; `refusals` is how many 429 came in a row before it."""
    match answer.status:
        case HTTPStatus.NOT_FOUND:
            return NotFoundError("TMDB does not know the title")
        case HTTPStatus.TOO_MANY_REQUESTS:
            return _refused(answer, refusals)
        case HTTPStatus.UNAUTHORIZED if not answer.is_page:
            return KeyRejectedError("TMDB does not accept the key")
    # A web page comes from a proxy, whose status says nothing about the key.
    return UnavailableError(f"TMDB answered with {answer}")


def _refused(answer: Response, refusals: int) -> RateLimitedError:
    """Return the error for a 429: the wait is that of its headers, and longer after repeated refusals."""
    error = rate_limited(answer, refusals, longest=LONGEST_WAIT)
    return RateLimitedError(max(error.wait, timedelta(seconds=2 ** min(refusals, _MOST_DOUBLINGS))))


def is_token(key: str) -> bool:
    """Return whether a key is a v4 read access token."""
    return key.startswith("eyJ")
