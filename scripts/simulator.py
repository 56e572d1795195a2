"""The simulator in its own process, and a client of its control port."""

import asyncio
from dataclasses import dataclass
import json
from pathlib import Path
import sys
from types import TracebackType
from typing import Any, Self

import aiohttp

from scripts.home_folder import REPOSITORY
from scripts.process import ChildProcess

START_SECONDS = 30
POLL_SECONDS = 0.05


class SimulatorError(Exception):
    """The simulator did not start, or refused a request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatorAddresses:
    """The addresses and credentials that the simulator prints when it is ready."""

    control: str
    trakt_api: str
    trakt_auth: str
    tmdb_api: str
    tmdb_images: str
    trakt_images: str
    untrusted: str
    client_id: str
    client_secret: str
    tmdb_api_key: str
    tmdb_token: str

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables that direct the integration to these addresses."""
        return {
            "TRAKT_UPCOMING_TRAKT_API": self.trakt_api,
            "TRAKT_UPCOMING_TRAKT_AUTH": self.trakt_auth,
            "TRAKT_UPCOMING_TMDB_API": self.tmdb_api,
            "TRAKT_UPCOMING_TMDB_IMAGES": self.tmdb_images,
            "TRAKT_UPCOMING_TRAKT_IMAGES": self.trakt_images,
        }


class Simulator:
    """Simulated Trakt and TMDB, as a context manager that starts and stops them."""

    addresses: SimulatorAddresses

    def __init__(self, path: Path, *arguments: str) -> None:
        """Initialize with a new folder for the output, and with the arguments of `python -m simulator`."""
        self._path = path
        self._arguments = arguments

    async def __aenter__(self) -> Self:
        """Start the simulator and wait until it is ready.

        Raises SimulatorError.
        """
        self._path.mkdir(parents=True)
        self._process = await ChildProcess.start(
            sys.executable,
            "-m",
            "simulator",
            *self._arguments,
            folder=self._path,
            environment={"PYTHONPATH": str(REPOSITORY)},
        )
        try:
            self.addresses = SimulatorAddresses(**json.loads(await self._first_line()))
        except BaseException:
            await self._process.stop()
            raise
        self._session = aiohttp.ClientSession(self.addresses.control)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the simulator."""
        await self._session.close()
        await self._process.stop()

    async def control(self, method: str, path: str, data: object = None) -> Any:
        """Send a request to the control port and return the JSON of the answer.

        Raises SimulatorError.
        """
        async with self._session.request(method, path, json=data) as response:
            if not response.ok:
                raise SimulatorError(f"{method} {path} was answered {response.status}: {await response.text()}")
            return await response.json()

    async def requests(self) -> list[dict[str, Any]]:
        """Return the requests to the simulated services since the list was last emptied."""
        requests: list[dict[str, Any]] = await self.control("GET", "/requests")
        return requests

    async def forget_requests(self) -> None:
        """Empty the list of requests."""
        await self.control("DELETE", "/requests")

    async def break_down(self, **fault: object) -> None:
        """Switch a fault on: `host`, `kind`, `path`, `status`, `seconds`, `times`."""
        await self.control("POST", "/faults", fault)

    async def repair(self) -> None:
        """Switch all faults off."""
        await self.control("DELETE", "/faults")

    async def _first_line(self) -> str:
        try:
            async with asyncio.timeout(START_SECONDS):
                while "\n" not in self._process.output:
                    if not self._process.running:
                        raise SimulatorError(f"The simulator ended at once:\n{self._process.last_errors()}")
                    await asyncio.sleep(POLL_SECONDS)
        except TimeoutError:
            raise SimulatorError(f"The simulator was not ready after {START_SECONDS} s") from None
        return self._process.output.splitlines()[0]
