"""What all simulated hosts share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from aiohttp import web

from .call_limit import CallLimit, reads, writes
from .catalogue import Catalogue, Key
from .diary import Diary, Section
from .faults import Faults, Host
from .people import People, Person

TMDB_KEY = "5" * 32
TMDB_TOKEN = "eyJhbGciOiJIUzI1NiJ9.c2ltdWxhdGVk.c2ltdWxhdGVk"  # noqa: S105 - of nothing


@dataclass(slots=True, kw_only=True)
class LoggedRequest:
    """A request that one of the hosts received, without its secrets."""

    host: str
    method: str
    path: str
    query: dict[str, str]
    user_agent: str | None
    body: object = None
    """What the API was told to write, as JSON."""
    at: str = field(default_factory=lambda: datetime.now(UTC).isoformat())
    """UTC, when it arrived."""
    status: int | None = None
    """None as long as it has no answer, or got none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRange:
    """A part of one of a person's calendars, with everything or only the plain facts."""

    username: str
    feed: str
    start: date
    days: int
    full: bool


@dataclass(slots=True, kw_only=True)
class State:
    """Everything that can change while the simulator runs."""

    catalogue: Catalogue
    people: People = field(default_factory=People)
    faults: Faults = field(default_factory=Faults)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    """Tells what has aired, and when something is written."""
    read_limit: CallLimit = field(default_factory=reads)
    write_limit: CallLimit = field(default_factory=writes)
    diaries: dict[str, Diary] = field(default_factory=dict)
    """By user name."""
    lagging: dict[str, Diary] = field(default_factory=dict)
    """What is told of those whose lists are late, by user name, whatever has happened since."""
    leaves_calendar: tuple[Section, ...] = (Section.CALENDAR, Section.DROPPED)
    """What is hidden there is not in the calendars; since 2026 some see only what was dropped left out."""
    requests: list[LoggedRequest] = field(default_factory=list)
    calendars: dict[CalendarRange, tuple[Catalogue, frozenset[Key], bytes]] = field(default_factory=dict)
    """Answers, with the catalogue they were made of, and what was left out."""
    images: str = ""
    """Address of the host of pictures."""
    ports: dict[Host, int] = field(default_factory=dict)
    """Of the hosts that run."""

    def catalogue_of(self, person: Person) -> Catalogue:
        """Return what a person follows."""
        return self.catalogue.of_every_second() if person.follows_half else self.catalogue

    def diary(self, person: Person) -> Diary:
        """Return what a person has watched, as it is now."""
        diary = self.diaries.setdefault(person.username, Diary())
        diary.settle(self.clock())
        return diary

    def told(self, person: Person) -> Diary:
        """Return what a person is told of what they have watched, which may be late."""
        return self.lagging.get(person.username, self.diary(person))

    def log(self, host: str, request: web.Request) -> LoggedRequest:
        """Remember a request, and return what is remembered."""
        logged = LoggedRequest(
            host=host,
            method=request.method,
            path=request.path,
            query={name: value for name, value in request.query.items() if name != "api_key"},
            user_agent=request.headers.get("User-Agent"),
        )
        self.requests.append(logged)
        return logged


STATE: web.AppKey[State] = web.AppKey("state", State)
