"""Child processes: their end when their parent is killed, and how they are forked."""

import asyncio
from pathlib import Path
import sys

import pytest

from scripts.home import python
from scripts.home_folder import REPOSITORY
from scripts.process import ChildProcess

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
PROGRAM = """
import os, sys, time
print(*sys.argv, os.environ["VARIABLE"], os.getcwd(), flush=True)
time.sleep(60)
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
    assert output.read_text() == "started\nended\n"


@pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked elsewhere")
@pytest.mark.usefixtures("socket_enabled")
async def test_forked_program(tmp_path: Path) -> None:
    """It has its own arguments, environment, folder and output. Its end is noticed, and it can be killed."""
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    process = await ChildProcess.start(
        python(), "-P", str(program), "an argument", folder=tmp_path, environment={"VARIABLE": "a value"}
    )

    async def has_started() -> bool:
        return "\n" in process.output

    await until(has_started)
    assert process.output == f"{program} an argument a value {tmp_path}\n"
    assert process.running
    await process.kill()
    assert not process.running
    (tmp_path / "program.py").write_text("raise ValueError('wrong')")
    failed = await ChildProcess.start(python(), str(program), folder=tmp_path, environment={})

    async def has_ended() -> bool:
        return not failed.running

    await until(has_ended)
    assert failed.last_errors().endswith("ValueError: wrong")
