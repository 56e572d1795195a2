"""Somebody who does this and that with a home, while this and that goes wrong; a seed says what and when."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.trakt_upcoming.const import DOMAIN
from simulator.catalogue import Item, Kind, Movie, Season, Show, key_of, kind_of

from .conftest import Pass
from .described import fields_of, named, play_key_of
from .expected import Expected, ExpectedPlay, PlayKey, Said
from .simulated import Simulated
from .trakt_json import Json
from .troubles import Troubles

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
LISTS = {
    Kind.MOVIE: "todo.trakt_demo_movie_watchlist",
    Kind.SHOW: "todo.trakt_demo_show_watchlist",
    Kind.EPISODE: "todo.trakt_demo_up_next",
}
WAIT_LIMIT = 3 * SECOND
"""Longer than anybody waits for an answer."""
IDLE = 100
"""Turns of the event loop in which nothing happens, while whoever asked waits."""
PACE = 15 * MINUTE
SETTLED_AFTER = 6 * HOUR
"""In which all that was asked for is done at Trakt, once it answers again."""

type Step = Callable[[], Awaitable[None]]


@dataclass(kw_only=True)
class Somebody:
    """Asks for things, and keeps what has to come of it."""

    hass: HomeAssistant
    entry: MockConfigEntry
    simulator: Simulated
    troubles: Troubles
    expected: Expected
    pass_: Pass
    freezer: FrozenDateTimeFactory
    random: Random
    steps: list[str] = field(default_factory=list)
    """What was done and when."""

    async def do_something(self) -> None:
        """Take one step, a moment after the last."""
        await self._let_pass(self.random.randint(1, 20) * SECOND)
        steps = self._steps
        [step] = self.random.choices([*steps], [*steps.values()])
        await step()

    async def settle(self) -> None:
        """Let time pass until Trakt answers, and nothing waits in the queue."""
        end = dt_util.utcnow() + SETTLED_AFTER
        while self.troubles.go_on or self.entry.runtime_data.outbox.waiting:
            assert dt_util.utcnow() < end, "something still waits to be sent"
            await self._let_pass(MINUTE)

    async def refresh(self) -> None:
        """Let time pass until Trakt was asked for what it keeps, and has answered."""
        self.troubles.disarm()
        await self._let_pass(HOUR)

    @property
    def _steps(self) -> dict[Step, int]:
        return {
            self._tick: 12,
            self._untick: 8,
            self._tick_twice: 2,
            self._delete: 3,
            self._add: 4,
            self._mark: 12,
            self._remove: 7,
            self._remove_by_id: 4,
            self._list_or_rate: 4,
            self._wait: 16,
            self._refresh_by_hand: 2,
            self._get_into_trouble: 12,
            self._reload: 3,
            partial(self._lose_power, self._mark): 2,
            partial(self._lose_power, self._tick): 2,
            partial(self._lose_power, self._untick): 2,
            partial(self._lose_power, self._remove): 2,
        }

    async def lines(self, kind: Kind) -> list[Json]:
        """Return the lines of a list."""
        answer = await self._ask(
            "todo", "get_items", entity_id=LISTS[kind], status=["needs_action", "completed"], wants_answer=True
        )
        return list(answer[LISTS[kind]]["items"])

    async def history(self) -> list[tuple[int | None, PlayKey]]:
        """Return the plays that the home knows, with their ids as far as Trakt has told them."""
        answer = await self._ask(DOMAIN, "get_history", wants_answer=True)
        return [(each["id"], play_key_of(each)) for each in answer["history"]]

    async def _tick(self) -> None:
        if (line := await self._some_line("needs_action")) is not None:
            await self._tick_line(*line)

    async def _tick_twice(self) -> None:
        if (line := await self._some_line("needs_action")) is not None:
            self._note("tap twice:")
            await asyncio.gather(self._tick_line(*line), self._tap(*line))

    async def _tick_line(self, kind: Kind, uid: str) -> None:
        now, item = dt_util.utcnow(), self._item(uid)
        if item is None:
            return
        self._note(f"tick {uid}")
        is_refused = self.expected.is_refused(item, None, now)
        is_taken = await self._tap(kind, uid)
        assert is_taken or is_refused
        if not is_refused:
            self.expected.tick(uid, item, now)

    async def _tap(self, kind: Kind, uid: str) -> bool:
        """Tick a line off, and return whether that was taken."""
        try:
            await self._ask("todo", "update_item", entity_id=LISTS[kind], item=uid, status="completed")
        except ServiceValidationError:
            return False
        return True

    async def _untick(self) -> None:
        if (line := await self._some_line("completed")) is None:
            return
        kind, uid = line
        self._note(f"untick {uid}")
        await self._ask("todo", "update_item", entity_id=LISTS[kind], item=uid, status="needs_action")
        self.expected.untick(uid)

    async def _delete(self) -> None:
        kind = self.random.choice([*LISTS])
        lines = await self.lines(kind)
        chosen = self.random.sample(lines, min(len(lines), self.random.randint(1, 2)))
        if kind is Kind.EPISODE:
            chosen = [line for line in chosen if line["status"] == "completed"]
        if not chosen:
            return
        self._note(f"delete {[line['uid'] for line in chosen]}")
        await self._ask("todo", "remove_item", entity_id=LISTS[kind], item=[line["uid"] for line in chosen])
        for line in chosen:
            if line["status"] == "completed":
                self.expected.forget(line["uid"])

    async def _add(self) -> None:
        kind = self.random.choice([Kind.MOVIE, Kind.SHOW])
        work = self.random.choice([each for each in self._works if kind_of(each) is kind])
        self._note(f"add {work.title}")
        await self._try("todo", "add_item", entity_id=LISTS[kind], item=work.title)

    async def _mark(self) -> None:
        item, now = self._some_item(), dt_util.utcnow()
        said = self._some_moment(now)
        again = self.random.random() < 0.3
        self._note(f"mark {named(item)} {said or 'now'}{' again' if again else ''}")
        watched_at = said.isoformat() if isinstance(said, datetime) else said
        fields = {"watched_at": watched_at} if watched_at is not None else {}
        try:
            answer = await self._do("mark_watched", item, again=again, **fields)
        except ServiceValidationError:
            assert self.expected.is_refused(item, said, now)
            return
        if answer is None:
            return
        assert not self.expected.is_refused(item, said, now) or answer["status"] == "queued"
        added = self.expected.mark(item, said, now, again=again)
        assert added or answer["status"] in {"already", "queued"}
        if answer.get("play_ids"):
            self._check(answer["play_ids"], added)

    async def _remove(self) -> None:
        item, now = self._some_item(), dt_util.utcnow()
        plays = self.random.choice(["last", "last", "all"])
        self._note(f"remove {plays} of {named(item)}")
        answer = await self._do("remove_from_history", item, plays=plays)
        if answer is None:
            return
        remove = self.expected.remove_all if plays == "all" else self.expected.remove_last
        removed = remove(item, now)
        if answer["status"] == "done":
            told, wanted = Counter(map(play_key_of, answer["removed"])), Counter(play.key for play in removed)
            assert told == wanted, f"removed {sorted(told)} instead of {sorted(wanted)}"

    async def _remove_by_id(self) -> None:
        at_trakt = {play.id for play in self.simulator.diary.plays}
        known = [(play_id, key) for play_id, key in await self.history() if play_id in at_trakt]
        chosen = self.random.sample(known, min(len(known), self.random.randint(1, 2)))
        if not chosen:
            return
        self._note(f"remove {chosen}")
        await self._ask(DOMAIN, "remove_from_history", play_id=[play_id for play_id, _ in chosen], wants_answer=True)
        for _, key in chosen:
            self.expected.remove_one(key)

    async def _list_or_rate(self) -> None:
        work = self.random.choice(self._works)
        action = self.random.choice(["add_to_watchlist", "remove_from_watchlist", "rate", "remove_rating"])
        self._note(f"{action} {work.title}")
        await self._do(action, work, **({"rating": self.random.randint(1, 10)} if action == "rate" else {}))

    async def _wait(self) -> None:
        longest = self.random.choice([MINUTE, MINUTE, 10 * MINUTE, HOUR, 5 * HOUR])
        await self._let_pass(longest * self.random.random())

    async def _refresh_by_hand(self) -> None:
        self._note("refresh")
        await self._try("button", "press", entity_id="button.trakt_demo_refresh")

    async def _get_into_trouble(self) -> None:
        self._note(self.troubles.begin())

    async def _reload(self) -> None:
        self._note("reload")
        assert await self.hass.config_entries.async_reload(self.entry.entry_id)
        await self.hass.async_block_till_done(wait_background_tasks=True)

    async def _lose_power(self, step: Step) -> None:
        """Take a step, and go on with the queue as it was when one of the changes arrived at Trakt."""
        self._note("lose power during:")
        with self.troubles.power_cut() as cut:
            await step()
        await self.hass.config_entries.async_unload(self.entry.entry_id)
        self.troubles.recover(cut)
        assert await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.hass.async_block_till_done(wait_background_tasks=True)

    async def _some_line(self, status: str) -> tuple[Kind, str] | None:
        """Return a line of a list, None if there is none."""
        found = [(kind, line["uid"]) for kind in LISTS for line in await self.lines(kind) if line["status"] == status]
        return self.random.choice(found) if found else None

    def _some_item(self) -> Item:
        work = self.random.choice(self._works)
        if isinstance(work, Movie) or self.random.random() < 0.2:
            return work
        catalogue = self.expected.catalogue
        if self.random.random() < 0.3:
            return Season(show=work, number=self.random.choice(catalogue.seasons(work)))
        return self.random.choice(catalogue.episodes_of(work))

    def _some_moment(self, now: datetime) -> Said:
        past = [play.at for play in self.expected.plays if play.at <= now]
        moment = (
            self.random.choice(past) if past and self.random.random() < 0.3 else now - self.random.random() * 72 * HOUR
        )
        return self.random.choice([None, None, "released", moment])

    def _item(self, uid: str) -> Item | None:
        """Return what a line is about, None where only Trakt knows what comes next."""
        _, kind, trakt = uid.split("-", 2)
        return self.expected.catalogue.find(Kind(kind), "trakt", int(trakt)) if trakt.isdecimal() else None

    def _check(self, play_ids: Sequence[int], added: Sequence[ExpectedPlay]) -> None:
        plays = [play for play in self.simulator.diary.plays if play.id in play_ids]
        assert Counter((key_of(play.item), play.watched_at) for play in plays) == Counter(play.key for play in added)

    @property
    def _works(self) -> list[Movie | Show]:
        return [*self.expected.catalogue.movies, *self.expected.catalogue.shows]

    async def _do(self, action: str, item: Item, **data: Any) -> Json | None:
        answer: Json | None = await self._try(DOMAIN, action, **fields_of(item), **data, wants_answer=True)
        return answer

    async def _try(self, domain: str, action: str, **data: Any) -> Any:
        """Return the answer of an action, None where only Trakt could say what is meant, and does not."""
        try:
            return await self._ask(domain, action, **data)
        except ServiceValidationError:
            raise
        except HomeAssistantError as error:
            self._note(f"  {error}")
            return None

    async def _ask(self, domain: str, action: str, *, wants_answer: bool = False, **data: Any) -> Any:
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

    async def _let_pass(self, time: timedelta) -> None:
        while time > timedelta():
            step = min(time, PACE)
            await self.pass_(step)
            self.troubles.end()
            time -= step

    def _note(self, step: str) -> None:
        self.steps.append(f"{dt_util.utcnow():%d %H:%M:%S} {step}")
