"""The actions that change something on Trakt."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, SupportsResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio

from ..account import Account
from ..api.errors import ConflictError
from ..api.trakt import MovieRef, Play, Ref, RefKey, WriteAnswer
from ..const import DOMAIN
from ..sync.changes import WAIT_LIMIT, async_carry_out, async_mark_watched, new_change, refuse_unaired
from ..sync.finder import async_find, async_find_ref
from ..sync.outcomes import Outcome
from ..user_data import ChangeKind, Plays, RatingWord
from .fields import (
    ATTR_EPISODE,
    ATTR_IDS,
    ATTR_SEASON,
    ATTR_TITLE,
    ATTR_TYPE,
    ATTR_YEAR,
    MEDIA_FIELDS,
    check_media_fields,
    integer_between,
    media_query,
    media_schema,
    selected_choice,
)
from .handler import async_account
from .schema import ActionSchema, Mistake, mistake_error
from .serialize import JsonObject, local_isoformat, serialize_reference

ATTR_AGAIN: Final = "again"
ATTR_PLAY_ID: Final = "play_id"
ATTR_PLAYS: Final = "plays"
ATTR_RATING: Final = "rating"
ATTR_WATCHED_AT: Final = "watched_at"
SERVICE_CHECK_IN: Final = "check_in"

RELEASED: Final = "released"
"""The value of `watched_at` that means the moment of release."""
_QUERY_FIELDS: Final = {ATTR_TYPE, ATTR_IDS, ATTR_TITLE, ATTR_YEAR, ATTR_SEASON, ATTR_EPISODE}
_CLOCK_TOLERANCE: Final = timedelta(minutes=1)
"""How far in the future a moment may be: Trakt keeps the minute, and clocks differ a little."""


def _check_single(data: Mapping[str, Any]) -> None:
    """Check that the fields name a movie or an episode, not several episodes."""
    if media_query(data).type not in {"movie", "episode"}:
        raise mistake_error(Mistake.NOT_WATCHED_AT_ONCE)


def _check_removal(data: Mapping[str, Any]) -> None:
    """Check that the fields name either plays or a movie, show, season or episode."""
    if ATTR_PLAY_ID not in data:
        check_media_fields(data)
    elif data.keys() & _QUERY_FIELDS:
        raise mistake_error(Mistake.PLAYS_AND_TITLE)


def _require_one(values: list[int]) -> list[int]:
    """Return a list that is not empty."""
    if not values:
        raise probatio.RequiredFieldInvalid("expected at least one")
    return values


RATING: Final = probatio.Any(
    probatio.All(cv.string, probatio.In([word.value for word in RatingWord]), lambda word: RatingWord(word).rating),
    integer_between(1, 10),
)
MEDIA_SCHEMA: Final = media_schema()
MARK_SCHEMA: Final = media_schema(
    {
        probatio.Optional(ATTR_WATCHED_AT): probatio.All(selected_choice, probatio.Any(RELEASED, cv.datetime)),
        probatio.Optional(ATTR_AGAIN, default=False): cv.boolean,
    }
)
PLAY_ID: Final = integer_between(1, 2**63 - 1)
REMOVE_SCHEMA: Final = ActionSchema(
    {
        **MEDIA_FIELDS,
        probatio.Optional(ATTR_PLAYS, default=Plays.LAST.value): probatio.In([Plays.LAST.value, Plays.ALL.value]),
        probatio.Optional(ATTR_PLAY_ID): probatio.All(cv.ensure_list, [PLAY_ID], _require_one),
    },
    _check_removal,
)
RATE_SCHEMA: Final = media_schema({probatio.Required(ATTR_RATING): RATING})
CHECK_IN_SCHEMA: Final = media_schema({}, _check_single)


@callback
def async_setup_changes(hass: HomeAssistant) -> None:
    """Register the actions."""
    for name, handler, schema in (
        (ChangeKind.ADD_TO_WATCHLIST, partial(_async_change, ChangeKind.ADD_TO_WATCHLIST), MEDIA_SCHEMA),
        (ChangeKind.REMOVE_FROM_WATCHLIST, partial(_async_change, ChangeKind.REMOVE_FROM_WATCHLIST), MEDIA_SCHEMA),
        (ChangeKind.MARK_WATCHED, _async_mark_watched, MARK_SCHEMA),
        (ChangeKind.REMOVE_FROM_HISTORY, _async_remove_from_history, REMOVE_SCHEMA),
        (ChangeKind.RATE, partial(_async_change, ChangeKind.RATE), RATE_SCHEMA),
        (ChangeKind.REMOVE_RATING, partial(_async_change, ChangeKind.REMOVE_RATING), MEDIA_SCHEMA),
        (SERVICE_CHECK_IN, _async_check_in, CHECK_IN_SCHEMA),
    ):
        hass.services.async_register(DOMAIN, name, handler, schema=schema, supports_response=SupportsResponse.OPTIONAL)


async def _async_change(kind: ChangeKind, call: ServiceCall) -> JsonObject:
    """Add to or remove from the watchlist, rate, or remove a rating."""
    async with async_account(call) as account:
        ref = await _async_find(account, call)
        change = new_change(kind, ref, rating=call.data.get(ATTR_RATING))
        [outcome] = await async_carry_out(account.outbox, change)
        return {"status": _status(outcome), "work": serialize_reference(ref), **_counts(outcome)}


async def _async_mark_watched(call: ServiceCall) -> JsonObject:
    """Add plays to the history."""
    async with async_account(call) as account:
        ref = await _async_find(account, call)
        watched_at = _watched_at(ref, call.data.get(ATTR_WATCHED_AT))
        change = new_change(ChangeKind.MARK_WATCHED, ref, watched_at=watched_at, again=call.data[ATTR_AGAIN])
        outcome = await async_mark_watched(account.outbox, change)
        response = {"status": _status(outcome), "work": serialize_reference(ref), **_counts(outcome)}
        if call.return_response and response["status"] == "done":
            response["play_ids"] = list(await account.outbox.async_play_ids(change, WAIT_LIMIT))
        return response


async def _async_remove_from_history(call: ServiceCall) -> JsonObject:
    """Remove plays from the history."""
    async with async_account(call) as account:
        if ATTR_PLAY_ID in call.data:
            return await _async_remove_plays(account, call.data[ATTR_PLAY_ID])
        ref = await _async_find(account, call)
        change = new_change(ChangeKind.REMOVE_FROM_HISTORY, ref, plays=Plays(call.data[ATTR_PLAYS]))
        [outcome] = await async_carry_out(account.outbox, change)
        return {
            "status": _status(outcome),
            "work": serialize_reference(ref),
            **_counts(outcome),
            **_removed_plays([outcome]),
        }


async def _async_find(account: Account, call: ServiceCall) -> Ref:
    query = media_query(call.data)
    return await async_find_ref(account.client, query, account.user_data.data, account.agenda.releases)


async def _async_remove_plays(account: Account, play_ids: Collection[int]) -> JsonObject:
    """Remove single plays, with one change for each movie or episode."""
    known = {play.id: play for play in account.outbox.plays}
    if unknown := sorted(set(play_ids) - known.keys()):
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="play_not_found",
            translation_placeholders={"play_id": ", ".join(map(str, unknown))},
        )
    by_ref: defaultdict[RefKey, list[Play]] = defaultdict(list)
    for play_id in dict.fromkeys(play_ids):
        by_ref[known[play_id].ref.key].append(known[play_id])
    changes = [
        new_change(
            ChangeKind.REMOVE_FROM_HISTORY,
            plays[0].ref,
            plays=Plays.CHOSEN,
            play_ids=tuple(play.id for play in plays),
        )
        for plays in by_ref.values()
    ]
    outcomes = await async_carry_out(account.outbox, *changes)
    statuses = {_status(outcome) for outcome in outcomes}
    status = next(status for status in ("queued", "done", "already") if status in statuses)
    return {"status": status, **_removed_plays(outcomes)}


async def _async_check_in(call: ServiceCall) -> JsonObject:
    """Check in: the user is watching something now. This is sent at once or fails."""
    async with async_account(call) as account:
        ref = await async_find(account.client, media_query(call.data))
        try:
            checked_in = await account.client.check_in(ref)
        except ConflictError as error:
            raise _already_watching_error(error.until) from error
        return {
            "status": "done",
            "work": serialize_reference(ref),
            "watched_at": local_isoformat(checked_in.watched_at),
        }


def _watched_at(ref: Ref, value: datetime | str | None) -> datetime | None:
    """Return when something was watched, in UTC, None for when it was released.

    Raises ServiceValidationError if that is unknown or in the future. With a moment in the past, something may be
    marked as watched before it airs: there are previews.
    """
    now, release = dt_util.utcnow(), ref.released_at
    if isinstance(value, datetime):
        _refuse_future(dt_util.as_utc(value), now)
        return dt_util.as_utc(value)
    refuse_unaired(ref, now)
    if value is None:
        return now
    if release is not None:
        _refuse_future(release, now)
    elif isinstance(ref, MovieRef):
        # For shows and episodes, Trakt knows the moment.
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="release_unknown",
            translation_placeholders={"work": ref.label},
        )
    return None


def _refuse_future(moment: datetime, now: datetime) -> None:
    if moment > now + _CLOCK_TOLERANCE:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="in_the_future",
            translation_placeholders={"moment": f"{dt_util.as_local(moment):%Y-%m-%d %H:%M}"},
        )


def _already_watching_error(until: datetime | None) -> ServiceValidationError:
    if until is None:
        return ServiceValidationError(translation_domain=DOMAIN, translation_key="being_watched_already")
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key="being_watched",
        translation_placeholders={"until": f"{dt_util.as_local(until):%H:%M}"},
    )


def _removed_plays(outcomes: Iterable[Outcome | None]) -> JsonObject:
    """Return the plays that were removed from the history."""
    plays = [play for outcome in outcomes if outcome is not None for play in outcome.removed]
    return {
        "removed": [
            {**serialize_reference(play.ref), "watched_at": local_isoformat(play.watched_at), "id": play.id}
            for play in plays
        ]
    }


def _status(outcome: Outcome | None) -> str:
    """Return `queued` while Trakt has not answered, `already` if nothing had to be changed, else `done`."""
    if outcome is None:
        return "queued"
    answer = outcome.answer or WriteAnswer()
    has_changed = any(sum(counts.values()) for counts in (answer.added, answer.updated, answer.deleted))
    return "done" if has_changed else "already"


def _counts(outcome: Outcome | None) -> JsonObject:
    """Return how many of each type Trakt added, updated, found there already, deleted, or did not find."""
    answer = (outcome.answer if outcome is not None else None) or WriteAnswer()
    counts = {
        "added": answer.added,
        "updated": answer.updated,
        "existing": answer.existing,
        "deleted": answer.deleted,
        "not_found": answer.not_found,
    }
    return {name: dict(by_type) for name, by_type in counts.items() if by_type}
