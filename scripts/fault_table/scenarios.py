"""Tries one fault in each phase of an account."""

import asyncio
from typing import Any

from scripts.fault_table.faults import Fault, Host, Reaction
from scripts.fault_table.lane import MOMENT, Lane
from scripts.fault_table.response_times import response_times
from scripts.fault_table.sight import Endpoint, Phase, Shown, Sight

NOT_READY = "setup_retry"
UNAVAILABLE = "unavailable"
POLL_INTERVAL = 1
"""Seconds between two checks of a slow condition."""
RESOLUTION = 1
"""The resolution of the sensor for the last refresh, in seconds."""


async def signing_in(lane: Lane, host: Host, fault: Fault) -> Sight:
    """Sign in with a new account."""
    await lane.repair()
    await lane.remove()
    async with response_times(lane.home) as times:
        await lane.break_down(host, fault)
        outcome = await lane.sign_in_elsewhere()
        seen = await seen_of(lane, host)
    await lane.repair()
    if fault.is_limit or fault.is_slow:
        await _end_pause(lane, host, fault)
    await lane.connect()
    return Sight(
        fault=fault,
        host=host,
        phase=Phase.SIGNING_IN,
        outcome=outcome,
        **seen,
        has_recovered=await lane.is_loaded() and not await lane.flows(),
        longest_response=max(times),
    )


async def setting_up(lane: Lane, host: Host, fault: Fault) -> Sight:
    """Set up an account that has no snapshot."""
    await lane.connect_without_answer()
    await _prepare(lane, host)
    async with response_times(lane.home) as times:
        await lane.break_down(host, fault)
        await lane.reload()
        await settled(lane, host, fault)
        outcome = str(await lane.state())
        seen = await seen_of(lane, host)
        await lane.reload()
        await asyncio.sleep(MOMENT)
        is_pausing = outcome == NOT_READY and 0 < await lane.requests(host) == seen["requests"]
    await lane.recover()
    return Sight(
        fault=fault,
        host=host,
        phase=Phase.SETTING_UP,
        outcome=outcome,
        **seen,
        is_pausing=is_pausing,
        costs_sign_in=lane.sign_ins > 0,
        has_recovered=await is_well(lane, host, fault),
        longest_response=max(times),
    )


async def running(lane: Lane, host: Host, fault: Fault) -> Sight:
    """Refresh an account that has a snapshot."""
    await lane.connect()
    # After the setup of the account, the button refreshes at once.
    await lane.reload()
    await _prepare(lane, host)
    before = await lane.states()
    await asyncio.sleep(RESOLUTION)
    async with response_times(lane.home) as times:
        await lane.break_down(host, fault)
        complaint = await lane.refresh()
        await settled(lane, host, fault)
        after, outcome = await lane.states(), str(await lane.state())
        seen = await seen_of(lane, host)
        again = await lane.refresh()
    await lane.recover()
    return Sight(
        fault=fault,
        host=host,
        phase=Phase.RUNNING,
        outcome=outcome,
        gone=gone_between(before, after),
        changed=changed_between(before, after),
        **seen,
        complaint=complaint,
        is_pausing=is_held_back(again),
        costs_sign_in=lane.sign_ins > 0,
        recoveries=lane.logged.recoveries,
        has_recovered=await is_well(lane, host, fault),
        longest_response=max(times),
    )


async def looking(lane: Lane, host: Host, fault: Fault) -> Sight:
    """Request a new poster, one that was served before, and one that is requested after the fault."""
    await lane.connect()
    await lane.reload()
    seen_before, new, later = shows = await lane.announce_shows(3)
    await lane.refresh()
    await lane.serve_images(host)
    await lane.look(seen_before)
    before = await lane.states()
    async with response_times(lane.home) as times:
        await lane.break_down(host, fault)
        outcome = await lane.look(new)
        await _failure_logged(lane, fault)
        await lane.look(new)
        keeps_images = await lane.look(seen_before) is Shown.IMAGE
        after = await lane.states()
        seen = await seen_of(lane, host)
    await lane.repair()
    await asyncio.sleep(POLL_INTERVAL)
    then = await lane.look(later)
    is_pausing = await lane.requests(host) == seen["requests"]
    # The failed image is not requested again for some minutes. A restart ends this.
    await lane.restart()
    shown = {await lane.look(title) for title in shows}
    ends_well = await is_well(lane, host, fault)
    # The next trial signs in again, with the default options.
    await lane.remove()
    return Sight(
        fault=fault,
        host=host,
        phase=Phase.LOOKING,
        outcome=outcome,
        gone=gone_between(before, after),
        changed=changed_between(before, after),
        **seen,
        is_pausing=is_pausing,
        keeps_images=keeps_images,
        has_recovered=ends_well and shown == {Shown.IMAGE} and (is_pausing or then is Shown.IMAGE),
        longest_response=max(times),
    )


