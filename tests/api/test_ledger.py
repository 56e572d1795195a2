"""The ledger: an hour of requests by host and outcome, and the last faults, without anything of whose they are."""

from datetime import UTC, datetime, timedelta

import pytest
from yarl import URL

from custom_components.trakt_upcoming.api.ledger import Ledger

API = URL("https://api.trakt.tv/calendars/my/shows/2026-11-19/32")
TITLE = URL("https://api.themoviedb.org/3/tv/95396?api_key=a-key")


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        """Begin at noon."""
        self.now = datetime(2026, 11, 20, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now

    def tick(self, minutes: float) -> None:
        """Let minutes pass."""
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def clock() -> Clock:
    """Return the clock."""
    return Clock()


@pytest.fixture
def ledger(clock: Clock) -> Ledger:
    """Return an empty ledger."""
    return Ledger(clock)


def test_counts_before_any_request(ledger: Ledger) -> None:
    """Every question has an answer all the same."""
    assert (ledger.sent(), ledger.answers, ledger.faults) == (0, {}, ())


def test_answers_by_host_and_class(ledger: Ledger) -> None:
    """A request without an answer was sent, too."""
    for status in (200, 204, 302, 401, 404, 503, None):
        ledger.note(API, status=status, fault=None)
    ledger.note(TITLE, status=200, fault=None)

    assert ledger.sent() == 8
    assert ledger.answers == {
        "api.themoviedb.org": {"2xx": 1},
        "api.trakt.tv": {"2xx": 2, "3xx": 1, "4xx": 2, "5xx": 1, "no answer": 1},
    }


def test_an_hour_and_no_longer(ledger: Ledger, clock: Clock) -> None:
    """What is older is forgotten, request by request."""
    for _ in range(3):
        ledger.note(API, status=200, fault=None)
        clock.tick(20)

    assert (ledger.sent(), ledger.sent(timedelta(minutes=45)), ledger.sent(timedelta(minutes=20))) == (2, 2, 0)
    assert ledger.answers == {"api.trakt.tv": {"2xx": 2}}
    clock.tick(60)
    assert (ledger.sent(), ledger.answers) == (0, {})


@pytest.mark.parametrize(
    ("address", "host", "path"),
    [
        (API, "api.trakt.tv", "/calendars/my/shows/.../..."),
        (TITLE, "api.themoviedb.org", "/.../tv/..."),
        (URL("https://auth.trakt.tv/oauth/token"), "auth.trakt.tv", "/oauth/token"),
        (URL("http://name:word@127.0.0.1:8080/users/settings?a=b#c"), "127.0.0.1:8080", "/users/settings"),
    ],
    ids=["calendar", "title", "token", "with a login"],
)
def test_faults_tell_what_was_asked_but_not_by_whom(ledger: Ledger, address: URL, host: str, path: str) -> None:
    """No query, no login, no title and no day."""
    ledger.note(address, status=503, fault="status 503")

    [fault] = ledger.faults
    assert (fault.host, fault.path, fault.what) == (host, path, "status 503")
    assert fault.at == datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_faults_stay_until_newer_ones_come(ledger: Ledger, clock: Clock) -> None:
    """The last five of each host, oldest first; one that fails all the time does not hide the others."""
    ledger.note(API, status=503, fault="Trakt")
    for number in range(8):
        clock.tick(60)
        ledger.note(TITLE, status=404, fault=f"TMDB {number}")

    assert [fault.what for fault in ledger.faults] == ["Trakt", "TMDB 3", "TMDB 4", "TMDB 5", "TMDB 6", "TMDB 7"]


def test_memory_is_bounded(ledger: Ledger) -> None:
    """However much is sent."""
    for _ in range(6_000):
        ledger.note(API, status=500, fault="status 500")

    assert ledger.sent() == 5_000
    assert len(ledger.faults) == 5
