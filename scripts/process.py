"""Child processes that lead a process group of their own, so that ending one ends everything it started."""

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
    """A running command whose output goes to files."""

    def __init__(self, process: asyncio.subprocess.Process | ForkedProcess, output: Path, log: Path) -> None:
        """Initialize with a process that leads a process group of its own."""
        self._process = process
        self._output = output
        self._log = log

    @classmethod
    async def start(cls, *command: str, folder: Path, environment: Mapping[str, str]) -> Self:
        """Start a command with additions to this process's environment; the folder gets what it writes.

        A program of Python is forked where a server is there for that.
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
        """Whether it has not ended yet."""
        return self._process.returncode is None

    @property
    def output(self) -> str:
        """Everything it wrote to standard output so far."""
        return self._output.read_text(errors="replace")

    def last_words(self, lines: int = 15) -> str:
        """Return the end of what it wrote to standard error."""
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-lines:])

    async def stop(self) -> None:
        """Ask it to end, and end it when it has not within 20 seconds."""
        self._signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(GRACE_SECONDS):
                await self._process.wait()
        except TimeoutError:
            await self.kill()
        else:
            # What the process itself started may have outlived it.
            self._signal(signal.SIGKILL)

    async def kill(self) -> None:
        """End it without giving it a chance to store anything."""
        self._signal(signal.SIGKILL)
        await self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)


def _end_with_parent() -> None:
    """Have Linux ask this process to end when the one that started it was killed, and could not do so itself."""
    LIBC.prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
