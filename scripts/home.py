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
"""The environment variable with the version to start. Without it, the installed version is started."""


class HomeError(Exception):
    """Home Assistant did not start, or was not started yet."""


class Home:
    """A running Home Assistant in its own process, as a context manager that starts and stops it."""

    def __init__(
        self,
        path: Path,
        *,
        environment: Mapping[str, str] | None = None,
        time_zone: str = "Europe/Berlin",
        with_integration: bool = True,
        configuration: Mapping[str, Any] | None = None,
    ) -> None:
        """Initialize a home. Its folder is made when it starts."""
        self.folder = HomeFolder(
            path=path, time_zone=time_zone, with_integration=with_integration, configuration=configuration or {}
        )
        self.environment = dict(environment or {})
        """Additional environment variables, used from the next start on."""
        self._process: ChildProcess | None = None
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Write the folder and start.

        Raises HomeError.
        """
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
        """Stop."""
        await self._close()

    @property
    def url(self) -> str:
        """The address, without a slash at the end."""
        return self.folder.url

    @property
    def api(self) -> HomeApi:
        """The REST and websocket API."""
        if self._session is None:
            raise HomeError("Home Assistant was not started yet")
        return HomeApi(self._session, self.url, self.folder.script_key.access_token(timedelta(days=1)))

    @property
    def log(self) -> str:
        """The log since the last start."""
        return (self.folder.path / "home-assistant.log").read_text(errors="replace")

    @property
    def browser_tokens(self) -> dict[str, object]:
        """The tokens that the interface stores in the browser after a login."""
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
        """Start with the folder as it is, and return the seconds until Home Assistant was running.

        Raises HomeError.
        """
        began = time.monotonic()
        # -P: nothing is imported from the folder of the launcher.
        self._process = await ChildProcess.start(
            python(),
            "-P",
            os.fspath(LAUNCHER),
            "--config",
            os.fspath(self.folder.path),
            "--skip-pip",
            folder=self.folder.path,
            # Custom integrations are loaded only from the folder.
            environment={**self.environment, "PYTHONPATH": ""},
        )
        try:
            async with asyncio.timeout(START_SECONDS):
                await self._wait_until_running(self._process)
        except TimeoutError:
            message = f"Home Assistant was not running after {START_SECONDS} s:\n{self._process.last_errors()}"
            raise HomeError(message) from None
        return time.monotonic() - began

    async def stop(self) -> None:
        """Stop as a service manager does. Home Assistant saves everything."""
        if self._process is not None:
            await self._process.stop()

    async def kill(self) -> None:
        """Stop as a power cut does. Home Assistant saves nothing."""
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
        raise HomeError(f"Home Assistant ended while it was starting:\n{process.last_errors()}")

    async def _close(self) -> None:
        await self.stop()
        if self._session is not None:
            await self._session.close()


def python() -> str:
    """Return the interpreter for the version to start: this one, or the one of an environment beside this one."""
    if version := os.environ.get(VERSION):
        return os.fspath(Path(sys.prefix).with_name(f".venv-{version}") / "bin" / "python")
    return sys.executable
