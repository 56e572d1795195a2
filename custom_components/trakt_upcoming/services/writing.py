"""What a person wants changed at Trakt, for scripts and automations: done within a moment, or promised."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from homeassistant.core import HomeAssistant, SupportsResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio

from ..account import TraktConfigEntry
from ..api.errors import ConflictError
from ..api.trakt import Item, WriteAnswer
from ..changes import async_carry_out, write
from ..const import DOMAIN
from ..finding import async_find, async_find_item
from ..queue import Outcome
from ..watching import Change, RatingWord, released_at
from ..watching.words import title_of
from .asking import asking
from .described import Described, local, named
from .fields import between, chosen, wanted_of, work_schema
from .schema import Mistake, mistaken

ATTR_RATING: Final = "rating"
ATTR_WATCHED_AT: Final = "watched_at"
SERVICE_CHECK_IN: Final = "check_in"

RELEASED: Final = "released"
"""In place of a moment: when something came out."""
_AHEAD: Final = timedelta(minutes=1)
"""Trakt keeps the minute, and clocks differ a little."""


def _refuse_several(data: Mapping[str, Any]) -> None:
    """Refuse what is not watched in one go."""
    if wanted_of(data).type not in {"movie", "episode"}:
        raise mistaken(Mistake.NOT_WATCHED_AT_ONCE)


RATING: Final = probatio.Any(
    probatio.All(cv.string, probatio.In([word.value for word in RatingWord]), lambda word: RatingWord(word).rating),
    between(1, 10),
)
WORK_SCHEMA: Final = work_schema()
MARK_SCHEMA: Final = work_schema(
    {probatio.Optional(ATTR_WATCHED_AT): probatio.All(chosen, probatio.Any(RELEASED, cv.datetime))}
)
RATE_SCHEMA: Final = work_schema({probatio.Required(ATTR_RATING): RATING})
CHECK_IN_SCHEMA: Final = work_schema({}, _refuse_several)
_SCHEMAS: Final = {Change.MARK_WATCHED: MARK_SCHEMA, Change.RATE: RATE_SCHEMA}


@callback
def async_setup_writing(hass: HomeAssistant) -> None:
    """Register the actions."""
    for change in Change:
        hass.services.async_register(
            DOMAIN,
            change,
            asking(partial(_async_change, change)),
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


async def _async_change(change: Change, entry: TraktConfigEntry, data: Mapping[str, Any]) -> Described:
    account = entry.runtime_data
    item = await async_find_item(account, wanted_of(data))
    watched_at = _watched_at(item, data.get(ATTR_WATCHED_AT)) if change is Change.MARK_WATCHED else None
    wanted = write(change, item, watched_at=watched_at, rating=data.get(ATTR_RATING))
    [outcome] = await async_carry_out(account, wanted)
    return {"status": _status(outcome), "work": named(item), **_counts(outcome)}


async def _async_check_in(entry: TraktConfigEntry, data: Mapping[str, Any]) -> Described:
    client = entry.runtime_data.client
    item = await async_find(client, wanted_of(data))
    try:
        checked_in = await client.check_in(item)
    except ConflictError as error:
        raise _being_watched(error.until) from error
    return {"status": "done", "work": named(item), "watched_at": local(checked_in.watched_at)}


def _watched_at(item: Item, said: datetime | str | None) -> datetime | None:
    """Return when something was watched, in UTC, None for when it came out.

    Raises ServiceValidationError when that is not known, or yet to come.
    """
    now, came_out = dt_util.utcnow(), released_at(item)
    if item.type == "show" and came_out is not None and came_out > now:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="not_begun",
            translation_placeholders={"title": title_of(item)},
        )
    if said is None:
        return now
    if isinstance(said, datetime):
        _refuse_future(dt_util.as_utc(said), now)
        return dt_util.as_utc(said)
    if came_out is not None:
        _refuse_future(came_out, now)
    elif item.type == "movie":
        # Of what airs Trakt knows when it did.
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="release_unknown",
            translation_placeholders={"work": title_of(item)},
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
