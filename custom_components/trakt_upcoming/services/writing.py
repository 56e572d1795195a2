"""What a user wants changed on Trakt, for scripts and automations: done within a moment, or promised."""

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

from ..account import Account, TraktConfigEntry
from ..api.errors import ConflictError
from ..api.trakt import MovieRef, Play, Ref, RefKey, WriteAnswer
from ..const import DOMAIN
from ..sync.changes import WAIT_LIMIT, async_carry_out, async_mark_watched, new_change, refuse_unaired
from ..sync.finder import async_find, async_find_item
from ..sync.outcomes import Outcome
from ..user_data import ChangeKind, Plays, RatingWord, Wanted
from .asking import CallHandler, asking
from .described import Described, local, named
from .fields import (
    ATTR_EPISODE,
    ATTR_IDS,
    ATTR_SEASON,
    ATTR_TITLE,
    ATTR_TYPE,
    ATTR_YEAR,
    WORK_FIELDS,
    between,
    chosen,
    refuse_unclear,
    wanted_of,
    work_schema,
)
from .schema import ActionSchema, Mistake, mistaken

ATTR_AGAIN: Final = "again"
ATTR_PLAY_ID: Final = "play_id"
ATTR_PLAYS: Final = "plays"
ATTR_RATING: Final = "rating"
ATTR_WATCHED_AT: Final = "watched_at"
SERVICE_CHECK_IN: Final = "check_in"

_NAMES: Final = {ATTR_TYPE, ATTR_IDS, ATTR_TITLE, ATTR_YEAR, ATTR_SEASON, ATTR_EPISODE}
RELEASED: Final = "released"
"""In place of a moment: when something came out."""
_AHEAD: Final = timedelta(minutes=1)
"""Trakt keeps the minute, and clocks differ a little."""


def _refuse_several(data: Mapping[str, Any]) -> None:
    """Refuse what is not watched in one go."""
    if wanted_of(data).type not in {"movie", "episode"}:
        raise mistaken(Mistake.NOT_WATCHED_AT_ONCE)


def _refuse_unclear_removal(data: Mapping[str, Any]) -> None:
    """Refuse fields that name neither single plays nor a movie, show, season or episode, or both."""
    if ATTR_PLAY_ID not in data:
        refuse_unclear(data)
    elif data.keys() & _NAMES:
        raise mistaken(Mistake.PLAYS_AND_TITLE)


def _refuse_none(values: list[int]) -> list[int]:
    """Refuse a list without anything in it."""
    if not values:
        raise probatio.RequiredFieldInvalid("expected at least one")
    return values


RATING: Final = probatio.Any(
    probatio.All(cv.string, probatio.In([word.value for word in RatingWord]), lambda word: RatingWord(word).rating),
    between(1, 10),
)
WORK_SCHEMA: Final = work_schema()
MARK_SCHEMA: Final = work_schema(
    {
        probatio.Optional(ATTR_WATCHED_AT): probatio.All(chosen, probatio.Any(RELEASED, cv.datetime)),
        probatio.Optional(ATTR_AGAIN, default=False): cv.boolean,
    }
)
PLAY_ID: Final = between(1, 2**63 - 1)
REMOVE_SCHEMA: Final = ActionSchema(
    {
        **WORK_FIELDS,
        probatio.Optional(ATTR_PLAYS, default=Plays.LAST.value): probatio.In([Plays.LAST.value, Plays.ALL.value]),
        probatio.Optional(ATTR_PLAY_ID): probatio.All(cv.ensure_list, [PLAY_ID], _refuse_none),
    },
    _refuse_unclear_removal,
)
RATE_SCHEMA: Final = work_schema({probatio.Required(ATTR_RATING): RATING})
CHECK_IN_SCHEMA: Final = work_schema({}, _refuse_several)


_SCHEMAS: Final = {
    ChangeKind.MARK_WATCHED: MARK_SCHEMA,
    ChangeKind.REMOVE_FROM_HISTORY: REMOVE_SCHEMA,
    ChangeKind.RATE: RATE_SCHEMA,
}


@callback
def async_setup_writing(hass: HomeAssistant) -> None:
    """Register the actions."""
    handlers: dict[ChangeKind, CallHandler] = {
        ChangeKind.MARK_WATCHED: _async_mark_watched,
        ChangeKind.REMOVE_FROM_HISTORY: _async_remove_from_history,
    }
    for change in ChangeKind:
        hass.services.async_register(
            DOMAIN,
            change,
            asking(handlers.get(change, partial(_async_change, change))),
            schema=_SCHEMAS.get(change, WORK_SCHEMA),
            supports_response=SupportsResponse.OPTIONAL,
        )
    hass.services.async_register(
        DOMAIN,
        SERVICE_CHECK_IN,
        asking(_async_check_in),
        schema=CHECK_IN_SCHEMA,
        supports_response=SupportsResponse.OPTIONAL,
    )


async def _async_change(kind: ChangeKind, entry: TraktConfigEntry, call: ServiceCall) -> Described:
    account, data = entry.runtime_data, call.data
    item = await _async_find(account, wanted_of(data))
    [outcome] = await async_carry_out(account.outbox, new_change(kind, item, rating=data.get(ATTR_RATING)))
    return {"status": _status(outcome), "work": named(item), **_counts(outcome)}


