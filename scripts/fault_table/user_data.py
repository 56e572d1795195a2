"""Tries one fault at the endpoints of user data: while it is read for the first time, refreshed, or changed."""

import asyncio
from collections.abc import Awaitable, Callable

from scripts.fault_table import movies
from scripts.fault_table.faults import Fault, Host, Reaction
from scripts.fault_table.lane import Lane
from scripts.fault_table.response_times import response_times
from scripts.fault_table.scenarios import (
    POLL_INTERVAL,
    changed_between,
    gone_between,
    is_held_back,
    is_well,
    seen_of,
    settled,
)
from scripts.fault_table.sight import USER_DATA, ChangeStatus, Phase, Sight


async def first_reading(lane: Lane, host: Host, fault: Fault) -> Sight:
    """Read the user data of an account that has just signed in."""
    endpoint = USER_DATA[Phase.FIRST_READING]
    await lane.repair()
    await lane.remove()
    async with response_times(lane.home) as times:
        await lane.break_down(host, fault, endpoint)
        await lane.sign_in_elsewhere()
        await lane.wait_for_state("loaded")
        await settled(lane, host, fault, endpoint)
        has_news = await movies.are_known(lane)
        seen = await seen_of(lane, host, endpoint)
        is_pausing = await _is_pausing(lane)
    await _recover(lane)
    await _refresh_until(lane, movies.are_known)
    return Sight(
        fault=fault,
        host=host,
        phase=Phase.FIRST_READING,
        outcome=str(await lane.state()),
        **seen,
        is_pausing=is_pausing,
        has_news=has_news,
        costs_sign_in=lane.sign_ins > 0,
        has_recovered=await is_well(lane, host, fault),
        longest_response=max(times),
    )


async def lists(lane: Lane, host: Host, fault: Fault) -> Sight:
    """Refresh after another app of the user has added a movie to the watchlist."""
    endpoint = USER_DATA[Phase.LISTS]
    await lane.connect()
    # An earlier trial may have left a broken calendar. After the setup of the account, the button refreshes at once.
    await _set_up_again(lane)
    await lane.refresh()
    await _refresh_until(lane, movies.are_known)
    await _set_up_again(lane)
    before = await lane.states()
    await movies.add_to_watchlist(lane)
    async with response_times(lane.home) as times:
        await lane.break_down(host, fault, endpoint)
        complaint = await lane.refresh()
        await settled(lane, host, fault, endpoint)
        after, outcome = await lane.states(), str(await lane.state())
        seen = await seen_of(lane, host, endpoint)
        is_pausing = await _is_pausing(lane)
    await _recover(lane)
    if fault.reaction(host) is Reaction.LEFT_OUT:
        # Items that were left out are requested again after the next change.
        await movies.add_to_watchlist(lane)
    await _refresh_until(lane, movies.are_all_known)
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
        has_recovered=await is_well(lane, host, fault),
        longest_response=max(times),
    )


async def writing(lane: Lane, host: Host, fault: Fault) -> Sight:
    """Mark a movie of the watchlist as watched."""
    endpoint = USER_DATA[Phase.WRITING]

    async def was_watched(lane: Lane) -> bool:
        return await movies.plays(lane, movie) > 0

    await lane.connect()
    movie = await movies.add_to_watchlist(lane)
    await _set_up_again(lane)
    await _refresh_until(lane, movies.are_all_known)
    before = await lane.states()
    async with response_times(lane.home) as times:
        await lane.break_down(host, fault, endpoint)
        status = await movies.mark_watched(lane, movie)
        await settled(lane, host, fault, endpoint)
        after = await lane.states()
        seen = await seen_of(lane, host, endpoint)
        is_pausing = await _is_pausing(lane)
    await _recover(lane)
    await _refresh_until(lane, movies.are_all_known)
    if status is not ChangeStatus.REFUSED:
        await _refresh_until(lane, was_watched)
        # Time for a second request, which would be an error.
        await asyncio.sleep(POLL_INTERVAL)
    return Sight(
        fault=fault,
        host=host,
        phase=Phase.WRITING,
        outcome=status,
        gone=gone_between(before, after),
        changed=changed_between(before, after),
        **seen,
        is_pausing=is_pausing,
        arrivals=await movies.plays(lane, movie),
        costs_sign_in=lane.sign_ins > 0,
        has_recovered=await is_well(lane, host, fault),
        longest_response=max(times),
    )


async def _refresh_until(lane: Lane, condition: Callable[[Lane], Awaitable[bool]]) -> None:
    """Wait until a condition is true, and refresh as often as needed."""

    async def is_true() -> bool:
        if await condition(lane):
            return True
        await lane.refresh()
        return False

    await lane.settle(is_true, poll=POLL_INTERVAL)


async def _set_up_again(lane: Lane) -> None:
    await lane.reload()
    await lane.wait_for_state("loaded")


async def _is_pausing(lane: Lane) -> bool:
    await _set_up_again(lane)
    return is_held_back(await lane.refresh())


async def _recover(lane: Lane) -> None:
    await lane.repair()
    # The reload cancels open requests, and the button refreshes at once after it.
    await _set_up_again(lane)
    await lane.recover()
