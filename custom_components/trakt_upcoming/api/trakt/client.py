"""Trakt's API for one account: every request carries the token, keeps the waits and the budget, and fails in words."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Final, Protocol

from ..errors import (
    AccountLockedError,
    ApiError,
    AppRejectedError,
    AuthenticationError,
    LimitReachedError,
    NotFoundError,
    UnavailableError,
    VipRequiredError,
)
from ..http import Answer, HttpClient, parsed, parsed_aside, rate_limited
from ..waits import EVERYTHING, Budget, Waits
from .history import HistoryPage, Place
from .listing import LeftOut, read_list
from .models import Feed, User
from .pages import PAGE, page_length, read_pages, whole_header
from .records import Play, Record, Section, Stamps, read_stamps
from .schedule import NOTHING, Entry, Schedule
from .works import Works

LONGEST_PIECE: Final = 33
"""Days that one calendar request can cover; Trakt cuts longer ones silently."""
_FULL: Final = {"extended": "full"}


class TokenSource(Protocol):
    """Where the access token comes from."""

    async def access_token(self) -> str:
        """Return a token that should be accepted now."""

    async def renew(self, rejected: str) -> str:
        """Return another token than the one that was rejected."""


class TraktClient:
    """Typed methods for the endpoints that are used.

    All raise AuthenticationError, AppRejectedError, AccountLockedError, VipRequiredError, RateLimitedError and
    UnavailableError, and whatever the token source raises.
    """

    def __init__(
        self, http: HttpClient, base: str, *, client_id: str, tokens: TokenSource, waits: Waits, budget: Budget
    ) -> None:
        """Take the way out, the API's address without a slash at the end, and what belongs to the account."""
        self._http = http
        self._base = base
        self._tokens = tokens
        self._waits = waits
        self._budget = budget
        self._pieces: dict[tuple[Feed, int], tuple[bytes, Schedule]] = {}
        self._headers = {"Content-Type": "application/json", "trakt-api-version": "2", "trakt-api-key": client_id}
        self.works = Works(self._answer)

    @property
    def waiting(self) -> timedelta | None:
        """How much longer Trakt wants to hear nothing, None when it may be asked."""
        return self._waits.remaining()

    async def user(self) -> User:
        """Return the person who signed in."""
        return await parsed(await self._answer("/users/settings"), _user)

    async def calendar(self, feed: Feed, start: date, days: int) -> tuple[tuple[Entry, ...], LeftOut]:
        """Return a feed's entries for `days` days from `start`, in UTC, and what had to be left out.

        Both are as Trakt sent them; a range longer than Trakt gives at once is asked for in pieces.
        """
        # One after the other: a refusal of the first saves the others.
        pieces = [
            await self._piece(feed, start + timedelta(days=offset), min(LONGEST_PIECE, days - offset), number)
            for number, offset in enumerate(range(0, days, LONGEST_PIECE))
        ]
        entries = tuple(entry for piece in pieces for entry in piece.entries)
        return entries, sum((piece.left_out for piece in pieces), Counter())

    async def piece(self, feed: Feed, start: date) -> tuple[tuple[Entry, ...], LeftOut]:
        """Return a feed's entries for the longest piece from `start`, in UTC, and what had to be left out.

        It is for days that are not asked for every hour. Where VIP is needed for them, only such days have to wait.
        """
        answer = await self._answer(_path(feed, start, LONGEST_PIECE), params=_FULL, scope=f"{feed} beyond")
        schedule = await parsed(answer, lambda items: Schedule.read(items, feed, start, NOTHING))
        return schedule.entries, schedule.left_out

    async def last_activities(self) -> Stamps:
        """Return when each part of what Trakt keeps of the person last changed."""
        return await parsed(await self._answer("/sync/last_activities"), read_stamps)

    async def section(self, section: Section, since: datetime | None = None) -> tuple[tuple[Record, ...], LeftOut]:
        """Return all that Trakt keeps in a section, as it is sorted there, and what had to be left out.

        Of the history it can be what was watched from a moment on.
        """
        items, odd = await read_pages(
            self._answer, section.path, section.model, params=_params(section, since), scope=section
        )
        return items, Counter(each.field for each in odd)

    async def history_page(self, place: Place) -> HistoryPage:
        """Return one page of what was watched."""
        params = {**_FULL, "page": str(place.page), "limit": str(PAGE), **_until(place.until)}
        answer = await self._answer(Section.HISTORY.path, params=params, scope=Section.HISTORY)
        plays, odd, count = await parsed_aside(answer, lambda listed: (*read_list(listed, Play), len(listed)))
        length = page_length(answer)
        return HistoryPage(
            plays=plays,
            odd=odd,
            left=max(0, whole_header(answer, "X-Pagination-Item-Count", 0) - (place.page - 1) * length - count),
            following=place.after(plays) if count >= length else None,
        )

    async def _piece(self, feed: Feed, start: date, days: int, number: int) -> Schedule:
        """Return one piece of a range; equal bytes for the same days are not parsed again, as in most hours."""
        path = _path(feed, start, days)
        answer = await self._answer(path, params=_FULL, scope=feed)
        fingerprint = sha256(path.encode() + answer.body).digest()
        known, before = self._pieces.get((feed, number), (b"", NOTHING))
        if known == fingerprint:
            return before
        schedule = await parsed(answer, lambda items: Schedule.read(items, feed, start, before))
        self._pieces[feed, number] = (fingerprint, schedule)
        return schedule

    async def _answer(self, path: str, *, params: Mapping[str, str] | None = None, scope: str = EVERYTHING) -> Answer:
        self._waits.check(scope)
        async with self._budget.reads:
            return await self._send("GET", path, params=params, scope=scope)

    async def _send(self, method: str, path: str, *, params: Mapping[str, str] | None, scope: str) -> Answer:
        try:
            token = await self._tokens.access_token()
            answer = await self._send_with(token, method, path, params)
            if answer.status == HTTPStatus.UNAUTHORIZED and not answer.is_page:
                token = await self._tokens.renew(token)
                answer = await self._send_with(token, method, path, params)
            if not answer.is_success:
                raise _error(answer, self._waits.refusals)
        except ApiError as error:
            self._waits.impose(error, scope if isinstance(error, VipRequiredError) else EVERYTHING)
            raise
        self._waits.refusals = 0
        return answer

    async def _send_with(self, token: str, method: str, path: str, params: Mapping[str, str] | None) -> Answer:
        headers = {**self._headers, "Authorization": f"Bearer {token}"}
        return await self._http.send(method, f"{self._base}{path}", headers=headers, params=params)


