"""Child processes in their own process groups, so that everything that a child has started ends with it."""

import asyncio
from collections.abc import Mapping
import contextlib
import ctypes
import os
from pathlib import Path
import signal
import sys
from typing import Self

from scripts.fork_server import ForkedProcess, can_fork

GRACE_SECONDS = 20
SET_PARENT_DEATH_SIGNAL = 1
LIBC = ctypes.CDLL(None)


class ChildProcess:
    """A child process whose output is written to files."""

    def __init__(self, process: asyncio.subprocess.Process | ForkedProcess, output: Path, log: Path) -> None:
        """Initialize with a process that leads its process group, and with the files of its output."""
        self._process = process
        self._output = output
        self._log = log

    @classmethod
    async def start(cls, *command: str, folder: Path, environment: Mapping[str, str]) -> Self:
        """Start a command. `environment` is added to that of this process; the output is written to `folder`.

        A Python program is forked if a fork server is running.
        """
        output, log = folder / "stdout.log", folder / "stderr.log"
        variables = {**os.environ, **environment}
        if can_fork(command[0]):
            for file in (output, log):
                file.write_bytes(b"")
            _, program, *arguments = (part for part in command if part not in {"-m", "-P"})
            forked = await ForkedProcess.start(
                program, *arguments, folder=folder, environment=variables, stdout=output, stderr=log
            )
            return cls(forked, output, log)
        with output.open("wb") as stdout, log.open("wb") as stderr:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=stdout,
                stderr=stderr,
                env=variables,
                start_new_session=True,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
            )
        return cls(process, output, log)

    @property
    def running(self) -> bool:
        """Whether the process is running."""
        return self._process.returncode is None

    @property
    def output(self) -> str:
        """The standard output so far."""
        return self._output.read_text(errors="replace")

    def last_errors(self, lines: int = 15) -> str:
        """Return the last lines of the standard error output."""
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-lines:])

    async def stop(self) -> None:
        """Ask the process to end, and kill it after 20 seconds."""
        self._signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(GRACE_SECONDS):
                await self._process.wait()
        except TimeoutError:
            await self.kill()
        else:
            # The children of the process may still be running.
            self._signal(signal.SIGKILL)

    async def kill(self) -> None:
        """Kill the process, which cannot save anything."""
        self._signal(signal.SIGKILL)
        await self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)


def _end_with_parent() -> None:
    """Let Linux send SIGTERM to this process when its parent dies, because a killed parent cannot stop it."""
    LIBC.prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
