"""What becomes of a child process when the one that started it is killed."""

import asyncio
from pathlib import Path
import sys

import pytest

from scripts.home_folder import REPOSITORY

from .account import until

CHILD = "trap 'echo ended; exit' TERM; echo started; sleep 30 & wait"
PARENT = """
import asyncio, pathlib, sys
from scripts.process import ChildProcess

async def main():
    await ChildProcess.start("sh", "-c", sys.argv[1], folder=pathlib.Path(sys.argv[2]), environment={})
    await asyncio.Event().wait()

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent has died")
@pytest.mark.usefixtures("socket_enabled")
async def test_child_is_asked_to_end_when_its_parent_is_killed(tmp_path: Path) -> None:
    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", PARENT, CHILD, str(tmp_path), cwd=REPOSITORY)
    output = tmp_path / "stdout.log"

    async def has_started() -> bool:
        return output.exists() and output.read_text() == "started\n"

    async def has_ended() -> bool:
        return output.read_text() == "started\nended\n"

    await until(has_started)
    parent.kill()
    await parent.wait()
    await until(has_ended)
