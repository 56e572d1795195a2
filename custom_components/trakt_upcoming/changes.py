"""What a person wants changed at Trakt: done within a moment, or promised."""

import asyncio
from datetime import datetime
from typing import Final

from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util, ulid

from .account import Account
from .api.errors import UnavailableError
from .api.trakt import Item
from .const import DOMAIN
from .queue import Outcome
from .refusals import error_for_people
from .watching import Change, Write

PATIENCE: Final = 2.5
"""Seconds that somebody waits for Trakt to say something."""


def write(change: Change, item: Item, *, watched_at: datetime | None = None, rating: int | None = None) -> Write:
    """Return a change that a person asks for now; when something was watched is in UTC."""
    return Write(
        id=ulid.ulid_now(), change=change, item=item, at=dt_util.utcnow(), watched_at=watched_at, rating=rating
    )


async def async_carry_out(account: Account, *writes: Write) -> tuple[Outcome | None, ...]:
    """Have Trakt do what a person asks for, and return what it said; None where that has to wait in the queue.

    Raises HomeAssistantError when Trakt refuses, or when the queue cannot be kept.
    """
    try:
        await account.queue.async_put(*writes)
    except UnavailableError as error:
        raise HomeAssistantError(translation_domain=DOMAIN, translation_key="not_kept") from error
    outcomes = await asyncio.gather(*(account.queue.async_outcome(each, PATIENCE) for each in writes))
    for outcome in outcomes:
        if outcome is not None and outcome.error is not None:
            raise error_for_people(outcome.error) from outcome.error
    return tuple(outcomes)