def _error(answer: Answer, refusals: int) -> ApiError:
    """Return what an answer without success means.

    Source: Trakt's guide on status codes; behind it sits a proxy whose own faults come as web pages.
    """
    message = f"Trakt answered with status {answer.status}"
    if answer.status == HTTPStatus.NOT_FOUND:
        return NotFoundError(message)
    if answer.is_page:
        return UnavailableError(f"{message} and a web page")
    match answer.status:
        case HTTPStatus.UNAUTHORIZED:
            return AuthenticationError(message)
        case HTTPStatus.FORBIDDEN:
            return AppRejectedError(message)
        case 420:
            return LimitReachedError(message)
        case HTTPStatus.LOCKED:
            return AccountLockedError(message)
        case HTTPStatus.UPGRADE_REQUIRED:
            return VipRequiredError(message)
        case HTTPStatus.TOO_MANY_REQUESTS:
            return rate_limited(answer, refusals)
    return UnavailableError(message)


def _user(answer: Any) -> User:
    try:
        user = User.from_dict(answer["user"])
    except (LookupError, TypeError, ValueError) as error:
        raise UnavailableError("settings without a user") from error
    if user.unique_id is None:
        raise UnavailableError("a user without an id")
    return user


def _params(section: Section, since: datetime | None) -> dict[str, str]:
    return {
        **_FULL,
        # Without a kind Trakt gives nothing of the progress.
        **({"type": "show"} if section is Section.HIDDEN_IN_PROGRESS else {}),
        **({"start_at": _moment(since)} if since is not None else {}),
    }


def _until(moment: datetime | None) -> dict[str, str]:
    """Return the end of a range, in which the moment itself is, whether Trakt counts the end in or not."""
    return {"end_at": _moment(moment + timedelta(seconds=1))} if moment is not None else {}


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"


def _path(feed: Feed, start: date, days: int) -> str:
    return f"/calendars/my/{feed.path}/{start}/{days}"
