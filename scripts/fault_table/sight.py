"""What a person sees of a fault, and what it costs."""

from dataclasses import dataclass
from enum import StrEnum
import re
from typing import Any, Final

from scripts.fault_table.faults import PICTURES, Fault, Host


class Phase(StrEnum):
    """When a fault strikes."""

    SIGNING_IN = "signing in"
    SETTING_UP = "setting up"
    RUNNING = "running"
    LOOKING = "looking"
    """Somebody looks at a poster."""
    FIRST_READING = "first reading"
    """The calendars answer, but not what tells what else to read of the person."""
    LISTS = "lists"
    """The calendars answer, but not the watchlist, on which there is something new."""
    WRITING = "writing"
    """Trakt answers everything but what it is told to keep: a movie was watched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A part of a host that can be at fault alone."""

    method: str = ""
    path: str
    """A pattern, searched for in the path of a request."""

    def concerns(self, request: dict[str, Any]) -> bool:
        """Return whether a request meets it."""
        return self.method in {"", request["method"]} and re.search(self.path, request["path"]) is not None


BEHIND: Final = {
    Phase.FIRST_READING: Endpoint(path="^/sync/last_activities$"),
    Phase.LISTS: Endpoint(path="^/sync/watchlist/movies$"),
    Phase.WRITING: Endpoint(method="POST", path="^/sync/history$"),
}
"""What is at fault when something is read or written of the person behind the calendars."""


class Told(StrEnum):
    """What becomes of something that Trakt is told, as the action says it within seconds."""

    DONE = "done"
    QUEUED = "queued"
    REFUSED = "refused"


class Shown(StrEnum):
    """What somebody sees who looks at a poster."""

    PICTURE = "picture"
    TITLE = "title"


def phases(host: Host) -> tuple[Phase, ...]:
    """Return when a host can be at fault."""
    if host in PICTURES:
        return (Phase.LOOKING,)
    behind = tuple(BEHIND) if host is Host.TRAKT_API else ()
    return (Phase.SIGNING_IN, Phase.SETTING_UP, Phase.RUNNING, *behind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One fault at one host in one phase, as it was seen."""

    fault: Fault
    host: Host
    phase: Phase
    outcome: str
    """How the account stands: the state of its entry, how the sign-in ended, what is shown of a poster, or what became
    of something that Trakt was told.
    """
    gone: tuple[str, ...] = ()
    """The entities that are no longer available."""
    changed: tuple[str, ...] = ()
    """The entities that say something else than before."""
    issues: tuple[str, ...] = ()
    """The repair issues that appeared."""
    asks_to_sign_in: bool = False
    costs_sign_in: bool = False
    """Whether the person had to sign in before all was well again."""
    is_pausing: bool = False
    """Whether asking again sent nothing."""
    keeps_pictures: bool = True
    """Whether a poster that was seen before was shown meanwhile."""
    has_news: bool = True
    """Whether what is new on the person's lists was there at once."""
    arrivals: int = 0
    """How often Trakt has in the end what it was told once."""
    complaint: str | None = None
    """What the button said."""
    requests: int
    """How often the host was asked until then."""
    complaints: tuple[str, ...]
    """Lines logged as warnings or errors."""
    good_news: tuple[str, ...] = ()
    """Lines logged when it was over."""
    tracebacks: tuple[str, ...]
    """Stack traces in the log, each with the line that says whose it is."""
    is_cured: bool
    """Whether all is well once the fault is over and the person did what was asked."""
    longest_pulse: float
    """Seconds that Home Assistant took to answer something else meanwhile, at most."""
