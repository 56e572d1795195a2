"""Tries all faults at all hosts in all phases, in several homes at once."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from scripts.fault_table import behind, scenarios
from scripts.fault_table.faults import FAULTS, SHORTEST_PAUSE, Fault, Host, Reaction
from scripts.fault_table.home import open_lane
from scripts.fault_table.lane import Lane
from scripts.fault_table.sight import BEHIND, Phase, Sight, phases

type Scenario = Callable[[Lane, Host, Fault], Awaitable[Sight]]
type Trial = tuple[Phase, Host, Fault]

SCENARIOS: Final[dict[Phase, Scenario]] = {
    Phase.SIGNING_IN: scenarios.signing_in,
    Phase.SETTING_UP: scenarios.setting_up,
    Phase.RUNNING: scenarios.running,
    Phase.LOOKING: scenarios.looking,
    Phase.FIRST_READING: behind.first_reading,
    Phase.LISTS: behind.lists,
    Phase.WRITING: behind.writing,
}
LANES: Final = 8
"""More than there are processors, because most of the time a lane waits until Home Assistant asks again."""


class TrialError(Exception):
    """A trial could not be brought to its end."""


def trials(faults: tuple[Fault, ...] = FAULTS) -> Iterator[Trial]:
    """Yield all trials, the longest first."""
    for fault in sorted(faults, key=lambda fault: (not fault.is_slow, fault.elsewhere is None)):
        for host in fault.hosts:
            impossible = _impossible(fault, host)
            yield from ((phase, host, fault) for phase in phases(host) if phase not in impossible)


def _impossible(fault: Fault, host: Host) -> Iterable[Phase]:
    if fault.elsewhere is not None:
        # A sign-in begins at the very address that is wrong, and the calendars answer from there as well.
        return (Phase.SIGNING_IN, *BEHIND)
    # Where Trakt says what it was told there are no items to spoil, and after a second it is told again.
    is_nothing = fault.reaction(host) is Reaction.LEFT_OUT or fault.name == SHORTEST_PAUSE
    return (Phase.WRITING,) if is_nothing else ()


async def run(folder: Path, wanted: list[Trial], tell: Callable[[Sight], None] = lambda _: None) -> list[Sight]:
    """Return what was seen of each trial, in the order in which they were wanted.

    Raises TrialError.
    """
    waiting, seen = iter(enumerate(wanted)), {}

    async def work(number: int) -> None:
        async with open_lane(folder / f"lane-{number}") as lane:
            for place, trial in waiting:
                seen[place] = await _try(lane, trial)
                tell(seen[place])

    try:
        async with asyncio.TaskGroup() as group:
            for number in range(min(LANES, len(wanted))):
                group.create_task(work(number))
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from errors
    return [seen[place] for place in sorted(seen)]


async def _try(lane: Lane, trial: Trial) -> Sight:
    phase, host, fault = trial
    try:
        return await SCENARIOS[phase](lane, host, fault)
    except Exception as error:
        message = f"{fault.name}, {host}, {phase}: {error!r}\n{lane.home.log[-2_000:]}"
        raise TrialError(message) from error
