"""Pauses that Trakt imposed, and a budget of our own."""

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.trakt_upcoming.api.errors import (
    AccountLockedError,
    AppRejectedError,
    RateLimitedError,
    UnavailableError,
    VipRequiredError,
)
from custom_components.trakt_upcoming.api.waits import EVERYTHING, Budget, Waits


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        """Start at some moment."""
        self.now = datetime(2026, 11, 21, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return the clock of the waits."""
    return Clock()


@pytest.fixture
def waits(clock: Clock) -> Waits:
    """Return the waits of an account."""
    return Waits(clock)


def test_no_wait_at_first(waits: Waits) -> None:
    """Neither everything nor a feed."""
    waits.check("movies")
    assert waits.remaining("movies") is None


def test_running_waits(waits: Waits, clock: Clock) -> None:
    """Each scope with its cause and the time that is left, and none that is over."""
    vip, locked = VipRequiredError(), AccountLockedError()
    waits.impose(RateLimitedError(timedelta(seconds=60)), "dvd")
    waits.impose(vip, "movies")
    clock.now += timedelta(hours=1)
    waits.impose(locked)

    assert waits.running == {"movies": (timedelta(hours=11), vip), EVERYTHING: (timedelta(hours=12), locked)}


@pytest.mark.parametrize(
    ("error", "hours"),
    [(AppRejectedError(), 6), (AccountLockedError(), 12), (RateLimitedError(timedelta(hours=1)), 1)],
    ids=["app rejected", "account locked", "too many requests"],
)
def test_a_wait_for_everything(
    waits: Waits, clock: Clock, error: AppRejectedError | AccountLockedError | RateLimitedError, hours: int
) -> None:
    """It is said with the error that imposed it, and ends by itself."""
    waits.impose(error)
    assert waits.remaining("movies") == timedelta(hours=hours)
    with pytest.raises(type(error)):
        waits.check("movies")

    clock.now += timedelta(hours=hours)
    waits.check("movies")
    assert waits.remaining() is None


def test_a_wait_for_one_feed(waits: Waits) -> None:
    """The others go on."""
    waits.impose(VipRequiredError(), "movies")

    with pytest.raises(VipRequiredError):
        waits.check("movies")
    waits.check("episodes")
    waits.check()
    assert (waits.remaining("movies"), waits.remaining()) == (timedelta(hours=12), None)


def test_longer_of_two_waits(waits: Waits) -> None:
    """Whichever it is."""
    waits.impose(VipRequiredError(), "movies")
    waits.impose(RateLimitedError(timedelta(minutes=1)))

    assert waits.remaining("movies") == timedelta(hours=12)
    assert waits.remaining("episodes") == timedelta(minutes=1)


def test_passing_faults_impose_nothing(waits: Waits) -> None:
    """The next refresh may try again."""
    waits.impose(UnavailableError())

    assert waits.remaining() is None


def test_refusals_are_counted(waits: Waits) -> None:
    """So that a wait of our own can grow."""
    for _ in range(3):
        waits.impose(RateLimitedError(timedelta(minutes=1)))

    assert waits.refusals == 3


def test_waits_imposed_since_a_moment(waits: Waits, clock: Clock) -> None:
    """Whether it is over or not, and until all is forgotten."""
    before = clock()
    clock.now += timedelta(seconds=1)
    waits.impose(VipRequiredError(), "movies")

    assert waits.have_imposed(VipRequiredError, since=before)
    assert not waits.have_imposed(AppRejectedError, since=before)
    assert not waits.have_imposed(VipRequiredError, since=clock())
    clock.now += timedelta(days=1)
    assert waits.have_imposed(VipRequiredError, since=before)
    waits.clear()
    assert not waits.have_imposed(VipRequiredError, since=before)


def test_clearing_ends_all(waits: Waits) -> None:
    """Because the user changed what caused them."""
    waits.impose(AppRejectedError())
    waits.impose(VipRequiredError(), "movies")
    waits.clear()

    assert waits.remaining("movies") is None


def test_an_error_does_not_grow(waits: Waits) -> None:
    """However often it is said."""
    waits.impose(AppRejectedError())
    depths = []
    for _ in range(3):
        with pytest.raises(AppRejectedError) as caught:
            waits.check()
        depths.append(len(caught.traceback))

    assert len(set(depths)) == 1


def test_the_budget_is_what_trakt_allows() -> None:
    """What may burst plus what flows within the period is 500 in 300 seconds; writes are one a second."""
    budget = Budget()
    reads, writes = budget.reads, budget.writes

    assert reads.max_rate + reads.max_rate / reads.time_period * 300 == 500
    assert (writes.max_rate, writes.time_period) == (1, 1)
