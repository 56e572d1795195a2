"""When to ask again after passing faults."""

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.trakt_upcoming.artwork.backoff import Backoff

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def backoff() -> Backoff[str]:
    """Return a backoff that knows of no faults."""
    return Backoff()


def test_no_pause_at_first(backoff: Backoff[str]) -> None:
    """Neither one item nor all."""
    assert backoff.allows("a", NOW)
    assert not backoff.is_pausing(NOW)
    assert backoff.first_of(["a", "b"]) == "a"
    assert backoff.until(["a", "b"], NOW) == NOW
    assert backoff.first_of([]) is None


def test_an_item_at_fault_costs_itself(backoff: Backoff[str]) -> None:
    """The others go on, and the pauses of each grow for themselves, up to an hour."""
    pauses, now = [], NOW
    for _ in range(9):
        backoff.note_fault("a", now)
        backoff.note_answer("b")
        assert not backoff.is_pausing(now)
        assert not backoff.allows("a", now)
        pauses.append((backoff.until(["a"], now) - now) // MINUTE)
        now = backoff.until(["a"], now)
        assert backoff.allows("a", now)
    backoff.note_answer("a")
    backoff.note_fault("a", now)

    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert backoff.until(["a"], now) == now + MINUTE


def test_faults_in_a_row_are_the_service_itself(backoff: Backoff[str]) -> None:
    """Everything pauses, longer with every fault that follows, until something is answered."""
    pauses, now = [], NOW
    for number in range(8):
        backoff.note_fault(str(number), now)
        pauses.append((backoff.until(["new"], now) - now) // MINUTE)
        now = backoff.until(["new"], now)
    backoff.note_answer("new")

    assert pauses == [0, 0, 1, 2, 4, 8, 16, 32]
    assert not backoff.is_pausing(now)


def test_service_is_tried_again_with_another_item(backoff: Backoff[str]) -> None:
    """Something that never works does not keep everything else waiting; then the order is as before."""
    for item in ("a", "b", "a"):
        backoff.note_fault(item, NOW)
    tried = backoff.first_of(["a", "b", "c", "d"])
    only_faults = backoff.first_of(["a", "b"])
    backoff.note_answer("c")

    assert (tried, only_faults) == ("c", "b")
    assert backoff.first_of(["a", "b", "d"]) == "a"


def test_faults_are_forgotten(backoff: Backoff[str]) -> None:
    """When the service is known to be well."""
    for item in ("a", "b", "c"):
        backoff.note_fault(item, NOW)
    backoff.forget()

    assert not backoff.is_pausing(NOW)
    assert backoff.allows("a", NOW)


def test_faults_of_what_nobody_wants_are_forgotten(backoff: Backoff[str]) -> None:
    """A home runs for months."""
    for item in ("a", "b"):
        backoff.note_fault(item, NOW)
    backoff.keep({"b", "c"})

    assert (backoff.allows("a", NOW), backoff.allows("b", NOW)) == (True, False)
