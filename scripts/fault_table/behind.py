"""One fault from its beginning to its end, where Trakt keeps what is read of the person behind the calendars."""

from scripts.fault_table.faults import Fault, Host, Reaction
from scripts.fault_table.lane import NO_STATE, Lane
from scripts.fault_table.pulse import pulse
from scripts.fault_table.scenarios import PATIENCE, changed_between, gone_between, is_well, seen_of, settled
from scripts.fault_table.sight import BEHIND, Phase, Sight


async def first_reading(lane: Lane, host: Host, fault: Fault) -> Sight:
    """Read for the first time what Trakt keeps of somebody who has just signed in."""
    path = BEHIND[Phase.FIRST_READING]
    await lane.repair()
    await lane.remove()
    async with pulse(lane.home) as beats:
        await lane.break_down(host, fault, path)
        await lane.sign_in_elsewhere()
        await lane.wait_for_state("loaded")
        await settled(lane, host, fault, path)
        has_news = await lane.wanted_films() not in NO_STATE
        seen = await seen_of(lane, host, path)
        is_pausing = await _is_pausing(lane)
    await _cure(lane)
    await _wait_for_films(lane)
    return Sight(
        fault=fault,
        host=host,
        phase=Phase.FIRST_READING,
        outcome=str(await lane.state()),
        **seen,
        is_pausing=is_pausing,
        has_news=has_news,
        costs_sign_in=lane.sign_ins > 0,
        is_cured=await is_well(lane, host, fault),
        longest_pulse=max(beats),
    )


async def lists(lane: Lane, host: Host, fault: Fault) -> Sight:
    """Have the next turn after a film was put on the watchlist elsewhere."""
    path = BEHIND[Phase.LISTS]
    await lane.connect()
    await _wait_for_films(lane)
    # Then the button asks at once.
    await lane.reload()
    await lane.wait_for_state("loaded")
    before = await lane.states()
    await lane.want_film()
    async with pulse(lane.home) as beats:
        await lane.break_down(host, fault, path)
        complaint = await lane.refresh()
        await settled(lane, host, fault, path)
        after, outcome = await lane.states(), str(await lane.state())
        seen = await seen_of(lane, host, path)
        is_pausing = await _is_pausing(lane)
    await _cure(lane)
    new = 1
    if fault.reaction(host) is Reaction.LEFT_OUT:
        # What made no sense is asked for again with the next change.
        await lane.want_film()
        new = 2
    await _wait_for_films(lane, int(before["todo.watchlist_movies"]) + new)
    return Sight(
        fault=fault,
        host=host,
        phase=Phase.LISTS,
        outcome=outcome,
        gone=gone_between(before, after),
        changed=changed_between(before, after),
        **seen,
        complaint=complaint,
        is_pausing=is_pausing,
        has_news=before != after,
        costs_sign_in=lane.sign_ins > 0,
        is_cured=await is_well(lane, host, fault),
        longest_pulse=max(beats),
    )


async def _wait_for_films(lane: Lane, number: int | None = None) -> None:
    """Wait until it is known how many films are on the watchlist, with more turns if need be."""

    async def is_read() -> bool:
        wanted = await lane.wanted_films()
        if wanted == str(number) or (number is None and wanted not in NO_STATE):
            return True
        await lane.refresh()
        return False

    await lane.settle(is_read, poll=PATIENCE)


async def _is_pausing(lane: Lane) -> bool:
    await lane.reload()
    await lane.wait_for_state("loaded")
    again = await lane.refresh()
    return again is not None and "pause" in again


async def _cure(lane: Lane) -> None:
    await lane.repair()
    # What still waits for an answer is given up, and the button asks at once.
    await lane.reload()
    await lane.wait_for_state("loaded")
    await lane.cure()