async def _prepare(lane: Lane, host: Host) -> None:
    """Make a request to the host necessary."""
    if host is Host.TRAKT_AUTH:
        await lane.simulator.control("POST", "/tokens/expire")
    if host is Host.TMDB_API:
        await lane.announce_shows(1)


async def settled(lane: Lane, host: Host, fault: Fault, endpoint: Endpoint | None = None) -> None:
    """Wait until the host, or one of its endpoints, has received a request and has answered if it does."""
    if fault.elsewhere is not None:
        await asyncio.sleep(MOMENT)
        return

    async def is_settled() -> bool:
        asked = [each for each in await lane.simulator.requests() if each["host"] == host]
        requests = asked if endpoint is None else [each for each in asked if endpoint.matches(each)]
        return bool(requests) and (fault.is_slow or all(each["status"] for each in requests))

    await lane.settle(is_settled)
    await asyncio.sleep(MOMENT)


async def _failure_logged(lane: Lane, fault: Fault) -> None:
    """Wait until Home Assistant has logged that an image failed, which can be later than its response."""

    async def is_logged() -> bool:
        return bool(lane.logged.complaints)

    if fault.images is not Reaction.NO_SUCH_PICTURE:
        await lane.settle(is_logged)
    await asyncio.sleep(MOMENT)


def is_held_back(complaint: str | None) -> bool:
    """Return whether the button sends no request, because of a pause or of a repair."""
    return complaint is not None and any(text in complaint for text in ("pause", "says what to do"))


def gone_between(before: dict[str, str], after: dict[str, str]) -> tuple[str, ...]:
    """Return the entities that became unavailable."""
    return tuple(name for name in before if after.get(name) == UNAVAILABLE != before[name])


def changed_between(before: dict[str, str], after: dict[str, str]) -> tuple[str, ...]:
    """Return the entities whose states have changed."""
    return tuple(name for name in before if after.get(name) != before[name])


async def seen_of(lane: Lane, host: Host, endpoint: Endpoint | None = None) -> dict[str, Any]:
    """Return the fields of a `Sight` that are the same in all phases."""
    return {
        "issues": tuple(sorted(issue["translation_key"] for issue in await lane.issues())),
        "asks_to_sign_in": bool(await lane.home.api.questions()),
        "requests": await lane.requests(host, endpoint),
        "complaints": lane.logged.complaints,
        "tracebacks": lane.logged.tracebacks,
    }


async def _end_pause(lane: Lane, host: Host, fault: Fault) -> None:
    """End the pause of some minutes in which no request is sent to TMDB after a fault.

    Entering the key ends it, except while TMDB has asked for a pause or a request is still open.
    """
    if host is not Host.TMDB_API or fault.tmdb in {Reaction.UNKNOWN_TITLE, Reaction.NONE}:
        return
    if fault.is_limit or fault.is_slow:
        await lane.restart()
    else:
        await lane.enter_key()


async def is_well(lane: Lane, host: Host, fault: Fault) -> bool:
    """Return whether the account is loaded, and the user is not asked to do anything."""

    async def has_images() -> bool:
        # A refresh does not start a second lookup while one is running.
        await lane.refresh()
        return await lane.has_images()

    await _end_pause(lane, host, fault)
    if host is Host.TMDB_API and fault.tmdb is not Reaction.UNKNOWN_TITLE:
        await lane.settle(has_images, poll=POLL_INTERVAL)
    return await lane.is_loaded() and not await lane.issues() and not await lane.flows()
