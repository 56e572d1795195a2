"""A server that has imported Home Assistant, and starts homes and simulators by forking, 20 times as fast."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
import json
import os
from pathlib import Path
import secrets
import subprocess
import sys
from typing import IO, Final, Self, cast

PORT: Final = "TRAKT_UPCOMING_FORK_SERVER"
"""The environment variable with the loopback port of the running server."""
KEY: Final = "TRAKT_UPCOMING_FORK_SERVER_KEY"
"""The environment variable with the server's secret key, because any user of the machine can connect to a port."""
PYTHON: Final = "TRAKT_UPCOMING_FORK_SERVER_PYTHON"
"""The environment variable with the path of the server's Python interpreter."""
LOOPBACK: Final = "127.0.0.1"
PROGRAM: Final = Path(__file__).with_name("start_fork_server.py")


class ForkedProcess:
    """A process that the server started, with the used part of the interface of `asyncio.subprocess.Process`."""

    def __init__(self, pid: int, answers: asyncio.StreamReader, connection: asyncio.StreamWriter) -> None:
        """Initialize with a running process."""
        self.pid = pid
        self.returncode: int | None = None
        self._connection = connection
        self._end = asyncio.create_task(self._wait_for_end(answers))

    @classmethod
    async def start(
        cls, program: str, *arguments: str, folder: Path, environment: Mapping[str, str], stdout: Path, stderr: Path
    ) -> Self:
        """Start a Python file, or a module by its name, with exactly this environment."""
        answers, connection = await asyncio.open_connection(LOOPBACK, int(os.environ[PORT]))
        order = {
            "key": os.environ[KEY],
            "program": program,
            "arguments": arguments,
            "folder": os.fspath(folder),
            "environment": dict(environment),
            "stdout": os.fspath(stdout),
            "stderr": os.fspath(stderr),
        }
        connection.write(json.dumps(order).encode() + b"\n")
        return cls(int(await answers.readline()), answers, connection)

    async def wait(self) -> int:
        """Wait until it has ended, and return its exit status."""
        return await asyncio.shield(self._end)

    async def _wait_for_end(self, answers: asyncio.StreamReader) -> int:
        self.returncode = int(await answers.readline())
        self._connection.close()
        return self.returncode


def can_fork(python: str) -> bool:
    """Return whether a server for this interpreter is running."""
    return os.environ.get(PYTHON) == python


def without_fork_server(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without the variables of the server."""
    return {name: value for name, value in environment.items() if name not in {PORT, KEY, PYTHON}}


@contextmanager
def fork_server(python: str, environment: Mapping[str, str]) -> Iterator[None]:
    """Run a server for this interpreter, on Linux only. Meanwhile, its programs are started by forking."""
    if sys.platform != "linux" or PORT in os.environ:
        yield
        return
    key = secrets.token_hex()
    variables = {**os.environ, **environment, "PYTHONPATH": "", KEY: key}
    command = [python, "-P", os.fspath(PROGRAM)]
    with subprocess.Popen(command, env=variables, stdout=subprocess.PIPE) as process:
        port = cast("IO[bytes]", process.stdout).readline().decode().strip()
        os.environ.update({PORT: port, KEY: key, PYTHON: python})
        try:
            yield
        finally:
            for variable in (PORT, KEY, PYTHON):
                del os.environ[variable]
            process.terminate()
