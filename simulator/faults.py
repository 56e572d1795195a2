"""The faults of a server or of the connection that can be switched on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
import re
from typing import Any

HTML = "<!DOCTYPE html><html><head><title>Attention required</title></head><body>error code: 1015</body></html>"
"""The answer of a proxy in front of a service."""


class Host(StrEnum):
    """The simulated hosts."""

    TRAKT_API = "trakt_api"
    TRAKT_AUTH = "trakt_auth"
    TMDB_API = "tmdb_api"
    TMDB_IMAGES = "tmdb_images"
    TRAKT_IMAGES = "trakt_images"


class FaultKind(StrEnum):
    """The kinds of faults."""

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
    """An empty list with status 200."""
    BIG = "big"
    BIG_PICTURE = "big_picture"
    GZIP_BOMB = "gzip_bomb"


@dataclass(slots=True, kw_only=True)
class Fault:
    """One fault of one host."""

    host: Host
    kind: FaultKind
    method: str = ""
    """The HTTP method of the requests that it affects; empty for all."""
    path: str = ""
    """A regular expression that is searched for in the path of a request."""
    times: int | None = None
    """How many more requests it affects, None for all."""
    status: int = 503
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    seconds: float = 1
    """The delay of a late answer, or of each byte of a dripping one."""

    def __post_init__(self) -> None:
        """Check the values.

        Raises ValueError and re.PatternError.
        """
        self.host, self.kind = Host(self.host), FaultKind(self.kind)
        re.compile(self.path)


@dataclass(slots=True)
class Faults:
    """The active faults. The first one that matches a request affects it."""

    active: list[Fault] = field(default_factory=list)

    def add(self, facts: Mapping[str, Any]) -> None:
        """Switch a fault on.

        Raises TypeError, ValueError and re.PatternError.
        """
        self.active.append(Fault(**facts))

    def take(self, host: Host, method: str, path: str) -> Fault | None:
        """Return the fault that affects a request, and count the request."""
        for fault in self.active:
            matches = fault.host is host and fault.method in {"", method} and re.search(fault.path, path)
            if matches and fault.times != 0:
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None
