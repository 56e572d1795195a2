"""A user who does random things with a home, while random faults happen. A seed says what and when."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from random import Random
from typing import Any

from homeassistant.exceptions import ServiceValidationError
from homeassistant.util import dt as dt_util

from custom_components.trakt_upcoming.const import DOMAIN
from simulator.catalogue import Item, Kind, Movie, Season, Show, key_of, kind_of

from .described import fields_of, named, play_key_of
from .expected import Expected, ExpectedPlay, Said
from .home_user import HOUR, LISTS, MINUTE, SECOND, HomeUser
from .simulated import Simulated
from .trakt_json import Json

type Step = Callable[[], Awaitable[None]]


@dataclass(kw_only=True)
class RandomUser(HomeUser):
    """Performs random actions, and keeps the history that is expected of them."""

    simulator: Simulated
    expected: Expected
    random: Random

    async def do_something(self) -> None:
        """Take one step, a moment after the last."""
        await self.let_pass(self.random.randint(1, 20) * SECOND)
        steps = self._steps
        [step] = self.random.choices([*steps], [*steps.values()])
        await step()

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

    async def _tick(self) -> None:
        if (line := await self._some_line("needs_action")) is not None:
            await self._tick_line(*line)

    async def _tick_twice(self) -> None:
        if (line := await self._some_line("needs_action")) is not None:
            self.note("tap twice:")
            await asyncio.gather(self._tick_line(*line), self._tap(*line))

    async def _tick_line(self, kind: Kind, uid: str) -> None:
        now, item = dt_util.utcnow(), self._item(uid)
        if item is None:
            return
        self.note(f"tick {uid}")
        is_refused = self.expected.is_refused(item, None, now)
        is_taken = await self._tap(kind, uid)
        assert is_taken or is_refused
        if not is_refused:
            self.expected.tick(uid, item, now)

    async def _tap(self, kind: Kind, uid: str) -> bool:
        """Tick a line off, and return whether that was taken."""
        try:
            await self.ask("todo", "update_item", entity_id=LISTS[kind], item=uid, status="completed")
        except ServiceValidationError:
            return False
        return True

    async def _untick(self) -> None:
        if (line := await self._some_line("completed")) is None:
            return
        kind, uid = line
        self.note(f"untick {uid}")
        await self.ask("todo", "update_item", entity_id=LISTS[kind], item=uid, status="needs_action")
        self.expected.untick(uid)

    async def _delete(self) -> None:
        kind = self.random.choice([*LISTS])
        lines = await self.lines(kind)
        chosen = self.random.sample(lines, min(len(lines), self.random.randint(1, 2)))
        if kind is Kind.EPISODE:
            chosen = [line for line in chosen if line["status"] == "completed"]
        if not chosen:
            return
        self.note(f"delete {[line['uid'] for line in chosen]}")
        await self.ask("todo", "remove_item", entity_id=LISTS[kind], item=[line["uid"] for line in chosen])
        for line in chosen:
            if line["status"] == "completed":
                self.expected.forget(line["uid"])

    async def _add(self) -> None:
        kind = self.random.choice([Kind.MOVIE, Kind.SHOW])
        work = self.random.choice([each for each in self._works if kind_of(each) is kind])
        self.note(f"add {work.title}")
        await self.attempt("todo", "add_item", entity_id=LISTS[kind], item=work.title)

    async def _mark(self) -> None:
        item, now = self._some_item(), dt_util.utcnow()
        said = self._some_moment(now)
        again = self.random.random() < 0.3
        self.note(f"mark {named(item)} {said or 'now'}{' again' if again else ''}")
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
        self.note(f"remove {plays} of {named(item)}")
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
        self.note(f"remove {chosen}")
        await self.ask(DOMAIN, "remove_from_history", play_id=[play_id for play_id, _ in chosen], wants_answer=True)
        for _, key in chosen:
            self.expected.remove_one(key)

    async def _list_or_rate(self) -> None:
        work = self.random.choice(self._works)
        action = self.random.choice(["add_to_watchlist", "remove_from_watchlist", "rate", "remove_rating"])
        self.note(f"{action} {work.title}")
        await self._do(action, work, **({"rating": self.random.randint(1, 10)} if action == "rate" else {}))

    async def _wait(self) -> None:
        longest = self.random.choice([MINUTE, MINUTE, 10 * MINUTE, HOUR, 5 * HOUR])
        await self.let_pass(longest * self.random.random())

    async def _refresh_by_hand(self) -> None:
        self.note("refresh")
        await self.attempt("button", "press", entity_id="button.trakt_demo_refresh")

    async def _get_into_trouble(self) -> None:
        self.note(self.troubles.begin())

    async def _reload(self) -> None:
        self.note("reload")
        assert await self.hass.config_entries.async_reload(self.entry.entry_id)
        await self.hass.async_block_till_done(wait_background_tasks=True)

    async def _lose_power(self, step: Step) -> None:
        """Take a step, and go on with the outbox as it was when one of the changes arrived at Trakt."""
        self.note("lose power during:")
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
        answer: Json | None = await self.attempt(DOMAIN, action, **fields_of(item), **data, wants_answer=True)
        return answer
