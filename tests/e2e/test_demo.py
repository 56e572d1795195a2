"""The command `demo`: its output, its end, and its errors."""

import asyncio
from dataclasses import dataclass
from datetime import date
import os
from pathlib import Path
import re
import shutil
import signal
import sys

import aiohttp
import pytest

from scripts.demo import connected_home
from scripts.fork_server import without_fork_server
from scripts.furnish import furnish
from scripts.home_folder import REPOSITORY

from .account import until

pytestmark = pytest.mark.usefixtures("socket_enabled")

MOST_SECONDS = 90
LINE = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)\t(\d\d:\d\d|all-day)\t[^\t]+\thttp://\S+")
WATCHED = {"trakt_upcoming:trakt_demo_episodes_watched", "trakt_upcoming:trakt_demo_movies_watched"}
ADDRESS = re.compile(r"(?P<home>http://127\.0\.0\.1:\d+)/lovelace-trakt")


@dataclass(frozen=True, slots=True)
class Result:
    """The exit code and the output of a command."""

    code: int | None
    output: str
    progress: str


async def start(*arguments: str, folder: Path, repository: Path = REPOSITORY) -> asyncio.subprocess.Process:
    """Start the demo, with its temporary files in a folder."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "scripts.demo",
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=repository,
        # The environment of a user, without the variables of the tests.
        env={**without_fork_server(os.environ), "TMPDIR": str(folder)},
    )


async def end(process: asyncio.subprocess.Process) -> Result:
    """Wait for the end of the demo, and return its result."""
    async with asyncio.timeout(MOST_SECONDS):
        output, progress = await process.communicate()
    return Result(process.returncode, output.decode(), progress.decode())


def is_empty(folder: Path) -> bool:
    """Return whether a folder is empty."""
    return not any(folder.iterdir())


async def test_once_prints_a_line_for_each_release(tmp_path: Path) -> None:
    result = await end(await start("--once", folder=tmp_path))

    assert result.code == 0, result.progress
    lines = [match for line in result.output.splitlines() if (match := LINE.fullmatch(line))]
    assert len(lines) >= 20
    days = [date.fromisoformat(line["day"]) for line in lines]
    assert days == sorted(days)
    assert is_empty(tmp_path)


async def test_automation_voice_and_import(tmp_path: Path) -> None:
    async with connected_home(tmp_path) as (home, entry_id):
        await furnish(home, entry_id)
        said = await home.api.ask("conversation.process", text="add Halfway Up to my movie watchlist")
        automation = (await home.api.states())["automation.release_day"]["state"]

        async def are_imported() -> bool:
            known = await home.api.command("recorder/list_statistic_ids")
            return {each["statistic_id"] for each in known} >= WATCHED

        await until(are_imported, seconds=60)

    assert said["response"]["speech"]["plain"]["speech"] == "Added Halfway Up"
    assert automation == "on"


async def test_stops_everything_it_started(tmp_path: Path) -> None:
    process = await start(folder=tmp_path)
    assert process.stderr is not None
    async with asyncio.timeout(MOST_SECONDS):
        while not (address := ADDRESS.search((await process.stderr.readline()).decode())):
            pass
    async with aiohttp.ClientSession() as session:
        async with session.get(address["home"]) as page:
            assert page.ok

        process.send_signal(signal.SIGTERM)

        assert (await end(process)).code == 0
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.get(address["home"])
    assert is_empty(tmp_path)


@pytest.mark.parametrize(
    ("folders", "message"),
    [
        (["scripts"], "The demo failed: The simulator ended at once"),
        (["scripts", "simulator"], "The demo failed: The command application_credentials/create was refused"),
    ],
    ids=["no simulator", "no integration"],
)
async def test_error_messages(tmp_path: Path, folders: list[str], message: str) -> None:
    repository, temporary = tmp_path / "repository", tmp_path / "temporary"
    temporary.mkdir()
    for name in folders:
        shutil.copytree(REPOSITORY / name, repository / name)

    result = await end(await start("--once", folder=temporary, repository=repository))

    assert result.code == 1
    assert message in result.progress
    assert "Traceback" not in result.progress
    assert result.output == ""
    assert is_empty(temporary)
