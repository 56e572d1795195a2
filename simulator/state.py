"""What all simulated hosts share."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from aiohttp import web

from .catalogue import Catalogue
from .faults import Faults
from .people import People

TMDB_KEY = "5" * 32
TMDB_TOKEN = "eyJhbGciOiJIUzI1NiJ9.c2ltdWxhdGVk.c2ltdWxhdGVk"  # noqa: S105 - of nothing


@dataclass(slots=True)
class State:
    """Everything that can change while the simulator runs."""

    catalogue: Catalogue
    people: People = field(default_factory=People)
    faults: Faults = field(default_factory=Faults)
    requests: list[dict[str, object]] = field(default_factory=list)
    images: str = ""
    """Address of the host of pictures."""

    def record(self, host: str, request: web.Request, status: int) -> None:
        """Remember a request, without its secrets."""
        self.requests.append(
            {
                "host": host,
                "method": request.method,
                "path": request.path,
                "query": {key: value for key, value in request.query.items() if key != "api_key"},
                "status": status,
                "at": datetime.now(UTC).isoformat(),
                "user_agent": request.headers.get("User-Agent"),
            }
        )


STATE: web.AppKey[State] = web.AppKey("state", State)
