"""What users see of a fault, and how many requests it causes."""

from dataclasses import dataclass
from enum import StrEnum
import re
from typing import Any, Final

from scripts.fault_table.faults import PICTURES, Fault, Host


class Phase(StrEnum):
    """The phases of an account in which a fault occurs."""

    SIGNING_IN = "signing in"
    SETTING_UP = "setting up"
    RUNNING = "running"
    LOOKING = "looking"
    """A poster is requested."""
    FIRST_READING = "first reading"
    """The calendars work, but the last activities fail, so no user data can be read."""
    LISTS = "lists"
    """The calendars work, but the watchlist fails, which has a new movie."""
    WRITING = "writing"
    """Everything works except marking a movie as watched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A part of a host that can have a fault by itself."""

    method: str = ""
    path: str
    """A regular expression that is searched for in the path of a request."""

    def matches(self, request: dict[str, Any]) -> bool:
        """Return whether a request is for this endpoint."""
        return self.method in {"", request["method"]} and re.search(self.path, request["path"]) is not None


USER_DATA: Final = {
    Phase.FIRST_READING: Endpoint(path="^/sync/last_activities$"),
    Phase.LISTS: Endpoint(path="^/sync/watchlist/movies$"),
    Phase.WRITING: Endpoint(method="POST", path="^/sync/history$"),
}
"""The endpoint of user data that has the fault in each phase."""


class ChangeStatus(StrEnum):
    """The status of a change, as the action returns it. `REFUSED` stands for an error."""

    DONE = "done"
    QUEUED = "queued"
    REFUSED = "refused"


class Shown(StrEnum):
    """What is served as a poster."""

    IMAGE = "image"
    TITLE = "title"


def phases(host: Host) -> tuple[Phase, ...]:
    """Return the phases in which a host can have a fault."""
    if host in PICTURES:
        return (Phase.LOOKING,)
    user_data = tuple(USER_DATA) if host is Host.TRAKT_API else ()
    return (Phase.SIGNING_IN, Phase.SETTING_UP, Phase.RUNNING, *user_data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """The result of one trial: what was seen of one fault at one host in one phase."""

    fault: Fault
    host: Host
    phase: Phase
    outcome: str
    """The state of the config entry, the end of the sign-in, what is served as a poster, or the status of a change."""
    gone: tuple[str, ...] = ()
    """The entities that became unavailable."""
    changed: tuple[str, ...] = ()
    """The entities whose states have changed."""
    issues: tuple[str, ...] = ()
    """The repair issues that appeared."""
    asks_to_sign_in: bool = False
    costs_sign_in: bool = False
    """Whether the user had to sign in again before everything worked."""
    is_pausing: bool = False
    """Whether a second attempt sent no request."""
    keeps_images: bool = True
    """Whether a poster that was served before was still served during the fault."""
    has_news: bool = True
    """Whether the change of the user data was shown at once."""
    arrivals: int = 0
    """How often Trakt has the play in the end, which was sent for one change."""
    complaint: str | None = None
    """The error message of the button."""
    requests: int
    """The number of requests to the host during the fault."""
    complaints: tuple[str, ...]
    """Lines logged as warnings or errors."""
    recoveries: tuple[str, ...] = ()
    """Lines logged about the end of the fault."""
    tracebacks: tuple[str, ...]
    """Stack traces in the log, each with the line that names the logger."""
    has_recovered: bool
    """Whether everything works once the fault has ended and the user did what was asked."""
    longest_response: float
    """The longest time in seconds that Home Assistant took to answer another request during the fault."""
