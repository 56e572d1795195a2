"""A user of a home that is tested with a clock that stands still, and with faults of Trakt."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.trakt_upcoming.const import DOMAIN
from simulator.catalogue import Kind

from .conftest import Pass
from .described import play_key_of
from .expected import PlayKey
from .trakt_json import Json
from .troubles import Troubles

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
LISTS = {
    Kind.MOVIE: "todo.trakt_demo_movie_watchlist",
    Kind.SHOW: "todo.trakt_demo_show_watchlist",
    Kind.EPISODE: "todo.trakt_demo_up_next",
}
WAIT_LIMIT = 3 * SECOND
"""Longer than any action waits for an answer."""
IDLE = 100
"""Iterations of the event loop in which nothing happens while an action waits."""
PACE = 15 * MINUTE
SETTLED_AFTER = 6 * HOUR
"""In which Trakt has made all changes, once it answers again."""


@dataclass(kw_only=True)
class HomeUser:
    """Performs actions, waits for their responses, and lets time pass."""

    hass: HomeAssistant
    entry: MockConfigEntry
    troubles: Troubles
    pass_: Pass
    freezer: FrozenDateTimeFactory
    steps: list[str] = field(default_factory=list)
    """What was done and when."""

    async def settle(self) -> None:
        """Let time pass until Trakt answers, and nothing waits in the outbox."""
        end = dt_util.utcnow() + SETTLED_AFTER
        while self.troubles.go_on or self.entry.runtime_data.outbox.waiting:
            assert dt_util.utcnow() < end, "something still waits to be sent"
            await self.let_pass(MINUTE)

    async def refresh(self) -> None:
        """Let time pass until Trakt was asked for what it keeps, and has answered."""
        self.troubles.disarm()
        await self.let_pass(HOUR)

    async def lines(self, kind: Kind) -> list[Json]:
        """Return the lines of a list."""
        answer = await self.ask(
            "todo", "get_items", entity_id=LISTS[kind], status=["needs_action", "completed"], wants_answer=True
        )
        return list(answer[LISTS[kind]]["items"])

    async def history(self) -> list[tuple[int | None, PlayKey]]:
        """Return the plays that the home knows, with their ids as far as Trakt has told them."""
        answer = await self.ask(DOMAIN, "get_history", wants_answer=True)
        return [(each["id"], play_key_of(each)) for each in answer["history"]]

    async def attempt(self, domain: str, action: str, **data: Any) -> Any:
        """Return the answer of an action, None where only Trakt could say what is meant, and does not."""
        try:
            return await self.ask(domain, action, **data)
        except ServiceValidationError:
            raise
        except HomeAssistantError as error:
            self.note(f"  {error}")
            return None

    async def ask(self, domain: str, action: str, *, wants_answer: bool = False, **data: Any) -> Any:
        """Return the answer of an action, for which nobody waits for ever: time passes where nothing else happens."""
        asked = asyncio.create_task(
            self.hass.services.async_call(domain, action, data, blocking=True, return_response=wants_answer)
        )
        idle = 0
        while not asked.done():
            await asyncio.sleep(0)
            idle = 0 if self.entry._tasks or self.entry._background_tasks else idle + 1
            if idle == IDLE:
                idle = 0
                self.freezer.tick(WAIT_LIMIT)
                async_fire_time_changed(self.hass)
        await self.hass.async_block_till_done(wait_background_tasks=True)
        return await asked

    async def let_pass(self, time: timedelta) -> None:
        """Let time pass, in steps after each of which faults may end."""
        while time > timedelta():
            step = min(time, PACE)
            await self.pass_(step)
            self.troubles.end()
            time -= step

    def note(self, step: str) -> None:
        """Note what is done, with the time of the home."""
        self.steps.append(f"{dt_util.utcnow():%d %H:%M:%S} {step}")
