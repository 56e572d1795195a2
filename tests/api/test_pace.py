"""The gap between requests to one service."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from random import Random
from unittest.mock import AsyncMock

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.trakt_upcoming.api.pace import Pace

from ..clock import WINDOW, gaps, let_sleepers_move, most_within

GAP = timedelta(milliseconds=250)
REQUESTS = 120
A_MICROSECOND = 1e-6
"""The clock of these tests counts no finer."""


@pytest.fixture
def pace(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch, freezer: FrozenDateTimeFactory) -> Pace:
    """Return a pace of four requests a second."""
    let_sleepers_move(monkeypatch, freezer)
    return Pace(GAP)


def now() -> float:
    """Return the time of the event loop."""
    return asyncio.get_running_loop().time()


async def test_first_request_does_not_wait(pace: Pace) -> None:
    """And the next one, too, where nothing was sent for a while."""
    before = now()
    async with pace.slot():
        first = now()
    await asyncio.sleep(1)
    async with pace.slot():
        second = now()

    assert (first, second) == (before, before + 1)


@pytest.mark.parametrize(
    "seconds",
    [
        pytest.param(lambda _: 0.0, id="answers at once"),
        pytest.param(lambda _: 0.1, id="quick answers"),
        pytest.param(lambda _: 0.7, id="slow answers"),
        pytest.param(lambda random: random.choice((0.0, 0.01, 0.2, 3.0)), id="now quick, now slow"),
    ],
)
@pytest.mark.parametrize("senders", [1, 3])
async def test_no_more_than_forty_in_any_ten_seconds(
    pace: Pace, senders: int, seconds: Callable[[Random], float]
) -> None:
    """And a quarter of a second between any two, however many send and however long the answers take."""
    random, sent = Random(senders), list[float]()  # noqa: S311

    async def send_all() -> None:
        for _ in range(REQUESTS // senders):
            async with pace.slot():
                sent.append(now())
                await asyncio.sleep(seconds(random))

    await asyncio.gather(*(send_all() for _ in range(senders)))

    assert len(sent) == REQUESTS
    assert min(gaps(sent)) >= GAP.total_seconds() - A_MICROSECOND
    assert most_within(WINDOW, sent) <= 40


async def test_requests_that_are_slow_on_their_way_do_not_arrive_together(pace: Pace) -> None:
    """The gap begins anew with each answer."""
    random, arrived = Random(1), list[float]()  # noqa: S311
    for _ in range(REQUESTS):
        async with pace.slot():
            await asyncio.sleep(random.uniform(0, 0.5))
            arrived.append(now())

    assert min(gaps(arrived)) >= GAP.total_seconds() - A_MICROSECOND


async def test_a_request_without_an_answer_holds_nobody_up(pace: Pace) -> None:
    """The next goes after the gap, though the first may take half a minute."""
    async with pace.slot():
        before = now()
        async with pace.slot():
            assert now() == pytest.approx(before + 0.25)


async def test_cancelled_request_does_not_delay_others(pace: Pace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Home Assistant stops, for example, or the last account goes."""
    before = now()
    async with pace.slot():
        pass
    with monkeypatch.context() as patched:
        patched.setattr(asyncio, "sleep", AsyncMock(side_effect=asyncio.CancelledError))
        with pytest.raises(asyncio.CancelledError):
            await pace.slot().__aenter__()

    async with pace.slot():
        assert now() == pytest.approx(before + 0.25)
