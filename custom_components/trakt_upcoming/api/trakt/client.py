"""Trakt's API for one account: sends the token, respects pauses and the budget, and raises errors."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from http import HTTPStatus
from typing import Any, Final, Protocol

from aiolimiter import AsyncLimiter

from ..errors import ApiError, UnavailableError, VipRequiredError
from ..http import HttpClient, Response, parsed, parsed_aside
from ..waits import EVERYTHING, Budget, Waits
from .calendar import NOTHING, Entry, Schedule
from .faults import error_of
from .history import HistoryPage, Place
from .listing import SkippedCounts, read_list
from .models import Feed, User
from .pages import PAGE, page_length, read_pages, whole_header
from .progress import ShowProgress
from .refs import Ref, SeasonRef, ShowRef
from .sync import LastActivities, Listed, Play, Rated, Record, Section, read_stamps
from .works import Works
from .writes import CheckIn, Post, WriteAnswer, check_in, utc

LONGEST_CHUNK: Final = 33
"""Days that one calendar request can cover; Trakt silently cuts longer ranges."""
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
        """Initialize the client; the API's address has no slash at the end."""
        self._http = http
        self._base = base
        self._tokens = tokens
        self._waits = waits
        self._budget = budget
        self._chunks: dict[tuple[Feed, int], tuple[int | None, Schedule]] = {}
        self._headers = {"Content-Type": "application/json", "trakt-api-version": "2", "trakt-api-key": client_id}
        self.works = Works(self._answer)

    @property
    def waiting(self) -> timedelta | None:
        """The remaining pause, None if there is none."""
        return self._waits.remaining()

    async def user(self) -> User:
        """Return the user who signed in."""
        return await parsed(await self._answer("/users/settings"), _user)

    async def calendar(self, feed: Feed, start: date, days: int) -> tuple[tuple[Entry, ...], SkippedCounts]:
        """Return a feed's entries for `days` days from `start`, in UTC, and what had to be left out.

        Longer ranges than Trakt allows are requested in chunks.
        """
        # One after the other: if the first is refused, the others are not sent.
        chunks = [
            await self._chunk(feed, start + timedelta(days=offset), min(LONGEST_CHUNK, days - offset), number)
            for number, offset in enumerate(range(0, days, LONGEST_CHUNK))
        ]
        entries = tuple(entry for chunk in chunks for entry in chunk.entries)
        return entries, sum((chunk.left_out for chunk in chunks), Counter())

    async def chunk(self, feed: Feed, start: date) -> tuple[tuple[Entry, ...], SkippedCounts]:
        """Return a feed's entries for `LONGEST_CHUNK` days from `start`, in UTC, and what had to be left out.

        For days outside the window: if VIP is needed for them, only their scope pauses.
        """
        answer = await self._answer(_path(feed, start, LONGEST_CHUNK), params=_FULL, scope=f"{feed} beyond")
        schedule = await parsed(answer, lambda items: Schedule.read(items, feed, start, NOTHING))
        return schedule.entries, schedule.left_out

    async def last_activities(self) -> LastActivities:
        """Return when each part of the user data last changed."""
        return await parsed(await self._answer("/sync/last_activities", scope="last activities"), read_stamps)

    async def section(
        self, section: Section, since: datetime | None = None
    ) -> tuple[tuple[Record, ...], SkippedCounts]:
        """Return the records of a section in Trakt's order, and what had to be left out.

        `since` limits the history to plays from that moment on.
        """
        if not section.is_list:
            return (await self._single(section),), Counter()
        items, skipped = await read_pages(
            self._answer, section.path, section.model, params=_params(section, since), scope=section
        )
        return items, Counter(each.field for each in skipped)

    async def history_of(
        self, ref: Ref, start: datetime | None = None, end: datetime | None = None
    ) -> tuple[Play, ...]:
        """Return when a movie, a show or an episode was watched, the last first; of a season, when its show was."""
        asked = ShowRef(show=ref.show) if isinstance(ref, SeasonRef) else ref
        bounds = {"start_at": start, "end_at": end}
        params = {name: utc(at) for name, at in bounds.items() if at is not None}
        return await self._kept(f"/sync/history/{asked.type}s/{asked.trakt}", Play, params)

    async def progress_of(self, show: int, *, specials: bool) -> ShowProgress:
        """Return the progress of the user in a show, by its id on Trakt, with or without specials."""
        params = {"hidden": "true", "specials": str(specials).lower()}
        path = f"/shows/{show}/progress/watched"
        return await parsed(await self._answer(path, params=params, scope=path), _progress)

    async def watchlist(self, kind: str) -> tuple[Listed, ...]:
        """Return the movies, shows, seasons or episodes on the watchlist."""
        return await self._kept(f"/sync/watchlist/{kind}s", Listed, {})

    async def ratings(self, kind: str) -> tuple[Rated, ...]:
        """Return the movies, shows, seasons or episodes that were rated."""
        return await self._kept(f"/sync/ratings/{kind}s", Rated, {})

    async def write(self, post: Post) -> WriteAnswer:
        """Send a change, and return what Trakt did.

        It is sent once: without an answer, Trakt may have done it or not. Raises ConflictError, RefusedError and
        LimitReachedError, too.
        """
        return await parsed(await self._post(post), WriteAnswer.read)

    async def check_in(self, ref: Ref) -> CheckIn:
        """Check in: the user is watching a movie or an episode from now on.

        Raises what `write` raises; ConflictError while something else is being watched.
        """
        return await parsed(await self._post(check_in(ref)), _check_in)

    async def history_page(self, place: Place) -> HistoryPage:
        """Return one page of the history."""
        params = {**_FULL, "page": str(place.page), "limit": str(PAGE), **_until(place.until)}
        answer = await self._answer(Section.HISTORY.path, params=params, scope=Section.HISTORY)
        plays, skipped, count = await parsed_aside(answer, lambda listed: (*read_list(listed, Play), len(listed)))
        length = page_length(answer)
        return HistoryPage(
            plays=plays,
            skipped=skipped,
            left=max(0, whole_header(answer, "X-Pagination-Item-Count", 0) - (place.page - 1) * length - count),
            following=place.after(plays) if count >= length else None,
        )

    async def history_length(self) -> int | None:
        """Return the number of plays that Trakt reports, None if it reports none."""
        answer = await self._answer(Section.HISTORY.path, params={"page": "1", "limit": "1"}, scope=Section.HISTORY)
        return whole_header(answer, "X-Pagination-Item-Count", None)

    async def _single(self, section: Section) -> Record:
        answer = await self._answer(section.path, scope=section)
        found, skipped = await parsed(answer, lambda single: read_list([single], section.model))
        if skipped:
            raise UnavailableError(f"an invalid answer: {skipped[0].field}")
        return found[0]

    async def _chunk(self, feed: Feed, start: date, days: int, number: int) -> Schedule:
        """Return one chunk of a range; a response that equals the last one for the same days is not parsed again."""
        path = _path(feed, start, days)
        answer = await self._answer(path, params=_FULL, scope=feed)
        # Python's hash is keyed differently at every start, so that two answers with the same hash cannot be prepared.
        fingerprint = hash((path, answer.body))
        known, before = self._chunks.get((feed, number), (None, NOTHING))
        if known == fingerprint:
            return before
        schedule = await parsed(answer, lambda items: Schedule.read(items, feed, start, before))
        self._chunks[feed, number] = (fingerprint, schedule)
        return schedule

    async def _kept[Kept: Record](self, path: str, model: type[Kept], params: Mapping[str, str]) -> tuple[Kept, ...]:
        """Return a list that is not part of the refresh; invalid items are left out."""
        kept, _ = await read_pages(self._answer, path, model, params={**_FULL, **params}, scope=path)
        return kept

    async def _answer(self, path: str, *, params: Mapping[str, str] | None = None, scope: str = EVERYTHING) -> Response:
        self._waits.check(scope)
        return await self._send("GET", path, budget=self._budget.reads, params=params, scope=scope)

    async def _post(self, post: Post) -> Response:
        self._waits.check()
        # If a change needs VIP, only its path pauses.
        return await self._send("POST", post.path, budget=self._budget.writes, json=post.body, scope=post.path)

    async def _send(
        self,
        method: str,
        path: str,
        *,
        budget: AsyncLimiter,
        scope: str,
        params: Mapping[str, str] | None = None,
        json: object | None = None,
    ) -> Response:
        async def send_with(token: str) -> Response:
            headers = {**self._headers, "Authorization": f"Bearer {token}"}
            async with budget:
                return await self._http.send(method, f"{self._base}{path}", headers=headers, params=params, json=json)

        try:
            token = await self._tokens.access_token()
            answer = await send_with(token)
            if answer.status == HTTPStatus.UNAUTHORIZED and not answer.is_page:
                # A rejected request had no effect, so even a change may be sent again.
                answer = await send_with(await self._tokens.renew(token))
            if not answer.is_success:
                raise error_of(answer, self._waits.refusals)
        except ApiError as error:
            self._waits.impose(error, scope if isinstance(error, VipRequiredError) else EVERYTHING)
            raise
        self._waits.refusals = 0
        return answer


def _check_in(answer: Any) -> CheckIn:
    try:
        return CheckIn.from_dict(answer)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise UnavailableError("a check-in without a time") from error


def _progress(answer: Any) -> ShowProgress:
    if not isinstance(answer, dict) or not isinstance(answer.get("seasons"), list):
        # An empty progress would mean that nothing was watched.
        raise UnavailableError("a progress without seasons")
    return ShowProgress.from_dict(answer)


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
        **({"start_at": utc(since)} if since is not None else {}),
    }


def _until(moment: datetime | None) -> dict[str, str]:
    """Return the end of a range, in which the moment itself is, whether Trakt counts the end in or not."""
    return {"end_at": utc(moment + timedelta(seconds=1))} if moment is not None else {}


def _path(feed: Feed, start: date, days: int) -> str:
    return f"/calendars/my/{feed.path}/{start}/{days}"
