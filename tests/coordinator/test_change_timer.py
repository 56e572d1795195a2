"""What changes by the clock alone is noticed, however the clock comes to another time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.trakt_upcoming.coordinator.change_timer import ChangeTimer

NOON: Final = datetime(2026, 11, 20, 12, tzinfo=dt_util.UTC)
DAY: Final = timedelta(days=1)
MINUTE: Final = timedelta(minutes=1)
SECOND: Final = timedelta(seconds=1)


class Days:
    """Something that changes at every midnight, and notes when it was told."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Start to wait."""
        self.told: list[datetime] = []
        self.timer = ChangeTimer(hass, self._next, lambda: self.told.append(dt_util.utcnow()))
        self.timer.async_start()

    def _next(self, now: datetime) -> datetime:
        return now.replace(hour=0, minute=0, second=0, microsecond=0) + DAY


@dataclass
class Clock:
    """A wall clock, which can be set while the time of timers goes on."""

    hass: HomeAssistant
    freezer: FrozenDateTimeFactory
    ahead: timedelta = timedelta()

    def utcnow(self) -> datetime:
        """Return what it says."""
        return datetime.now(dt_util.UTC) + self.ahead

    def tick(self, time: timedelta) -> None:
        """Let time pass."""
        self.freezer.tick(time)
        async_fire_time_changed(self.hass)


@pytest.fixture
def clock(hass: HomeAssistant, freezer: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return the clock, at noon."""
    freezer.move_to(NOON)
    clock = Clock(hass, freezer)
    monkeypatch.setattr(dt_util, "utcnow", clock.utcnow)
    return clock


@pytest.fixture
def days(hass: HomeAssistant, clock: Clock) -> Iterator[Days]:
    """Return something that waits at noon."""
    days = Days(hass)
    yield days
    days.timer.async_stop()


@pytest.mark.parametrize("jump", [DAY, -DAY, 40 * DAY], ids=["it was a day behind", "a day ahead", "weeks behind"])
def test_changed_clock_is_noticed(clock: Clock, days: Days, jump: timedelta) -> None:
    """It is noticed within a minute, and told once."""
    clock.ahead = jump
    for _ in range(3):
        clock.tick(MINUTE)

    assert days.told == [NOON + jump + MINUTE]


def test_no_update_without_a_change(clock: Clock, days: Days) -> None:
    """Looking at the clock costs nobody anything."""
    for _ in range(30):
        clock.tick(MINUTE)

    assert days.told == []


def test_to_the_second(clock: Clock, days: Days) -> None:
    """A change that is due sooner than in a minute is not late."""
    clock.tick(DAY / 2 - SECOND)
    assert days.told == []

    clock.tick(SECOND)
    assert days.told == [NOON + DAY / 2]


def test_stopped(clock: Clock, days: Days) -> None:
    """It tells nothing more."""
    days.timer.async_stop()
    clock.tick(DAY)

    assert days.told == []
