"""One fault from its beginning to its end, in each phase of an account."""

import asyncio
from typing import Any

from scripts.fault_table.faults import Fault, Host, Reaction
from scripts.fault_table.lane import MOMENT, Lane
from scripts.fault_table.pulse import pulse
from scripts.fault_table.sight import Endpoint, Phase, Shown, Sight

NOT_READY = "setup_retry"
UNAVAILABLE = "unavailable"
PATIENCE = 1
"""Seconds between two looks at what takes its time."""
RESOLUTION = 1
"""Seconds in which the moment of the last refresh is told."""


async def signing_in(lane: Lane, host: Host, fault: Fault) -> Sight:
    """Sign in as somebody new."""
    await lane.repair()
    await lane.remove()
    async with pulse(lane.home) as beats:
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
        is_cured=await lane.is_loaded() and not await lane.flows(),
        longest_pulse=max(beats),
    )


async def setting_up(lane: Lane, host: Host, fault: Fault) -> Sight:
    """Set up an account without a last answer."""
    await lane.connect_without_answer()
    await _prepare(lane, host)
    async with pulse(lane.home) as beats:
        await lane.break_down(host, fault)
        await lane.reload()
        await settled(lane, host, fault)
        outcome = str(await lane.state())
        seen = await seen_of(lane, host)
        await lane.reload()
        await asyncio.sleep(MOMENT)
        is_pausing = outcome == NOT_READY and 0 < await lane.requests(host) == seen["requests"]
    await lane.cure()
    return Sight(
        fault=fault,
        host=host,
        phase=Phase.SETTING_UP,
        outcome=outcome,
        **seen,
        is_pausing=is_pausing,
        costs_sign_in=lane.sign_ins > 0,
        is_cured=await is_well(lane, host, fault),
        longest_pulse=max(beats),
    )


async def running(lane: Lane, host: Host, fault: Fault) -> Sight:
    """Have the next turn of an account with a last answer."""
    await lane.connect()
    # The button of an account that was set up a moment ago asks at once, the first time.
    await lane.reload()
    await _prepare(lane, host)
    before = await lane.states()
    await asyncio.sleep(RESOLUTION)
    async with pulse(lane.home) as beats:
        await lane.break_down(host, fault)
        complaint = await lane.refresh()
        await settled(lane, host, fault)
        after, outcome = await lane.states(), str(await lane.state())
        seen = await seen_of(lane, host)
        again = await lane.refresh()
    await lane.cure()
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
        good_news=lane.logged.good_news,
        is_cured=await is_well(lane, host, fault),
        longest_pulse=max(beats),
    )


async def looking(lane: Lane, host: Host, fault: Fault) -> Sight:
    """Look at a poster that nobody has seen, with one that was seen before, and one that is looked at later."""
    await lane.connect()
    await lane.reload()
    seen_before, new, later = shows = await lane.announce_shows(3)
    await lane.refresh()
    await lane.serve_pictures(host)
    await lane.look(seen_before)
    before = await lane.states()
    async with pulse(lane.home) as beats:
        await lane.break_down(host, fault)
        outcome = await lane.look(new)
        await _noted(lane, fault)
        await lane.look(new)
        keeps_pictures = await lane.look(seen_before) is Shown.PICTURE
        after = await lane.states()
        seen = await seen_of(lane, host)
    await lane.repair()
    await asyncio.sleep(PATIENCE)
    then = await lane.look(later)
    is_pausing = await lane.requests(host) == seen["requests"]
    # The picture at fault is left alone for minutes, of which a restart knows nothing.
    await lane.restart()
    shown = {await lane.look(title) for title in shows}
    ends_well = await is_well(lane, host, fault)
    # Whoever signs in next has the options that all other trials expect.
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
        keeps_pictures=keeps_pictures,
        is_cured=ends_well and shown == {Shown.PICTURE} and (is_pausing or then is Shown.PICTURE),
        longest_pulse=max(beats),
    )


async def _prepare(lane: Lane, host: Host) -> None:
    """Let there be a reason to speak to the host."""
    if host is Host.TRAKT_AUTH:
        await lane.simulator.control("POST", "/tokens/expire")
    if host is Host.TMDB_API:
        await lane.announce_shows(1)


async def settled(lane: Lane, host: Host, fault: Fault, endpoint: Endpoint | None = None) -> None:
    """Wait until the host was asked, at an endpoint or anywhere, and has answered where it does."""
    if fault.elsewhere is not None:
        await asyncio.sleep(MOMENT)
        return

    async def is_settled() -> bool:
        asked = [each for each in await lane.simulator.requests() if each["host"] == host]
        requests = asked if endpoint is None else [each for each in asked if endpoint.concerns(each)]
        return bool(requests) and (fault.is_slow or all(each["status"] for each in requests))

    await lane.settle(is_settled)
    await asyncio.sleep(MOMENT)


async def _noted(lane: Lane, fault: Fault) -> None:
    """Wait until Home Assistant has said that a picture did not come; whoever looks waits less than that."""

    async def is_noted() -> bool:
        return bool(lane.logged.complaints)

    if fault.images is not Reaction.NO_SUCH_PICTURE:
        await lane.settle(is_noted)
    await asyncio.sleep(MOMENT)


def is_held_back(complaint: str | None) -> bool:
    """Return whether the button asks for nothing, because Trakt wants a pause or a repair has to be done first."""
    return complaint is not None and any(words in complaint for words in ("pause", "says what to do"))


def gone_between(before: dict[str, str], after: dict[str, str]) -> tuple[str, ...]:
    """Return the entities that are no longer available."""
    return tuple(name for name in before if after.get(name) == UNAVAILABLE != before[name])


def changed_between(before: dict[str, str], after: dict[str, str]) -> tuple[str, ...]:
    """Return the entities that say something else."""
    return tuple(name for name in before if after.get(name) != before[name])


async def seen_of(lane: Lane, host: Host, endpoint: Endpoint | None = None) -> dict[str, Any]:
    """Return what a person sees of a fault in any phase, and what it costs."""
    return {
        "issues": tuple(sorted(issue["translation_key"] for issue in await lane.issues())),
        "asks_to_sign_in": bool(await lane.home.api.questions()),
        "requests": await lane.requests(host, endpoint),
        "complaints": lane.logged.complaints,
        "tracebacks": lane.logged.tracebacks,
    }


async def _end_pause(lane: Lane, host: Host, fault: Fault) -> None:
    """End the minutes for which TMDB is left alone after a fault.

    A key that is entered does that, but not while TMDB has asked for a pause, or a request still hangs.
    """
    if host is not Host.TMDB_API or fault.tmdb in {Reaction.UNKNOWN_TITLE, Reaction.NONE}:
        return
    if fault.is_limit or fault.is_slow:
        await lane.restart()
    else:
        await lane.enter_key()


async def is_well(lane: Lane, host: Host, fault: Fault) -> bool:
    """Return whether the account is there, and nothing is asked of the person."""

    async def has_pictures() -> bool:
        # A look-up that waits for its end is not begun twice.
        await lane.refresh()
        return await lane.has_pictures()

    await _end_pause(lane, host, fault)
    if host is Host.TMDB_API and fault.tmdb is not Reaction.UNKNOWN_TITLE:
        await lane.settle(has_pictures, poll=PATIENCE)
    return await lane.is_loaded() and not await lane.issues() and not await lane.flows()
