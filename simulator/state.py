"""The state that all simulated hosts share."""

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
    """A request that one of the hosts has received, without its secrets."""

    host: str
    method: str
    path: str
    query: dict[str, str]
    user_agent: str | None
    body: object = None
    """The parsed JSON body of a request to Trakt's API."""
    at: str = field(default_factory=lambda: datetime.now(UTC).isoformat())
    """When it arrived, in UTC and ISO format."""
    status: int | None = None
    """The status of the answer, None if there is none yet, or none was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRange:
    """The range of a calendar that a user has requested. `start` is a UTC day; `full` asks for all fields."""

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
    """Returns the current time in UTC."""
    read_limit: CallLimit = field(default_factory=reads)
    write_limit: CallLimit = field(default_factory=writes)
    diaries: dict[str, Diary] = field(default_factory=dict)
    """User data by user name."""
    lagging: dict[str, Diary] = field(default_factory=dict)
    """The outdated user data that is answered to some users, by user name."""
    leaves_calendar: tuple[Section, ...] = (Section.CALENDAR, Section.DROPPED)
    """The sections whose hidden items are left out of calendars. Since 2026, it is only `dropped` for some users."""
    requests: list[LoggedRequest] = field(default_factory=list)
    calendars: dict[CalendarRange, tuple[Catalogue, frozenset[Key], bytes]] = field(default_factory=dict)
    """The last answers, each with its catalogue and the keys of the hidden items that were left out."""
    images: str = ""
    """The address of TMDB's image host."""
    ports: dict[Host, int] = field(default_factory=dict)
    """The ports of the running hosts."""

    def catalogue_of(self, person: Person) -> Catalogue:
        """Return the catalogue of a user's calendars."""
        return self.catalogue.of_every_second() if person.follows_half else self.catalogue

    def diary(self, person: Person) -> Diary:
        """Return the current data of a user."""
        diary = self.diaries.setdefault(person.username, Diary())
        diary.settle(self.clock())
        return diary

    def told(self, person: Person) -> Diary:
        """Return the user data that is answered to a user, which may be outdated."""
        return self.lagging.get(person.username, self.diary(person))

    def log(self, host: str, request: web.Request) -> LoggedRequest:
        """Add a request to the log, and return its record."""
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
