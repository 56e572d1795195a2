"""Submits changes of the user to the outbox, and undoes them."""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Final

from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util, ulid

from ..api.errors import ApiError, NotAiredError, UnavailableError
from ..api.trakt import EpisodeRef, MovieRef, Ref, SeasonRef, ShowRef, WriteAnswer
from ..const import DOMAIN
from ..exceptions import SpeakableError, SpeakableValidationError, translated_error
from ..user_data import Change, ChangeKind, PendingChange, Plays, Ticked
from ..user_data.effects import removed_by
from ..user_data.plays import made
from .outbox import Outbox
from .outcomes import Outcome

WAIT_LIMIT: Final = 2.5
"""Seconds that an action waits for Trakt."""


def new_change(
    kind: ChangeKind,
    ref: Ref,
    *,
    watched_at: datetime | None = None,
    rating: int | None = None,
    again: bool = False,
    plays: Plays = Plays.ALL,
    play_ids: tuple[int, ...] = (),
    ticked: Ticked | None = None,
) -> Change:
    """Return a new change of a user; `watched_at` is in UTC, and cut to the minute."""
    return Change(
        id=ulid.ulid_now(),
        kind=kind,
        ref=ref,
        at=dt_util.utcnow(),
        watched_at=watched_at.replace(second=0, microsecond=0) if watched_at is not None else None,
        rating=rating,
        again=again,
        plays=plays,
        play_ids=play_ids,
        ticked=ticked,
    )


def refuse_unaired(ref: Ref, now: datetime) -> None:
    """Refuse to mark as watched what has not aired by mistake; movies may be seen before they are released.

    Raises SpeakableValidationError.
    """
    aired = ref.released_at
    if isinstance(ref, MovieRef) or aired is None or aired <= now:
        return
    if not isinstance(ref, EpisodeRef):
        raise _not_begun(ref)
    raise SpeakableValidationError(
        translation_domain=DOMAIN,
        translation_key="not_aired",
        translation_placeholders={"title": ref.label, "moment": f"{dt_util.as_local(aired):%Y-%m-%d %H:%M}"},
    )


async def async_mark_watched(outbox: Outbox, mark: Change) -> Outcome | None:
    """Mark something as watched, unless a movie or an episode already has a play in that minute.

    Returns and raises what `async_carry_out` does.
    """
    if not isinstance(mark.ref, ShowRef | SeasonRef) and not (mark.again and mark.watched_at is None):
        plays = outbox.plays
        if made(plays, PendingChange(change=mark)):
            return Outcome(answer=WriteAnswer())
    [outcome] = await async_carry_out(outbox, mark)
    return outcome


async def async_undo(outbox: Outbox, done: PendingChange) -> None:
    """Remove exactly the plays that a change has added, and put a completed item of a watchlist back.

    Raises what `async_carry_out` raises.
    """
    mark = done.change
    try:
        if await outbox.async_withdraw(mark.id):
            return
    except UnavailableError as error:
        raise _not_kept() from error
    undo = Change(
        id=ulid.ulid_now(),
        kind=ChangeKind.REMOVE_FROM_HISTORY,
        ref=mark.ref,
        at=dt_util.utcnow(),
        plays=Plays.CHOSEN,
        undoes=mark.id,
    )
    # Trakt removes what is watched from the watchlist.
    is_listed = isinstance(mark.ref, MovieRef | ShowRef)
    await async_carry_out(outbox, undo, *([new_change(ChangeKind.ADD_TO_WATCHLIST, mark.ref)] if is_listed else []))


async def async_carry_out(outbox: Outbox, *writes: Change) -> tuple[Outcome | None, ...]:
    """Submit changes to the outbox, and return their outcomes; None for one that still waits.

    Raises HomeAssistantError when Trakt refuses, or if the outbox cannot be saved.
    """
    asked = tuple(_with_last_play(outbox, each) for each in writes)
    try:
        await outbox.async_put(*asked)
    except UnavailableError as error:
        raise _not_kept() from error
    outcomes = await asyncio.gather(*(outbox.async_outcome(each, WAIT_LIMIT) for each in asked))
    for each, outcome in zip(asked, outcomes, strict=True):
        if outcome is not None and outcome.error is not None:
            raise _refusal(each, outcome.error) from outcome.error
    return tuple(outcomes)


def _with_last_play(outbox: Outbox, change: Change) -> Change:
    """Return a removal of the last play with the id of that play, as far as it is known; any other change as it is."""
    if change.kind is not ChangeKind.REMOVE_FROM_HISTORY or change.plays is not Plays.LAST:
        return change
    last = removed_by(outbox.plays, PendingChange(change=change))
    return replace(change, play_ids=tuple(play_id for play_id in last if play_id > 0))


def _refusal(refused: Change, error: ApiError) -> HomeAssistantError:
    if isinstance(error, NotAiredError):
        return _not_begun(refused.ref)
    return translated_error(error)


def _not_begun(ref: Ref) -> SpeakableValidationError:
    return SpeakableValidationError(
        translation_domain=DOMAIN,
        translation_key="not_begun",
        translation_placeholders={"title": ref.label},
    )


def _not_kept() -> HomeAssistantError:
    return SpeakableError(translation_domain=DOMAIN, translation_key="not_kept")
