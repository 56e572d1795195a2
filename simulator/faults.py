"""The faults of a server and of the way to it that can be switched on from outside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
import re
from typing import Any

HTML = "<!DOCTYPE html><html><head><title>Attention required</title></head><body>error code: 1015</body></html>"
"""What stands in front of a service, and answers in its place."""


class Host(StrEnum):
    """The simulated hosts."""

    TRAKT_API = "trakt_api"
    TRAKT_AUTH = "trakt_auth"
    TMDB_API = "tmdb_api"
    TMDB_IMAGES = "tmdb_images"
    TRAKT_IMAGES = "trakt_images"


class FaultKind(StrEnum):
    """What can go wrong."""

    STATUS = "status"
    LATENCY = "latency"
    HANG = "hang"
    RESET = "reset"
    LOST = "lost"
    CUT = "cut"
    DRIP = "drip"
    HTML = "html"
    BROKEN_JSON = "broken_json"
    WRONG_SHAPE = "wrong_shape"
    WRONG_TYPE = "wrong_type"
    ODD_ITEMS = "odd_items"
    EMPTIED = "emptied"
    """A list without a single entry, and with a good status."""
    BIG = "big"
    BIG_PICTURE = "big_picture"
    GZIP_BOMB = "gzip_bomb"


@dataclass(slots=True, kw_only=True)
class Fault:
    """One thing that goes wrong on one host."""

    host: Host
    kind: FaultKind
    method: str = ""
    """Of the requests that meet it, all of them without one."""
    path: str = ""
    """Pattern that is searched for in the path of a request."""
    times: int | None = None
    """How often it still happens, None for always."""
    status: int = 503
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    seconds: float = 1
    """How late an answer is, and each byte of one that drips."""

    def __post_init__(self) -> None:
        """Refuse what cannot happen."""
        self.host, self.kind = Host(self.host), FaultKind(self.kind)
        re.compile(self.path)


@dataclass(slots=True)
class Faults:
    """The faults that are switched on; the first that fits a request meets it."""

    active: list[Fault] = field(default_factory=list)

    def add(self, facts: Mapping[str, Any]) -> None:
        """Switch a fault on; raises TypeError, ValueError or re.PatternError."""
        self.active.append(Fault(**facts))

    def take(self, host: Host, method: str, path: str) -> Fault | None:
        """Return the fault that meets a request, and count it."""
        for fault in self.active:
            concerns = fault.host is host and fault.method in {"", method} and re.search(fault.path, path)
            if concerns and fault.times != 0:
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None
