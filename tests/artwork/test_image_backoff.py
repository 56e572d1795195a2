"""A picture or a host with faults is left alone for a while, and the log says so once."""

from datetime import timedelta
import logging

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.trakt_upcoming.api.errors import NotFoundError, RateLimitedError, UnavailableError
from custom_components.trakt_upcoming.artwork.image_backoff import ImageBackoff

HOST, OTHER = "images.example", "other.example"
FAULT = UnavailableError("status 503")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def patience() -> ImageBackoff:
    """Return patience that was not tried yet."""
    return ImageBackoff()


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what users read in the log."""
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.INFO]


def test_a_picture_with_a_fault(patience: ImageBackoff, freezer: FrozenDateTimeFactory) -> None:
    """It is asked for again after five minutes; the others are not to blame."""
    patience.note_error("a", HOST, FAULT)

    assert [patience.allows(name, HOST) for name in "ab"] == [False, True]
    freezer.tick(5 * MINUTE)
    assert patience.allows("a", HOST)


def test_a_picture_that_does_not_exist(
    patience: ImageBackoff, freezer: FrozenDateTimeFactory, caplog: pytest.LogCaptureFixture
) -> None:
    """That is no fault, and soon nobody will have it."""
    for name in "abcd":
        patience.note_error(name, HOST, NotFoundError("no such picture"))
    assert [patience.allows(name, HOST) for name in "ae"] == [False, True]
    freezer.tick(timedelta(hours=5))
    assert not patience.allows("a", HOST)
    freezer.tick(timedelta(hours=1))

    assert patience.allows("a", HOST)
    assert said(caplog) == []


def test_a_host_with_faults(patience: ImageBackoff, freezer: FrozenDateTimeFactory) -> None:
    """After three in a row it is not asked at all for five minutes; other hosts are."""
    for name in "abc":
        patience.note_error(name, HOST, FAULT)

    assert not patience.allows("d", HOST)
    assert patience.allows("d", OTHER)
    freezer.tick(5 * MINUTE)
    assert patience.allows("d", HOST)
    patience.note_error("d", HOST, FAULT)
    assert not patience.allows("e", HOST)


def test_faults_among_good_pictures(patience: ImageBackoff) -> None:
    """They are those of the pictures."""
    for name in "abcdef":
        patience.note_error(name, HOST, FAULT)
        patience.note_success(f"good {name}", HOST)

    assert patience.allows("g", HOST)


def test_a_host_that_asks_to_wait(patience: ImageBackoff, freezer: FrozenDateTimeFactory) -> None:
    """It is left alone for as long as it says."""
    patience.note_error("a", HOST, RateLimitedError(20 * MINUTE))

    freezer.tick(19 * MINUTE)
    assert not patience.allows("b", HOST)
    freezer.tick(MINUTE)
    assert patience.allows("b", HOST)


def test_one_log_line_at_the_begin_and_end_of_faults(patience: ImageBackoff, caplog: pytest.LogCaptureFixture) -> None:
    """One line for a host when it begins to fail, one when anything comes from it again."""
    caplog.set_level(logging.INFO)
    for name in "abc":
        patience.note_error(name, HOST, FAULT)
    assert patience.failing_hosts == 1
    patience.note_success("another", HOST)
    patience.note_success("b", HOST)

    assert said(caplog) == [
        "A picture did not come from images.example (status 503); its title is shown instead",
        "Pictures come from images.example again",
    ]
    assert patience.failing_hosts == 0


def test_a_picture_that_never_comes(
    patience: ImageBackoff, freezer: FrozenDateTimeFactory, caplog: pytest.LogCaptureFixture
) -> None:
    """It fills no log, however often it is tried between good ones."""
    for number in range(10):
        patience.note_error("bad", HOST, FAULT)
        patience.note_success(f"good {number}", HOST)
        freezer.tick(10 * MINUTE)

    assert len(said(caplog)) == 1


def test_an_outage_is_told_beside_a_picture_that_never_comes(
    patience: ImageBackoff, freezer: FrozenDateTimeFactory, caplog: pytest.LogCaptureFixture
) -> None:
    """Each time that it begins, and that it is over."""
    caplog.set_level(logging.INFO)
    patience.note_error("bad", HOST, FAULT)
    patience.note_success("good", HOST)
    for _ in range(2):
        for name in "abc":
            patience.note_error(name, HOST, FAULT)
        freezer.tick(10 * MINUTE)
        patience.note_success("good", HOST)

    failing, over = (
        "A picture did not come from images.example (status 503); its title is shown instead",
        "Pictures come from images.example again",
    )
    assert said(caplog) == [failing, failing, over, failing, over]


def test_a_single_picture_comes_after_all(patience: ImageBackoff, caplog: pytest.LogCaptureFixture) -> None:
    """That is told, too, since it was told that it did not."""
    caplog.set_level(logging.INFO)
    patience.note_error("a", HOST, FAULT)
    patience.note_success("b", HOST)
    patience.note_success("a", HOST)

    assert len(said(caplog)) == 2
