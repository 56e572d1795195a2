"""The command, seen from outside."""

import asyncio
import json
from pathlib import Path
import signal
import sys

import aiohttp
import pytest

pytestmark = pytest.mark.usefixtures("socket_enabled")

REPOSITORY = Path(__file__).parents[2]


async def start(*arguments: str) -> asyncio.subprocess.Process:
    """Start a simulator."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "simulator",
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=REPOSITORY,
    )


async def first_line(process: asyncio.subprocess.Process) -> dict[str, str]:
    """Return what a simulator says when it is ready."""
    assert process.stdout is not None
    addresses: dict[str, str] = json.loads(await process.stdout.readline())
    return addresses


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_address_is_printed_and_the_program_ends(number: signal.Signals) -> None:
    """Even while a client waits for an answer."""
    process = await start("--catalogue", "exact", "--episodes", "6", "--movies", "2")
    addresses = await first_line(process)
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{addresses['control']}/state") as state:
            assert (await state.json())["episodes"] == 6
        await session.post(f"{addresses['control']}/faults", json={"host": "tmdb_api", "kind": "hang"})
        waiting = asyncio.create_task(session.get(f"{addresses['tmdb_api']}/3/configuration"))
        await asyncio.sleep(0.1)
        process.send_signal(number)
        output, errors = await process.communicate()
        with pytest.raises(aiohttp.ClientError):
            await waiting

    assert (process.returncode, output, errors) == (0, b"", b"")
    hosts = ("control", "trakt_api", "trakt_auth", "tmdb_api", "tmdb_images", "trakt_images")
    assert len({addresses[name] for name in hosts}) == len(hosts)


async def test_saved_state_is_loaded(tmp_path: Path) -> None:
    """With the pictures at the same addresses, by which homes know them."""
    first = await start()
    before = await first_line(first)
    async with aiohttp.ClientSession() as session, session.get(f"{before['control']}/saved") as saved:
        (tmp_path / "saved.json").write_text(await saved.text())
    first.terminate()
    await first.communicate()
    second = await start("--saved", str(tmp_path / "saved.json"))
    after = await first_line(second)
    second.terminate()
    await second.communicate()

    pictures = ("tmdb_images", "trakt_images")
    assert {name: after[name] for name in pictures} == {name: before[name] for name in pictures}


async def test_a_port_that_is_taken_is_named_without_a_traceback() -> None:
    """The other simulator has it."""
    first = await start()
    port = (await first_line(first))["control"].rpartition(":")[2]
    second = await start("--port", port)
    output, errors = await second.communicate()
    first.terminate()
    await first.communicate()

    assert (second.returncode, output) == (2, b"")
    assert port.encode() in errors
    assert b"Traceback" not in errors
