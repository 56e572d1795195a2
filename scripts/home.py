"""A real Home Assistant on a free loopback port."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
import os
from pathlib import Path
import sys
import time
from types import TracebackType
from typing import Any, Self

import aiohttp

from scripts.home_api import HomeApi, HomeApiError
from scripts.home_folder import HomeFolder
from scripts.process import ChildProcess

START_SECONDS = 90
POLL_SECONDS = 0.05
LAUNCHER = Path(__file__).with_name("start_home.py")
VERSION = "TRAKT_UPCOMING_HOME_ASSISTANT"
"""The variable that names the version to start; without it, it is the one installed here."""


class HomeError(Exception):
    """Home Assistant did not start, or was not started."""


class Home:
    """Home Assistant as a process of its own; entering starts it, leaving stops it."""

    def __init__(
        self,
        path: Path,
        *,
        environment: Mapping[str, str] | None = None,
        time_zone: str = "Europe/Berlin",
        with_integration: bool = True,
        configuration: Mapping[str, Any] | None = None,
    ) -> None:
        """Initialize a home in a folder that does not exist yet."""
        self.folder = HomeFolder(
            path=path, time_zone=time_zone, with_integration=with_integration, configuration=configuration or {}
        )
        self.environment = dict(environment or {})
        """Variables that hold from the next start on."""
        self._process: ChildProcess | None = None
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Write the folder and start."""
        self.folder.write()
        self._session = aiohttp.ClientSession()
        try:
            await self.start()
        except BaseException:
            await self._close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, however the block ended."""
        await self._close()

    @property
    def url(self) -> str:
        """Where the interface is, without a slash at the end."""
        return self.folder.url

    @property
    def api(self) -> HomeApi:
        """The interfaces of the running Home Assistant."""
        if self._session is None:
            raise HomeError("Home Assistant was not started yet")
        return HomeApi(self._session, self.url, self.folder.script_key.access_token(timedelta(days=1)))

    @property
    def log(self) -> str:
        """Everything that was logged since the last start."""
        return (self.folder.path / "home-assistant.log").read_text(errors="replace")

    @property
    def browser_tokens(self) -> dict[str, object]:
        """What the interface keeps in the browser after a login."""
        lifetime = timedelta(minutes=30)
        return {
            "hassUrl": self.url,
            "clientId": f"{self.url}/",
            "expires": (time.time() + lifetime.total_seconds()) * 1000,
            "refresh_token": self.folder.browser_key.token,
            "access_token": self.folder.browser_key.access_token(lifetime),
            "expires_in": lifetime.total_seconds(),
            "token_type": "Bearer",
        }

    async def start(self) -> float:
        """Start in the folder as it is, and return the seconds until Home Assistant was running."""
        began = time.monotonic()
        # -P: the folder of the launcher is no place to import from.
        self._process = await ChildProcess.start(
            python(),
            "-P",
            os.fspath(LAUNCHER),
            "--config",
            os.fspath(self.folder.path),
            "--skip-pip",
            folder=self.folder.path,
            # Only the folder decides which custom integrations there are.
            environment={**self.environment, "PYTHONPATH": ""},
        )
        try:
            async with asyncio.timeout(START_SECONDS):
                await self._wait_until_running(self._process)
        except TimeoutError:
            message = f"Home Assistant was not running after {START_SECONDS} s:\n{self._process.last_words()}"
            raise HomeError(message) from None
        return time.monotonic() - began

    async def stop(self) -> None:
        """Stop as a service manager does; everything is stored."""
        if self._process is not None:
            await self._process.stop()

    async def kill(self) -> None:
        """Stop as a power cut does; nothing is stored."""
        if self._process is not None:
            await self._process.kill()

    async def _wait_until_running(self, process: ChildProcess) -> None:
        api = self.api
        while process.running:
            try:
                if await api.is_running():
                    return
            except aiohttp.ClientError, HomeApiError:
                pass
            await asyncio.sleep(POLL_SECONDS)
        raise HomeError(f"Home Assistant ended while it was starting:\n{process.last_words()}")

    async def _close(self) -> None:
        await self.stop()
        if self._session is not None:
            await self._session.close()


def python() -> str:
    """Return the interpreter that has the wanted version: this one, or the one that `scripts/setup` put beside it."""
    if version := os.environ.get(VERSION):
        return os.fspath(Path(sys.prefix).with_name(f".venv-{version}") / "bin" / "python")
    return sys.executable
