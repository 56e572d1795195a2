"""Tries all faults at all hosts in all phases, in several homes at the same time."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from scripts.fault_table import scenarios, user_data
from scripts.fault_table.faults import FAULTS, SHORTEST_PAUSE, Fault, Host, Reaction
from scripts.fault_table.home import open_lane
from scripts.fault_table.lane import Lane
from scripts.fault_table.sight import USER_DATA, Phase, Sight, phases

type Scenario = Callable[[Lane, Host, Fault], Awaitable[Sight]]
type Trial = tuple[Phase, Host, Fault]

SCENARIOS: Final[dict[Phase, Scenario]] = {
    Phase.SIGNING_IN: scenarios.signing_in,
    Phase.SETTING_UP: scenarios.setting_up,
    Phase.RUNNING: scenarios.running,
    Phase.LOOKING: scenarios.looking,
    Phase.FIRST_READING: user_data.first_reading,
    Phase.LISTS: user_data.lists,
    Phase.WRITING: user_data.writing,
}
LANES: Final = 8
"""More than the number of processors, because most of the time a lane waits for the next request."""


class TrialError(Exception):
    """A trial failed."""


def trials(faults: tuple[Fault, ...] = FAULTS) -> Iterator[Trial]:
    """Yield all trials, the longest first."""
    for fault in sorted(faults, key=lambda fault: (not fault.is_slow, fault.elsewhere is None)):
        for host in fault.hosts:
            impossible = _impossible(fault, host)
            yield from ((phase, host, fault) for phase in phases(host) if phase not in impossible)


def _impossible(fault: Fault, host: Host) -> Iterable[Phase]:
    if fault.elsewhere is not None:
        # The sign-in and the calendars need the same address, so these phases cannot be reached.
        return (Phase.SIGNING_IN, *USER_DATA)
    # The answer to a change has no list of items, and after a pause of a second the change is sent again.
    is_nothing = fault.reaction(host) is Reaction.LEFT_OUT or fault.name == SHORTEST_PAUSE
    return (Phase.WRITING,) if is_nothing else ()


async def run(folder: Path, wanted: list[Trial], report: Callable[[Sight], None] = lambda _: None) -> list[Sight]:
    """Run trials, and return what was seen in the order of `wanted`. `report` is called after each trial.

    Raises TrialError.
    """
    waiting, seen = iter(enumerate(wanted)), {}

    async def work(number: int) -> None:
        async with open_lane(folder / f"lane-{number}") as lane:
            for place, trial in waiting:
                seen[place] = await _try(lane, trial)
                report(seen[place])

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