async def _async_mark_watched(entry: TraktConfigEntry, call: ServiceCall) -> Described:
    account, data = entry.runtime_data, call.data
    item = await _async_find(account, wanted_of(data))
    watched_at = _watched_at(item, data.get(ATTR_WATCHED_AT))
    mark = new_change(ChangeKind.MARK_WATCHED, item, watched_at=watched_at, again=data[ATTR_AGAIN])
    outcome = await async_mark_watched(account.outbox, mark)
    answer = {"status": _status(outcome), "work": named(item), **_counts(outcome)}
    if call.return_response and answer["status"] == "done":
        answer["play_ids"] = list(await account.outbox.async_play_ids(mark, WAIT_LIMIT))
    return answer


async def _async_remove_from_history(entry: TraktConfigEntry, call: ServiceCall) -> Described:
    account, data = entry.runtime_data, call.data
    if ATTR_PLAY_ID in data:
        return await _async_remove_plays(account, data[ATTR_PLAY_ID])
    item = await _async_find(account, wanted_of(data))
    removal = new_change(ChangeKind.REMOVE_FROM_HISTORY, item, plays=Plays(data[ATTR_PLAYS]))
    [outcome] = await async_carry_out(account.outbox, removal)
    return {"status": _status(outcome), "work": named(item), **_counts(outcome), **_removed([outcome])}


async def _async_find(account: Account, wanted: Wanted) -> Ref:
    return await async_find_item(account.client, wanted, account.user_data.data, account.agenda.releases)


async def _async_remove_plays(account: Account, play_ids: Collection[int]) -> Described:
    """Remove single plays, with one change for each movie, show or episode."""
    known = {play.id: play for play in account.outbox.plays}
    if unknown := sorted(set(play_ids) - known.keys()):
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="play_not_found",
            translation_placeholders={"play_id": ", ".join(map(str, unknown))},
        )
    of_item: defaultdict[RefKey, list[Play]] = defaultdict(list)
    for play_id in dict.fromkeys(play_ids):
        of_item[known[play_id].ref.key].append(known[play_id])
    removals = [
        new_change(
            ChangeKind.REMOVE_FROM_HISTORY,
            plays[0].ref,
            plays=Plays.CHOSEN,
            play_ids=tuple(play.id for play in plays),
        )
        for plays in of_item.values()
    ]
    outcomes = await async_carry_out(account.outbox, *removals)
    statuses = {_status(outcome) for outcome in outcomes}
    status = next(status for status in ("queued", "done", "already") if status in statuses)
    return {"status": status, **_removed(outcomes)}


async def _async_check_in(entry: TraktConfigEntry, call: ServiceCall) -> Described:
    client = entry.runtime_data.client
    item = await async_find(client, wanted_of(call.data))
    try:
        checked_in = await client.check_in(item)
    except ConflictError as error:
        raise _being_watched(error.until) from error
    return {"status": "done", "work": named(item), "watched_at": local(checked_in.watched_at)}


def _watched_at(item: Ref, said: datetime | str | None) -> datetime | None:
    """Return when something was watched, in UTC, None for when it came out.

    Raises ServiceValidationError when that is not known, or yet to come. Whoever names a moment in the past has seen
    what has not aired.
    """
    now, came_out = dt_util.utcnow(), item.released_at
    if isinstance(said, datetime):
        _refuse_future(dt_util.as_utc(said), now)
        return dt_util.as_utc(said)
    refuse_unaired(item, now)
    if said is None:
        return now
    if came_out is not None:
        _refuse_future(came_out, now)
    elif isinstance(item, MovieRef):
        # Of what airs Trakt knows when it did.
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="release_unknown",
            translation_placeholders={"work": item.label},
        )
    return None


def _refuse_future(moment: datetime, now: datetime) -> None:
    if moment > now + _AHEAD:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="in_the_future",
            translation_placeholders={"moment": f"{dt_util.as_local(moment):%Y-%m-%d %H:%M}"},
        )


def _being_watched(until: datetime | None) -> ServiceValidationError:
    if until is None:
        return ServiceValidationError(translation_domain=DOMAIN, translation_key="being_watched_already")
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key="being_watched",
        translation_placeholders={"until": f"{dt_util.as_local(until):%H:%M}"},
    )


def _removed(outcomes: Iterable[Outcome | None]) -> Described:
    """Return what was removed from the history, with its moments."""
    plays = [play for outcome in outcomes if outcome is not None for play in outcome.removed]
    return {"removed": [{**named(play.ref), "watched_at": local(play.watched_at), "id": play.id} for play in plays]}


def _status(outcome: Outcome | None) -> str:
    if outcome is None:
        return "queued"
    answer = outcome.answer or WriteAnswer()
    has_changed = any(sum(counts.values()) for counts in (answer.added, answer.updated, answer.deleted))
    return "done" if has_changed else "already"


def _counts(outcome: Outcome | None) -> Described:
    """Return how many of each kind Trakt has dealt with, as far as it said so."""
    answer = (outcome.answer if outcome is not None else None) or WriteAnswer()
    said = {
        "added": answer.added,
        "updated": answer.updated,
        "existing": answer.existing,
        "deleted": answer.deleted,
        "not_found": answer.not_found,
    }
    return {what: dict(counts) for what, counts in said.items() if counts}
