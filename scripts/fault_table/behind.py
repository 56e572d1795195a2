"""One fault from its beginning to its end, where Trakt keeps what is read and written of the person."""

import asyncio
from collections.abc import Awaitable, Callable

from scripts.fault_table import movies
from scripts.fault_table.faults import Fault, Host, Reaction
from scripts.fault_table.lane import Lane
from scripts.fault_table.pulse import pulse
from scripts.fault_table.scenarios import (
    PATIENCE,
    changed_between,
    gone_between,
    is_held_back,
    is_well,
    seen_of,
    settled,
)
from scripts.fault_table.sight import BEHIND, Phase, Sight, Told


async def first_reading(lane: Lane, host: Host, fault: Fault) -> Sight:
    """Read for the first time what Trakt keeps of somebody who has just signed in."""
    endpoint = BEHIND[Phase.FIRST_READING]
    await lane.repair()
    await lane.remove()
    async with pulse(lane.home) as beats:
        await lane.break_down(host, fault, endpoint)
        await lane.sign_in_elsewhere()
        await lane.wait_for_state("loaded")
        await settled(lane, host, fault, endpoint)
        has_news = await movies.are_known(lane)
        seen = await seen_of(lane, host, endpoint)
        is_pausing = await _is_pausing(lane)
    await _cure(lane)
    await _turn_until(lane, movies.are_known)
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
    """Have the next turn after a movie was put on the watchlist elsewhere."""
    endpoint = BEHIND[Phase.LISTS]
    await lane.connect()
    # A trial before this one may have left a spoiled calendar. The button asks at once after the account was set up.
    await _set_up_anew(lane)
    await lane.refresh()
    await _turn_until(lane, movies.are_known)
    await _set_up_anew(lane)
    before = await lane.states()
    await movies.want(lane)
    async with pulse(lane.home) as beats:
        await lane.break_down(host, fault, endpoint)
        complaint = await lane.refresh()
        await settled(lane, host, fault, endpoint)
        after, outcome = await lane.states(), str(await lane.state())
        seen = await seen_of(lane, host, endpoint)
        is_pausing = await _is_pausing(lane)
    await _cure(lane)
    if fault.reaction(host) is Reaction.LEFT_OUT:
        # What made no sense is asked for again with the next change.
        await movies.want(lane)
    await _turn_until(lane, movies.are_all_known)
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


async def writing(lane: Lane, host: Host, fault: Fault) -> Sight:
    """Watch a movie of the watchlist."""
    endpoint = BEHIND[Phase.WRITING]

    async def was_watched(lane: Lane) -> bool:
        return await movies.plays(lane, movie) > 0

    await lane.connect()
    movie = await movies.want(lane)
    await _set_up_anew(lane)
    await _turn_until(lane, movies.are_all_known)
    before = await lane.states()
    async with pulse(lane.home) as beats:
        await lane.break_down(host, fault, endpoint)
        told = await movies.watch(lane, movie)
        await settled(lane, host, fault, endpoint)
        after = await lane.states()
        seen = await seen_of(lane, host, endpoint)
        is_pausing = await _is_pausing(lane)
    await _cure(lane)
    await _turn_until(lane, movies.are_all_known)
    if told is not Told.REFUSED:
        await _turn_until(lane, was_watched)
        # In case it is told again.
        await asyncio.sleep(PATIENCE)
    return Sight(
        fault=fault,
        host=host,
        phase=Phase.WRITING,
        outcome=told,
        gone=gone_between(before, after),
        changed=changed_between(before, after),
        **seen,
        is_pausing=is_pausing,
        arrivals=await movies.plays(lane, movie),
        costs_sign_in=lane.sign_ins > 0,
        is_cured=await is_well(lane, host, fault),
        longest_pulse=max(beats),
    )


async def _turn_until(lane: Lane, condition: Callable[[Lane], Awaitable[bool]]) -> None:
    """Wait until something is so, with more turns if need be."""

    async def is_so() -> bool:
        if await condition(lane):
            return True
        await lane.refresh()
        return False

    await lane.settle(is_so, poll=PATIENCE)


async def _set_up_anew(lane: Lane) -> None:
    await lane.reload()
    await lane.wait_for_state("loaded")


async def _is_pausing(lane: Lane) -> bool:
    await _set_up_anew(lane)
    return is_held_back(await lane.refresh())


async def _cure(lane: Lane) -> None:
    await lane.repair()
    # What still waits for an answer is given up, and the button asks at once.
    await _set_up_anew(lane)
    await lane.cure()
